"""Characters marked, with half credit for the wrong severity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.gold import GoldSpan
from mtcheck.evaluation.spans import precision_recall
from mtcheck.finding import Category, Finding

_WRONG_SEVERITY = 0.5


@metric("character", wrong_severity=_WRONG_SEVERITY)
class Character(Tally):
    """Character-level precision, recall and F1 with severity credit.

    As in the error span track of the WMT 2023 quality estimation task: a character marked by gold
    and system counts 1 when both give it the same severity and 0.5 when not. Where spans overlap,
    the most severe one speaks for a character.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Characters marked by gold, by the system, and the credit for those by both."""
        if not case.gold.is_annotated:
            return None
        counts: Counter[str] = Counter()
        for name in ("any", *Category):
            gold = _ranks(s for s in case.gold.errors if name in ("any", s.category))
            found = _ranks(f for f in case.findings if name in ("any", f.category))
            counts[f"{name} gold"] = len(gold)
            counts[f"{name} found"] = len(found)
            same = sum(found.get(place) == rank for place, rank in gold.items())
            both = len(gold.keys() & found.keys())
            counts[f"{name} credit"] = same + _WRONG_SEVERITY * (both - same)  # type: ignore[assignment]
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Precision, recall and F1 by category."""
        values: Values = {}
        for name in ("any", *Category):
            credit, found, gold = (
                totals.get(f"{name} {part}", 0) for part in ("credit", "found", "gold")
            )
            values |= precision_recall(name, credit, found, credit, gold)
        return values


def _ranks(spans: Iterable[GoldSpan | Finding]) -> dict[int, int]:
    """The severity's rank of each marked character."""
    ranks: dict[int, int] = {}
    for span in spans:
        for place in range(span.start, span.end):
            ranks[place] = max(span.severity.rank, ranks.get(place, 0))
    return ranks
