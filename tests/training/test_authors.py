"""What is said of who wrote a text comes from other documents."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

pytest.importorskip("sklearn")

from mtcheck.training.authors import Authors
from mtcheck.training.doubts import Doubted, unsaid

SIDES = {"machine-translated": "of", "clean": "by"}


class Counting:
    """Stands in for a language model: its states are how often two words occur."""

    def means(self, one: Doubted, run: int) -> np.ndarray:
        words = one.text.split()
        parts = [words[at : at + run] for at in range(0, len(words), run)]
        rows = [[part.count(word) / len(part) for word in SIDES.values()] for part in parts]
        return np.array(rows, np.float16).reshape(-1, 2)


def _text(habit: str, rng: Random, length: int = 70) -> str:
    return " ".join(habit if rng.random() < 0.3 else "town" for _ in range(length))


def _read(count: int = 60) -> Authors:
    rng = Random(4)
    authors = Authors(Counting())  # type: ignore[arg-type]
    for n in range(count):
        for kind, habit in SIDES.items():
            authors.read("documents", f"document-{n}", unsaid(_text(habit, rng), kind))
    return authors


def test_habits_of_a_side_are_told() -> None:
    for source, text in _read().told():
        assert source == "documents"
        assert text.told is not None
        assert len(text.told) == len(text.words)
        assert (text.told.mean() > 0) == (text.kind == "machine-translated")


def test_whose_a_text_is_said_to_be_does_not_count_for_itself() -> None:
    rng = Random(9)
    before, after = _read(), _read()
    odd = _text("of", rng)
    before.read("documents", "odd", unsaid(odd, "machine-translated"))
    after.read("documents", "odd", unsaid(odd, "clean"))
    first, second = (list(some.told())[-1][1].told for some in (before, after))
    assert first is not None
    assert second is not None
    assert np.allclose(first, second)


def test_one_side_alone_says_nothing() -> None:
    authors = Authors(Counting())  # type: ignore[arg-type]
    texts = [unsaid(_text("by", Random(n)), "clean") for n in range(20)]
    for n, text in enumerate(texts):
        authors.read("copies", str(n), text)
    assert [text for _, text in authors.told()] == texts
    assert all(text.told is None for text in texts)


def test_an_empty_text_is_left_as_it_is() -> None:
    authors = _read()
    authors.read("documents", "empty", unsaid("", "clean"))
    assert list(authors.told())[-1][1].told is None
