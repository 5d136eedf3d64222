"""ENT002: a person of one country under an office that this country does not have."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge.mentions import Mention, mentions
from mtcheck.knowledge.offices import MONARCHS, State, tenure
from mtcheck.knowledge.setting import Setting
from mtcheck.rules.base import Context, rule


@rule(
    id="ENT002",
    name="conflicting-office",
    category=Category.ENTITY,
    mqm="Accuracy/Mistranslation",
    severity=Severity.MAJOR,
    failing=("Japanese Prime Minister Haruto Nomura met him. On Monday, President Nomura left.",),
    passing=(
        "Japanese Prime Minister Haruto Nomura met the envoy. Prime Minister Nomura then left.",
        "Japanese Prime Minister Haruto Nomura won. The party had elected LDP President Nomura.",
        "French Prime Minister Luc Aubry met the envoy. On Monday President Aubry left.",
    ),
    fixed=(
        "Japanese Prime Minister Haruto Nomura met him. On Monday, Prime Minister Nomura left.",
    ),
)
def conflicting_office(article: Article, _context: Context) -> Iterator[Finding]:
    """One person under two offices, one of which the person's country does not have.

    The article ties a surname to a country by a possible office ("Japanese Prime Minister
    Nomura") and elsewhere gives the same surname a bare title ("President Nomura") that this
    country has never had. The title that stands with the name most often is suggested. A
    person who may have changed office, or heads a party or a company, is left alone.
    """
    found = [m for m in mentions(article.masked) if m.name]
    homes: dict[str, set[State]] = defaultdict(set)
    titles: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in found:
        held = tenure(mention.states, mention.office)
        if mention.states and held is not None and held.current and held.judged:
            homes[mention.surname].update(mention.states)
            titles[mention.surname][mention.title] += 1
    if not homes:
        return
    setting = Setting(article)
    for mention in found:
        group = homes.get(mention.surname, set())
        if mention.form != "bare" or mention.office in MONARCHS or len(group) != 1:
            continue
        state = next(iter(group))
        if tenure([state], mention.office) is not None or not _bare(article, mention):
            continue
        if setting.business(mention.start, mention.end, wide=False):
            continue
        best, count = titles[mention.surname].most_common(1)[0]
        yield conflicting_office.finding(
            article,
            mention.start,
            mention.end,
            f"suspected wrong office: the article ties {mention.surname} to {state.name},"
            f" which has no {mention.title.lower()}",
            confidence=0.9,
            evidence=f"{best} {mention.surname}: {count} times",
            suggestions=[best],
        )


def _bare(article: Article, mention: Mention) -> bool:
    """True when no other body stands before the title ("LDP President Nomura")."""
    left = mention.left
    first = left[:1].isupper() and _starts_sentence(article, mention.start, len(left))
    return mention.capital and (
        not left
        or first
        or left[-1] in ".!?,;:—–\"”'’"
        or (left.lstrip("\"'“‘(").islower() and left not in {"party", "company", "club", "vice"})
    )


def _starts_sentence(article: Article, start: int, length: int) -> bool:
    hit = article.sentence_range(start, start + 1)
    return bool(hit) and start - article.sentences[hit.start].start <= length + 2
