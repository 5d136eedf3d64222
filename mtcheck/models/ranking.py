"""Which candidate is likeliest, and whether any is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Ranking:
    """A softmax over a span's candidates and the chance that none is right.

    A candidate's score is linear in its features, plus what a small hidden layer makes of them.
    """

    weights: tuple[float, ...]
    none: tuple[float, ...]
    """Over the highest first feature, the number of candidates / 10, and 1."""
    inner: tuple[tuple[float, ...], ...]
    """Of each hidden unit, over the features."""
    outer: tuple[float, ...]
    """Of each hidden unit, what it counts."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Ranking:
        """Read the JSON form."""
        inner = tuple(tuple(map(float, row)) for row in data["inner"])
        return cls(tuple(data["weights"]), tuple(data["none"]), inner, tuple(data["outer"]))

    @classmethod
    def first(cls, features: int) -> Ranking:
        """The order of the first feature, before anything is fitted."""
        return cls((1.0,) + (0.0,) * (features - 1), (1.0, 0.0, 0.0), (), ())

    def shares(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each candidate (candidates,); the rest to 1 is that none is right."""
        if not len(features):
            return np.zeros(0)
        hidden = np.tanh(features @ np.array(self.inner).reshape(-1, features.shape[1]).T)
        scores = features @ np.array(self.weights) + hidden @ np.array(self.outer)
        none = np.array([features[:, 0].max(), len(features) / 10, 1.0]) @ np.array(self.none)
        top = max(float(scores.max()), float(none))
        odds = np.exp(scores - top)
        return odds / (odds.sum() + np.exp(none - top))  # type: ignore[no-any-return]
