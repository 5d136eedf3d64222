"""Logits as probabilities."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from mtcheck.models.calibration import (
    ARTICLE,
    LABELS,
    Calibration,
    article_features,
    log_odds,
    sigmoid,
    tuned,
    word_features,
)
from mtcheck.models.summary import SIZE

SEEN = np.append(np.zeros(SIZE - 1), 1.0)
PLAIN = Calibration(
    (-2.0, -1.0),
    (0.2, 0.0) + (0.2,) * SIZE,
    (-0.1,) * ARTICLE,
    (1, 0.5, 0.5, 0, 0, 0),
    (1, 1, 0, 0, 0, 0),
)

words = arrays.arrays(np.float32, st.integers(0, 90), elements=st.floats(-12, 12, width=32))


@given(words, st.floats(-9, 9))
def test_probabilities_are_probabilities(logits: Any, phrased: float) -> None:
    signals = PLAIN.signals(logits, phrased, SEEN)
    wrong = PLAIN.wrong(logits)
    assert signals.spun.shape == signals.mt.shape == wrong.shape == (len(logits),)
    assert signals.spun.dtype == signals.mt.dtype == wrong.dtype == np.float32
    for some in (signals.spun, wrong):
        assert ((some >= 0) & (some <= 1)).all()
    assert not signals.mt.any()
    assert tuple(signals.posterior) == LABELS
    assert sum(signals.posterior.values()) == pytest.approx(1)
    assert min(signals.posterior.values()) >= 0


def test_how_it_is_phrased_moves_the_verdict_the_more_the_longer_it_is() -> None:
    weights = np.zeros(ARTICLE)
    weights[1] = 1.0
    made = replace(PLAIN, article_mt=tuple(weights))

    def shares(words: int) -> list[float]:
        logits = np.zeros(words, np.float32)
        found = [made.signals(logits, z, SEEN).posterior for z in (-2.0, 0.0, 2.0)]
        return [one["machine-translated"] for one in found]

    short, long = shares(5), shares(80)
    assert long == sorted(long)
    assert long[0] < short[0] < short[2] < long[2]


def test_what_looks_mistranslated_moves_the_verdict_only_where_it_was_read() -> None:
    made = replace(PLAIN, article_wrong=(1.0, 0.5, 0.8, 3.0))
    logits = np.zeros(100, np.float32)

    before = made.signals(logits, 0.0, SEEN)
    unread = before.posterior["machine-translated"]

    def share(wrong: Any, whole: float = 0.0) -> float:
        return made.reread(before, wrong, whole).posterior["machine-translated"]

    few, many = np.full(100, -6, np.float32), np.full(100, 1, np.float32)
    assert share(few) < unread < share(many)
    assert share(few, -1.0) < share(few) < share(few, 1.0)
    assert sum(made.reread(before, many, 0.0).posterior.values()) == pytest.approx(1)
    assert made.reread(before, many, 0.0).mt.all()
    assert share(few[:0]) == unread


@given(
    st.lists(st.floats(-8.5, 7), min_size=1, max_size=90),
    st.integers(0, 89),
    st.floats(0.1, 1.5),
    st.floats(-9, 9),
)
def test_a_words_own_logit_raises_its_probability(
    logits: list[float], place: int, more: float, article: float
) -> None:
    place %= len(logits)
    before = np.array(logits)
    after = before.copy()
    after[place] += more
    weights = np.array([0.8, 0.5, 0.3, 0.0, 0.0, -1.0])
    old = word_features(before, article, 0.01)
    new = word_features(after, article, 0.01)
    assert new[place, [1, 2]] == pytest.approx(old[place, [1, 2]], abs=1e-6)
    assert sigmoid(new @ weights)[place] > sigmoid(old @ weights)[place]
    others = np.arange(len(logits)) != place
    assert (new[others] @ weights >= old[others] @ weights - 1e-9).all()


def test_the_article_moves_the_odds_of_its_words() -> None:
    logits = np.zeros(50, dtype=np.float32)
    weights = np.array([1.0, 0.5, 0.0, 0.0, 0.0, 0.0])
    clean, spun = (sigmoid(word_features(logits, odds, 0.01) @ weights) for odds in (-4.0, 4.0))
    assert (spun > clean).all()


@given(st.floats(-25, 25))
def test_log_odds_undo_the_logistic_function(x: float) -> None:
    assert float(log_odds(sigmoid(np.array(x)))) == pytest.approx(x, abs=1e-4)


def test_weights_are_read_as_they_were_written() -> None:
    again = Calibration.from_dict(json.loads(json.dumps(PLAIN.to_dict())))
    assert again == PLAIN
    logits = np.linspace(-3, 3, 20, dtype=np.float32)
    old, new = (one.signals(logits, 0.5, SEEN).spun for one in (PLAIN, again))
    assert (old == new).all()


def test_article_features_end_with_the_summary() -> None:
    found = article_features(np.zeros(3, np.float32), 0.25, SEEN)
    assert found.shape == (ARTICLE,)
    assert found[1] == 0.25
    assert (found[-SIZE:] == SEEN).all()


def test_stored_weights_are_short() -> None:
    assert tuned([1 / 3, np.float64(2)]) == (0.33333, 2.0)
