"""Which candidate is likeliest, and whether any is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of a softmax over a span's candidates and the chance that none is right."""

    weights: tuple[float, ...]
    none: tuple[float, ...]
    """Over the best candidate's decoder log probability, their number / 10, and 1."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Ranking:
        """Read the JSON form."""
        return cls(tuple(data["weights"]), tuple(data["none"]))

    def shares(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each candidate (candidates,); the rest to 1 is that none is right."""
        if not len(features):
            return np.zeros(0)
        scores = features @ np.array(self.weights)
        none = np.array([features[:, 0].max(), len(features) / 10, 1.0]) @ np.array(self.none)
        top = max(float(scores.max()), float(none))
        odds = np.exp(scores - top)
        return odds / (odds.sum() + np.exp(none - top))  # type: ignore[no-any-return]
