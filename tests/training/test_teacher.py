"""A language model's states become shares of raters, and only where it was asked."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")

from mtcheck.errors import InputError
from mtcheck.training.doubts import Doubted
from mtcheck.training.teacher import Reader, Teacher
from tests.training.conftest import READ

WRONG = "bridge"


@pytest.fixture(scope="module")
def reader(language_model: Path) -> Reader:
    return Reader(language_model)


def _document(rng: Random, length: int = 90) -> Doubted:
    words = [rng.choice(READ) for _ in range(length)]
    text = " ".join(words)
    ends = np.cumsum([len(word) + 1 for word in words]) - 1
    spans = [(int(end) - len(word), int(end)) for word, end in zip(words, ends, strict=True)]
    return Doubted(text, spans, np.array([float(word == WRONG) for word in words]))


def test_each_word_has_a_row_whatever_the_length(reader: Reader) -> None:
    rng = Random(3)
    for length in (1, 2, 40, 500):
        one = _document(rng, length)
        states = reader.states(one)
        assert len(states) == length
        assert np.isfinite(states.astype(float)).all()
        assert (states[:, 3] > 0).all()  # every word has pieces of its own


def test_what_was_marked_in_some_is_told_of_others(reader: Reader) -> None:
    rng = Random(5)
    marked = [_document(rng) for _ in range(200)]
    teacher = Teacher(reader, seed=1)
    taught = list(teacher.taught(marked, 1.0))
    told = np.concatenate([one.shares for one in taught])
    truth = np.concatenate([one.shares for one in marked])
    assert np.corrcoef(told, truth)[0, 1] > 0.3
    assert ((told >= 0) & (told <= 1)).all()
    blank = [one._replace(shares=np.zeros(len(one.words))) for one in marked[:20]]
    asked = list(teacher.told(iter(blank), 1.0, 1.0))
    found = np.concatenate([one.shares for one in asked])
    assert np.corrcoef(found, truth[: len(found)])[0, 1] > 0.3


def test_without_weight_or_share_nothing_changes(reader: Reader) -> None:
    marked = [_document(Random(n)) for n in range(4)]
    teacher = Teacher(reader, seed=1)
    for before, after in zip(marked, teacher.taught(marked, 0.0), strict=True):
        assert (before.shares == after.shares).all()
    assert list(teacher.told(iter(marked), 1.0, 0.0)) == marked


def test_what_is_no_model_is_refused_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no language model"):
        Reader(tmp_path)
