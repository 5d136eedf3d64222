"""ENT007: one minister with two ministries."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import chain

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.rules.base import Context, rule

_MINISTER = re.compile(
    r"\b((?:[A-Z][a-z]+(?:,?[ \u00a0](?:and|&)[ \u00a0][A-Z][a-z]+)?[ \u00a0])?)"
    r"(Minister|minister),?[ \u00a0]"
    r"((?:[A-Z][\w’'-]+[ \u00a0]){0,3}(?:(?:van|von|de|der|den|del|al|bin|di|da)[ \u00a0]){0,2}"
    r"[A-Z][\w’-]+)"
)
_LOWER = re.compile(
    r"\b([a-z]+(?: and [a-z]+)?) (minister),? ((?:[A-Z][\w’'-]+ ){1,3}[A-Z][\w’-]+)"
)
_CHANGES = re.compile(
    r"\b(?:former|ex|newly|appoint\w*|nam(?:ed|ing)|becam?e|becoming|previous\w*|formerly"
    r"|reshuffl\w*|acting|interim|outgoing|incoming|also|both|double|doubles|as well|successor"
    r"|succe\w+|predecess\w+|replac\w+|promot\w+|moved?|sworn|served|brother|sister|wife|husband"
    r"|son|daughter|father|mother|resign\w*|sack\w*|nominat\w*|designate|elect)\b",
    re.IGNORECASE,
)
_NO_MINISTRY = {
    "the", "prime", "deputy", "first", "chief", "cabinet", "senior", "junior", "state", "a", "an",
    "and", "of", "his", "her", "their", "its", "shadow", "federal", "government", "former", "union",
    "assistant", "vice", "said", "mr", "mrs", "british",
}  # fmt: skip


def _key(portfolio: str) -> str:
    """The ministry in lower case, or nothing where the words before name none."""
    words = portfolio.lower().replace("defense", "defence").split()
    while words and words[0] in _NO_MINISTRY:
        words.pop(0)
    return " ".join(words)


def _related(one: str, other: str) -> bool:
    """True when one ministry may be part of the other's name."""
    return bool(set(one.split()) & set(other.split()) - {"and"}) or {one, other} in _SAME


_SAME = [
    {"foreign", "external"}, {"interior", "home"}, {"finance", "treasury"}, {"health", "welfare"},
    {"economy", "economic"}, {"economy", "economics"}, {"agriculture", "farm"},
    {"environment", "climate"}, {"trade", "commerce"}, {"transport", "transportation"},
    {"energy", "oil"}, {"petroleum", "oil"}, {"labour", "labor"}, {"labor", "employment"},
    {"labour", "employment"}, {"culture", "arts"}, {"sport", "sports"}, {"police", "security"},
    {"justice", "law"}, {"industry", "trade"}, {"technology", "science"},
]  # fmt: skip


@rule(
    id="ENT007",
    name="changing-ministry",
    category=Category.ENTITY,
    mqm="Accuracy/Mistranslation",
    severity=Severity.MAJOR,
    failing=("Finance Minister Dragan Velimirov spoke. Foreign Minister Velimirov then left.",),
    passing=(
        "Finance Minister Dragan Velimirov spoke. Finance Minister Velimirov then left.",
        "Foreign Minister Ana Rybka, a former minister, spoke. Finance Minister Rybka failed.",
        "Finance Minister Ana Velimirov spoke. Foreign Minister Dragan Velimirov then left.",
    ),
    fixed=("Finance Minister Dragan Velimirov spoke. Finance Minister Velimirov then left.",),
)
def changing_ministry(article: Article, _context: Context) -> Iterator[Finding]:
    """A minister whose ministry changes within the article.

    Introduced with the full name ("Finance Minister Dragan Velimirov"), the same surname stands
    alone later under another ministry, once. Nothing is said where two people share the surname,
    where ministries are related, or where the article speaks of a change of office or of a second
    one.
    """
    text = article.masked
    if text.lower().count("minister") < 2:
        return
    full, alone = _roles(text)
    for surname, portfolios in full.items():
        if len(portfolios) != 1:
            continue
        (right, first), others = next(iter(portfolios.items())), alone[surname]
        odd = [(portfolio, match) for portfolio, match in others if portfolio != right]
        if len(odd) != 1 or _related(odd[0][0], right) or _others(text, surname, first):
            continue
        if _CHANGES.search(_around(article, text, surname)):
            continue
        wrong, match = odd[0]
        times = len(others)  # the odd one aside, and the introduction
        title = right.title() if match[1][0].isupper() else right
        yield changing_ministry.finding(
            article,
            match.start(1),
            match.end(2),
            f"{surname} is the {right} minister elsewhere in the article",
            confidence=0.8,
            evidence=f"{right} minister {first} {surname}: {times} times; {wrong} minister: once",
            suggestions=[Suggestion(f"{title} {match[2]}", 0.85, Safety.UNSAFE)],
        )


def _roles(
    text: str,
) -> tuple[dict[str, dict[str, str]], dict[str, list[tuple[str, re.Match[str]]]]]:
    """Ministries by surname: with the first name they stand with, and where they stand without."""
    full: dict[str, dict[str, str]] = defaultdict(dict)
    alone: dict[str, list[tuple[str, re.Match[str]]]] = defaultdict(list)
    for match in chain(_MINISTER.finditer(text), _LOWER.finditer(text)):
        portfolio, names = _key(match[1]), match[3].split()
        if not portfolio:
            continue
        if len(names) > 1 and names[0][0].isupper():
            full[names[-1]][portfolio] = " ".join(names[:-1])
        else:
            alone[names[-1]].append((portfolio, match))
    return full, alone


def _others(text: str, surname: str, first: str) -> bool:
    """True when somebody else of that surname is in the article."""
    names = re.findall(rf"\b([A-Z][\w’'.-]+)[ \u00a0]{re.escape(surname)}\b", text)
    return any(name not in (first.rsplit(maxsplit=1)[-1], "Minister") for name in names)


def _around(article: Article, text: str, surname: str) -> str:
    """The sentences that hold the surname."""
    places = [m.span() for m in re.finditer(rf"\b{re.escape(surname)}\b", text)]
    hits = {i for place in places[:50] for i in article.sentence_range(*place)}
    return " ".join(text[slice(*article.sentences[i][:2])] for i in sorted(hits))
