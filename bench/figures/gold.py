"""Every score of `mtcheck evaluate` on each group of gold articles, with intervals."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, words
from mtcheck.evaluation.measure import measure


@figure("gold", "gold")
def gold(given: Given) -> Iterator[Row]:
    """Scores whose value says something: a category that is not there has none."""
    for name, observed in given.cases.items():
        on = words(case.gold.text for case in observed)
        text = f"{name}: {len(observed)} articles, {on:,} words"
        for score in measure(observed, signature=given.checker.signature):
            if score.n:
                bounds = f" ({score.low:.3f}–{score.high:.3f})" if score.low is not None else ""
                yield Row(score.name, text, f"{score.value:.4f}{bounds}, n {score.n:,}")
