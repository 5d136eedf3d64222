"""What sound texts of many registers are called: law, sermon, sport, patent, dialect, old prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.figures.base import Given, Row, figure, words
from mtcheck.evaluation.gold import read_gold
from mtcheck.finding import Category, Label

_OWN = Path(__file__).parent.parent / "data" / "registers.jsonl"


@figure("registers")
def registers(given: Given) -> Iterator[Row]:
    """Verdicts on texts written for this purpose, in which nothing is wrong, and findings."""
    texts = [article.text for article in read_gold([_OWN])]
    called: Counter[Label] = Counter()
    found: Counter[Category] = Counter()
    for document in given.finder.check_many(texts, batch=32):
        called[document.verdict.label] += 1
        found.update(finding.category for finding in document.findings)
    on = f"bench/data/{_OWN.name}: {len(texts):,} texts, {words(texts):,} words"
    yield Row(
        "called machine-translated; spun",
        on,
        f"{called[Label.MACHINE_TRANSLATED]}; {called[Label.SPUN]}",
    )
    yield Row("findings", on, ", ".join(f"{c.value} {found[c]:,}" for c in Category))
