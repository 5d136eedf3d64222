"""CAS001: a proper name in lower case."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import resources

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.knowledge.mentions import mentions
from mtcheck.knowledge.names import proper_phrases
from mtcheck.knowledge.offices import by_adjective, by_name
from mtcheck.rules._style import follows_case
from mtcheck.rules.base import Context, rule

_WORD = re.compile(r"(?<![\w@#/.\-’'&])([a-z]{4,20})(['’]s)?(?![\w@#/’'\-_]|\.\w)")
_DETERMINER = re.compile(
    r"\b(?:the|an?|his|her|its|their|our|your|my|this|that|these|those|no|every|each|some|any)\s+$",
    re.IGNORECASE,
)
_LOWER = re.compile(r"[a-z]{4,20}")
# Words of their own in lower case; for these the article itself must show the name.
_ALSO_WORDS = {
    "china", "turkey", "jordan", "chad", "guinea", "mali", "niger", "togo", "oman", "cuba",
    "chile", "lao", "polish", "congo", "georgia", "dominican", "emirates", "swati", "america",
    "christian", "catholic", "catholics", "holland", "panama", "sofia", "may", "march", "august",
    "manila", "arabic", "soviet", "siam",
}  # fmt: skip
_NEVER = {
    "polish",
    "mali",
    "togo",
    "lao",
    "swati",
    "dominican",
    "emirates",
    "christian",
    "catholic",
}
_COMPOUND = re.compile(
    r"\s(?:fries|fry|toast|doors?|press|kiss\w*|bread|onions?|ovens?|courage|shepherds?|measles"
    r"|chocolate|pastry|pastries|cheese|chard|nuts?|hats?|rugs?|cats?|horns?|windows?|knots?|cuffs?"
    r"|braids?|beans?|dressing|vanilla|bulldogs?|rolls?|cut|manicures?|numerals?|setters?|breakfast"
    r"|muffins?|cream|horn|plait|poodle|seam|polish|beer|pop|elm|plates?|cups?|shop|cabinet|doll)\b"
)
_FOREIGN_BEFORE = re.compile(
    r"(?:\b(?:de|la|le|el|en|du|des|di|del|los|las|et|y|il|im|der|die|von|und|al|da|do|dos|van|per"
    r"|con|por|para|una?|les|sur|pour|au|das|den|dem|mit|e|o|e\.g\.)|[-/_@#])\s*$"
)
_TWO = re.compile(r"(?!Republic|Kingdom|State|United|The|Central)[A-Z][a-z]+ [A-Z][a-z]+")
_FEW = 2


@cache
def _names() -> dict[str, str]:
    """Proper names of one word by their lower-case form."""
    text = resources.files("mtcheck.knowledge").joinpath("data/proper_names.txt").read_text("utf-8")
    words = {w for line in text.splitlines() if not line.startswith("#") for w in line.split()}
    words |= {key for key in (*by_name(), *by_adjective()) if key.isalpha() and key.istitle()}
    words |= {f"{a}s" for a in by_adjective() if a.isalpha() and a.endswith(("an", "i"))}
    return {word.lower(): word for word in words if len(word) > 3}


@cache
def _phrases() -> re.Pattern[str]:
    """Pattern of proper names of several words, all of them or the first in lower case."""
    names = "|".join(
        form
        for name in sorted(_written().values(), key=len, reverse=True)
        for form in (name.lower(), name[0].lower() + name[1:])
    )
    return re.compile(rf"(?<![\w@#/.\-’'&])(?:{names})(?![\w@#/\-_]|\.\w)")


@cache
def _written() -> dict[str, str]:
    """Proper names of several words, countries' too, by their lower-case form."""
    names = [*proper_phrases(), *(name for name in by_name() if _TWO.fullmatch(name))]
    return {name.lower(): name for name in names}


@rule(
    id="CAS001",
    name="lower-case-name",
    category=Category.CASING,
    mqm="Fluency/Spelling/Capitalization",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=(
        "Talks between germany and France resumed on monday.",
        "The army of China grew. Experts watch China and china's navy.",
        "The secretary general of the united nations met the press on Monday.",
    ),
    passing=(
        "Talks between Germany and France resumed on Monday.",
        "They ate turkey with french fries from a china plate.",
        "The polish on the table may fade.",
        "The united front of nations lies north of the Korean border.",
        "Only together, as united nations, can we keep the peace of Europe.",
    ),
    fixed=(
        "Talks between Germany and France resumed on Monday.",
        "The army of China grew. Experts watch China and China's navy.",
        "The secretary general of the United Nations met the press on Monday.",
    ),
)
def lower_case_name(article: Article, _context: Context) -> Iterator[Finding]:
    """A country, people, city, weekday, month or person in lower case.

    Names that are ordinary words as well ("china", "turkey") are reported only in the genitive
    and when the article writes the name with a capital elsewhere; "may", "march" and "polish"
    never are. The surname of somebody who holds an office in the article is reported after the
    first name and in the genitive. Texts that don't follow English capitals are left alone.
    """
    text = article.masked
    found = [*_known(text), *_several(text), *_persons(text)]
    if not found or not follows_case(article):
        return
    seen = Counter(name.lower() for _, _, name, _ in found)
    for start, end, name, confidence in dict.fromkeys(found):
        # A name that stands in lower case again and again is this author's way to write it.
        capital = len(re.findall(rf"\b{name}\b", text)) if seen[name.lower()] > _FEW else _FEW
        if seen[name.lower()] > capital:
            continue
        yield lower_case_name.finding(
            article,
            start,
            end,
            f"{name} is a proper name",
            confidence=confidence,
            evidence=f"{name} takes a capital in English",
            suggestions=[name],
        )


def _known(text: str) -> Iterator[tuple[int, int, str, float]]:
    names = _names()
    if names.keys().isdisjoint(_LOWER.findall(text)):
        return
    for match in _WORD.finditer(text):
        word = match[1]
        name = names.get(word)
        if name is None or word in _NEVER or _COMPOUND.match(text, match.end()):
            continue
        if _FOREIGN_BEFORE.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        if word in _ALSO_WORDS:
            elsewhere = re.search(rf"(?<=[a-z,] ){name}\b", text)
            if not match[2] or elsewhere is None:
                continue
        yield match.start(1), match.end(1), name, 0.9 if word in _ALSO_WORDS else 0.95


def _several(text: str) -> Iterator[tuple[int, int, str, float]]:
    for match in _phrases().finditer(text):
        before = text[max(0, match.start() - 8) : match.start()]
        united = match.group().startswith("united")  # "the united States of America" of 1776
        bare = united and (not before.endswith(("the ", "The ")) or " S" in match.group())
        if not bare and not _FOREIGN_BEFORE.search(before):
            yield *match.span(), _written()[match.group().lower()], 0.95


def _persons(text: str) -> Iterator[tuple[int, int, str, float]]:
    """Holders of an office, whose surname the article writes with a capital elsewhere."""
    full = {tuple(mention.name.split()[-2:]) for mention in mentions(text) if mention.name}
    wanted = {names[-1].lower(): names for names in full if len(names[-1]) > 4}
    if not wanted:
        return
    for match in _WORD.finditer(text):
        names = wanted.get(match[1])
        if names is None or match[1] in _names():
            continue
        before = text[max(0, match.start() - 25) : match.start()]
        first = len(names) > 1 and before.endswith(f" {names[0]} ")
        if (first or match[2]) and not _DETERMINER.search(before):
            yield match.start(1), match.end(1), names[-1], 0.9 if first else 0.85
