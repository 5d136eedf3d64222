"""What may stand in a span, and how each candidate fares there."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.ngrams import EDGE, LEVELS, UNIT, shifted, unit_hash

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mtcheck.models.ngrams import NgramModel

    F64 = NDArray[np.float64]
    U64 = NDArray[np.uint64]

MEASURED = 11
"""Columns of `Asked.table`."""
FEATURES = MEASURED + 2
"""Columns of `Asked.features`."""
FAINT = -20.0
_TOP = LEVELS - 1.0
_ORDERS = (("w2", 2), ("w3", 3), ("gap", 3))


@dataclass(slots=True)
class Option:
    """A candidate with what is known of it."""

    text: str
    remembered: float | None = None
    """Log share by the lexical memory, None where it does not know it."""
    written: float = FAINT
    """Log probability by the decoder, where it was asked."""


@dataclass(slots=True, eq=False)
class Asked:
    """A span, its window and its options."""

    start: int
    end: int
    place: tuple[int, int, int]
    options: list[Option] = field(default_factory=list)
    table: F64 = field(default_factory=lambda: np.zeros((0, MEASURED)))
    """(options, MEASURED): what `measure` says of each"""

    def features(self) -> F64:
        """(options, FEATURES): the decoder's log probability, alone and against the best; table."""
        written = np.array([max(option.written, FAINT) for option in self.options])
        best = written.max(initial=FAINT)
        return np.column_stack([written, np.maximum(written - best, -12.0), self.table])

    def keep(self, rows: Sequence[int]) -> None:
        """Drop all options but these, by number."""
        self.options = [self.options[row] for row in rows]
        self.table = self.table[list(rows)]

    def add(self, options: Sequence[Option], table: F64) -> None:
        """More options, measured."""
        self.options = [*self.options, *options]
        self.table = np.concatenate([self.table, table])


def plain(text: str) -> str:
    """Text as candidates are compared: case folded, spaces and apostrophes alike."""
    return " ".join(text.lower().replace("’", "'").split())


def measure(
    text: str, asked: Sequence[Asked], options: Sequence[Sequence[Option]], ngrams: NgramModel
) -> list[F64]:
    """(options, MEASURED) for some options of each span.

    Memory share, 0 without; whether it is known at all; how pairs and triples around it fare,
    alone and against the text as it stands; difference in length; how common its rarest unit is,
    and its units on average against those of the text as it stands; pairs with a gap around it; 1.
    """
    phrases: list[tuple[int, ...]] = []
    strings: list[tuple[int, ...]] = []
    memory: list[float | None] = []
    own: list[int] = []
    """Row of the text as it stands, for each row"""
    for one, some in zip(asked, options, strict=True):
        left = _hashed(text[max(0, one.start - 40) : one.start])[-2:]
        right = _hashed(text[one.end : one.end + 40])[:2]
        own += [len(phrases)] * (1 + len(some))
        memory += [None, *(option.remembered for option in some)]
        for phrase in (text[one.start : one.end], *(option.text for option in some)):
            phrases.append(_hashed(phrase))
            strings.append(left + phrases[-1] + right)
    lengths = np.array([len(phrase) for phrase in phrases], dtype=np.float64)
    fluent = fluency(strings, ngrams)
    rarest, common = commonness(phrases, ngrams)
    table = np.column_stack(
        [
            [0.0 if share is None else max(share, -6.0) for share in memory],
            [float(share is not None) for share in memory],
            fluent[:, :2], fluent[:, :2] - fluent[own, :2],
            np.abs(lengths - lengths[own]) / 3,
            rarest, common - common[own], fluent[:, 2],
            np.ones(len(own)),
        ]
    )  # fmt: skip
    starts = np.cumsum([1 + len(some) for some in options])
    return [block[1:] for block in np.split(table, starts[:-1])] if options else []


@lru_cache(maxsize=1 << 16)
def _hashed(phrase: str) -> tuple[int, ...]:
    """Hashes of a phrase's units."""
    return tuple(map(unit_hash, UNIT.findall(phrase)))


def _flat(strings: Iterable[Sequence[int]]) -> U64:
    return np.fromiter(chain.from_iterable(strings), dtype=np.uint64)


def fluency(strings: Sequence[Sequence[int]], ngrams: NgramModel) -> F64:
    """(strings, 3): mean levels of pairs, triples and pairs with a gap in each string of hashes."""
    sizes = np.array([len(units) for units in strings], dtype=np.int64)
    owner = np.repeat(np.arange(len(strings)), sizes)
    # A mark after each string keeps its n-grams apart from those of the next.
    flat = np.full(len(owner) + len(strings), EDGE, dtype=np.uint64)
    flat[np.arange(len(owner)) + owner] = _flat(strings)
    owner = np.repeat(np.arange(len(strings)), sizes + 1)
    out = np.zeros((len(strings), 3))
    for column, (order, span) in enumerate(_ORDERS):
        if len(flat) < span:
            continue
        run = shifted(flat, span)
        last = len(flat) - span + 1
        whole = (owner[:last] == owner[span - 1 :]) & (run[-1] != EDGE)
        run = tuple(part[whole] for part in (run[:: span - 1] if order == "gap" else run))
        levels = ngrams.count(order, *run) / _TOP
        total = np.bincount(owner[:last][whole], levels, minlength=len(strings))
        count = np.bincount(owner[:last][whole], minlength=len(strings))
        out[:, column] = total / np.maximum(count, 1)
    return out


def commonness(strings: Sequence[Sequence[int]], ngrams: NgramModel) -> tuple[F64, F64]:
    """Least and mean level of the hashes of each string, 0 to 1; 0 for an empty one."""
    least, mean = np.zeros(len(strings)), np.zeros(len(strings))
    filled = [row for row, units in enumerate(strings) if units]
    if filled:
        sizes = np.array([len(strings[row]) for row in filled])
        levels = ngrams.count("w1", _flat(strings[row] for row in filled)) / _TOP
        starts = np.cumsum(sizes) - sizes
        least[filled] = np.minimum.reduceat(levels, starts)
        mean[filled] = np.add.reduceat(levels, starts) / sizes
    return least, mean
