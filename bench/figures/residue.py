"""How much of what pages leave in articles is found, on pages written for this purpose."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.evaluation.gold import read_gold
from mtcheck.evaluation.measure import cases
from mtcheck.finding import Category

_OWN = Path(__file__).parent.parent / "data"


@figure("residue")
def residue(given: Given) -> Iterator[Row]:
    """Of each file of pages the pieces touched, and findings of residue that touch none."""
    for path in sorted(_OWN.glob("residue-*.jsonl")):
        found = list(cases(given.finder, read_gold([path])))
        pieces = hits = outside = 0
        for case in found:
            marked = [f for f in case.findings if f.category is Category.RESIDUE]
            spans = case.gold.spans or ()
            pieces += len(spans)
            hits += sum(any(f.start < s.end and s.start < f.end for f in marked) for s in spans)
            outside += sum(
                not any(f.start < s.end and s.start < f.end for s in spans) for f in marked
            )
        count = words(case.gold.text for case in found)
        on = f"bench/data/{path.name}: {len(found):,} pages, {count:,} words"
        yield Row("pieces of residue touched", on, share(hits, pieces))
        yield Row("findings of residue outside them", on, f"{outside:,}")
