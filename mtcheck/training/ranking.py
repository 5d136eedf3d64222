"""Fits which candidate of a span is likeliest, by the memory alone and with the decoder."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch

from mtcheck.article import Article
from mtcheck.models.calibration import tuned
from mtcheck.models.candidates import plain
from mtcheck.models.ranking import Ranking
from mtcheck.training.calibrate import ece

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mtcheck.models.candidates import Asked
    from mtcheck.models.network_proposer import NetworkProposer
    from mtcheck.training.windows import Sample

    Spans = Sequence[tuple[int, int, str]]
    """Start, end and original of each"""


class Chosen(NamedTuple):
    """Features of one span's candidates and which is right."""

    features: NDArray[np.float64]
    right: int
    """Row of the right candidate, -1 when there is none"""


def fit(
    proposer: NetworkProposer, samples: Sequence[tuple[Sample, Spans]]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both rankings as JSON, and the figures of the second; `proposer` goes on with them."""
    proposer.remembering, _ = fit_ranking(list(_remembered(proposer, samples)))
    proposer.ranking, figures = fit_ranking(list(_written(proposer, samples)))
    return {
        "remembered": asdict(proposer.remembering),
        "written": asdict(proposer.ranking),
    }, figures


def _remembered(
    proposer: NetworkProposer, samples: Sequence[tuple[Sample, Spans]]
) -> Iterator[Chosen]:
    for sample, spans in samples:
        asked = proposer.recalled(Article(sample.text), [(a, b) for a, b, _ in spans])
        for index, one in asked.items():
            if one.options:
                yield Chosen(one.table, _right(one, spans[index][2]))


def _written(
    proposer: NetworkProposer, samples: Sequence[tuple[Sample, Spans]]
) -> Iterator[Chosen]:
    for sample, spans in samples:
        article = Article(sample.text)
        asked = proposer.recalled(article, [(a, b) for a, b, _ in spans])
        shares = [proposer.remembering.shares(one.table) for one in asked.values()]
        proposer.decode(article, list(asked.values()), shares)
        for index, one in asked.items():
            if one.options:
                yield Chosen(one.features(), _right(one, spans[index][2]))


def _right(one: Asked, original: str) -> int:
    wanted = plain(original)
    return next((row for row, o in enumerate(one.options) if plain(o.text) == wanted), -1)


def fit_ranking(
    chosen: Sequence[Chosen], *, steps: int = 300, hidden: int = 8, seed: int = 0
) -> tuple[Ranking, dict[str, Any]]:
    """Fit the softmax over candidates and none, with `hidden` units."""
    most = max(len(c.features) for c in chosen)
    width = chosen[0].features.shape[1]
    every = np.concatenate([c.features for c in chosen])
    mean, spread = every.mean(0), every.std(0) + 1e-5
    mean[-1], spread[-1] = 0.0, 1.0  # the ones stay
    x = torch.zeros(len(chosen), most, width, dtype=torch.float64)
    mask = torch.full((len(chosen), most), -1e9, dtype=torch.float64)
    for i, c in enumerate(chosen):
        x[i, : len(c.features)] = torch.from_numpy((c.features - mean) / spread)
        mask[i, : len(c.features)] = 0
    none = torch.tensor(
        [[c.features[:, 0].max(), len(c.features) / 10, 1.0] for c in chosen], dtype=torch.float64
    )
    y = torch.tensor([c.right if c.right >= 0 else most for c in chosen])
    draw = torch.Generator().manual_seed(seed)
    weights = torch.zeros(width, dtype=torch.float64)
    inner = 0.3 * torch.randn(width, hidden, dtype=torch.float64, generator=draw)
    outer = 0.1 * torch.randn(hidden, dtype=torch.float64, generator=draw)
    bias = torch.zeros(3, dtype=torch.float64)
    parts = [part.requires_grad_() for part in (weights, inner, outer, bias)]
    optimiser = torch.optim.LBFGS(parts, max_iter=steps, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = x @ weights + torch.tanh(x @ inner) @ outer + mask
        value = torch.nn.functional.cross_entropy(
            torch.cat([scores, (none @ bias)[:, None]], dim=1), y
        )
        value = value + 1e-3 * sum(part.square().sum() for part in parts)
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(loss)  # type: ignore[no-untyped-call]
    ranking = Ranking(
        tuned(_unscaled(weights.detach().numpy()[:, None], mean, spread)[:, 0].tolist()),
        tuned(bias.tolist()),
        tuple(tuned(row) for row in _unscaled(inner.detach().numpy(), mean, spread).T.tolist()),
        tuned(outer.tolist()),
    )
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


def _unscaled(
    weights: NDArray[np.float64], mean: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Weights (features, units) over features that were centred and scaled, for plain ones."""
    out = weights / spread[:, None]
    out[-1] -= mean @ out
    return out
