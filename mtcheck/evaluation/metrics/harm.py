"""Harm: edits to text in which nothing was wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.fixes import best_edits
from mtcheck.evaluation.spans import touches
from mtcheck.finding import Label


@metric("harmful-edits", higher_is_better=False)
class HarmfulEdits(Tally):
    """Edits that `fix` would make to articles labelled clean at places without gold span.

    Per 1,000 words, and the share of clean articles that get one; `safe` for what is applied
    unseen, `all` with the unsafe suggestions too.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Words, harmful edits, and whether there is one, of a clean article."""
        if case.gold.label is not Label.CLEAN:
            return None
        counts: Counter[str] = Counter(articles=1, words=len(case.gold.text.split()))
        for name, unsafe in (("safe", False), ("all", True)):
            harmful = sum(
                not any(touches(edit, span) for span in case.gold.errors)
                for edit in best_edits(case.findings, unsafe=unsafe)
            )
            counts[name] = harmful
            counts[f"{name} articles"] = harmful > 0
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Rates and shares."""
        words, articles = totals.get("words", 0), totals.get("articles", 0)
        values: Values = {}
        for name in ("safe", "all"):
            if words:
                values[f"{name}/per-1000-words"] = (1000 * totals[name] / words, round(words))
                share = totals[f"{name} articles"] / articles
                values[f"{name}/articles"] = (share, round(articles))
        return values
