"""How well articles are separated, whatever the threshold."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.evaluation.base import Case, Metric, Values, metric
from mtcheck.finding import Category, Label

Ranks = tuple[Label, dict[str, float]]


@metric("auroc")
class Auroc(Metric[Ranks]):
    """Area under the ROC curve: the chance that a positive article scores above a negative one.

    `spun-share` tells spun articles from clean ones by the share of words in spun findings;
    `spun` and `machine-translated` tell articles of that label from clean ones by the verdict's
    probability, `damaged` both from clean ones by what is not clean.
    """

    def observe(self, case: Case) -> Ranks | None:
        """The label and the scores of an article."""
        label = case.gold.label
        if label is None:
            return None
        spun = [f for f in case.findings if f.category is Category.SPUN]
        words = case.gold.words
        marked = sum(any(f.start < end and start < f.end for f in spun) for start, end in words)
        scores = {"spun-share": marked / max(1, len(words))}
        if case.probabilities is not None:
            scores["spun"] = case.probabilities[Label.SPUN]
            scores["machine-translated"] = case.probabilities[Label.MACHINE_TRANSLATED]
            scores["damaged"] = 1 - case.probabilities[Label.CLEAN]
        return label, scores

    def score(self, observed: Sequence[Ranks]) -> Values:
        """Areas; `n` is the number of articles compared. Left out without both kinds."""
        positives = {
            "spun-share": (Label.SPUN,),
            "spun": (Label.SPUN,),
            "machine-translated": (Label.MACHINE_TRANSLATED,),
            "damaged": (Label.SPUN, Label.MACHINE_TRANSLATED),
        }
        values: Values = {}
        for name, labels in positives.items():
            high = [
                scores[name] for label, scores in observed if label in labels and name in scores
            ]
            low = [
                scores[name]
                for label, scores in observed
                if label is Label.CLEAN and name in scores
            ]
            if high and low:
                values[name] = (area(high, low), len(high) + len(low))
        return values


def area(positive: Sequence[float], negative: Sequence[float]) -> float:
    """Share of pairs in which the positive is higher, ties counted half."""
    import numpy as np

    ordered = np.sort(np.asarray(negative))
    below = np.searchsorted(ordered, positive, side="left")
    up_to = np.searchsorted(ordered, positive, side="right")
    return float((below + up_to).sum() / 2 / (len(positive) * len(negative)))
