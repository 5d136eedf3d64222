"""Every score of `mtcheck evaluate` on each group of gold articles, with intervals."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, words
from mtcheck.evaluation.measure import cases, measure


@figure("gold", "gold")
def gold(given: Given) -> Iterator[Row]:
    """Scores whose value says something: a category that is not there has none."""
    for name, articles in given.groups.items():
        text = f"{name}: {len(articles)} articles, {words(a.text for a in articles):,} words"
        observed = list(cases(given.checker, articles))
        for score in measure(observed, signature=given.checker.signature):
            if score.n:
                bounds = f" ({score.low:.3f}–{score.high:.3f})" if score.low is not None else ""
                yield Row(score.name, text, f"{score.value:.4f}{bounds}, n {score.n:,}")
