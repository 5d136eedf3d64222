"""What sound text of many kinds is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path

from bench.figures.base import Given, Row, figure, words
from mtcheck.finding import Category
from mtcheck.training.mtdata import read_lines

_MOST = 150
_LONGEST = 3500


@figure("sound", "sound")
def sound(given: Given) -> Iterator[Row]:
    """Verdicts, and spun findings, on the first texts of each file."""
    yield from _rows(given, {path.name: _texts(path) for path in given.paths("sound")})


@figure("non-native", "non_native")
def non_native(given: Given) -> Iterator[Row]:
    """The same on English by people of other languages."""
    yield from _rows(given, {path.name: _texts(path) for path in given.paths("non_native")})


@figure("kept-back", "clean")
def kept_back(given: Given) -> Iterator[Row]:
    """The same on what the recipe keeps back from training, of each collection in the folders."""
    sources: dict[str, list[str]] = {}
    for text in given.kept_back:
        sources.setdefault(text.source, []).append(text.text)
    yield from _rows(given, sources)


def _rows(given: Given, sources: Mapping[str, Iterable[str]]) -> Iterator[Row]:
    whole: Counter[str] = Counter()
    for name, found in sources.items():
        texts = [text[:_LONGEST] for text in islice(found, _MOST)]
        called: Counter[str] = Counter({"texts": len(texts), "words": words(texts)})
        for document in given.finder.check_many(texts, batch=32):
            called[document.verdict.label.value] += 1
            called.update(f"{found.category.value} findings" for found in document.findings)
        whole += called
        yield _row(name, called)
    yield _row("all", whole)
    others = [f"{c.value} {whole[f'{c.value} findings']}" for c in Category if c != Category.SPUN]
    yield Row("findings of other categories", _on("all", whole), "; ".join(others))


def _row(name: str, called: Counter[str]) -> Row:
    value = f"{called['machine-translated']}; {called['spun']}; {called['spun findings']}"
    return Row("called machine-translated; spun; spun findings", _on(name, called), value)


def _on(name: str, called: Counter[str]) -> str:
    return f"{name}: {called['texts']:,} texts, {called['words']:,} words"


def _texts(path: Path) -> Iterator[str]:
    """Records' texts of .jsonl and .jsonl.xz files, else the file as one text."""
    if ".jsonl" not in path.suffixes:
        yield path.read_text(encoding="utf-8")
        return
    for row in read_lines(path):
        yield row["text"]
