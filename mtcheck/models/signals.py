"""What the networks say about an article, aligned to its words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Scores of one article.

    `spun` and `mt` are float32 arrays of shape (len(article.words),): the calibrated probability
    that the word is a spinner's, or part of a translation error. `posterior` holds article-level
    probabilities by label ("clean", "spun", "machine-translated") from the networks alone.
    """

    spun: NDArray[np.float32]
    mt: NDArray[np.float32]
    posterior: Mapping[str, float]
