"""Spans against spans: who touches whom."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from mtcheck.evaluation.base import Values, f1


class Spanned(Protocol):
    """Anything with a half-open range of code points."""

    @property
    def start(self) -> int:
        """First code point."""
        ...

    @property
    def end(self) -> int:
        """One past the last code point."""
        ...


P = TypeVar("P", bound=Spanned)


def touches(a: Spanned, b: Spanned) -> bool:
    """True when both share a code point."""
    return a.start < b.end and b.start < a.end


def touching(spans: Sequence[P], others: Iterable[Spanned]) -> list[P]:
    """Those of `spans` that touch one of `others`; near linear in both."""
    merged = merge(others)
    starts = [start for start, _ in merged]
    ends = [end for _, end in merged]
    return [s for s in spans if bisect_right(ends, s.start) < bisect_left(starts, s.end)]


def merge(spans: Iterable[Spanned]) -> list[tuple[int, int]]:
    """The code points covered by any span, as sorted ranges that do not touch."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((s.start, s.end) for s in spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return merged


def precision_recall(name: str, hit: float, found: float, caught: float, gold: float) -> Values:
    """Precision of `hit` in `found`, recall of `caught` in `gold`, and F1; `n` is the divisor.

    What has nothing to divide by is left out.
    """
    values: Values = {}
    if found:
        values[f"{name}/precision"] = (hit / found, round(found))
    if gold:
        values[f"{name}/recall"] = (caught / gold, round(gold))
    if found and gold:
        values[f"{name}/f1"] = (f1(hit / found, caught / gold), round(gold))
    elif gold:
        values[f"{name}/f1"] = (0.0, round(gold))
    return values
