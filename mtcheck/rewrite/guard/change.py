"""A proposed change as the guard's checks see it: some words before and after, and what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from mtcheck.article import Article

_CHUNKS = re.compile(r"\S*(?:\s+\S+){0,3}")
_REACH = 80
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)*|[^\W_]*['’](?:s|ll|d|re|ve|m|t)\b"
)
_PARTS = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
}


remembered = lru_cache(maxsize=512)
"""For what is asked again of the same text with each candidate; answers are not to be changed."""


class Token(NamedTuple):
    """A word as written and its place in the window."""

    text: str
    start: int


@dataclass(frozen=True)
class Change:
    """`article.text[start:end]` becomes `replacement`.

    The checks compare `before` with `after`: the span and its replacement, each with three words
    of context, so that a number or name that the span cuts in two is seen whole.
    """

    article: Article
    start: int
    end: int
    replacement: str

    @cached_property
    def _context(self) -> tuple[str, str]:
        text = self.article.text
        # Backwards, so that the search need not begin anew at each code point.
        left = _chunks(text[max(0, self.start - _REACH) : self.start][::-1])[::-1]
        return left, _chunks(text[self.end : self.end + _REACH])

    @property
    def origin(self) -> int:
        """Place of the window's first code point in the article."""
        return self.start - len(self._context[0])

    @cached_property
    def span(self) -> str:
        """What is to be replaced."""
        return self.article.text[self.start : self.end]

    @cached_property
    def before(self) -> str:
        """The window as it stands."""
        return self.span.join(self._context)

    @cached_property
    def after(self) -> str:
        """The window as it would stand."""
        return self.replacement.join(self._context)

    @cached_property
    def lost(self) -> list[Token]:
        """Words of `before` that `after` has not, whatever their case, in order."""
        return _missing(_tokens(self.before), _tokens(self.after))

    @cached_property
    def gained(self) -> list[Token]:
        """Words of `after` that `before` has not, whatever their case, in order."""
        return _missing(_tokens(self.after), _tokens(self.before))


@remembered
def _chunks(text: str) -> str:
    """What begins `text` up to its fourth white space."""
    found = _CHUNKS.match(text)
    return found.group() if found else ""


@remembered
def _tokens(text: str) -> list[Token]:
    return [Token(match.group(), match.start()) for match in _WORD.finditer(text)]


def _missing(tokens: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    same = 0  # words that both end with are not missing
    for one, other in zip(reversed(tokens), reversed(others), strict=False):
        if one.text != other.text:
            break
        same += 1
    spare: dict[str, int] = {}
    for token in others[: len(others) - same]:
        word = plain(token.text)
        spare[word] = spare.get(word, 0) + 1
    missing = []
    # From the end, so that of equal words the first ones count as lost.
    for token in reversed(tokens[: len(tokens) - same]):
        word = plain(token.text)
        if spare.get(word):
            spare[word] -= 1
        else:
            missing.append(token)
    return missing[::-1]


def plain(word: str) -> str:
    """A word without case, typographic apostrophe, possessive and the full stops of initials."""
    folded = word.casefold().replace("’", "'")
    folded = folded.removesuffix("'s")
    return folded.replace(".", "")


@remembered
def words(text: str) -> list[str]:
    """Lower-case words with contractions taken apart: "they won’t" is they, will, not."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group().casefold().replace("’", "'")
        if word in _PARTS:
            found += _PARTS[word]
        elif word.endswith("n't"):
            found += (word[:-3], "not")
        elif "'" in word:
            stem, _, ending = word.rpartition("'")
            found += (part for part in (stem, "'" + ending) if part)
        else:
            found.append(word)
    return found


def apart(before: Sequence[str], after: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """How often each word is in one side more than in the other: what goes, and what comes."""
    end = min(len(before), len(after))
    start = next((i for i in range(end) if before[i] != after[i]), end)
    end -= start
    tail = next((i for i in range(end) if before[-1 - i] != after[-1 - i]), end)
    mine = Counter(before[start : len(before) - tail])
    theirs = Counter(after[start : len(after) - tail])
    return mine - theirs, theirs - mine


def differing(before: Sequence[str], after: Sequence[str]) -> tuple[list[str], list[str]]:
    """Facts that only one side has; an optional fact ("1?") may be missing on either side."""
    strict = ([f.rstrip("?") for f in before], [f.rstrip("?") for f in after])
    if strict[0] == strict[1]:
        return [], []
    firm = ([f for f in before if f[-1] != "?"], [f for f in after if f[-1] != "?"])
    if firm[0] == firm[1]:
        return [], []
    lost = list((Counter(strict[0]) - Counter(strict[1])).elements())
    gained = list((Counter(strict[1]) - Counter(strict[0])).elements())
    return (lost, gained) if lost or gained else (strict[0], strict[1])


def reason(what: str, before: Sequence[str], after: Sequence[str]) -> str | None:
    """`changes a number (2 → 3)`, or None when the facts agree."""
    lost, gained = differing(before, after)
    if not lost and not gained:
        return None
    if not gained:
        return f"drops {what} ({', '.join(lost)})"
    if not lost:
        return f"adds {what} ({', '.join(gained)})"
    return f"changes {what} ({', '.join(lost)} → {', '.join(gained)})"
