"""The table of phrases that spinners write."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.models.features import FEATURES
from mtcheck.models.ngrams import units
from mtcheck.models.swaps import FEATURES as OURS
from mtcheck.models.swaps import LONGEST, SwapTable
from tests.networks import TEXT, ngram_model, swap_table, word_features
from tests.texts import texts

NGRAMS, SWAPS = ngram_model(), swap_table()


def _features(text: str) -> dict[str, np.ndarray]:
    surfaces = [text[a:b] for a, b in units(text)]
    return dict(zip(surfaces, SWAPS.features(surfaces, NGRAMS), strict=True))


def test_a_known_phrase_has_its_odds_and_no_other_word_any() -> None:
    found = _features("The assembly met upon Tuesday.")
    assert found["assembly"][:2] == pytest.approx([200 / 255, 90 / 255])
    assert found["met"][:2] == pytest.approx([180 / 255, 0])
    assert found["upon"][:2] == pytest.approx([180 / 255, 0])
    assert found["met"][5] == 2 / LONGEST
    assert not found["Tuesday"].any()


def test_an_original_that_the_counts_know_raises_them() -> None:
    pairs, triples, unit = _features("The assembly met on Tuesday.")["assembly"][2:5]
    assert pairs > 0.5  # "the council", "council met"
    assert triples > 0.5
    assert unit > 0.5


def test_one_that_fits_no_better_does_not() -> None:
    pairs, triples, _ = _features("It said that assembly of old.")["assembly"][2:5]
    assert pairs <= 0.5
    assert triples <= 0.5


def test_the_originals_of_a_phrase_that_authors_write_are_not_tried() -> None:
    found = _features("It met the mayor.")["the"]
    assert found[1] > 0
    assert not found[2:].any()


@given(texts())
def test_features_stay_between_0_and_1(text: str) -> None:
    surfaces = [text[a:b] for a, b in units(text)]
    found = SWAPS.features(surfaces, NGRAMS)
    assert found.shape == (len(surfaces), OURS)
    assert ((found >= 0) & (found <= 1)).all()


@given(st.integers(0, 6))
def test_words_far_away_change_nothing(far: int) -> None:
    text = "The assembly met upon Tuesday to discuss the bridge"
    plain = _features(text)["assembly"]
    assert (_features(f"{text}{' again' * far} soon.")["assembly"] == plain).all()


def test_it_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    SWAPS.save(tmp_path / "swaps.npz")
    again = SwapTable.load(tmp_path / "swaps.npz")
    surfaces = TEXT.replace("council", "assembly").split()
    assert (again.features(surfaces, NGRAMS) == SWAPS.features(surfaces, NGRAMS)).all()


def test_both_tables_stand_side_by_side() -> None:
    surfaces = ["The", "assembly"]
    found = word_features()(surfaces)
    assert found.shape == (2, FEATURES)
    assert (found[:, :-OURS] == NGRAMS.features(surfaces)).all()
    assert (found[:, -OURS:] == SWAPS.features(surfaces, NGRAMS)).all()
