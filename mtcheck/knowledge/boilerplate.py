"""What web pages put around articles: labels, notices and credits, as a table of phrases.

`match` says which phrase of `data/boilerplate.tsv` a line is made of. Letter case, accents and
punctuation do not count, and every number is written 0.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from mtcheck.errors import ModelError

_TABLE = "data/boilerplate.tsv"
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|©")
_LABEL = re.compile(r"\s*[:：|»›>→–—]|\s+-\s|\s{2,}\S|\xa0\s*\S")
_SENTENCE_END = re.compile(r"[.:。][\"”'’)\]]*$")
_PLAIN = str.maketrans({"’": "'", "ı": "i", "đ": "d", "ł": "l", "ø": "o"})
_QUOTED = re.compile(r"[“\"][^”\"]{3,}[”\"]")
_MAX_WORDS = 45
_MAX_NOTICE = 1000
_END_WORDS = 7
_FEWEST_INSIDE = 3
_ROW_KINDS = frozenset(
    "section navigation more share comments meta cookies newsletter paywall advertising image"
    " related".split()
)
_LONG_KINDS = frozenset("copyright cookies adblock technical comments".split())
_NUMBER_COUNTS = frozenset({"comments", "share", "meta"})

Key = tuple[str, ...]


class Match(NamedTuple):
    """A phrase found in a line: `kind` and `language` of its row, and how the line holds it.

    `sure` phrases mean boilerplate wherever they stand, the others only outside running text.
    """

    kind: str
    mode: str
    language: str
    sure: bool
    phrase: str


@dataclass
class _Table:
    """Rows by mode; keys are normalised words."""

    phrases: dict[str, dict[Key, Match]] = field(default_factory=dict)
    groups: list[tuple[Match, list[set[Key]]]] = field(default_factory=list)
    calls: list[tuple[Match, list[set[Key]]]] = field(default_factory=list)
    longest: int = 1


def normalise(text: str) -> Key:
    """Words of `text` without case, accents and signs; numbers as 0."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple("0" if word[0].isdigit() else word for word in _WORD.findall(plain))


def match(text: str) -> Match | None:
    """The surest phrase that a line is made of, or None; `text` is the line, stripped."""
    if len(text) > _MAX_NOTICE:
        return None
    words = normalise(text)
    if not words:
        return None
    if len(words) > _MAX_WORDS:
        return None if text[0] in "\"“‘'" else _opened(words)
    found = [m for m in (_line(words), _begin(text, words), _end(text, words)) if m]
    if _QUOTED.search(text) is None:
        found += _inside(words)
        found += _calls(words)
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


def _label_at(words: Key, position: int) -> tuple[Match | None, int]:
    """The longest label at a position, and how many words it takes."""
    table = _table()
    known = table.phrases["line"]
    for size in range(min(table.longest, len(words) - position), 0, -1):
        hit = known.get(words[position : position + size])
        if hit and hit.kind in _ROW_KINDS:
            return hit, size
    if words[position] == "0":
        for size in range(min(table.longest, len(words) - position - 1), 0, -1):
            hit = known.get(words[position + 1 : position + 1 + size])
            if hit and hit.kind in _NUMBER_COUNTS:
                return hit._replace(sure=True), size + 1
    return None, 0


def label_ahead(text: str) -> int:
    """Length of a label that `text` begins with and that no sentence does; 0 without one.

    It has a first capital and is sure; English ones have three words, of advertising two.
    """
    words = list(_WORD.finditer(text))
    if not words or words[0].start() or not text[0].isupper():
        return 0
    key = normalise(text)
    table = _table()
    for size in range(min(table.longest, len(key), len(words)), 0, -1):
        hit = table.phrases["line"].get(key[:size])
        if hit is None or not hit.sure:
            continue
        fewest = 3 if hit.language == "en" else 1
        if hit.kind == "advertising":
            fewest = 1 if key[:size] == ("advertisement",) else min(fewest, 2)
        if size >= fewest and (size > 1 or hit.kind == "advertising"):
            return words[size - 1].end()
    return 0


def is_section(word: str) -> bool:
    """True when one word is the name of a section of a news site."""
    hit = _table().phrases["line"].get(normalise(word))
    return hit is not None and hit.kind == "section"


def small_words(language: str) -> frozenset[str]:
    """Words that mark text of that language (normalised); empty for unlisted ones."""
    return _small_words().get(language, frozenset())


def _line(words: Key) -> Match | None:
    table = _table().phrases["line"]
    hit = table.get(words)
    if hit:
        return hit
    first = 1 if words[0] == "0" else 0
    last = len(words) - (1 if words[-1] == "0" else 0)
    hit = table.get(words[first:last])
    return hit._replace(sure=True) if hit and hit.kind in _NUMBER_COUNTS else None


def _opened(words: Key) -> Match | None:
    """Notices may be long; what opens them is all that is looked at."""
    table = _table()
    for size in range(min(table.longest, len(words)), 2, -1):
        hit = table.phrases["open"].get(words[:size])
        if hit and hit.sure and hit.kind in _LONG_KINDS:
            return hit
    return None


def _begin(text: str, words: Key) -> Match | None:
    table = _table()
    sentence = _SENTENCE_END.search(text) is not None
    for size in range(min(table.longest, len(words)), 0, -1):
        key = words[:size]
        hit = table.phrases["open"].get(key)
        if hit:
            return hit
        hit = table.phrases["label"].get(key)
        if hit and size < len(words) and _LABEL.match(text, _after(text, size)):
            return hit
        hit = table.phrases["start"].get(key)
        if hit and size < len(words) and not sentence:
            return hit
    return None


def _after(text: str, count: int) -> int:
    """Where the first `count` words of `text` end."""
    end = 0
    for number, found in enumerate(_WORD.finditer(text), 1):
        end = found.end()
        if number == count:
            break
    return end


def _end(text: str, words: Key) -> Match | None:
    if len(words) > _END_WORDS or _SENTENCE_END.search(text) or text.endswith(("?", "!", ",", ":")):
        return None
    table = _table()
    for size in range(min(table.longest, len(words) - 1), 0, -1):
        hit = table.phrases["end"].get(words[-size:])
        if hit:
            return hit
    return None


def _inside(words: Key) -> list[Match]:
    if len(words) < _FEWEST_INSIDE:
        return []
    table = _table()
    held = {
        words[at : at + size]
        for size in range(1, table.longest + 1)
        for at in range(len(words) - size + 1)
    }
    found = [hit for key, hit in table.phrases["has"].items() if key in held]
    for hit, groups in table.groups:
        if all(not group.isdisjoint(held) for group in groups):
            found.append(hit)
    return found


def _calls(words: Key) -> Iterator[Match]:
    """Lines that begin by asking the visitor for something, and name what."""
    table = _table()
    for hit, (first, second) in table.calls:
        for size in range(min(table.longest, len(words)), 0, -1):
            if words[:size] in first:
                rest = words[size:]
                held = {
                    rest[at : at + length]
                    for length in range(1, table.longest + 1)
                    for at in range(len(rest) - length + 1)
                }
                if not second.isdisjoint(held):
                    yield hit
                break


@cache
def _small_words() -> dict[str, frozenset[str]]:
    rows = (row for row in _rows() if row[1] == "word")
    return {language: frozenset(text.split("|")) for _, _, language, _, text in rows}


@cache
def _table() -> _Table:
    table = _Table({mode: {} for mode in ("line", "label", "start", "open", "end", "has")})
    for kind, mode, language, sure, text in _rows():
        if mode in ("all", "call"):
            groups = [{normalise(p) for p in group.split("|")} for group in text.split("+")]
            several = table.groups if mode == "all" else table.calls
            several.append((Match(kind, mode, language, sure, text.split("|")[0]), groups))
            keys = [key for group in groups for key in group]
        elif mode == "word":
            continue
        else:
            keys = []
            for phrase in text.split("|"):
                key = normalise(phrase)
                keys.append(key)
                for form in (key, _singular(key)) if language == "en" else (key,):
                    known = table.phrases[mode].get(form)
                    if known is None or (sure and not known.sure):
                        hit = Match(kind, mode, language, sure, phrase)
                        table.phrases[mode][form] = hit
        table.longest = max(table.longest, *(len(key) for key in keys))
    return table


def _singular(key: Key) -> Key:
    """The heading over a single one: “related story” for “related stories”."""
    last = key[-1]
    if last.endswith("ies"):
        return (*key[:-1], last[:-3] + "y")
    plural = len(key) > 1 and last.endswith("s") and not last.endswith(("ss", "us", "'s"))
    return (*key[:-1], last[:-1]) if plural else key


@cache
def _rows() -> tuple[tuple[str, str, str, bool, str], ...]:
    text = resources.files("mtcheck.knowledge").joinpath(_TABLE).read_text("utf-8")
    rows = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or cells[3] not in ("0", "1"):
            raise ModelError(f"{_TABLE} line {number}: five cells with sure 0 or 1 expected")
        rows.append((cells[0], cells[1], cells[2], cells[3] == "1", cells[4]))
    return tuple(rows)
