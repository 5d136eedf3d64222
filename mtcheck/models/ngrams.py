"""Corpus counts of word n-grams: what edited English does, in a few megabytes.

A count table answers "how often did edited news say this?" for pairs, triples and
pairs with a gap.  The tagger reads the answers as features beside its word pieces,
and the rewriter ranks candidates by them.  Words are hashed, not stored: the tables
hold counts, no text.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    U64 = NDArray[np.uint64]
    F32 = NDArray[np.float32]
    _Key = TypeVar("_Key", np.uint32, np.uint64)

UNIT = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_+")
"""A unit of counting: a word with its apostrophes, a number, or one punctuation mark."""

ORDERS = ("w1", "w2", "w3", "gap")
_PACKED = ("w1", "gap")
"""Tables that are compressed: 20 ms to undo, where the large ones would take 130."""
PROBES = 8
LEVELS = 16
FEATURES = 16
_SALT = {
    "w1": 0x9E3779B97F4A7C15,
    "w2": 0xC2B2AE3D27D4EB4F,
    "w3": 0x165667B19E3779F9,
    "gap": 0x27D4EB2F165667C5,
}
_MIX = np.uint64(0xFF51AFD7ED558CCD)
EDGE = 0x5BD1E995
"""Stands for what is outside a paragraph."""


def units(text: str) -> list[tuple[int, int]]:
    """Spans (start, end) of the counting units of `text`, in code points."""
    return [m.span() for m in UNIT.finditer(text)]


@lru_cache(maxsize=1 << 17)
def unit_hash(surface: str) -> int:
    """32-bit hash of a unit: case folded, every number alike, curly apostrophes straight."""
    if surface[0].isdigit():
        surface = "#"
    return zlib.crc32(surface.lower().replace("’", "'").encode())


def hashes(surfaces: Sequence[str]) -> U64:
    """Hashes of `surfaces` as an array of shape (len(surfaces),)."""
    return np.fromiter((unit_hash(s) for s in surfaces), dtype=np.uint64, count=len(surfaces))


def shifted(values: U64, width: int) -> tuple[U64, ...]:
    """`width` views of `values` (n,), each (n - width + 1,): the parts of every run of `width`."""
    return tuple(values[i : len(values) - width + 1 + i] for i in range(width))


def combine(order: str, *parts: U64) -> U64:
    """One well-mixed 64-bit key for each row of `parts`."""
    key = np.full(parts[0].shape, _SALT[order], dtype=np.uint64)
    for part in parts:
        key = (key ^ part) * _MIX
        key ^= key >> np.uint64(32)
    return key


def look_up(
    known: NDArray[_Key], wanted: NDArray[_Key]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(places in `wanted`, places in `known`) of the keys that both have; `known` is ascending."""
    if not len(known):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    row = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    hit = np.flatnonzero(known[row] == wanted)
    return hit, row[hit]


def level(count: NDArray[np.int64]) -> NDArray[np.uint16]:
    """Counts as 4-bit levels: 0 for none, then one level a doubling."""
    grown = np.round(1.0 + np.log2(np.maximum(count, 1)))
    return np.where(count > 0, np.clip(grown, 1, LEVELS - 1), 0).astype(np.uint16)


class CountTable:
    """A hash table from keys to count levels; 12 bits of each key tell slots apart."""

    def __init__(self, slots: NDArray[np.uint16]) -> None:
        self.slots = slots
        self.mask = np.uint64(len(slots) - PROBES - 1)
        self.shift = np.uint64(int(len(slots) - PROBES).bit_length())

    def _place(self, keys: U64) -> tuple[NDArray[np.int64], NDArray[np.uint16]]:
        home = (keys & self.mask).astype(np.int64)
        tag = ((keys >> self.shift) & np.uint64(0xFFF)).astype(np.uint16)
        return home, np.left_shift(tag, 4)

    @classmethod
    def build(cls, keys: U64, levels: NDArray[np.uint16], bits: int) -> CountTable:
        """Fill 2**bits slots, frequent keys first; what finds no place in reach is dropped."""
        table = cls(np.zeros((1 << bits) + PROBES, dtype=np.uint16))
        order = np.argsort(-levels.astype(np.int16), kind="stable")
        home, tag = table._place(keys[order])
        value = tag | levels[order]
        rest = np.arange(len(order))
        for probe in range(PROBES):
            at = home[rest] + probe
            free = table.slots[at] == 0
            first = np.zeros(len(rest), dtype=bool)
            first[np.unique(at, return_index=True)[1]] = True
            take = free & first
            table.slots[at[take]] = value[rest[take]]
            rest = rest[~take]
        return table

    def __call__(self, keys: U64) -> F32:
        """Count levels of `keys`, 0 where unknown; any shape."""
        home, tag = self._place(keys.ravel())
        out = np.zeros(keys.size, dtype=np.float32)
        rest = np.arange(keys.size)
        for probe in range(PROBES):
            slot = self.slots[home[rest] + probe]
            same = ((slot & 0xFFF0) == tag[rest]) & (slot != 0)
            out[rest[same]] = slot[same] & 0xF
            rest = rest[~same]
        return out.reshape(keys.shape)


class NgramModel:
    """Count tables of orders `w1`, `w2`, `w3` and `gap` (a pair with one unit between)."""

    def __init__(self, tables: dict[str, CountTable]) -> None:
        self.tables = tables

    @classmethod
    def load(cls, path: Path | BinaryIO) -> NgramModel:
        """Read the tables that `save` wrote.  Raises OSError or ValueError."""
        with np.load(path) as file:
            return cls({order: CountTable(file[order]) for order in ORDERS})

    def save(self, path: Path) -> None:
        """Write all tables to `path` (.npz), the smaller ones compressed."""
        slots: dict[str, Any] = {order: table.slots for order, table in self.tables.items()}
        packed = {order: slots.pop(order) for order in _PACKED}
        np.savez(path, **slots)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as file:
            for order, table in packed.items():
                with file.open(f"{order}.npy", "w") as entry:
                    np.lib.format.write_array(entry, table)

    def count(self, order: str, *parts: U64) -> F32:
        """Count levels of the n-grams whose units are given part by part."""
        return self.tables[order](combine(order, *parts))

    def features(self, surfaces: Sequence[str]) -> F32:
        """Features of each unit in its context, shape (len(surfaces), FEATURES), about 0 to 1.

        Columns: unit level; pair level left, right; triple level ending, centred,
        starting here; gap level around; association left, right; how rarely this unit
        fills the gap; then form: capital first, all capitals, digit, punctuation,
        short word, after a sentence mark.
        """
        n = len(surfaces)
        out = np.zeros((n, FEATURES), dtype=np.float32)
        if not n:
            return out
        h = np.concatenate([[np.uint64(EDGE)] * 2, hashes(surfaces), [np.uint64(EDGE)] * 2])
        one = self.count("w1", h)
        two = self.count("w2", h[:-1], h[1:])
        three = self.count("w3", h[:-2], h[1:-1], h[2:])
        gap = self.count("gap", h[1:-3], h[3:-1])
        left, right = two[1 : n + 1], two[2 : n + 2]
        centred = three[1 : n + 1]
        out[:, 0] = one[2 : n + 2]
        out[:, 1], out[:, 2] = left, right
        out[:, 3], out[:, 4], out[:, 5] = three[:n], centred, three[2 : n + 2]
        out[:, 6] = gap
        out[:, 7] = left - 0.5 * (one[1 : n + 1] + one[2 : n + 2]) + 8
        out[:, 8] = right - 0.5 * (one[2 : n + 2] + one[3 : n + 3]) + 8
        out[:, 9] = np.where(gap > 0, gap - centred, 0)
        out[:, :10] /= LEVELS - 1
        out[:, 10] = [s[0].isupper() for s in surfaces]
        out[:, 11] = [len(s) > 1 and s.isupper() for s in surfaces]
        out[:, 12] = [s[0].isdigit() for s in surfaces]
        out[:, 13] = [not s[0].isalnum() for s in surfaces]
        out[:, 14] = [len(s) < 4 for s in surfaces]
        out[1:, 15] = [s in ".!?" for s in surfaces[:-1]]
        out[0, 15] = 1
        return np.clip(out, 0, 1)
