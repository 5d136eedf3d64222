"""Fits what turns logits into probabilities, of words and of articles."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from mtcheck.article import Article
from mtcheck.finding import Label
from mtcheck.models.calibration import (
    LABELS,
    MT_COLUMNS,
    PRIOR_SHARE,
    SPUN_COLUMNS,
    STEADY,
    Calibration,
    article_features,
    sigmoid,
    tuned,
    word_features,
    wrong_features,
)
from mtcheck.models.network_tagger import DOUBTFUL, NetworkTagger
from mtcheck.models.summary import summary
from mtcheck.models.verdict import CERTAIN
from mtcheck.models.windows import reading, straight, unit_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.models.network import Network
    from mtcheck.training.windows import Sample


class Scored(NamedTuple):
    """An article's logits and truth."""

    logits: NDArray[np.float32]
    """(words,)"""
    wrong: NDArray[np.float32]
    """(words,)"""
    whole: float
    phrased: float
    spun: NDArray[np.float64]
    """(words,) 1 in a spinner's swap, 0 outside, NaN where unknown"""
    mt: NDArray[np.float64]
    label: str
    seen: NDArray[np.float64]
    """(SIZE,) summary of the units"""


class RawTagger(NetworkTagger):
    """The tagger without calibration, for fitting one."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def score(self, sample: Sample) -> Scored:
        """Logits and truth of a sample."""
        article = Article(sample.text)
        table = unit_table(article, self.network)
        (logits,) = self.spun([(article, reading(article, self.network, table))])
        again = straight(article, self.network, table)
        ((wrong, whole),) = self.mistranslated([(article, again)])
        phrased = self.phrased(article)
        spun, mt = np.zeros(len(logits)), np.zeros(len(logits))
        if sample.base:
            mt[:] = np.nan
        for i, swap in enumerate(sample.swaps):
            place = article.word_range(swap.start, swap.end)
            rows = slice(place.start, place.stop)
            natural = i in sample.natural
            if swap.kind == "mt":
                spun[rows], mt[rows] = np.nan, np.nan if natural else 1.0
            else:
                spun[rows], mt[rows] = np.nan if natural else 1.0, np.nan
        return Scored(logits, wrong, whole, phrased, spun, mt, sample.kind, summary(table.features))


_SHORTEST, _LONG = 20, 150
"""Words of an article that is used at all, and that counts in full."""
_TRANSLATED, _WRONG = 60, 0.3
"""Words of a poor translation, and the share of them that is wrong."""
NOISED = "noised"
"""Label of noised text, which only says how plainly broken text is."""
_BELIEVED = 0.8
"""How far what comes out is believed where articles are read again: much of it is what the
network's own training texts have in common."""
PRIOR = {"clean": 0.72, "spun": 0.16, "machine-translated": 0.12}
"""What share of articles is taken to be of each kind."""


def fit(scored: Sequence[Scored]) -> tuple[Calibration, dict[str, float]]:
    """Fit article and word weights; also returns figures of the fit (on the same articles)."""
    figures: dict[str, float] = {}
    known = [one for one in scored if one.label in LABELS and len(one.logits) >= _SHORTEST]
    lengths = np.array([len(one.logits) for one in known])
    x = np.array([article_features(one.logits, one.phrased, one.seen) for one in known])
    labels = np.array([one.label for one in known])
    weight = _weights(labels, np.minimum(lengths / _LONG, 1.0))
    spun, poor = labels == "spun", np.array([_poor(one) for one in known])
    original = np.array([one.label == "clean" and not np.isnan(one.mt).all() for one in known])
    share = lengths / (lengths + STEADY)
    article_spun, base_spun = _article(
        x, spun, weight, SPUN_COLUMNS, 0.003, share, spun | original | poor
    )
    # Documents that engines translated whole, in which no word was judged.
    unjudged = (labels == "machine-translated") & np.array(
        [np.isnan(one.mt).all() for one in known]
    )
    rest = ~spun
    article_mt, base_mt = _article(
        x[rest], (labels == "machine-translated")[rest], weight[rest], MT_COLUMNS, 0.02,
        share[rest], (poor | original | unjudged)[rest],
    )  # fmt: skip
    made = Calibration((base_spun, base_mt), article_spun, article_mt, (), ())
    log_odds = np.array([made.odds(row, n) for row, n in zip(x, lengths.tolist(), strict=True)])
    p_spun = sigmoid(log_odds[:, 0])
    doubtful = (1 - p_spun) * sigmoid(log_odds[:, 1]) >= DOUBTFUL
    own = [
        made.odds(article_features(one.logits, one.phrased, one.seen), len(one.logits))
        for one in scored
    ]
    article_wrong = _reread(scored, own)
    read = np.array([wrong_features(one.wrong, one.whole) for one in known])
    reread = read @ np.array(article_wrong)
    log_odds[:, 1] += reread * share * doubtful
    p_mt = (1 - p_spun) * sigmoid(log_odds[:, 1])
    best = np.stack([1 - p_spun - p_mt, p_spun, p_mt]).argmax(0)
    right = np.array(LABELS)[best] == labels
    figures["article-accuracy"] = float((right * weight).sum() / weight.sum())
    for name, p in (("spun", p_spun), ("machine-translated", p_mt)):
        figures[f"article-ece-{name}"] = ece(p, (labels == name).astype(float))
        figures[f"original-called-{name}"] = float((p[original] > CERTAIN[Label(name)]).mean())
    words = {}
    for column, name in ((0, "spun"), (1, "mt")):
        parts, truths = [], []
        for one, article in zip(scored, own, strict=True):
            truth = getattr(one, name)
            use = ~np.isnan(truth) & (one.label != NOISED)
            if use.any():
                logits, odds = (one.wrong, 0.0) if column else (one.logits, article[0])
                features = word_features(logits, odds, PRIOR_SHARE[column])
                parts.append(features[use])
                truths.append(truth[use])
        features, truth = np.concatenate(parts), np.concatenate(truths)
        used = list(range(6)) if name == "spun" else [0, 2, 5]
        model = LogisticRegression(fit_intercept=False, max_iter=400).fit(features[:, used], truth)
        weights_of_words = np.zeros(features.shape[1])
        weights_of_words[used] = model.coef_[0]
        words[name] = tuned(weights_of_words.tolist())
        p = sigmoid(features @ weights_of_words)
        figures[f"{name}-ece"] = ece(p, truth)
        for level in (0.2, 0.3, 0.4, 0.5, 0.7):
            hit = p >= level
            figures[f"{name}-P{level}"] = float(truth[hit].mean()) if hit.any() else 0.0
            figures[f"{name}-R{level}"] = float(hit[truth > 0].mean())
    whole = replace(made, spun=words["spun"], mt=words["mt"], article_wrong=article_wrong)
    return whole, figures


def _weights(labels: NDArray[np.str_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """`weight` scaled so that each label has its PRIOR share."""
    out = weight.copy()
    for label, prior in PRIOR.items():
        mine = labels == label
        if mine.any():
            out[mine] *= prior * weight.sum() / weight[mine].sum()
    return out


def _poor(one: Scored) -> bool:
    """A translation in which a third of the words is known to be wrong: what verdicts are for."""
    if one.label != "machine-translated" or len(one.logits) < _TRANSLATED:
        return False
    known = one.mt[~np.isnan(one.mt)]
    return bool(len(known)) and float(known.mean()) > _WRONG


def _article(
    x: NDArray[np.float64],
    y: NDArray[np.bool_],
    weight: NDArray[np.float64],
    columns: tuple[int, ...],
    loose: float,
    share: NDArray[np.float64],
    plain: NDArray[np.bool_],
) -> tuple[tuple[float, ...], float]:
    """Article weights over all columns, those not in `columns` 0, and the base log odds.

    The direction is fitted on everything under a strong penalty (`loose` is its inverse); then
    how far it moves the odds, on what is `plain`: good translations and edited ones would have
    all translations look alike. `share` is how much of an article's features counts.
    """
    part = x[:, columns[:-1]]
    mean, spread = part.mean(0), part.std(0) + 1e-6
    z = (part - mean) / spread
    direction = LogisticRegression(C=loose, max_iter=2000).fit(z, y, sample_weight=weight).coef_[0]
    if len(set(y[plain])) < 2:  # few judged texts: take what there is
        plain = np.ones(len(y), dtype=bool)
    score = (z @ direction * share)[plain, None]
    scale = _weights(np.where(y[plain], "spun", "clean"), np.ones(int(plain.sum())))
    stretched = LogisticRegression(C=100.0).fit(score, y[plain], sample_weight=scale)
    own = direction * float(stretched.coef_[0][0]) / spread
    out = np.zeros(x.shape[1])
    out[list(columns[:-1])] = own
    out[columns[-1]] = -float(own @ mean)
    return tuned(out.tolist()), round(float(stretched.intercept_[0]), 4)


def _reread(scored: Sequence[Scored], own: Sequence[tuple[float, float]]) -> tuple[float, ...]:
    """Weights over `wrong_features` of what articles' `own` odds lack, where these are in doubt.

    Noised text stands for translations that are poorer than those that were judged.
    """
    rows, odds, truth = [], [], []
    for one, (spun, mt) in zip(scored, own, strict=True):
        n = len(one.logits)
        chance = (1 - sigmoid(np.array(spun))) * sigmoid(np.array(mt))
        translated = one.label in ("machine-translated", NOISED)
        if one.label == "spun" or n < _SHORTEST:
            continue
        if translated and not (_poor(one) or np.isnan(one.mt).all() or one.label == NOISED):
            continue  # good translations would have all text look alike
        known = n / (n + STEADY) if chance >= DOUBTFUL else 0.0
        rows.append(wrong_features(one.wrong, one.whole) * known)
        odds.append(mt)
        truth.append(translated)
    if len(set(truth)) < 2:
        return 0.0, 0.0, 0.0, 0.0
    x, offset, y = np.array(rows), np.array(odds), np.array(truth)
    scale = _weights(np.where(y, "spun", "clean"), np.ones(len(y)))

    def loss(weights: NDArray[np.float64]) -> float:
        z = offset + x @ weights
        return float((scale * (np.logaddexp(0, z) - y * z)).sum() + weights @ weights / 200)

    # What looks wrong never speaks for a text, however little the network has learnt.
    bounds = [*[(0.0, None)] * (x.shape[1] - 1), (None, None)]
    found = minimize(loss, np.zeros(x.shape[1]), bounds=bounds).x
    return tuned((_BELIEVED * found).tolist())


def ece(p: NDArray[np.float64], truth: NDArray[np.float64], bins: int = 15) -> float:
    """Expected calibration error over `bins` equal bins."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        some = place == b
        if some.any():
            total += float(some.mean()) * abs(float(p[some].mean() - truth[some].mean()))
    return total
