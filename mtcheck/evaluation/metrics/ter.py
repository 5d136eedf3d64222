"""TER before and after the fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.evaluation.base import metric
from mtcheck.evaluation.sacre import Sacre, load

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as SacreMetric


@metric("ter", higher_is_better=False)
class Ter(Sacre):
    """sacrebleu's translation edit rate in percent; lower is better."""

    def sacre(self) -> SacreMetric:
        """TER with sacrebleu's defaults."""
        return load("TER")
