"""Which candidate is likeliest, and whether any is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True)
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
        weights, inner, outer = self._arrays
        scores = features @ weights + np.tanh(features @ inner) @ outer
        first, number, base = self.none
        none = first * float(features[:, 0].max()) + number * len(features) / 10 + base
        top = max(float(scores.max()), none)
        odds = np.exp(scores - top)
        return odds / (odds.sum() + math.exp(none - top))  # type: ignore[no-any-return]

    @cached_property
    def _arrays(self) -> tuple[NDArray[np.float64], ...]:
        """Weights (features,), of the hidden units (features, units), and theirs (units,)."""
        weights = np.array(self.weights)
        inner = np.array(self.inner).reshape(-1, len(weights)).T
        return weights, np.ascontiguousarray(inner), np.array(self.outer)
