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
from mtcheck.models.summary import COLUMNS, SIZE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    F32 = NDArray[np.float32]

LABELS = ("clean", "spun", "machine-translated")
RADIUS = 40
"""Words on either side that count as the neighbourhood."""
STEADY = 40.0
"""Words after which an article's own features count for half."""
PRIOR_WORDS = 60.0
"""Weight of the prior share in words: short articles stay near it."""
PRIOR_SHARE = (0.01, 0.03)
"""Shares of spun and of mistranslated words that a text is taken to have before it is read."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of logistic functions, the intercepts last.

    `article_spun` and `article_mt` go over `article_features`: an article is spun, or else it
    is machine-translated. They count for more the longer the article is, beside `base`, the log
    odds of both before a word is read. `spun` and `mt` go over `word_features` and see the
    article's odds.
    """

    base: tuple[float, ...]
    article_spun: tuple[float, ...]
    article_mt: tuple[float, ...]
    spun: tuple[float, ...]
    mt: tuple[float, ...]

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Calibration:
        """Read what `to_dict` wrote."""
        return cls(**{key: tuple(map(float, weights)) for key, weights in data.items()})

    def to_dict(self) -> dict[str, Any]:
        """Plain lists for JSON."""
        return asdict(self)

    def signals(self, words: F32, kinds: F32, seen: NDArray[np.float64]) -> Signals:
        """Calibrated signals from the logits of words (words, 2) and of windows (windows, 4).

        `seen` is the summary of the article's units.
        """
        features = article_features(words, kinds, seen)
        odds_spun, odds_mt = self.odds(features, len(words))
        spun = sigmoid(word_features(words[:, 0], odds_spun, PRIOR_SHARE[0]) @ np.array(self.spun))
        mt = sigmoid(word_features(words[:, 1], odds_mt, PRIOR_SHARE[1]) @ np.array(self.mt))
        is_spun = float(sigmoid(np.array(odds_spun)))
        is_mt = (1.0 - is_spun) * float(sigmoid(np.array(odds_mt)))
        posterior = dict(zip(LABELS, (1.0 - is_spun - is_mt, is_spun, is_mt), strict=True))
        return Signals(spun.astype(np.float32), mt.astype(np.float32), posterior)

    def odds(self, features: NDArray[np.float64], words: int) -> tuple[float, float]:
        """Log odds that an article is spun, and that it is translated when it is not spun."""
        known = words / (words + STEADY)
        spun, mt = (
            base + known * float(features @ np.array(weights))
            for base, weights in zip(self.base, (self.article_spun, self.article_mt), strict=True)
        )
        return spun, mt


def sigmoid(x: NDArray[Any]) -> NDArray[Any]:
    """Logistic function."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(x, -30, 30))))


def log_odds(p: NDArray[Any] | float) -> NDArray[Any]:
    """Inverse of `sigmoid`."""
    return np.asarray(np.log(p) - np.log1p(-np.asarray(p)))


def word_features(logits: F32, article: float, prior: float) -> NDArray[np.float64]:
    """(words, 6) of words: logit, the article's log odds, the neighbourhood's, products, 1.

    `article` is the log odds that the article is damaged in this way; beyond 5 more certainty
    says no more of its words.
    """
    z = np.clip(logits.astype(np.float64), -9, 9)
    p = sigmoid(z)
    n = len(z)
    sums = np.concatenate([[0.0], np.cumsum(p)])
    low = np.maximum(np.arange(n) - RADIUS, 0)
    high = np.minimum(np.arange(n) + RADIUS + 1, n)
    # The word itself does not vouch for itself.
    near = (sums[high] - sums[low] - p + PRIOR_WORDS * prior) / (high - low - 1 + PRIOR_WORDS)
    a = np.full(n, min(max(article, -5.0), 5.0))
    b = log_odds(np.clip(near, 1e-4, 0.99))
    return np.stack([z, a, b, z * a, z * b, np.ones(n)], axis=1)


_OWN = 15
ARTICLE = _OWN + SIZE
"""Columns of `article_features`."""
_LAST = ARTICLE - 1
SPUN_COLUMNS = (13, *range(_OWN, _OWN + 2 * COLUMNS), _LAST)
MT_COLUMNS = (*range(_OWN, _OWN + COLUMNS), _LAST)
"""Columns that each article weight uses, the last of them ones; the others are 0.

Counts tell kinds of text that were never seen better than the network's own outputs do.
"""


def article_features(words: F32, kinds: F32, seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the verdict is formed from, shape (ARTICLE,), the last column 1.

    0 to 5: shares of words above three levels for both heads (log odds with a prior); 6 to 8:
    window logits less their mean, weighted by length; 9, 10: share of windows that lean to spun
    and to translated; 11, 12: length; 13, 14: mean probability of both heads (log
    odds); then the summary of its units.
    """
    n = len(words)
    out = []
    means = []
    for column, prior in ((0, PRIOR_SHARE[0]), (1, PRIOR_SHARE[1])):
        for level in (-1.0, 0.0, 2.0):
            count = float((words[:, column] > level).sum())
            out.append(float(log_odds((count + PRIOR_WORDS * prior) / (n + PRIOR_WORDS + 1))))
        total = float(sigmoid(words[:, column].astype(np.float64)).sum())
        means.append(float(log_odds((total + PRIOR_WORDS * prior) / (n + PRIOR_WORDS + 1))))
    weight = kinds[:, 3] / max(1.0, float(kinds[:, 3].sum()))
    mean = weight @ kinds[:, :3] if len(kinds) else np.zeros(3)
    lean = kinds[:, :3].argmax(1) if len(kinds) else np.zeros(0)
    shares = [float(weight[lean == k].sum()) for k in (1, 2)]
    return np.array(
        [*out, *(mean - mean.mean()), *shares, np.log1p(n), min(n / 100.0, 1.0), *means, *seen]
    )


def tuned(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights rounded to what is worth storing."""
    return tuple(round(float(w), 5) for w in weights)
