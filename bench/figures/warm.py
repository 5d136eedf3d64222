"""What rewriting adds to the time of a check, networks loaded."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, words
from mtcheck.checker import Checker
from mtcheck.finding import Label

_ROUNDS = 3
_WORDS = 500


@figure("warm", "gold")
def warm(given: Given) -> Iterator[Row]:
    """Milliseconds for 500 words of what is labelled spun, the best of three rounds."""
    for name, articles in given.groups.items():
        texts = [article.text for article in articles if article.label is Label.SPUN]
        if not texts:
            continue
        added = _seconds(given.checker, texts) - _seconds(given.finder, texts)
        value = f"{1000 * added * _WORDS / words(texts):.0f} ms for {_WORDS} words"
        yield Row("rewriting adds", f"{name}: {len(texts)} spun, {words(texts):,} words", value)


def _seconds(checker: Checker, texts: list[str]) -> float:
    def once() -> float:
        start = time.perf_counter()
        for text in texts:
            checker.check(text)
        return time.perf_counter() - start

    return min(once() for _ in range(_ROUNDS))
