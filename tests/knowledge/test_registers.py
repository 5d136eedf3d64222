"""Registers of their own: what marks them, and what they take from a suspicion."""

from __future__ import annotations

import numpy as np
import pytest

from mtcheck.knowledge import registers
from mtcheck.models.calibration import ARTICLE, Calibration
from mtcheck.models.summary import SIZE


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The council approved the new library on Monday.", 0),
        ("The Tenant shall pay the Rent.", 1),
        ("Thou shalt not pass, he saith unto him.", 3),
        ("’Tis a pity.", 1),
        ("The deposit shall be held hereunder, and the sum hereof is fixed herein.", 3),
        ("", 0),
    ],
)
def test_marks_count_once_each_and_three_at_most(text: str, marks: int) -> None:
    assert registers.apart(text) == marks * registers.ODDS
    assert registers.apart(f"{text} {text}") == marks * registers.ODDS


def test_marks_are_words_that_can_be_found() -> None:
    for mark in registers.MARKS:
        assert registers.apart(f"Say {mark} twice.") == registers.ODDS, mark


def _calibration() -> Calibration:
    article = (0.0,) * ARTICLE
    word = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    return Calibration((1.0, 0.0), article, article, word, word)


@pytest.fixture
def seen() -> np.ndarray:
    return np.zeros(SIZE)


def test_a_register_of_its_own_makes_both_kinds_of_damage_unlikelier(seen: np.ndarray) -> None:
    spun = np.full(200, 2.0, np.float32)
    plain, one, two = (
        _calibration().signals(spun, 0.0, seen, apart).posterior
        for apart in (0.0, registers.ODDS, 2 * registers.ODDS)
    )
    assert plain["spun"] > one["spun"] > two["spun"]
    rest = [p["machine-translated"] / (1.0 - p["spun"]) for p in (plain, one, two)]
    assert rest[0] == pytest.approx(rest[1])
    assert rest[1] > rest[2]


def test_no_article_is_spun_whose_words_do_not_look_it(seen: np.ndarray) -> None:
    many, few = (
        _calibration().signals(np.full(200, logit, np.float32), 0.0, seen).posterior
        for logit in (2.0, -8.0)
    )
    assert few["spun"] < many["spun"]
    assert few["machine-translated"] == pytest.approx(many["machine-translated"])
    assert sum(few.values()) == pytest.approx(1.0)
