"""What counts and the table of spinners' phrases say of an article as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.ngrams import FEATURES as COUNTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]

RUN = 80
"""Units of a run; the worst run of an article counts beside the mean of all."""
_CAPITAL, _DIGIT, _MARK = 10, 12, 13
_UNIT, _LEFT, _RIGHT, _CENTRED = 0, 1, 2, 4
_EVEN = 128 / 255
COLUMNS = 14
"""Shares looked at in each run."""
SIZE = 2 * COLUMNS + 2


def summary(table: F32) -> NDArray[np.float64]:
    """Shape (SIZE,): mean and highest share over runs of words, length, 1."""
    words = table[(table[:, _MARK] == 0) & (table[:, _DIGIT] == 0)]
    if not len(words):
        return np.append(np.zeros(SIZE - 1), 1.0)
    count, swap = words[:, :COUNTED], words[:, COUNTED:]
    small = count[:, _CAPITAL] == 0
    listed, thesaurus, pairs, triples = swap[:, 0], swap[:, 1], swap[:, 2], swap[:, 3]
    better = (pairs > 0.55) & (triples > 0.53)
    signs = np.stack(
        [
            listed, listed > _EVEN, listed > 0.6,
            thesaurus, thesaurus > _EVEN, thesaurus > 0.65,
            np.maximum(pairs - 0.5, 0), np.maximum(triples - 0.5, 0),
            better & (listed > 0.45), better & (thesaurus > 0.5),
            small & (count[:, _UNIT] == 0),
            small & (count[:, _LEFT] == 0) & (count[:, _RIGHT] == 0),
            small & (count[:, _CENTRED] == 0),
            small & (count[:, _LEFT] + count[:, _RIGHT] < 0.4),
        ],
        axis=1,
    ).astype(np.float64)  # fmt: skip
    pieces = np.array_split(signs, max(1, round(len(signs) / RUN)))
    runs = np.stack([piece.mean(0) for piece in pieces])
    return np.concatenate([runs.mean(0), runs.max(0), [np.log(len(words)), 1.0]])
