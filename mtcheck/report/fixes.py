"""Which findings can be shown and fixed side by side, and which are left after fixing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from mtcheck.finding import Finding
from mtcheck.rewrite.apply import applicable, choose


def together(findings: Sequence[Finding]) -> list[Finding]:
    """Findings that don't overlap, sorted by start.

    Those whose fixes would be made together come first; into the gaps go the others, the most
    severe and then the most confident first.
    """
    kept = [edit.finding for edit in choose(findings, unsafe=True)]
    for finding in sorted(findings, key=lambda f: (-f.severity.rank, -f.confidence, f.start)):
        index = bisect_left(kept, finding.start, key=lambda f: f.start)
        if not any(finding.overlaps(other) for other in kept[max(0, index - 1) : index + 1]):
            kept.insert(index, finding)
    return kept


def is_safe(finding: Finding) -> bool:
    """True when the first suggestion may be taken without a person looking at it."""
    return applicable(finding) is not None


def left_over(findings: Sequence[Finding], *, unsafe: bool = False) -> list[Finding]:
    """Findings that stay when fixes are made: those outside of what is replaced.

    Only safe fixes are made unless `unsafe` adds the others.
    """
    edits = choose(findings, unsafe=unsafe)

    def stays(finding: Finding) -> bool:
        index = bisect_right(edits, finding.start, key=lambda e: e.start) - 1
        return index < 0 or finding.end > edits[index].end

    return [finding for finding in findings if stays(finding)]
