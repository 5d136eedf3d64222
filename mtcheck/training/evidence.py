"""Counts which rules find more in translations than in what people wrote."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

from mtcheck.checker import Checker
from mtcheck.finding import Category
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

_TELLING = (Category.CASING, Category.ENTITY)
"""What is wrong in the wording itself; layout and residue only say how a page was scraped."""
_LONGEST = 4000
"""Characters that are looked at of each text."""


def finding_odds(clean: Iterable[str], translated: Iterable[str]) -> dict[str, float]:
    """Log odds of translation by rule: texts with a finding per word of text, side by side.

    Both sides share one more text with a finding, so that rare rules say little. Only rules
    that find more in translations are kept.
    """
    checker = Checker(Settings(models=False, rewrite=False, select=_TELLING))
    (people, written), (engines, made) = (_counts(checker, texts) for texts in (clean, translated))
    total = written + made
    if not written or not made:
        return {}
    odds = {
        rule: math.log((engines[rule] + made / total) / made)
        - math.log((people[rule] + written / total) / written)
        for rule in engines
    }
    return {rule: round(found, 2) for rule, found in sorted(odds.items()) if found > 0}


def _counts(checker: Checker, texts: Iterable[str]) -> tuple[Counter[str], int]:
    """Texts in which each rule finds something, and words in all."""
    found: Counter[str] = Counter()
    words = 0
    for text in texts:
        document = checker.check(text[:_LONGEST])
        words += document.article.word_count
        found.update({finding.rule for finding in document.findings})
    return found, words
