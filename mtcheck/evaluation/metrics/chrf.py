"""chrF before and after the fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.evaluation.base import metric
from mtcheck.evaluation.sacre import Sacre, load

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as SacreMetric


@metric("chrf")
class ChrF(Sacre):
    """sacrebleu's chrF2, 0 to 100."""

    def sacre(self) -> SacreMetric:
        """The chrF metric with sacrebleu's defaults."""
        return load("CHRF")
