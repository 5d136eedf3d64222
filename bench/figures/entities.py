"""How many wrong offices and mangled names are found in passages written for this purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.evaluation.gold import read_gold
from mtcheck.evaluation.measure import cases
from mtcheck.finding import Category

_OWN = Path(__file__).parent.parent / "data"
_KINDS = (Category.ENTITY, Category.CASING)


@figure("entities")
def entities(given: Given) -> Iterator[Row]:
    """Of each file of passages the errors touched, and findings that touch none."""
    for path in sorted(_OWN.glob("entities-*.jsonl")):
        found = list(cases(given.finder, read_gold([path])))
        outside = 0
        hits = dict.fromkeys(map(str, _KINDS), 0)
        errors = dict.fromkeys(map(str, _KINDS), 0)
        for case in found:
            marked = [f for f in case.findings if f.category in _KINDS]
            spans = case.gold.spans or ()
            for span in spans:
                errors[span.category] += 1
                hits[span.category] += any(
                    f.start < span.end and span.start < f.end for f in marked
                )
            outside += sum(
                not any(f.start < s.end and s.start < f.end for s in spans) for f in marked
            )
        count = words(case.gold.text for case in found)
        on = f"bench/data/{path.name}: {len(found):,} passages, {count:,} words"
        for kind in _KINDS:
            yield Row(f"errors of {kind.value} touched", on, share(hits[kind], errors[kind]))
        yield Row("findings of both outside them", on, f"{outside:,}")
