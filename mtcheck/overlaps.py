"""Findings that share a place: which of them stays."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from mtcheck.finding import Category, Finding


def resolve(findings: Iterable[Finding]) -> list[Finding]:
    """Sorted by start; of overlapping findings of one category the best one stays.

    Best is the most severe, then the most confident, then the longest, then the first.
    """
    ranked = sorted(
        findings,
        key=lambda f: (-f.severity.rank, -f.confidence, f.start - f.end, *_place(f)),
    )
    kept: dict[str, list[Finding]] = {}
    for finding in ranked:
        _keep(kept.setdefault(finding.category, []), finding)
    return sorted((finding for group in kept.values() for finding in group), key=_place)


def give_way(findings: list[Finding]) -> list[Finding]:
    """Without what another finding explains better; `findings` are sorted by start.

    Residue is to go with all its words, whatever is wrong with them; grammar beside a swapped
    word goes with the swap, whose suggestions agree with what stands before them; and a word that
    only looks wrong gives way to the rule of grammar that says why.
    """
    of: dict[Category, list[Finding]] = {category: [] for category in Category}
    for finding in findings:
        of[finding.category].append(finding)

    def lost(finding: Finding) -> bool:
        if finding.category is Category.SPUN:
            return _inside(finding, of[Category.RESIDUE])
        if finding.category is Category.FLUENCY:
            return _inside(finding, of[Category.RESIDUE]) or _touches(finding, of[Category.SPUN])
        if finding.category is Category.MISTRANSLATION:
            explained = of[Category.RESIDUE], of[Category.FLUENCY]
            return any(_inside(finding, others) for others in explained)
        return False

    return [finding for finding in findings if not lost(finding)]


def _inside(finding: Finding, others: list[Finding]) -> bool:
    """True when one of `others`, which are sorted and apart from each other, covers it."""
    index = bisect_right(others, finding.start, key=lambda f: f.start)
    return index > 0 and finding.end <= others[index - 1].end


def _touches(finding: Finding, others: list[Finding]) -> bool:
    index = bisect_left(others, finding.start, key=lambda f: f.start)
    return any(map(finding.overlaps, others[max(0, index - 1) : index + 1]))


def _place(finding: Finding) -> tuple[int, int, str, str, str]:
    return finding.start, finding.end, finding.rule, finding.category, finding.message


def _keep(group: list[Finding], finding: Finding) -> None:
    """Insert into a list sorted by start without overlaps, unless it overlaps a neighbour."""
    index = bisect_left(group, finding.start, key=lambda f: f.start)
    if not _touches(finding, group):
        group.insert(index, finding)
