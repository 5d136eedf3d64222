"""From logits to probabilities that mean what they say, word by word and for the article.

A spinner works through a whole article, so the share of suspicious words in the article
and around a word moves the odds of that word.  The weights are fitted on held-out
simulated and real text and come with the model.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.models.signals import Signals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    F32 = NDArray[np.float32]

LABELS = ("clean", "spun", "machine-translated")
RADIUS = 40
"""Words on either side that count as the neighbourhood."""
PRIOR_WORDS = 60.0
"""Weight of the prior share in words: short articles stay near it."""
PRIOR_SHARE = (0.01, 0.03)
"""Shares of damaged words, spun and mistranslated, that a text is taken to have before it is read."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of logistic functions over `word_features` and `article_features`."""

    spun: tuple[float, ...]
    mt: tuple[float, ...]
    article: tuple[tuple[float, ...], ...]
    """(3, article features + 1), the intercept last"""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Calibration:
        """Read what `to_dict` wrote."""
        return cls(tuple(data["spun"]), tuple(data["mt"]), tuple(map(tuple, data["article"])))

    def to_dict(self) -> dict[str, Any]:
        """Plain lists for JSON."""
        return asdict(self)

    def signals(self, words: F32, kinds: F32) -> Signals:
        """Calibrated signals from the logits of words (words, 2) and of windows (windows, 4)."""
        spun = sigmoid(word_features(words[:, 0], PRIOR_SHARE[0]) @ np.array(self.spun))
        mt = sigmoid(word_features(words[:, 1], PRIOR_SHARE[1]) @ np.array(self.mt))
        features = article_features(words, kinds)
        scores = np.array(self.article) @ np.append(features, 1.0)
        odds = np.exp(scores - scores.max())
        posterior = dict(zip(LABELS, (odds / odds.sum()).tolist(), strict=True))
        return Signals(spun.astype(np.float32), mt.astype(np.float32), posterior)


def sigmoid(x: NDArray[Any]) -> NDArray[Any]:
    """Logistic function."""
    return 1.0 / (1.0 + np.exp(-np.clip(x, -30, 30)))


def log_odds(p: NDArray[Any] | float) -> NDArray[Any]:
    """Inverse of `sigmoid`."""
    return np.asarray(np.log(p) - np.log1p(-np.asarray(p)))


def word_features(logits: F32, prior: float) -> NDArray[np.float64]:
    """(words, 6): logit, log odds of the damaged share in article and neighbourhood, products, 1."""
    z = np.clip(logits.astype(np.float64), -9, 9)
    p = sigmoid(z)
    n = len(z)
    sums = np.concatenate([[0.0], np.cumsum(p)])
    low = np.maximum(np.arange(n) - RADIUS, 0)
    high = np.minimum(np.arange(n) + RADIUS + 1, n)
    # The word itself does not vouch for itself.
    near = (sums[high] - sums[low] - p + PRIOR_WORDS * prior) / (high - low - 1 + PRIOR_WORDS)
    whole = (sums[-1] - p + PRIOR_WORDS * prior) / (n - 1 + PRIOR_WORDS)
    a, b = log_odds(np.clip(whole, 1e-4, 0.99)), log_odds(np.clip(near, 1e-4, 0.99))
    return np.stack([z, a, b, z * a, z * b, np.ones(n)], axis=1)


def article_features(words: F32, kinds: F32) -> NDArray[np.float64]:
    """What the verdict is formed from, shape (13,).

    Shares of words above three levels for both heads (log odds with a prior), mean window
    logits weighted by length, the share of windows that lean to spun and to translated,
    and the logarithm of the length.
    """
    n = len(words)
    out = []
    for column, prior in ((0, PRIOR_SHARE[0]), (1, PRIOR_SHARE[1])):
        for level in (-1.0, 0.0, 2.0):
            count = float((words[:, column] > level).sum())
            out.append(float(log_odds((count + PRIOR_WORDS * prior) / (n + PRIOR_WORDS + 1))))
    weight = kinds[:, 3] / max(1.0, float(kinds[:, 3].sum()))
    mean = weight @ kinds[:, :3] if len(kinds) else np.zeros(3)
    lean = kinds[:, :3].argmax(1) if len(kinds) else np.zeros(0)
    shares = [float(weight[lean == k].sum()) for k in (1, 2)]
    return np.array([*out, *(mean - mean.mean()), *shares, np.log1p(n), min(n / 100.0, 1.0)])


def tuned(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights rounded to what is worth storing."""
    return tuple(round(float(w), 5) for w in weights)
