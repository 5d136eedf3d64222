"""What people who speak of themselves are called: passages, and texts written for this purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.figures.base import Given, Row, figure, words
from mtcheck.finding import Label

_OWN = Path(__file__).parent.parent / "data"
_SELF = re.compile(r"^(?:I|I'm|I've|I'd|[Mm]y|me|myself)\W*$")
_WORDS, _STEP, _OFTEN, _SHORTEST = 130, 60, 6, 90


@figure("personal", "clean")
def personal(given: Given) -> Iterator[Row]:
    """Of each text that is kept back from training the passage that says "I" most often."""
    passages = [found for text in given.kept_back if (found := passage(text.text)) is not None]
    yield _row(given, f'passages that say "I" {_OFTEN} times or more', passages)
    for folder in ("personal", "learners"):
        texts = [path.read_text("utf-8") for path in sorted((_OWN / folder).glob("*.txt"))]
        yield _row(given, f"bench/data/{folder}", texts)


def passage(text: str) -> str | None:
    """The words in a row that speak of their writer most, or None where none does so often."""
    all_words = text.split(" ")
    most, best = _OFTEN - 1, None
    for start in range(0, max(1, len(all_words) - _WORDS), _STEP):
        some = all_words[start : start + _WORDS]
        count = sum(_SELF.match(word) is not None for word in some)
        if count > most and len(some) > _SHORTEST:
            most, best = count, " ".join(some)
    return best


def _row(given: Given, name: str, texts: Sequence[str]) -> Row:
    called = sum(
        document.verdict.label is Label.MACHINE_TRANSLATED
        for document in given.finder.check_many(texts, batch=32)
    )
    on = f"{name}: {len(texts):,} texts, {words(texts):,} words"
    return Row("called machine-translated", on, f"{called:,}")
