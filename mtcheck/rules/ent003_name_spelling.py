"""ENT003: one person's name in two spellings."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules.base import Context, rule

_FULL_NAME = re.compile(
    r"(?<![\w’'.-])([A-Z][a-zà-ÿ]{2,20})[ \u00a0]([A-Z][a-zà-ÿ]{4,24})(?![\w-]|[ \u00a0][A-Z])"
)
_LEAST = 3
_PRONOUN = re.compile(r"(?:The|This|That|These|Those|New|North|South|East|West|Saint|San|Los|Las)")


def _one_edit(a: str, b: str) -> bool:
    """True when one letter is changed, added or left out, or two neighbours are swapped.

    Endings are left alone: "-s" and "-n" make plurals and adjectives, not misspellings.
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    if len(a) > len(b):
        a, b = b, a
    i = 0
    while i < len(a) and a[i] == b[i]:
        i += 1
    if len(a) < len(b):
        return a[i:] == b[i + 1 :] and not (i == len(a) and b[i] in "sn")
    return a[i + 1 :] == b[i + 1 :] or (
        a[i : i + 2] == b[i : i + 2][::-1] and a[i + 2 :] == b[i + 2 :]
    )


@rule(
    id="ENT003",
    name="name-spelling",
    category=Category.ENTITY,
    mqm="Terminology/Inconsistent use",
    severity=Severity.MINOR,
    failing=(
        "Anna Bergstrom spoke. Anna Bergstrom left. So did Anna Bergstrom, wrote Anna Bergstorm.",
    ),
    passing=(
        "Anna Bergstrom spoke. Anna Bergstrom left. Anna Lindholm agreed.",
        "Anna Bergstrom spoke. Anna Bergstorm left.",
    ),
    fixed=(
        "Anna Bergstrom spoke. Anna Bergstrom left. So did Anna Bergstrom, wrote Anna Bergstrom.",
    ),
)
def name_spelling(article: Article, _context: Context) -> Iterator[Finding]:
    """A full name that differs by one letter from what the article writes everywhere else.

    The first name is the same, the surname is one edit away, stands once, and the other
    spelling stands at least three times.
    """
    places: dict[str, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for match in _FULL_NAME.finditer(article.masked):
        if not _PRONOUN.fullmatch(match[1]):
            places[match[1]][match[2]].append(match.span(2))
    for first, surnames in places.items():
        counts = Counter({surname: len(spans) for surname, spans in surnames.items()})
        usual = [surname for surname, count in counts.items() if count >= _LEAST][:50]
        for surname, spans in surnames.items():
            if len(spans) != 1:
                continue
            right = next((u for u in usual if _one_edit(surname, u)), None)
            if right is None:
                continue
            yield name_spelling.finding(
                article,
                *spans[0],
                f"{first} {surname} is written {first} {right} elsewhere in the article",
                confidence=0.85,
                evidence=f"{first} {right}: {counts[right]} times, {first} {surname}: once",
                suggestions=[right],
            )
