"""Verdicts with the first pass against those of `--thorough`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench.figures.base import Given, Row, figure, share, words


@figure("first-pass", "gold")
def first_pass(given: Given) -> Iterator[Row]:
    """Articles of each group that get the same verdict either way."""
    quick = given.finder.with_settings(replace(given.finder.settings, first_pass=True))
    for name, articles in given.groups.items():
        texts = [article.text for article in articles]
        pair = (
            [document.verdict.label for document in checker.check_many(texts, batch=32)]
            for checker in (quick, given.finder)
        )
        same = sum(one is other for one, other in zip(*pair, strict=True))
        text = f"{name}: {words(texts):,} words"
        yield Row("verdict as of --thorough", text, share(same, len(texts)))
