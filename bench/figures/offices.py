"""Impossible offices on the project's own sentences, by the rule alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.article import Article
from mtcheck.evaluation.gold import read_gold
from mtcheck.evaluation.spans import touching
from mtcheck.rules.base import Context, get

_SENTENCES = Path(__file__).parents[2] / "tests" / "rules" / "data" / "offices.jsonl"
_RULE = "ENT001"


@figure("offices")
def offices(_given: Given) -> Iterator[Row]:
    """Precision and recall over sentences, half of which only look wrong."""
    articles = read_gold([_SENTENCES])
    found = right = wanted = hit = 0
    for article in articles:
        findings = list(get(_RULE).check(Article(article.text), Context()))
        found += len(findings)
        right += len(touching(findings, article.errors))
        wanted += len(article.errors)
        hit += len(touching(article.errors, findings))
    on = f"{len(articles)} sentences, {words(one.text for one in articles):,} words"
    value = f"{share(right, found)}; {share(hit, wanted)}"
    yield Row(f"{_RULE}: findings that are right; errors found", on, value)
