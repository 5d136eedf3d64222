"""Words marked: F1 of the bad ones and MCC, as in word-level quality estimation."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from mtcheck.evaluation.base import Case, Tally, Values, metric
from mtcheck.evaluation.spans import Spanned, merge, precision_recall
from mtcheck.finding import Category

_KINDS = ("any", *Category)


@metric("word")
class Word(Tally):
    """Precision, recall and F1 of words marked BAD, and MCC over all words.

    Words are parted by white space; a word is BAD when a span shares a character with it.
    """

    def observe(self, case: Case) -> Mapping[str, float] | None:
        """The four cells of the confusion table, by category."""
        if not case.gold.is_annotated:
            return None
        counts: Counter[str] = Counter()
        words = case.gold.words
        for name in _KINDS:
            gold = _marked(words, [s for s in case.gold.errors if name in ("any", s.category)])
            found = _marked(words, [f for f in case.findings if name in ("any", f.category)])
            counts[f"{name} tp"] = len(gold & found)
            counts[f"{name} fp"] = len(found - gold)
            counts[f"{name} fn"] = len(gold - found)
            counts[f"{name} tn"] = len(words) - len(gold | found)
        return counts

    def ratios(self, totals: Mapping[str, float]) -> Values:
        """Precision, recall, F1-BAD and MCC by category."""
        values: Values = {}
        for name in _KINDS:
            tp, fp, fn, tn = (totals.get(f"{name} {cell}", 0) for cell in ("tp", "fp", "fn", "tn"))
            values |= precision_recall(name, tp, tp + fp, tp, tp + fn)
            product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
            if tp + fn:
                mcc = (tp * tn - fp * fn) / math.sqrt(product) if product else 0.0
                values[f"{name}/mcc"] = (mcc, round(tp + fp + fn + tn))
        return values


def _marked(words: tuple[tuple[int, int], ...], spans: list[Spanned]) -> set[int]:
    """Indices of the words that share a character with a span."""
    marked: set[int] = set()
    ranges = merge(spans)
    at = 0
    for index, (start, end) in enumerate(words):
        while at < len(ranges) and ranges[at][1] <= start:
            at += 1
        if at < len(ranges) and ranges[at][0] < end:
            marked.add(index)
    return marked
