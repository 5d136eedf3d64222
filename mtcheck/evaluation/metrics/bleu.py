"""BLEU before and after the fixes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.evaluation.base import metric
from mtcheck.evaluation.sacre import Sacre, load

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as SacreMetric


@metric("bleu")
class Bleu(Sacre):
    """sacrebleu's BLEU, 0 to 100."""

    def sacre(self) -> SacreMetric:
        """BLEU with sacrebleu's defaults."""
        return load("BLEU")
