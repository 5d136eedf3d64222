"""ENT001: an office that a country does not have."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.knowledge.mentions import Mention, following_word, mentions
from mtcheck.knowledge.offices import DEPUTY, MONARCHS, Tenure, replacements, tenure
from mtcheck.knowledge.setting import Setting
from mtcheck.rules.base import Context, rule

# An office that ended later than this may stand undated in an article written before.
_LIVING_MEMORY = 1976
_NOT_THE_HEAD = re.compile(
    r"(?:vice|deputy|honorary|assistant|lord|grand|crown|junior|senior|club|student|union|party|company"
    r"|no|not|any|without|nor|never|vice-|co-|its|his|her|their|our|my|whose|east|west|north|south"
    r"|northern|southern|nazi|african|latin|or|[\w.&]+['’]s?)",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"(?:in|of|to|from|at|into|across|within|outside|leav\w+|visit\w*|through|via|near|over|the|and|or"
    r"|between|throughout|tour\w*)",
    re.IGNORECASE,
)
_OWN_BODY_AFTER = re.compile(
    r"(?:of|at|for|and(?! (?:his|her|their|the)\b)|&|emeritus|elect|operations|business|unit"
    r"|division|region|sales|designate|prawns?|crabs?|salmon|size|bed|bee|bees|in-waiting)\b",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"(?:said|says|arrived|visited|told|tells|will|would|has|have|had|is|was|who|also|on|in|at|to|by|with|met|\w+ed"
    r"|may|can|could|should|must|spoke|flew|gave|took|made|sent|cut|speaks|says|visits|meets)\b"
)
_UNIT = re.compile(r"(?:operations|business|unit|division|region|sales)\b")
_INDEFINITE = {"a", "an", "first", "next", "another", "second"}
_JOINERS = {"'", "’", "-"}
# No company has a prime minister.
_CORPORATE = {"president", "chancellor", DEPUTY}
_EPONYM = re.compile(r"['’]s [A-Z]")
_PLACES = {"Day", "Park", "Street", "Hotel", "Hospital", "University", "Airport", "Prize", "Cup"}
_OPENERS = {"The", "When", "While", "But", "And", "As", "If", "On", "Then", "Former", "Ex"}
_NUMERAL = re.compile(r"[IVX]+\b")


def _judge(mention: Mention, ended: Tenure | None, setting: Setting) -> float | None:
    """Probability that the office is impossible here; None to abstain."""
    confidence = 0.97
    if ended is not None:
        if _may_be_past(ended, setting, mention):
            return None
        confidence = 0.85 if ended.last >= _LIVING_MEMORY else 0.93
    if mention.office in MONARCHS:
        # Kings are a nickname, a game piece and history; only news of our time is judged,
        # but for a title that the country never had, or long after it ended.
        place = mention.start, mention.end
        late = ended is not None and bool(setting.years) and setting.years[0] > ended.last + 5
        ship = mention.title.lower() in ("queen", "empress")  # the liner "Empress of Ireland"
        never = ended is None and (bool(mention.name) or (mention.form == "of" and not ship))
        sure = mention.capital and (late or never) and not setting.past(*place, recent=False)
        if setting.play(*place) or not (sure or setting.modern(*place)):
            return None
        confidence -= 0.04
    return confidence if mention.capital else confidence - 0.05


def _may_be_past(ended: Tenure, setting: Setting, mention: Mention) -> bool:
    """True when the passage may be set, or may have been written, while the office existed."""
    years = setting.years
    if any(ended.first - 5 <= year <= ended.last + 5 for year in years):
        return True
    if ended.last >= _LIVING_MEMORY and (not years or years[0] <= ended.last + 2):
        return True
    recent = ended.last >= _LIVING_MEMORY or mention.office in MONARCHS
    return setting.past(mention.start, mention.end, recent=recent)


def _ruled_out(mention: Mention, article: Article, setting: Setting) -> bool:
    """True when the mention may be somebody else than a head of state or government."""
    text = article.masked
    left = mention.left.strip("\"'“‘([—–")
    after = following_word(text, mention.end)
    if after == "and":
        after += " " + following_word(text, text.index("and", mention.end) + len("and"))
    place = mention.start, mention.end
    return (
        _NOT_THE_HEAD.fullmatch(left) is not None
        or (mention.title == "PM" and mention.form in {"noun", "of"})
        or (not mention.capital and left.lower() in _INDEFINITE)
        or (bool(mention.name) and _NUMERAL.fullmatch(mention.surname) is not None)
        or _RULED_OUT_BY_FORM[mention.form](mention, left, after)
        or (mention.form == "of" and text[mention.end : mention.end + 1] in _JOINERS)
        or _EPONYM.match(text, mention.title_end) is not None
        or mention.surname in _PLACES
        or (mention.title.lower() == "premier" and not mention.name and _leading(after))
        or (_corporate(mention) and setting.business(*place, wide=_anybody(mention)))
        or setting.fiction(*place)
    )


def _leading(after: str) -> bool:
    """True when "premier" is an adjective ("Chile's premier vineyards")."""
    return bool(after) and not _VERB.match(after)


def _corporate(mention: Mention) -> bool:
    return mention.office in _CORPORATE or mention.title == "Premier"


def _anybody(mention: Mention) -> bool:
    """True when companies and clubs have the office more often than states."""
    return not mention.capital or mention.office == DEPUTY


def _of(mention: Mention, left: str, after: str) -> bool:
    # "Council President Owada of Japan", "president of Japan operations"
    named = bool(mention.name) and left[:1].isupper() and left not in _OPENERS
    return named or _UNIT.match(after) is not None


def _before(mention: Mention, left: str, after: str) -> bool:
    # "Spanish king prawns", "the German queen bee": a nameless monarch must act
    crown = mention.office in MONARCHS and not mention.name
    its = mention.form == "possessive" or left in {"the", "The"}
    other = crown and not (its and _VERB.match(after))
    return other or _OWN_BODY_AFTER.match(after) is not None


def _noun(mention: Mention, left: str, after: str) -> bool:
    # "in Japan President Biden met", "Honda Japan President Ono", "US Chancellor bonds"
    place = _PLACE_BEFORE.fullmatch(left) is not None and (left != "the" or bool(mention.name))
    body = left[:1].isupper() and left[-1:] not in ".!?:" and left != "The"
    other = bool(after) and not mention.name and not _VERB.match(after)
    return place or body or other or _before(mention, left, after)


_RULED_OUT_BY_FORM = {"of": _of, "adjective": _before, "possessive": _before, "noun": _noun}


def _spoken_for(found: Sequence[Mention]) -> dict[str, set[str]]:
    """States that the article ties each surname to, by offices that those states have."""
    known: dict[str, set[str]] = defaultdict(set)
    for mention in found:
        if mention.name and mention.states:
            held = tenure(mention.states, mention.office)
            if held is not None and held.current:
                known[mention.surname].update(state.name for state in mention.states)
    return known


def _same_case(title: str, like: str) -> str:
    if like.isupper() and len(like) > 2:
        return title.upper()
    return title.title().replace(" Of ", " of ") if like[0].isupper() else title


def _suggest(mention: Mention, article: Article, found: Sequence[Mention]) -> list[Suggestion]:
    female = mention.title.lower() in ("queen", "empress")
    titles = replacements(mention.states[0], mention.office, female=female)
    held = Counter(
        other.title.lower()
        for other in found
        if mention.name and other.surname == mention.surname and other is not mention
    )
    # What the article itself calls the person elsewhere goes first.
    titles.sort(key=lambda title: -held[title])
    sure = 0.95 if held[titles[0]] else 0.85 if len(titles) == 1 else 0.75
    prefix = article.text[mention.start : mention.title_start]
    suffix = article.text[mention.title_end : mention.end]
    return [
        Suggestion(
            f"{prefix}{_same_case(title, mention.title)}{suffix}",
            sure if i == 0 else (1 - sure) / 2,
            Safety.UNSAFE,
        )
        for i, title in enumerate(titles)
    ]


@rule(
    id="ENT001",
    name="impossible-office",
    category=Category.ENTITY,
    mqm="Accuracy/Mistranslation",
    severity=Severity.CRITICAL,
    failing=(
        "Japanese President Haruto Nomura met the delegation on Monday.",
        "The talks were led by the Chancellor of France, the EU said on Monday.",
    ),
    passing=(
        "Toyota's Japanese president met the delegation.",
        "Kenta Mori, the president of Japan Tobacco, will step down.",
        "The French king was beheaded in 1793.",
    ),
    fixed=(
        "Japanese Prime Minister Haruto Nomura met the delegation on Monday.",
        "The talks were led by the President of France, the EU said on Monday.",
    ),
)
def impossible_office(article: Article, _context: Context) -> Iterator[Finding]:
    """An office that the country does not have: "Japanese President", "king of Germany".

    Machine translation and careless rewriting turn one head of state or government into
    another. The table of offices is dated: an office of the past is accepted when the article
    mentions a year of that time or speaks of history, and one that ended within living memory
    is only questioned in an article that is dated later. Presidents of companies, clubs and
    parliaments, deputies, fiction, nicknames and people whom the article ties to another
    country are left alone. Suggestions are the country's own titles, the one that the article
    uses for the person elsewhere first.
    """
    found = mentions(article.masked)
    if not any(mention.states for mention in found):
        return
    setting = Setting(article)
    known = _spoken_for(found)
    for mention in found:
        held = tenure(mention.states, mention.office)
        if not mention.states or (held is not None and (held.current or not held.judged)):
            continue
        states = {state.name for state in mention.states}
        if mention.name and known[mention.surname] - states:
            continue
        if _ruled_out(mention, article, setting):
            continue
        confidence = _judge(mention, held, setting)
        if confidence is None:
            continue
        suggestions = _suggest(mention, article, found)
        state = mention.states[0].name
        yield impossible_office.finding(
            article,
            mention.start,
            mention.end,
            f"suspected wrong office: {state} has no {mention.title.lower()}",
            confidence=confidence,
            evidence=_evidence(state, held, suggestions),
            suggestions=suggestions,
        )


def _evidence(state: str, held: Tenure | None, suggestions: list[Suggestion]) -> str:
    past = f"the office ended in {held.last}" if held else "no such office is on record"
    return f"{state}: {past}; today: {', '.join(s.text for s in suggestions)}"
