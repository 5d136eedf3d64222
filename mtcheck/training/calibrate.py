"""Fits what turns logits into probabilities: words, articles, and the ranking of candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from mtcheck.article import Article
from mtcheck.models.calibration import (
    LABELS,
    MT_COLUMNS,
    PRIOR_SHARE,
    SPUN_COLUMNS,
    Calibration,
    article_features,
    sigmoid,
    tuned,
    word_features,
)
from mtcheck.models.network_proposer import NetworkProposer, Ranking, candidate_features, plain
from mtcheck.models.network_tagger import NetworkTagger, word_logits
from mtcheck.models.windows import cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from mtcheck.models.network import Network
    from mtcheck.training.windows import Sample


class Scored(NamedTuple):
    """An article's logits and truth."""

    words: NDArray[np.float32]
    """(words, 2)"""
    kinds: NDArray[np.float32]
    """(windows, 4)"""
    spun: NDArray[np.float64]
    """(words,) 1 in a spinner's swap, 0 outside, NaN where unknown"""
    mt: NDArray[np.float64]
    label: str


class RawTagger(NetworkTagger):
    """The tagger without calibration, for fitting one."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def score(self, sample: Sample) -> Scored:
        """Logits and truth of a sample."""
        article = Article(sample.text)
        windows = cut(article, self.network)
        words, kinds = word_logits(article, windows, self._logits(windows))
        spun, mt = np.zeros(len(words)), np.zeros(len(words))
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
        return Scored(words, kinds, spun, mt, sample.kind)


PRIOR = {"clean": 0.72, "spun": 0.16, "machine-translated": 0.12}
"""What share of articles is taken to be of each kind."""


def fit(scored: Sequence[Scored]) -> tuple[Calibration, dict[str, float]]:
    """Fit article and word weights; also returns figures of the fit (on the same articles)."""
    figures: dict[str, float] = {}
    known = [one for one in scored if one.label in LABELS and len(one.words) >= 20]
    x = np.array([article_features(one.words, one.kinds) for one in known])
    labels = np.array([one.label for one in known])
    weight = np.array([PRIOR[label] / float((labels == label).mean()) for label in labels])
    spun = labels == "spun"
    article_spun = _logistic(x, spun, weight, SPUN_COLUMNS)
    rest = ~spun
    article_mt = _logistic(x[rest], labels[rest] == "machine-translated", weight[rest], MT_COLUMNS)
    p_spun = sigmoid(x @ np.array(article_spun))
    p_mt = (1 - p_spun) * sigmoid(x @ np.array(article_mt))
    best = np.stack([1 - p_spun - p_mt, p_spun, p_mt]).argmax(0)
    right = np.array(LABELS)[best] == labels
    figures["article-accuracy"] = float((right * weight).sum() / weight.sum())
    for name, p in (("spun", p_spun), ("machine-translated", p_mt)):
        figures[f"article-ece-{name}"] = ece(p, (labels == name).astype(float))
    words = {}
    for column, name, weights in ((0, "spun", article_spun), (1, "mt", article_mt)):
        parts, truths = [], []
        for one in scored:
            truth = getattr(one, name)
            use = ~np.isnan(truth)
            if use.any():
                odds = float(article_features(one.words, one.kinds) @ np.array(weights))
                features = word_features(one.words[:, column], odds, PRIOR_SHARE[column])
                parts.append(features[use])
                truths.append(truth[use])
        features, truth = np.concatenate(parts), np.concatenate(truths)
        # An article may be translated and still hold few errors that can be seen: its odds would
        # drown what the network says of the word.
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
    return Calibration(article_spun, article_mt, words["spun"], words["mt"]), figures


def _logistic(
    x: NDArray[np.float64],
    y: NDArray[np.bool_],
    weight: NDArray[np.float64],
    columns: tuple[int, ...],
) -> tuple[float, ...]:
    """Weights over all columns, those not in `columns` 0; the last of `columns` holds ones."""
    part = x[:, columns[:-1]]
    mean, spread = part.mean(0), part.std(0) + 1e-6
    model = LogisticRegression(C=0.3, max_iter=2000)
    model.fit((part - mean) / spread, y, sample_weight=weight)
    out = np.zeros(x.shape[1])
    out[list(columns[:-1])] = model.coef_[0] / spread
    out[columns[-1]] = model.intercept_[0] - float((model.coef_[0] / spread) @ mean)
    return tuned(out.tolist())


def ece(p: NDArray[np.float64], truth: NDArray[np.float64], bins: int = 15) -> float:
    """Expected calibration error over `bins` equal bins."""
    place = np.minimum((p * bins).astype(int), bins - 1)
    total = 0.0
    for b in range(bins):
        some = place == b
        if some.any():
            total += float(some.mean()) * abs(float(p[some].mean() - truth[some].mean()))
    return total


class Chosen(NamedTuple):
    """Features of one span's candidates and which is right."""

    features: NDArray[np.float64]
    right: int
    """Row of the right candidate, -1 when there is none"""


def candidates(
    proposer: NetworkProposer, samples: Iterable[tuple[Sample, Sequence[tuple[int, int, str]]]]
) -> list[Chosen]:
    """Candidates of true spans (start, end, original) with the right one marked."""
    out = []
    for sample, spans in samples:
        article = Article(sample.text)
        asked = proposer.options(article, [(a, b) for a, b, _ in spans])
        features, ranges = candidate_features(
            article.text, list(asked.values()), proposer.network.ngrams
        )
        for (index, one), (a, b) in zip(asked.items(), ranges, strict=True):
            wanted = plain(spans[index][2])
            right = next((k for k, o in enumerate(one.options) if plain(o.text) == wanted), -1)
            if b > a:
                out.append(Chosen(features[a:b], right))
    return out


def fit_ranking(chosen: Sequence[Chosen], *, steps: int = 400) -> tuple[Ranking, dict[str, Any]]:
    """Fit the softmax over candidates and none."""
    most = max(len(c.features) for c in chosen)
    width = chosen[0].features.shape[1]
    x = torch.zeros(len(chosen), most, width, dtype=torch.float64)
    mask = torch.full((len(chosen), most), -1e9, dtype=torch.float64)
    for i, c in enumerate(chosen):
        x[i, : len(c.features)] = torch.from_numpy(c.features)
        mask[i, : len(c.features)] = 0
    none = torch.tensor(
        [[c.features[:, 0].max(), len(c.features) / 10, 1.0] for c in chosen], dtype=torch.float64
    )
    y = torch.tensor([c.right if c.right >= 0 else most for c in chosen])
    weights = torch.zeros(width, dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(3, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = torch.cat([x @ weights + mask, (none @ bias)[:, None]], dim=1)
        value = torch.nn.functional.cross_entropy(scores, y) + 1e-4 * weights.square().sum()
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    ranking = Ranking(tuned(weights.tolist()), tuned(bias.tolist()))
    first = three = 0
    confidence, hit = [], []
    for c in chosen:
        shares = ranking.shares(c.features)
        order = np.argsort(-shares)
        first += c.right == order[0]
        three += c.right in order[:3]
        confidence.append(shares[order[0]])
        hit.append(float(c.right == order[0]))
    figures = {
        "spans": len(chosen),
        "first": first / len(chosen),
        "three": three / len(chosen),
        "any": sum(c.right >= 0 for c in chosen) / len(chosen),
        "ece": ece(np.array(confidence), np.array(hit)),
    }
    return ranking, figures
