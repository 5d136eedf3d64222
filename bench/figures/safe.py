"""Whether safe replacements put right what a simulated spinner did."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, is_simulated, share, words
from mtcheck.evaluation.fixes import Edit, apply, best_edits, fold
from mtcheck.evaluation.gold import GoldArticle


@figure("safe", "gold")
def safe(given: Given) -> Iterator[Row]:
    """Safe edits after which their stretch of a spun article reads as its original."""
    for name in given.simulated:
        found = [case for case in given.cases[name] if is_simulated(case.gold)]
        right = total = 0
        for case in found:
            for edit in best_edits(case.findings, unsafe=False):
                total += 1
                right += _mends(case.gold, edit)
        text = f"{name}: {words(case.gold.text for case in found):,} words"
        yield Row("safe replacements right, span and words", text, share(right, total))


def _mends(article: GoldArticle, edit: Edit) -> bool:
    spans = [s for s in article.spans or () if s.start < edit.end and edit.start < s.end]
    start = min([edit.start, *(span.start for span in spans)])
    end = max([edit.end, *(span.end for span in spans)])
    undone = [Edit(span.start, span.end, span.fixes[0]) for span in spans]
    made, wanted = (apply(article.text, edits, start, end) for edits in ([edit], undone))
    return fold(made) == fold(wanted)
