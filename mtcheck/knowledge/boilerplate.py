"""What web pages put around articles: labels, notices and credits, as a table of phrases.

`match` says which phrase of `data/boilerplate.tsv` a line is made of. Letter case, accents and
punctuation do not count, and every number is written 0.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from mtcheck.knowledge.phrases import (
    WORD,
    Key,
    Match,
    normalise,
    small_words_by_language,
    table,
)

__all__ = [
    "Key",
    "Match",
    "is_section",
    "label_ahead",
    "labels",
    "match",
    "normalise",
    "row",
    "small_words",
]

_LABEL = re.compile(r"\s*[:：|»›>→–—]|\s+-\s|\s{2,}\S|\xa0\s*\S")
_SENTENCE_END = re.compile(r"[.:。][\"”'’)\]]*$")
_QUOTED = re.compile(r"[“\"][^”\"]{3,}[”\"]")
_MAX_WORDS = 45
_MAX_LENGTH, _MAX_NOTICE = 400, 1000
_OPENING = 120
_END_WORDS = 7
_FEWEST_INSIDE = 3
_ROW_KINDS = frozenset(
    "section navigation more share comments meta cookies newsletter paywall advertising image"
    " related".split()
)
_LONG_KINDS = frozenset("copyright cookies adblock technical comments".split())
_NUMBER_COUNTS = frozenset({"comments", "share", "meta"})


def match(text: str) -> Match | None:
    """The surest phrase that a line is made of, or None; `text` is the line, stripped."""
    if len(text) > _MAX_LENGTH:
        return _opened(text)
    words = normalise(text)
    if not words:
        return None
    if len(words) > _MAX_WORDS:
        return _opened(text)
    found = [m for m in (_line(words), _begin(text, words), _end(text, words)) if m]
    if _QUOTED.search(text) is None:
        found += _inside(words)
    return max(found, key=lambda m: m.sure, default=None)


def row(words: Key) -> tuple[int, int]:
    """Of how many labels of the table `words` is a row, and how many of these are sure.

    (0, 0) when any word belongs to none.
    """
    found = labels(words)
    if sum(size for size, _ in found) < len(words):
        return 0, 0
    return len(found), sum(sure for _, sure in found)


def labels(words: Key) -> list[tuple[int, bool]]:
    """Labels of the table that `words` begins or goes on with: number of words, and sure or not.

    Words between them that belong to no label are left out; a number counts with the counter or
    label beside it.
    """
    found: list[tuple[int, bool]] = []
    position = 0
    while position < len(words):
        hit, size = _label_at(words, position)
        if hit is not None:
            found.append((size, hit.sure))
        position += max(1, size)
    return found


def run_ahead(words: Key) -> bool:
    """True when two sure labels in a row begin a line: no sentence does."""
    count = position = 0
    while position < len(words):
        hit, size = _label_at(words, position)
        if hit is None or not hit.sure:
            break
        count, position = count + 1, position + size
    return count > 1 and position > _FEWEST_INSIDE


def _label_at(words: Key, position: int) -> tuple[Match | None, int]:
    """The longest label at a position, and how many words it takes."""
    held = table()
    known = held.phrases["line"]
    for size in range(min(held.longest, len(words) - position), 0, -1):
        hit = known.get(words[position : position + size])
        if hit and hit.kind in _ROW_KINDS:
            return hit, size
    if words[position] == "0":
        for size in range(min(held.longest, len(words) - position - 1), 0, -1):
            hit = known.get(words[position + 1 : position + 1 + size])
            if hit and hit.kind in _NUMBER_COUNTS:
                return hit._replace(sure=True), size + 1
    return None, 0


def label_ahead(text: str) -> int:
    """Length of a label that `text` begins with and that no sentence does; 0 without one.

    It has a first capital and is sure; English ones have three words, of advertising two.
    """
    first = WORD.match(text)
    if first is None or not text[0].isupper() or not _opens_label(first.group()):
        return 0
    words = list(WORD.finditer(text))
    key = normalise(text)
    known = _inline()
    for size in range(min(table().longest, len(key), len(words)), 0, -1):
        if key[:size] in known:
            return words[size - 1].end()
    return 0


@cache
def _inline() -> frozenset[Key]:
    """Labels that may stand between two sentences."""
    found = set()
    for key, hit in table().phrases["line"].items():
        advertising = hit.kind == "advertising"
        fewest = (3 if hit.language == "en" else 2) - advertising
        if hit.sure and (len(key) >= fewest or key == ("advertisement",)):
            found.add(key)
    return frozenset(found)


@lru_cache(maxsize=4096)
def _opens_label(word: str) -> bool:
    return normalise(word) in _first_words()


@cache
def _first_words() -> frozenset[Key]:
    return frozenset(key[:1] for key in _inline())


def is_section(word: str) -> bool:
    """True when one word is the name of a section of a news site."""
    hit = table().phrases["line"].get(normalise(word))
    return hit is not None and hit.kind == "section"


def small_words(language: str) -> frozenset[str]:
    """Words that mark text of that language (normalised); empty for unlisted ones."""
    return small_words_by_language().get(language, frozenset())


def _line(words: Key) -> Match | None:
    known = table().phrases["line"]
    hit = known.get(words)
    if hit:
        return hit
    first = 1 if words[0] == "0" else 0
    last = len(words) - (1 if words[-1] == "0" else 0)
    hit = known.get(words[first:last])
    return hit._replace(sure=True) if hit and hit.kind in _NUMBER_COUNTS else None


def _opened(text: str) -> Match | None:
    """Notices may be long; what opens them is all that is looked at."""
    if len(text) > _MAX_NOTICE or text[0] in "\"“‘'":
        return None
    held, words = table(), normalise(text[:_OPENING])
    for size in range(min(held.longest, len(words)), 2, -1):
        hit = held.phrases["open"].get(words[:size])
        if hit and hit.sure and hit.kind in _LONG_KINDS:
            return hit
    return None


def _begin(text: str, words: Key) -> Match | None:
    held = table()
    sentence = _SENTENCE_END.search(text) is not None
    for size in range(min(held.longest, len(words)), 0, -1):
        key = words[:size]
        hit = held.phrases["open"].get(key)
        if hit:
            return hit
        hit = held.phrases["label"].get(key)
        if hit and size < len(words) and _LABEL.match(text, _after(text, size)):
            return hit
        hit = held.phrases["start"].get(key)
        if hit and size < len(words) and not sentence:
            return hit
    return None


def _after(text: str, count: int) -> int:
    """Where the first `count` words of `text` end."""
    end = 0
    for number, found in enumerate(WORD.finditer(text), 1):
        end = found.end()
        if number == count:
            break
    return end


def _end(text: str, words: Key) -> Match | None:
    if len(words) > _END_WORDS or _SENTENCE_END.search(text) or text.endswith(("?", "!", ",", ":")):
        return None
    held = table()
    for size in range(min(held.longest, len(words) - 1), 0, -1):
        hit = held.phrases["end"].get(words[-size:])
        if hit:
            return hit
    return None


def _inside(words: Key) -> list[Match]:
    if len(words) < _FEWEST_INSIDE:
        return []
    held, runs = table(), _runs(words)
    found = [hit for key, hit in held.phrases["has"].items() if key in runs]
    for hit, groups in held.groups:
        if all(not group.isdisjoint(runs) for group in groups):
            found.append(hit)
    # What begins by asking the visitor for something, and names what.
    for hit, (first, second) in held.calls:
        if not second.isdisjoint(runs) and any(
            words[:size] in first for size in range(1, held.longest + 1)
        ):
            found.append(hit)
    return found


def _runs(words: Key) -> set[Key]:
    """All that stands in a row, up to the length of the longest phrase."""
    longest = min(table().longest, len(words))
    return {
        words[at : at + size]
        for size in range(1, longest + 1)
        for at in range(len(words) - size + 1)
    }
