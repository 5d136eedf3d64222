"""A first look at an article: counts and the table of spinners' phrases, without the network.

Most pages of a crawl are plainly not spun.  A logistic function over a few shares tells those
that the network would not call spun; only the others are read by it, word by word.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.models.summary import RUN

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class FirstPass:
    """Weights over `summary`, the intercept last, and the log odds from which an article passes."""

    weights: tuple[float, ...]
    bar: float

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> FirstPass:
        """Read what `to_dict` wrote."""
        return cls(tuple(map(float, data["weights"])), float(data["bar"]))

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    def odds(self, seen: NDArray[np.float64]) -> float:
        """Log odds that an article with this `summary` is not spun."""
        return float(seen @ np.array(self.weights))

    def passes(self, units: int, seen: NDArray[np.float64]) -> bool:
        """Whether the network may be spared an article of so many units."""
        return units >= RUN and self.odds(seen) >= self.bar
