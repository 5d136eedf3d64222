"""Spans found with exactly the annotated borders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.spans import precision_recall
from mtcheck.finding import Category


@metric("exact")
class Exact(Tally):
    """Precision, recall and F1 of findings with start, end and category as annotated."""

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Spans, findings and agreements, by category."""
        if not case.gold.is_annotated:
            return None
        counts: Counter[str] = Counter()
        gold = {(s.start, s.end, s.category) for s in case.gold.errors}
        found = {(f.start, f.end, f.category) for f in case.findings}
        for part, spans in (("gold", gold), ("found", found), ("both", gold & found)):
            for _, _, category in spans:
                counts[f"{category} {part}"] += 1
                counts[f"any {part}"] += 1
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Precision, recall and F1 by category."""
        values: Values = {}
        for name in ("any", *Category):
            both, found, gold = (
                totals.get(f"{name} {part}", 0) for part in ("both", "found", "gold")
            )
            values |= precision_recall(name, both, found, both, gold)
        return values
