"""Trains the network on the shards of a recipe, and measures it on text kept back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from mtcheck.training.batches import Batch, Packed, bucketed
from mtcheck.training.network import PAD
from mtcheck.training.together import batches, losses
from mtcheck.training.train import Plan, train
from mtcheck.training.windows import MT, NO_MT_LOSS, NO_SPUN_LOSS, SPUN

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtcheck.training.config import Config
    from mtcheck.training.network import Network
    from mtcheck.training.progress import Watch

_BATCHES = 12
"""Batches of each development file that are looked at."""


def fit(
    network: Network,
    shards: Sequence[Path],
    side: Path,
    development: Sequence[Path],
    folder: Path,
    config: Config,
    watch: Watch,
) -> None:
    """Train in place as section `network` of the recipe says; goes on from a checkpoint."""
    plan = Plan.of(config["network"], config.seed)
    held = packs(development)
    train(
        network,
        batches(shards, side, plan),
        partial(losses, network),
        folder,
        plan,
        lambda: {"dev": measure(network, held)},
        watch,
    )
    network.eval()


def packs(development: Sequence[Path]) -> dict[str, Packed]:
    """Development files by the family that leads them."""
    return {path.stem.removeprefix("dev_"): Packed(path) for path in development}


@torch.no_grad()
def measure(network: Network, held: dict[str, Packed]) -> dict[str, dict[str, float]]:
    """Figures of each pack, by word piece, from the uncalibrated network.

    `false` word pieces above .5 in a thousand of clean text; `best_f1` over all thresholds;
    `exact` share of spans whose original the decoder says, piece by piece, given those before.
    """
    found = {}
    for name, pack in held.items():
        column, bit, off = (1, MT, NO_MT_LOSS) if name == "mt" else (0, SPUN, NO_SPUN_LOSS)
        scores, truth, right = [], [], []
        rng = np.random.default_rng(0)
        for rows in list(bucketed(pack, 8000, rng))[:_BATCHES]:
            batch = pack.batch(rows, rng, 1)
            with torch.autocast("cpu", torch.bfloat16):
                states, tags, _ = network.encode(batch.ids, batch.features)
                right += _exact(network, batch, states)
            use = (batch.ids != PAD) & (batch.labels & off == 0)
            scores.append(tags[..., column][use].float().sigmoid().numpy())
            truth.append(((batch.labels[use] & bit) > 0).numpy())
        p, y = np.concatenate(scores), np.concatenate(truth)
        if name == "clean":
            found[name] = {"false": round(1000 * float((p > 0.5).mean()), 3)}
        else:
            found[name] = {"best_f1": round(best_f1(p, y), 4)}
            if right:
                found[name]["exact"] = round(float(np.mean(right)), 4)
    return found


def best_f1(p: NDArray[Any], truth: NDArray[np.bool_]) -> float:
    """The best F1 of `p` over all thresholds; 0 when nothing is true."""
    if not truth.any():
        return 0.0
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(truth[order])
    return float((2 * hits / (np.arange(1, len(p) + 1) + truth.sum())).max())


def _exact(network: Network, batch: Batch, states: torch.Tensor) -> list[float]:
    """1 for each span of the batch whose every next piece is the likeliest, else 0."""
    if not len(batch.window):
        return []
    place = torch.arange(batch.ids.shape[1])
    inside = (place >= batch.first[:, None]) & (place <= batch.last[:, None])
    start = network.span_states(states, batch.window, inside, batch.first, batch.last)
    x = network.decode(states, batch.ids != PAD, batch.window, inside, start, batch.targets)
    said = network.vocabulary(x).argmax(-1)
    same = (said == batch.wanted) | (batch.wanted == -100)
    return same.all(1).float().tolist()
