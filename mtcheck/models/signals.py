"""What the networks say about an article, aligned to its words."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Signals:
    """Scores of one article.

    `spun` and `mt` are float32 arrays of shape (len(article.words),): the calibrated probability
    that the word is a spinner's, or part of a translation error. `posterior` holds article-level
    probabilities by label ("clean", "spun", "machine-translated") from the networks alone;
    `finding_odds` what a finding adds, by rule, to the log odds that the article is
    machine-translated rather than clean.
    """

    spun: NDArray[np.float32]
    mt: NDArray[np.float32]
    posterior: Mapping[str, float]
    finding_odds: Mapping[str, float] = field(default_factory=dict)


def translated(shares: Mapping[str, float], odds: float) -> dict[str, float]:
    """Shares by label with `odds` more log odds that what is not spun is machine-translated."""
    clean, mt = shares["clean"], shares["machine-translated"]
    more = mt * math.exp(odds)
    scale = (clean + mt) / (clean + more) if clean + more else 1.0
    return {**shares, "clean": clean * scale, "machine-translated": more * scale}
