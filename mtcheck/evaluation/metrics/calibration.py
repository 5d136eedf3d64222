"""Whether confidences mean what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.spans import touching

BINS = 10
_KINDS = ("finding", "verdict")


class Bin(NamedTuple):
    """Events of about one confidence: how many, their mean confidence, the share that was right."""

    events: int
    confidence: float
    right: float


@metric("ece", higher_is_better=False, bins=BINS)
class Calibration(Tally):
    """Expected calibration error over ten bins of equal width.

    `finding`: a finding's confidence against whether it touches a gold span (annotated and clean
    articles). `verdict`: the probability of the likeliest label, which the verdict's own differs
    from where it abstains, against whether it is right.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """Events, sums of confidence, and those right, by bin."""
        counts: Counter[str] = Counter()
        if case.gold.is_annotated:
            true = set(touching(case.findings, case.gold.errors))
            for finding in case.findings:
                _add(counts, "finding", finding.confidence, finding in true)
        if case.gold.label is not None and case.probabilities:
            shares = case.probabilities
            likeliest = max(shares, key=lambda label: shares[label])
            _add(counts, "verdict", shares[likeliest], likeliest is case.gold.label)
        return counts or None

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """The errors; `n` is the number of events."""
        values: Values = {}
        for kind in _KINDS:
            filled = [row for row in bins(kind, totals) if row.events]
            events = sum(row.events for row in filled)
            if events:
                error = sum(row.events * abs(row.confidence - row.right) for row in filled)
                values[kind] = (error / events, events)
        return values


def bins(kind: str, totals: Mapping[str, float]) -> list[Bin]:
    """The bins of the reliability plot, by rising confidence; the empty ones too."""
    found = []
    for index in range(BINS):
        events = totals.get(f"{kind} {index} events", 0)
        confidence, right = (
            totals.get(f"{kind} {index} {part}", 0) / events if events else 0.0
            for part in ("confidence", "right")
        )
        found.append(Bin(round(events), confidence, right))
    return found


def _add(counts: Counter[str], kind: str, confidence: float, right: bool) -> None:
    index = min(BINS - 1, int(confidence * BINS))
    counts[f"{kind} {index} events"] += 1
    counts[f"{kind} {index} confidence"] += confidence  # type: ignore[assignment]
    counts[f"{kind} {index} right"] += right
