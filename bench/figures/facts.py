"""What safe fixes do to numbers, names, negations and quotations."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, words
from mtcheck.rewrite.apply import choose

_REACH = 30
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NAME = re.compile(r"(?<![.!?\n“\"] )(?<!^)\b[A-Z][a-z]{2,}\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|nor|without|cannot|none|nobody|nothing)\b|n['’]t\b", re.IGNORECASE
)
_QUOTED = re.compile(r"[“\"]([^“”\"]{3,})[”\"]")
_FACTS = (_NUMBER, _NAME, _NEGATION, _QUOTED)


@figure("facts", "gold")
def facts(given: Given) -> Iterator[Row]:
    """Edits of the safe level, those beside which some fact differs shown for a person to read."""
    found = [case for group in given.cases.values() for case in group]
    made, doubtful = 0, []
    for case in found:
        text = case.gold.text
        for edit in choose(case.findings):
            if not edit.replacement.strip():
                continue
            made += 1
            before = text[max(0, edit.start - _REACH) : edit.start]
            after = text[edit.end : edit.end + _REACH]
            old = text[edit.start : edit.end]
            if _of(before + old + after) != _of(before + edit.replacement + after):
                doubtful.append(f"“{old}” → “{edit.replacement}”")
    on = f"{len(found)} gold articles, {words(case.gold.text for case in found):,} words"
    yield Row("safe replacements", on, f"{made:,}")
    yield Row("of these to be read by a person", on, "; ".join(doubtful) or "none")


def _of(text: str) -> list[Counter[str]]:
    return [Counter(found.lower() for found in kind.findall(text)) for kind in _FACTS]
