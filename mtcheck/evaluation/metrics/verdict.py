"""Verdicts against the articles' labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.spans import precision_recall
from mtcheck.finding import Label


@metric("verdict")
class VerdictAccuracy(Tally):
    """Share of labelled articles with the right verdict; precision, recall and F1 of each label."""

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """The verdict and the label of an article."""
        if case.gold.label is None or case.label is None:
            return None
        counts: Counter[str] = Counter(articles=1)
        counts["right"] = case.label is case.gold.label
        counts[f"{case.gold.label} gold"] += 1
        counts[f"{case.label} found"] += 1
        counts[f"{case.label} hit"] += case.label is case.gold.label
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Accuracy, and the three numbers of each label that occurs."""
        articles = totals.get("articles", 0)
        values: Values = {"accuracy": (totals["right"] / articles, round(articles))}
        for label in Label:
            hit, found, gold = (totals.get(f"{label} {p}", 0) for p in ("hit", "found", "gold"))
            values |= precision_recall(label, hit, found, hit, gold)
        return values
