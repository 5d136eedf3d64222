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
    Judged,
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
    (0.2, 0.0, 0.0) + (0.2,) * SIZE,
    (-0.1,) * ARTICLE,
    (1, 0.5, 0.5, 0, 0, 0),
    (1, 1, 0, 0, 0, 0),
)

words = arrays.arrays(np.float32, st.integers(0, 90), elements=st.floats(-12, 12, width=32))


def _judged(seed: int, words: int, number: int) -> Judged:
    rng = np.random.default_rng(seed)
    windows = rng.normal(size=(number, 2)).astype(np.float32)
    windows[:, 1] = rng.integers(10, 130, number)
    return Judged(rng.normal(size=words).astype(np.float32), windows)


@given(words, st.integers(0, 99), st.integers(0, 4), st.booleans())
def test_probabilities_are_probabilities(logits: Any, seed: int, windows: int, asked: bool) -> None:
    judged = _judged(seed, len(logits), windows) if asked else None
    signals = PLAIN.signals(logits, judged, SEEN)
    assert signals.spun.shape == signals.mt.shape == (len(logits),)
    assert signals.spun.dtype == signals.mt.dtype == np.float32
    for some in (signals.spun, signals.mt):
        assert ((some >= 0) & (some <= 1)).all()
    assert tuple(signals.posterior) == LABELS
    assert sum(signals.posterior.values()) == pytest.approx(1)
    assert min(signals.posterior.values()) >= 0
    if not asked:
        assert not signals.mt.any()
    assert signals.posterior["spun"] == pytest.approx(PLAIN.spun_share(logits, SEEN))


def test_windows_that_look_translated_move_the_verdict() -> None:
    weights = np.zeros(ARTICLE)
    weights[2] = 1.0
    made = replace(PLAIN, article_mt=tuple(weights))
    logits = np.zeros(80, np.float32)
    found = [
        made.signals(logits, Judged(logits, np.array([[z, 90.0]], np.float32)), SEEN).posterior
        for z in (-2.0, 0.0, 2.0)
    ]
    shares = [one["machine-translated"] for one in found]
    assert shares == sorted(shares)
    assert shares[0] < shares[2]


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
    old, new = (one.signals(logits, _judged(1, 20, 2), SEEN).spun for one in (PLAIN, again))
    assert (old == new).all()


def test_article_features_end_with_the_summary() -> None:
    found = article_features(np.zeros(3, np.float32), _judged(2, 3, 3), SEEN)
    assert found.shape == (ARTICLE,)
    assert (found[-SIZE:] == SEEN).all()


def test_stored_weights_are_short() -> None:
    assert tuned([1 / 3, np.float64(2)]) == (0.33333, 2.0)
