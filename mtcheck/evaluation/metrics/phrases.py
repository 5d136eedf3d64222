"""Known bad phrases found, in articles that were not annotated span by span."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.gold import GoldSpan
from mtcheck.evaluation.spans import touching
from mtcheck.finding import Category, Severity


@metric("phrases")
class Phrases(Tally):
    """Share of the gold rows' `phrases` whose first occurrence is touched by a spun finding.

    Recall only: the phrases are examples, and other findings of the article may be right too.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Phrases that occur, and those touched."""
        if not case.gold.phrases:
            return None
        places = []
        for phrase in case.gold.phrases:
            match = re.search(rf"\b{re.escape(phrase)}\b", case.gold.text, re.IGNORECASE)
            if match:
                start, end = match.span()
                places.append(GoldSpan(start, end, phrase, Category.SPUN, Severity.MAJOR, ()))
        found = [f for f in case.findings if f.category is Category.SPUN]
        return {"phrases": len(places), "touched": len(touching(places, found))}

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Recall."""
        phrases = totals.get("phrases", 0)
        return {"recall": (totals["touched"] / phrases, round(phrases))} if phrases else {}
