"""What sound text of many kinds is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.figures.base import Given, Row, figure, words
from mtcheck.finding import Category
from mtcheck.training.mtdata import read_lines

_MOST = 150
_LONGEST = 3500


@figure("sound", "sound")
def sound(given: Given) -> Iterator[Row]:
    """Verdicts, and spun findings, on the first texts of each file."""
    whole: Counter[str] = Counter()
    for path in given.paths("sound"):
        texts = [text[:_LONGEST] for text in list(_texts(path))[:_MOST]]
        called: Counter[str] = Counter({"texts": len(texts), "words": words(texts)})
        for document in given.finder.check_many(texts, batch=32):
            called[document.verdict.label.value] += 1
            called["spun findings"] += sum(
                found.category is Category.SPUN for found in document.findings
            )
        whole += called
        yield _row(path.name, called)
    yield _row("all", whole)


def _row(name: str, called: Counter[str]) -> Row:
    on = f"{name}: {called['texts']:,} texts, {called['words']:,} words"
    value = f"{called['machine-translated']}; {called['spun']}; {called['spun findings']}"
    return Row("called machine-translated; spun; spun findings", on, value)


def _texts(path: Path) -> Iterator[str]:
    """Records' texts of .jsonl and .jsonl.xz files, else the file as one text."""
    if ".jsonl" not in path.suffixes:
        yield path.read_text(encoding="utf-8")
        return
    for row in read_lines(path):
        yield row["text"]
