"""How a text turns its phrases."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.models.phrasing import Phrasing, runs, tokens, word_hash
from tests.networks import phrasing

NONE = np.zeros(0, np.uint64)
COMMON = np.array(sorted(map(word_hash, ("the", "of"))), np.uint64)


def test_tokens_do_not_tell_curly_quotes_from_straight_ones() -> None:
    straight = ['"', "Don", "'", "t", ",", '"', "3", ".", "5", "said"]
    assert tokens("“Don’t,” 3.5 said") == tokens('"Don\'t," 3.5 said') == straight


@given(st.text(max_size=60))
def test_runs_are_sorted_and_alike_each_time(text: str) -> None:
    found = runs(tokens(text), COMMON)
    assert (np.diff(found.keys.astype(np.int64)) > 0).all()
    assert (found.weights >= 1).all()
    assert (found.keys == runs(tokens(text), COMMON).keys).all()


def test_outlines_forget_rare_words_but_not_common_ones() -> None:
    def shared(one: str, other: str) -> int:
        pair = (runs(one.split(), COMMON).keys, runs(other.split(), COMMON).keys)
        return len(np.intersect1d(*pair))

    alike = shared("the mending of", "the singing of")  # the endings are the same
    assert alike > shared("the mending of", "the bridge of")
    assert alike > shared("the mending of", "a singing by")


def test_what_is_phrased_alike_scores_higher() -> None:
    made = phrasing()
    whole, part, none = (
        made.score(t) for t in ("It is the bridge of the council.", "It is cold.", "Rain fell")
    )
    assert whole > part > none
    assert none == 0.0
    assert made.score("") == 0.0


def test_length_alone_moves_nothing() -> None:
    made = phrasing()
    once = made.score("It is the bridge of the council. ")
    assert made.score("It is the bridge of the council. " * 9) == pytest.approx(once, rel=0.2)


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = phrasing()
    made.save(tmp_path / "phrasing.npz")
    again = Phrasing.load(tmp_path / "phrasing.npz")
    assert again.score("It is the bridge.") == pytest.approx(made.score("It is the bridge."))


def test_a_damaged_file_is_an_error(tmp_path: Path) -> None:
    np.savez(tmp_path / "phrasing.npz", keys=np.zeros(3, np.uint32))
    with pytest.raises(KeyError):
        Phrasing.load(tmp_path / "phrasing.npz")
