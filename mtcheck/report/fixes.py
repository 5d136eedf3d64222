"""Which fixes can be made together, and which findings are left when they are."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from mtcheck.finding import Finding, Safety


def together(findings: Iterable[Finding]) -> list[Finding]:
    """Findings that don't overlap, sorted by start, for showing or fixing side by side.

    Of two that overlap (they are of different categories) the one with a suggestion stays, then
    the more severe, then the more confident one.
    """
    ranked = sorted(
        findings,
        key=lambda f: (not f.suggestions, -f.severity.rank, -f.confidence, f.start, f.rule),
    )
    kept: list[Finding] = []
    for finding in ranked:
        index = bisect_left(kept, finding.start, key=lambda f: f.start)
        if not any(finding.overlaps(other) for other in kept[max(0, index - 1) : index + 1]):
            kept.insert(index, finding)
    return kept


def is_safe(finding: Finding) -> bool:
    """True when the first suggestion may be taken without a person looking at it."""
    return bool(finding.suggestions) and finding.suggestions[0].safety is Safety.SAFE


def left_over(findings: Iterable[Finding], *, safe_only: bool = False) -> list[Finding]:
    """Findings that stay when the first suggestions are taken (only the safe ones, if asked)."""
    given = list(findings)
    candidates = [f for f in given if (is_safe(f) if safe_only else f.suggestions)]
    done = {id(finding) for finding in together(candidates)}
    return [finding for finding in given if id(finding) not in done]
