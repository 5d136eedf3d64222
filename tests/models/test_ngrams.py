"""Count tables, and the features that are read from them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.models.ngrams import (
    FEATURES,
    LEVELS,
    CountTable,
    NgramModel,
    combine,
    hashes,
    level,
    unit_hash,
    units,
)
from tests.networks import TEXT, ngram_model
from tests.texts import texts


@given(
    st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, LEVELS - 1), min_size=1, max_size=200)
)
def test_a_table_answers_what_it_was_given(known: dict[int, int]) -> None:
    keys = combine("w2", np.array(list(known), dtype=np.uint64))
    levels = np.array(list(known.values()), dtype=np.uint16)
    found = CountTable.build(keys, levels, 14)(keys)
    # Twelve bits of a key can be those of a neighbour: once in thousands of tables.
    assert np.count_nonzero(found != levels) <= 2


def test_a_table_seldom_answers_what_it_was_not_given() -> None:
    keys = combine("w1", hashes([f"word{chr(97 + i % 26)}{i // 26}" for i in range(4000)]))
    table = CountTable.build(keys[:1500], np.full(1500, 3, dtype=np.uint16), 12)
    assert (table(keys[:1500]) == 3).mean() > 0.99
    assert (table(keys[1500:]) > 0).mean() < 0.01


def test_a_full_table_keeps_the_frequent() -> None:
    keys = combine("w1", np.arange(3000, dtype=np.uint64))
    levels = np.where(np.arange(3000) % 3 == 0, 9, 1).astype(np.uint16)
    found = CountTable.build(keys, levels, 10)(keys)
    assert (found[levels == 9] == 9).mean() > (found[levels == 1] == 1).mean() + 0.3


@given(st.lists(st.integers(0, 10**9), min_size=2, max_size=20))
def test_levels_rise_with_counts(counts: list[int]) -> None:
    ordered = np.array(sorted(counts))
    levels = level(ordered).astype(int)
    assert (np.diff(levels) >= 0).all()
    assert levels.max() < LEVELS
    assert ((levels == 0) == (ordered == 0)).all()


def test_units_are_told_apart_as_the_counts_do() -> None:
    assert unit_hash("Don’t") == unit_hash("don't")
    assert unit_hash("1,200") == unit_hash("7")
    assert unit_hash("bridge") != unit_hash("bridges")
    one = hashes(["the", "bridge"])
    assert combine("w2", one[:1], one[1:]) != combine("w2", one[1:], one[:1])
    assert combine("w2", one[:1], one[1:]) != combine("gap", one[:1], one[1:])


@given(texts())
def test_features_lie_between_0_and_1(text: str) -> None:
    spans = units(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    features = _MODEL.features([text[a:b] for a, b in spans])
    assert features.shape == (len(spans), FEATURES)
    assert features.dtype == np.float32
    assert ((features >= 0) & (features <= 1)).all()


def test_no_units_have_no_features() -> None:
    assert _MODEL.features([]).shape == (0, FEATURES)


def test_features_tell_what_the_corpus_says() -> None:
    known = _MODEL.features(["the", "council", "met", "on", "Tuesday"])
    spun = _MODEL.features(["the", "council", "assembled", "on", "Tuesday"])
    assert known[2, [0, 1, 2, 4]].min() > 0
    assert spun[2, [0, 1, 2, 4]].max() == 0
    assert spun[2, 9] > known[2, 9]  # something else stands there in edited English
    assert known[0, 15] == 1
    assert known[:, 10].tolist() == [0, 0, 0, 0, 1]


def test_tables_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "ngrams.npz"
    _MODEL.save(path)
    surfaces = [TEXT[a:b] for a, b in units(TEXT)]
    again = NgramModel.load(path).features(surfaces)
    assert (again == _MODEL.features(surfaces)).all()


_MODEL = ngram_model()
