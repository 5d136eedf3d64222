"""The table of phrases that pages put around articles, read once from `data/boilerplate.tsv`.

Letter case, accents and punctuation do not count, and every number is written 0.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import NamedTuple

from mtcheck.errors import ModelError

_TABLE = "data/boilerplate.tsv"
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,:]\d+)*|©")
"""A word of a line as the table counts them."""
_PLAIN = str.maketrans({"’": "'", "ı": "i", "đ": "d", "ł": "l", "ø": "o"})

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
class Table:
    """Rows by mode; keys are normalised words."""

    phrases: dict[str, dict[Key, Match]] = field(default_factory=dict)
    groups: list[tuple[Match, list[set[Key]]]] = field(default_factory=list)
    calls: list[tuple[Match, list[set[Key]]]] = field(default_factory=list)
    longest: int = 1


def normalise(text: str) -> Key:
    """Words of `text` without case, accents and signs; numbers as 0."""
    folded = unicodedata.normalize("NFKD", text.casefold()).translate(_PLAIN)
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple("0" if word[0].isdigit() else word for word in WORD.findall(plain))


@cache
def table() -> Table:
    """The phrases, by mode."""
    held = Table({mode: {} for mode in ("line", "label", "start", "open", "end", "has")})
    for kind, mode, language, sure, text in rows():
        if mode in ("all", "call"):
            groups = [{normalise(p) for p in group.split("|")} for group in text.split("+")]
            several = held.groups if mode == "all" else held.calls
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
                    known = held.phrases[mode].get(form)
                    if known is None or (sure and not known.sure):
                        hit = Match(kind, mode, language, sure, phrase)
                        held.phrases[mode][form] = hit
        held.longest = max(held.longest, *(len(key) for key in keys))
    return held


@cache
def small_words_by_language() -> dict[str, frozenset[str]]:
    """Words that mark running text or labels of a language."""
    words = (row for row in rows() if row[1] == "word")
    return {language: frozenset(text.split("|")) for _, _, language, _, text in words}


def _singular(key: Key) -> Key:
    """The heading over a single one: “related story” for “related stories”."""
    last = key[-1]
    if last.endswith("ies"):
        return (*key[:-1], last[:-3] + "y")
    plural = len(key) > 1 and last.endswith("s") and not last.endswith(("ss", "us", "'s"))
    return (*key[:-1], last[:-1]) if plural else key


@cache
def rows() -> tuple[tuple[str, str, str, bool, str], ...]:
    """Kind, mode, language, sureness and phrases of every row.

    Raises ModelError where a row is not made so.
    """
    text = resources.files("mtcheck.knowledge").joinpath(_TABLE).read_text("utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or cells[3] not in ("0", "1"):
            raise ModelError(f"{_TABLE} line {number}: five cells with sure 0 or 1 expected")
        found.append((cells[0], cells[1], cells[2], cells[3] == "1", cells[4]))
    return tuple(found)
