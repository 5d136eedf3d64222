"""Which phrases spinners write, and whether what they replace would fit better.

The table is made from synonym sources and counts of clean text: for each phrase, how much
likelier it is as a replacement than as an author's own words, and what it most often stands
for.  Words are hashed, not stored.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from mtcheck.models.ngrams import EDGE, LEVELS, hashes, look_up, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtcheck.models.ngrams import NgramModel

    U64 = NDArray[np.uint64]
    F32 = NDArray[np.float32]

FEATURES = 6
LONGEST = 4
"""Units of the longest phrase."""
NONE = 0xFFFF
"""Stands where an original has no second unit."""
ODDS_ZERO, ODDS_STEP = 128, 8.0
"""Stored level of even odds, and levels a doubling."""
_LIKELY = ODDS_ZERO - 5 * ODDS_STEP
"""Level below which a phrase's originals are not tried."""
_MIX = np.uint64(0x9FB21C651E98DF25)
_SPREAD = 2.0 * LEVELS


def phrase_keys(columns: Sequence[U64]) -> NDArray[np.uint32]:
    """32-bit keys of phrases given unit by unit; each column of shape (phrases,)."""
    key = np.full(columns[0].shape, len(columns), dtype=np.uint64)
    for column in columns:
        key = (key ^ column) * _MIX
        key ^= key >> np.uint64(29)
    return (key >> np.uint64(32)).astype(np.uint32)


class SwapTable:
    """Phrases that spinners write, by hash.

    `keys` (phrases,) sorted; `odds` (phrases, 2) levels for spinners' phrase tables and for
    thesauri, 0 where the phrase is in none; `offsets` (phrases + 1,) into `originals` (n, 2),
    which index `vocabulary`, hashes of units.
    """

    def __init__(
        self,
        keys: NDArray[np.uint32],
        odds: NDArray[np.uint8],
        offsets: NDArray[np.uint32],
        originals: NDArray[np.uint16],
        vocabulary: NDArray[np.uint32],
    ) -> None:
        self.keys, self.odds, self.offsets = keys, odds, offsets
        self.originals, self.vocabulary = originals, vocabulary

    @classmethod
    def load(cls, path: Path | BinaryIO) -> SwapTable:
        """Read what `save` wrote.  Raises OSError, ValueError or KeyError."""
        with np.load(path) as file:
            return cls(*(file[n] for n in ("keys", "odds", "offsets", "originals", "vocabulary")))

    def save(self, path: Path) -> None:
        """Write the table to `path` (.npz)."""
        np.savez_compressed(
            path,
            keys=self.keys,
            odds=self.odds,
            offsets=self.offsets,
            originals=self.originals,
            vocabulary=self.vocabulary,
        )

    def features(self, surfaces: Sequence[str], ngrams: NgramModel) -> F32:
        """Features of each unit, shape (len(surfaces), FEATURES), from 0 to 1.

        Columns: odds by phrase tables and by thesauri, the highest of the phrases that cover
        the unit; then of the original that raises the counts around it most: rise of pairs, of
        triples, of the unit's own count; units of that phrase. 0 where there is none.
        """
        n = len(surfaces)
        out = np.zeros((n, FEATURES), dtype=np.float32)
        if not n or not len(self.keys):
            return out
        edge = [np.uint64(EDGE)] * 2
        h = np.concatenate([edge, hashes(surfaces), edge])
        starts, lengths, rows = self._hits(h[2:-2])
        for column in (0, 1):
            for within in range(LONGEST):
                some = lengths > within
                np.maximum.at(
                    out[:, column],
                    starts[some] + within,
                    self.odds[rows[some], column].astype(np.float32) / 255,
                )
        likely = self.odds[rows].max(axis=1, initial=0) >= _LIKELY
        starts, lengths, rows = starts[likely], lengths[likely], rows[likely]
        if len(starts):
            best = self._best(h, starts, lengths, rows, ngrams)
            self._spread(out, best, starts, lengths)
        return out

    def _hits(self, h: U64) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """(starts, lengths, rows) of the known phrases in a text's hashes."""
        found = []
        for length in range(1, min(LONGEST, len(h)) + 1):
            keys = phrase_keys(shifted(h, length))
            start, row = look_up(self.keys, keys)
            found.append((start, np.full(len(start), length), row))
        starts, lengths, rows = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return starts, lengths, rows

    def _best(
        self,
        h: U64,
        starts: NDArray[np.int64],
        lengths: NDArray[np.int64],
        rows: NDArray[np.int64],
        ngrams: NgramModel,
    ) -> F32:
        """Rises by the best original (phrases, 4): pairs, triples, unit, sum of the first two."""
        first = starts + 2
        last = first + lengths - 1
        around = (h[first - 2], h[first - 1], h[last + 1], h[last + 2])
        second = np.where(lengths > 1, h[first + 1], 0)
        before = np.where(lengths > 1, h[last - 1], 0)
        now = _fit(ngrams, around, (h[first], second, before, h[last]), lengths > 1)
        count = (self.offsets[rows + 1] - self.offsets[rows]).astype(np.int64)
        owner = np.repeat(np.arange(len(rows)), count)
        begin = np.cumsum(count) - count
        place = np.arange(len(owner)) - begin[owner] + self.offsets[rows][owner]
        pair = self.originals[place]
        one = self.vocabulary[pair[:, 0]].astype(np.uint64)
        two = pair[:, 1] != NONE
        end = np.where(two, self.vocabulary[np.where(two, pair[:, 1], 0)], one).astype(np.uint64)
        then = _fit(ngrams, tuple(side[owner] for side in around), (one, end, one, end), two)
        rise = np.concatenate([then - now[owner], np.zeros((len(owner), 1), np.float32)], axis=1)
        rise[:, 3] = rise[:, 0] + rise[:, 1]
        out = np.full((len(rows), 4), -_SPREAD, dtype=np.float32)
        order = np.lexsort((rise[:, 3], owner))
        out[owner[order]] = rise[order]  # the last written, the best, stays
        return out

    def _spread(
        self,
        out: F32,
        best: F32,
        starts: NDArray[np.int64],
        lengths: NDArray[np.int64],
    ) -> None:
        """Write each phrase's rises to its units; where phrases overlap, the best one's."""
        values = np.concatenate(
            [np.clip(best[:, :3] / _SPREAD + 0.5, 1 / 255, 1), lengths[:, None] / LONGEST], axis=1
        )
        order = np.argsort(best[:, 3], kind="stable")
        for within in range(LONGEST):
            some = order[lengths[order] > within]
            units = starts[some] + within
            if within == 0:
                top = np.full(len(out), -np.inf, dtype=np.float32)
            better = best[some, 3] >= top[units]
            units, some = units[better], some[better]
            out[units, 2:] = values[some]
            top[units] = best[some, 3]


def _fit(
    ngrams: NgramModel,
    around: tuple[U64, ...],
    inside: tuple[U64, U64, U64, U64],
    several: NDArray[np.bool_],
) -> F32:
    """Count levels (n, 3) of phrases in their places: pairs, triples, rarest unit.

    `around`: two units before, two after; `inside`: first, second, last but one and last unit,
    the inner ones used where there are `several`.
    """
    before2, before, after, after2 = around
    first, second, inner, last = inside
    pairs = ngrams.count("w2", before, first) + ngrams.count("w2", last, after)
    triples = ngrams.count("w3", before2, before, first) + ngrams.count("w3", last, after, after2)
    centre = ngrams.count("w3", before, first, np.where(several, second, after))
    centre = np.maximum(centre, np.where(several, ngrams.count("w3", inner, last, after), 0))
    unit = np.minimum(ngrams.count("w1", first), ngrams.count("w1", last))
    return np.stack([pairs, triples + centre, unit], axis=1)
