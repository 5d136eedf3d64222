"""What the network is told of each unit beside its word pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models import ngrams, swaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

FEATURES = ngrams.FEATURES + swaps.FEATURES


@dataclass(frozen=True, slots=True)
class WordFeatures:
    """Counts of clean text and the table of spinners' phrases, side by side."""

    ngrams: ngrams.NgramModel
    swaps: swaps.SwapTable

    def __call__(self, surfaces: Sequence[str]) -> NDArray[np.float32]:
        """Features of the units of a text, shape (len(surfaces), FEATURES), from 0 to 1."""
        return np.concatenate(
            [self.ngrams.features(surfaces), self.swaps.features(surfaces, self.ngrams)], axis=1
        )
