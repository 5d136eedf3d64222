"""False alarms in articles that are clean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.spans import touching
from mtcheck.finding import Category, Label, Severity


@metric("false-alarms", higher_is_better=False, per="1000-words")
class FalseAlarms(Tally):
    """Findings that touch no gold span, per 1,000 words of the articles labelled clean.

    By category, and `serious` for those of major or critical severity.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Words and false alarms of a clean article."""
        if case.gold.label is not Label.CLEAN:
            return None
        counts: Counter[str] = Counter()
        counts["words"] = len(case.gold.text.split())
        true = set(touching(case.findings, case.gold.errors))
        for finding in case.findings:
            if finding not in true:
                counts["any"] += 1
                counts[finding.category] += 1
                counts["serious"] += finding.severity is not Severity.MINOR
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Rates; `n` is the number of words."""
        words = totals.get("words", 0)
        names = ("any", "serious", *Category)
        return {n: (1000 * totals.get(n, 0) / words, round(words)) for n in names} if words else {}
