"""Entity, casing and encoding rules stay linear on one endless line."""

from __future__ import annotations

import time

import pytest

from mtcheck.article import Article
from mtcheck.rules.base import Context, matching

SIZE = 300_000
UNITS = {
    "titles": "President of the King of Japan President ",
    "names": "Anna Bergstrom's tenure. Trump. ",
    "letters": "x",
    "bytes": "â€",
    "invisible": "a\u200b",
    "escapes": "\\u2019=E2=80",
    "entities": "&amp;",
    "lower": "germany be To put. the ",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS)
def test_one_endless_line(unit: str) -> None:
    article = Article((unit * (SIZE // len(unit) + 1))[:SIZE])
    started = time.perf_counter()
    for rule in (rule for key in ("ENT", "CAS", "ENC") for rule in matching(key)):
        for _ in rule.check(article, Context()):
            pass
    # Quadratic work on 300,000 characters takes many minutes, linear work a few seconds.
    assert time.perf_counter() - started < 60
