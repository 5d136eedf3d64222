"""How a text turns its phrases: a linear model of what tells translations from people's words.

Networks read a window for errors; an engine that makes few still prefers "of the" and "it is"
where an author has a genitive and "it's".  Many small habits add up over an article, and a weight
for each run of words, with and without their content, says more of it than any window does.
Runs are hashed: the table holds weights, no text.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import numpy as np

from mtcheck.models.ngrams import combine, look_up, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    U32 = NDArray[np.uint32]
    U64 = NDArray[np.uint64]
    F32 = NDArray[np.float32]

_TOKEN = re.compile(r"\w+|[^\w\s]")
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
"""Quotes as a keyboard has them: which ones a page has, its publishing system decides."""
_AFFIX = 4
_ENDING = 2
_LEAST = 1e-9
_OUTLINE = np.uint64(0x9E3779B97F4A7C15)
"""Keeps runs of outlines apart from runs of the same words."""


class Runs(NamedTuple):
    """What a text says of itself: its runs, each once."""

    keys: U32
    """(runs,), ascending"""
    weights: F32
    """(runs,): 1 + the logarithm of how often"""


@lru_cache(maxsize=1 << 16)
def _hashes(token: str) -> tuple[int, int, int, int]:
    """Of a token: its own hash, its outline's, its beginning's and its end's."""
    low = token.lower()
    if token[0].isdigit():
        outline = "#0"
    elif token[0].isupper():
        outline = "#X"
    else:
        outline = "#" + low[-_ENDING:]
    parts = (low, outline, "<" + low[:_AFFIX], low[-_AFFIX:] + ">")
    own, shape, start, end = (zlib.crc32(part.encode()) for part in parts)
    return own, shape, start, end


def tokens(text: str) -> list[str]:
    """Words, numbers and single marks, quotes straight; "don't" is three."""
    return _TOKEN.findall(text.translate(STRAIGHT))


def word_hash(token: str) -> int:
    """The hash under which `Phrasing.common` knows a word."""
    return _hashes(token)[0]


def runs(found: Sequence[str], common: U64) -> Runs:
    """Runs of one to three tokens, and of two to four outlines; affixes of tokens.

    The outline of a token that is in `common` (ascending hashes) is the token itself, that of
    others how they end, or that they are capitalised or numbers.
    """
    table = np.array([_hashes(token) for token in found], dtype=np.uint64).reshape(-1, 4)
    own, shape, start, end = table.T
    outline = np.where(np.isin(own, common), own, shape) ^ _OUTLINE
    keys = [combine("w1", part) for part in (own, start, end)]
    for part in (own, outline):
        if len(found) > 1:
            keys.append(combine("w2", *shifted(part, 2)))
        if len(found) > 2:
            keys.append(combine("w3", *shifted(part, 3)))
    if len(found) > 3:
        first, second, third, fourth = shifted(outline, 4)
        keys.append(combine("gap", combine("w2", first, second), combine("w2", third, fourth)))
    whole = (np.concatenate(keys) >> np.uint64(32)).astype(np.uint32)
    each, count = np.unique(whole, return_counts=True)
    return Runs(each, (1.0 + np.log(count)).astype(np.float32))


def known(found: Runs, keys: U32) -> tuple[NDArray[np.int64], F32]:
    """Places in `keys` (ascending) of the runs that are there, and their weights, of length 1."""
    hit, place = look_up(keys, found.keys)
    weights = found.weights[hit]
    return place, weights / max(float(np.sqrt(weights @ weights)), _LEAST)


class Phrasing:
    """Weights of runs; `score` is positive where a text is phrased as translations are."""

    def __init__(self, common: U64, keys: U32, weights: F32, base: float) -> None:
        self.common, self.keys, self.weights, self.base = common, keys, weights, base

    @classmethod
    def load(cls, path: Path | BinaryIO) -> Phrasing:
        """Read what `save` wrote.  Raises OSError, KeyError or ValueError."""
        with np.load(path) as file:
            return cls(
                file["common"],
                file["keys"],
                file["weights"].astype(np.float32),
                float(file["base"]),
            )

    def save(self, path: Path) -> None:
        """Write the table to `path` (.npz), weights in half precision."""
        np.savez(
            path,
            common=self.common,
            keys=self.keys,
            weights=self.weights.astype(np.float16),
            base=np.float32(self.base),
        )

    def score(self, text: str) -> float:
        """Log odds, before calibration, that `text` is a translation; 0 for what has no words."""
        place, share = known(runs(tokens(text), self.common), self.keys)
        return float(share @ self.weights[place]) + self.base if len(place) else 0.0
