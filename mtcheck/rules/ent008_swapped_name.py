"""ENT008: a person's first name and surname in the wrong order."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules._style import CAPITAL_BEFORE, has_lower
from mtcheck.rules.base import Context, rule

_NAME = re.compile(r"(?<![\w’'.&-])[A-Z][a-zà-ÿ]{2,24}(?:-[A-Z][a-zà-ÿ]+)?(?![\w’'&-])")
_CAPITAL_AFTER = re.compile(r"[ \u00a0][A-Z]")
_SPACES = {" ", "\u00a0"}
_REACH = 30
_LEAST = 4
"""Names that an article must have for one pair to stand in both orders."""


@rule(
    id="ENT008",
    name="swapped-name",
    category=Category.ENTITY,
    mqm="Fluency/Grammar",
    severity=Severity.MINOR,
    failing=("Ilse Brandt spoke first. They asked Brandt Ilse for more, and Brandt agreed.",),
    passing=(
        "Ilse Brandt spoke first. They asked Ilse Brandt for more.",
        "Viktor Orbán spoke. In his own language he is Orbán Viktor, but Viktor will do.",
        "Pago Pago is quiet, and so is the whole of Pago Pago in the Pacific.",
        "Senate Democratic leaders met. Democratic Senate aides left, and the Senate rose.",
    ),
    fixed=("Ilse Brandt spoke first. They asked Ilse Brandt for more, and Brandt agreed.",),
)
def swapped_name(article: Article, _context: Context) -> Iterator[Finding]:
    """A surname before the first name where the article has them the other way round.

    Translators turn "Brandt Ilse" up where a source language declines names or lists them by
    surname. The usual order must stand as often and first, or more often, and the first
    name never by itself: what stands alone may be a place, a party or another person. What the
    article has in lower case as well is no name.
    """
    text = article.masked
    names = list(_NAME.finditer(text))
    if len(names) < _LEAST:
        return
    places: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    beside: Counter[str] = Counter()
    for one, other in pairwise(names):
        if other.start() == one.end() + 1 and text[one.end()] in _SPACES:
            places[one.group(), other.group()].append((one.start(), other.end()))
            beside[one.group()] += 1
            beside[other.group()] += 1
    written = Counter(match.group() for match in names)
    for (surname, first), swapped in places.items():
        usual = places.get((first, surname), ())
        together = len(usual) + len(swapped)
        if surname == first or not usual or not written[first] == beside[first] == together:
            continue
        if any(has_lower(text, word) for word in (first, surname)):
            continue
        if (len(usual), swapped[0]) < (len(swapped), usual[0]):
            continue
        for start, end in swapped:
            if _longer(text, start, end):
                continue
            yield swapped_name.finding(
                article,
                start,
                end,
                f"suspected swapped name: {first} {surname} elsewhere in the article",
                confidence=0.85,
                evidence=f"{first} {surname}: {len(usual)}, {surname} {first}: {len(swapped)}",
                suggestions=[f"{first} {surname}"],
            )


def _longer(text: str, start: int, end: int) -> bool:
    """True when the pair is part of a longer run of capitalised words."""
    before = CAPITAL_BEFORE.search(text[max(0, start - _REACH) : start])
    return before is not None or _CAPITAL_AFTER.match(text, end) is not None
