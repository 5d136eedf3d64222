"""Suggestions applied to a text: which of them, in what order, and until nothing is left to do."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from mtcheck.finding import Finding, Safety, Suggestion

_PASSES = 20
_ROOM = 200


class Edit(NamedTuple):
    """`text[start:end]` becomes `replacement`; the finding is the reason."""

    start: int
    end: int
    replacement: str
    finding: Finding


def applicable(finding: Finding, *, unsafe: bool = False) -> Suggestion | None:
    """The best suggestion, when its safety allows applying it; a lesser one is never taken."""
    if not finding.suggestions:
        return None
    best = finding.suggestions[0]
    return best if unsafe or best.safety is Safety.SAFE else None


def choose(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Edit]:
    """Edits sorted by start that neither overlap nor leave the text as it is.

    Where suggestions overlap, the safe one goes before the unsafe one, then the more confident,
    the more severe, the longer, the earlier, and at last the first in order of rule id.
    """
    ranked = sorted(
        (
            (finding, suggestion)
            for finding in findings
            if (suggestion := applicable(finding, unsafe=unsafe)) is not None
            and suggestion.text != finding.text
        ),
        key=lambda pair: _rank(*pair),
    )
    chosen: list[Edit] = []
    for finding, suggestion in ranked:
        edit = Edit(finding.start, finding.end, suggestion.text, finding)
        index = bisect_left(chosen, finding.start, key=lambda e: e.start)
        neighbours = chosen[max(0, index - 1) : index + 1]
        if not any(finding.overlaps(other.finding) for other in neighbours):
            chosen.insert(index, edit)
    return chosen


def _rank(finding: Finding, suggestion: Suggestion) -> tuple[object, ...]:
    return (
        suggestion.safety is not Safety.SAFE,
        -suggestion.confidence,
        -finding.severity.rank,
        finding.start - finding.end,
        finding.start,
        finding.rule,
        suggestion.text,
    )


def apply(text: str, edits: Iterable[Edit]) -> str:
    """`text` with edits made; they are sorted and apart from each other (ValueError if not)."""
    parts: list[str] = []
    position = 0
    for edit in edits:
        if not position <= edit.start <= edit.end <= len(text):
            raise ValueError(f"edit {edit.start}:{edit.end} overlaps another or leaves the text")
        parts += text[position : edit.start], edit.replacement
        position = edit.end
    return "".join([*parts, text[position:]])


def settle(
    text: str,
    findings: Sequence[Finding],
    recheck: Callable[[str], Sequence[Finding]],
    select: Callable[[Sequence[Finding]], list[Edit]] = choose,
) -> tuple[str, Sequence[Finding]]:
    """The text after fixing until a check asks for nothing more, and the findings left in it.

    Settling a settled text changes nothing. That holds for suggestions that undo each other too:
    of the texts that they go round in, the first in order of characters is taken. Suggestions
    that never come to rest are not made at all.
    """
    seen: dict[str, Sequence[Finding]] = {text: findings}
    current = text
    for _ in range(_PASSES):
        following = apply(current, select(seen[current]))
        if following == current:
            return current, seen[current]
        if len(following) > 2 * len(text) + _ROOM:
            break
        if following in seen:
            order = list(seen)
            resting = min(order[order.index(following) :])
            return resting, seen[resting]
        seen[following] = recheck(following)
        current = following
    return text, findings
