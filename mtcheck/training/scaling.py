"""States of a language model brought to one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    F32 = NDArray[np.float32]


class Scale(NamedTuple):
    """What states are spread like, column by column, and how far from the mean they may lie."""

    mean: F32
    spread: F32
    most: float

    @classmethod
    def of(cls, states: F32, most: float) -> Scale:
        """The scale of `states` (rows, width)."""
        return cls(states.mean(0), states.std(0) + 1e-3, most)

    def __call__(self, states: NDArray[np.float16] | F32) -> F32:
        """States (rows, width) around 0, `most` spreads from it at the most."""
        x = (states.astype(np.float32) - self.mean) / self.spread
        kept: F32 = np.clip(x, -self.most, self.most)
        return kept
