"""Spans found: a gold span counts as found when a finding touches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.spans import precision_recall, touching
from mtcheck.finding import Category

ANY = "any"


@metric("touch")
class Touch(Tally):
    """Gold spans touched by a finding (recall) and findings that touch gold (precision).

    By category both must be of that category; `any` looks at no category. Articles without span
    annotation are left out unless they are labelled clean.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Spans, findings and touches, by category."""
        if not case.gold.is_annotated:
            return None
        counts: Counter[str] = Counter()
        for name in (ANY, *Category):
            gold = [s for s in case.gold.errors if name in (ANY, s.category)]
            found = [f for f in case.findings if name in (ANY, f.category)]
            counts[f"{name} gold"] = len(gold)
            counts[f"{name} found"] = len(found)
            counts[f"{name} caught"] = len(touching(gold, found))
            counts[f"{name} hit"] = len(touching(found, gold))
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Precision, recall and F1 by category."""
        values: Values = {}
        for name in (ANY, *Category):
            keys = (f"{name} {part}" for part in ("hit", "found", "caught", "gold"))
            values |= precision_recall(name, *(totals.get(key, 0) for key in keys))
        return values
