"""Fix accuracy: suggestions that make an accepted text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.fixes import is_right
from mtcheck.evaluation.spans import touches
from mtcheck.finding import Category

_KINDS = ("any", *Category)


@metric("fix", folded="case+space")
class Fix(Tally):
    """Share of gold spans with fixes that the suggestions put right: the first, or one of three.

    `first` and `three` divide by all gold spans that have a fix, `first-of-offered` by those at
    which there was a suggestion. A suggestion is right when applying it makes the text that an
    accepted fix makes, case and white space folded.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Gold spans with fixes, those with a suggestion, and those put right, by category."""
        if not any(span.fixes for span in case.gold.errors):
            return None
        counts: Counter[str] = Counter()
        for span in case.gold.errors:
            if not span.fixes:
                continue
            offered = any(f.suggestions and touches(f, span) for f in case.findings)
            first = offered and is_right(case.gold, span, case.findings, 1)
            three = offered and (first or is_right(case.gold, span, case.findings, 3))
            for name in ("any", span.category):
                counts[f"{name} gold"] += 1
                counts[f"{name} offered"] += offered
                counts[f"{name} first"] += first
                counts[f"{name} three"] += three
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Accuracies by category."""
        values: Values = {}
        for name in _KINDS:
            gold, offered = totals.get(f"{name} gold", 0), totals.get(f"{name} offered", 0)
            if gold:
                for part in ("first", "three"):
                    values[f"{name}/{part}"] = (totals[f"{name} {part}"] / gold, round(gold))
            if offered:
                values[f"{name}/first-of-offered"] = (
                    totals[f"{name} first"] / offered,
                    round(offered),
                )
        return values
