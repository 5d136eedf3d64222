"""Fits the first pass to what the network says, so that it passes what the network would pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from sklearn.linear_model import LogisticRegression

from mtcheck.models.calibration import tuned
from mtcheck.models.first_pass import FirstPass
from mtcheck.models.summary import RUN, summary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def fit_first_pass(
    tables: Sequence[NDArray[np.float32]], sound: Sequence[bool], lost: float = 0.002
) -> tuple[FirstPass, dict[str, float]]:
    """From unit features of articles and whether the network called each something else than spun.

    Of all articles, a share of at most `lost` passes that the network calls spun.
    The bar is set on articles that the weights were not fitted on, half by half.
    """
    long = [i for i, table in enumerate(tables) if len(table) >= RUN]
    x = np.array([summary(tables[i]) for i in long])
    y = np.array([bool(sound[i]) for i in long])
    held_out = np.zeros(len(y))
    halves = np.arange(len(y)) % 2 == 0
    for half in (halves, ~halves):
        held_out[~half] = x[~half] @ _weights(x[half], y[half])
    bar = _bar(held_out, y, lost)
    passed = held_out >= bar
    figures = {
        "articles": float(len(y)),
        "passed": float(passed[y].mean()),
        "spun passed": float((passed & ~y).mean()),
    }
    return FirstPass(tuned(_weights(x, y).tolist()), round(bar, 4)), figures


def _bar(odds: NDArray[np.float64], sound: NDArray[np.bool_], lost: float) -> float:
    """The lowest bar above which at most `lost` of all articles are spun."""
    others = np.sort(odds[~sound])[::-1]
    allowed = int(lost * len(odds))
    return float(others[allowed]) + 1e-6 if len(others) > allowed else float(odds.min())


def _weights(x: NDArray[np.float64], y: NDArray[np.bool_]) -> NDArray[np.float64]:
    mean, spread = x[:, :-1].mean(0), x[:, :-1].std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=3000).fit((x[:, :-1] - mean) / spread, y)
    weights = model.coef_[0] / spread
    return np.append(weights, model.intercept_[0] - weights @ mean)
