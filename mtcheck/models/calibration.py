"""From logits to probabilities that mean what they say, word by word and for the article.

A spinner works through a whole article, so the share of suspicious words in the article
and around a word moves the odds of that word.  The weights are fitted on held-out
simulated and real text and come with the model.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.knowledge import registers
from mtcheck.models.signals import Signals, translated
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


_BORNE, _DOUBT = 0.03, 0.55
"""Share of an article's words that look swapped from which it is called spun without reserve, and
the factor to which its odds sink where hardly any does."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of logistic functions, the intercepts last.

    `article_spun` and `article_mt` go over `article_features`: an article is spun, or else it
    is machine-translated. They count for more the longer the article is, beside `base`, the log
    odds of both before a word is read. `spun` and `mt` go over `word_features` and see the
    article's odds. `findings` are log odds of translation by the rule that finds something.
    `article_wrong` goes over `wrong_features`: what reading for mistranslated words adds to the
    odds of translation.
    """

    base: tuple[float, ...]
    article_spun: tuple[float, ...]
    article_mt: tuple[float, ...]
    spun: tuple[float, ...]
    mt: tuple[float, ...]
    findings: dict[str, float] = field(default_factory=dict)
    article_wrong: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Calibration:
        """Read what `to_dict` wrote."""
        findings = {rule: float(odds) for rule, odds in data.get("findings", {}).items()}
        weights = {key: tuple(map(float, v)) for key, v in data.items() if key != "findings"}
        return cls(**weights, findings=findings)

    def to_dict(self) -> dict[str, Any]:
        """Plain lists for JSON."""
        return asdict(self)

    def signals(
        self, spun: F32, phrased: float, seen: NDArray[np.float64], apart: float = 0.0
    ) -> Signals:
        """Calibrated signals from the logits of spun words (words,), no word mistranslated.

        `phrased` is the score of the article's phrasing, `seen` the summary of its units; `apart`
        the log odds that a register of its own takes from both kinds of damage, though one mark of
        it says nothing of translations, which bear some too. An article is
        spun only as far as its words bear that out: a spinner swaps many.
        """
        n = len(spun)
        odds_spun, odds_mt = self.odds(article_features(spun, phrased, seen), n)
        odds_spun, odds_mt = odds_spun - apart, odds_mt - max(0.0, apart - registers.ODDS)
        p_spun = sigmoid(word_features(spun, odds_spun, PRIOR_SHARE[0]) @ np.array(self.spun))
        borne = min(1.0, max(_DOUBT, float(p_spun.mean()) / _BORNE)) if n else 1.0
        spun_at_most = float(sigmoid(np.array(odds_spun)))
        is_spun = float(sigmoid(np.array(odds_spun + np.log(borne))))
        # What doubt takes from the one goes to clean text, not to the other.
        is_mt = (1.0 - spun_at_most) * float(sigmoid(np.array(odds_mt)))
        posterior = dict(zip(LABELS, (1.0 - is_spun - is_mt, is_spun, is_mt), strict=True))
        return Signals(p_spun.astype(np.float32), np.zeros(n, np.float32), posterior, self.findings)

    def reread(self, signals: Signals, logits: F32, whole: float) -> Signals:
        """The same signals after logits of mistranslated words (words,) were read as well.

        `whole` is the logit that an engine wrote the article.
        """
        known = len(logits) / (len(logits) + STEADY)
        odds = known * float(wrong_features(logits, whole) @ np.array(self.article_wrong))
        return replace(
            signals, mt=self.wrong(logits), posterior=translated(signals.posterior, odds)
        )

    def wrong(self, logits: F32) -> F32:
        """Probability that each word is mistranslated, from logits (words,).

        The article's own odds do not count: it may be translated and still hold few errors
        that can be seen.
        """
        features = word_features(logits, 0.0, PRIOR_SHARE[1])
        return sigmoid(features @ np.array(self.mt)).astype(np.float32)

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


_PLAIN = (0.4, 0.6)
"""Probabilities between which a word turns from passable to plainly broken."""
_BROKEN, _USUAL = 0.002, -4.0
"""Share of broken words before a text is read; log odds of the share that sound text may have."""
_OWN = 2
ARTICLE = _OWN + SIZE
"""Columns of `article_features`."""
_LAST = ARTICLE - 1
SPUN_COLUMNS = (0, *range(_OWN, _OWN + 2 * COLUMNS), _LAST)
MT_COLUMNS = (1, *range(_OWN, _OWN + COLUMNS), _LAST)
"""Columns that each article weight uses, the last of them ones; the others are 0."""


def article_features(spun: F32, phrased: float, seen: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the verdict is formed from, shape (ARTICLE,), the last column 1.

    Mean probability of spun words, as log odds with a prior; the score of the phrasing; then the
    summary of its units.
    """
    return np.array([share_odds(spun, PRIOR_SHARE[0]), phrased, *seen])


def share_odds(logits: F32, prior: float) -> float:
    """Log odds of the mean probability of words, with PRIOR_WORDS more at the `prior` share."""
    total = float(sigmoid(logits.astype(np.float64)).sum())
    return float(log_odds((total + PRIOR_WORDS * prior) / (len(logits) + PRIOR_WORDS + 1)))


def wrong_features(logits: F32, whole: float) -> NDArray[np.float64]:
    """What logits of mistranslated words (words,) say of the article, shape (4,), the last 1.

    Log odds of the share of wrong words, which differs from one kind of text to another; by
    how much the log odds of plainly broken words exceed what sound text of any kind reaches; and
    the logit that an engine wrote the `whole`.
    """
    plain = np.clip((sigmoid(logits.astype(np.float64)) - _PLAIN[0]) / np.diff(_PLAIN), 0.0, 1.0)
    broken = (plain.sum() + PRIOR_WORDS * _BROKEN) / (len(logits) + PRIOR_WORDS + 1)
    excess = max(0.0, float(log_odds(broken)) - _USUAL)
    return np.array([share_odds(logits, PRIOR_SHARE[1]), excess, whole, 1.0])


def tuned(weights: Sequence[float]) -> tuple[float, ...]:
    """Weights rounded to what is worth storing."""
    return tuple(round(float(w), 5) for w in weights)
