"""Translations against their post-edits, as they are and with all first suggestions."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from sacrebleu.metrics.ter import TER

from bench.figures.base import Given, Row, figure, words
from mtcheck.rewrite.apply import apply, choose
from mtcheck.training.mtdata import read_lines

_MOST = 2500


@figure("post-edits", "post_edits")
def post_edits(given: Given) -> Iterator[Row]:
    """TER before and after, over the first sentences of each file."""
    for path in given.paths("post_edits"):
        rows = list(islice(read_lines(path), _MOST))
        texts, edited = [row["text"] for row in rows], [row["post_edit"] for row in rows]
        fixed = [
            apply(text, choose(given.checker.check(text).findings, unsafe=True)) for text in texts
        ]
        ter = TER()
        before, after = (ter.corpus_score(some, [edited]).score for some in (texts, fixed))
        changed = sum(a != b for a, b in zip(texts, fixed, strict=True))
        on = f"{len(rows):,} sentences, {words(texts):,} words; {changed} changed"
        yield Row("TER against post-edits, before and after", on, f"{before:.2f}; {after:.2f}")
