"""ENC004: invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._letters import latin
from mtcheck.rules._subject import about_characters
from mtcheck.rules.base import Context, rule

_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BREAK = re.compile(r"[\W_]")
_LONGEST = 30
_JOINER = re.compile(r"[\u200c\u200d]")


@rule(
    id="ENC004",
    name="invisible-character",
    category=Category.ENCODING,
    mqm="Fluency/Character encoding",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("The pay\u200bment was late.",),
    passing=("The payment was late.", "A family \U0001f468\u200d\U0001f469\u200d\U0001f467 came."),
    fixed=("The payment was late.",),
)
def invisible_character(article: Article, _context: Context) -> Iterator[Finding]:
    """Zero-width spaces, joiners, soft hyphens, byte order and direction marks in Latin text.

    They break search and word counts, and are also put there to hide copied text. Joiners
    are kept in emoji and between letters of scripts that need them, direction marks where
    the article has Hebrew or Arabic.
    """
    text = article.masked
    if text.isascii() or about_characters(article):
        return
    mixed = _RIGHT_TO_LEFT.search(text) is not None
    runs = [m.span() for m in _INVISIBLE.finditer(text) if _unwanted(text, m, mixed=mixed)]
    for start, end in _by_word(text, runs):
        piece = text[start:end]
        yield invisible_character.finding(
            article,
            start,
            end,
            "invisible character",
            confidence=0.95,
            evidence=", ".join(
                f"U+{ord(c):04X} {unicodedata.name(c, 'unnamed').lower()}"
                for c in dict.fromkeys("".join(_INVISIBLE.findall(piece)))
            ),
            suggestions=[_INVISIBLE.sub("", piece)],
        )


def _unwanted(text: str, match: re.Match[str], *, mixed: bool) -> bool:
    start, end = match.span()
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if start == 0 or (mixed and not set(match[0]) <= {"\u00ad", "\u200b", "\ufeff"}):
        return False
    if _JOINER.search(match[0]):
        return latin(before) and (not after or latin(after))
    return latin(before) or unicodedata.category(before)[0] in "PZ"


def _by_word(text: str, runs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs within one word joined, so that a hyphenated word is one finding."""
    start, end = -1, -1
    for run in runs:
        if start >= 0 and run[0] - end <= _LONGEST and not _BREAK.search(text, end, run[0]):
            end = run[1]
            continue
        if start >= 0:
            yield start, end
        start, end = run
    if start >= 0:
        yield start, end
