"""What the translation network learns: which share of raters mark a word, and who wrote it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from mtcheck.training.batches import Packed, bucketed
from mtcheck.training.network import SEP
from mtcheck.training.train import Plan, train
from mtcheck.training.windows import KINDS, SHARES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from mtcheck.training.batches import Batch
    from mtcheck.training.config import Config
    from mtcheck.training.network import Translation
    from mtcheck.training.progress import Watch
    from mtcheck.training.train import Batches

MASK = 103
PEOPLE, ENGINE = KINDS.index("clean"), KINDS.index("machine-translated")
_WINDOW = 0.15
"""Weight of who wrote a window, beside its words."""
_TOLD = 0.4
"""Weight of what a language model says of windows."""
_UNCOUNTED = 0.1
"""Share of the steps that see no counts, so that the network does not hang on them."""


def fit(
    network: Translation,
    doubts: Sequence[Path],
    folder: Path,
    config: Config,
    watch: Watch,
) -> None:
    """Train in place as section `translation` of the recipe says, from a checkpoint if any."""
    section = config["translation"]
    plan = Plan.of(section, config.seed)
    stream = batches(doubts, plan, section)
    train(network, stream, partial(losses, network), folder, plan, watch=watch)
    network.eval()


def losses(network: Translation, batch: Batch) -> dict[str, Tensor]:
    """The losses of a batch whose labels are shares of raters: of its words, and of who wrote it.

    In each file engines' windows and people's count alike. What a language model says of windows
    is learnt beside.
    """
    errors, windows, told = network.parts(batch.ids, batch.features)
    out = {}
    said = (batch.ids > SEP) & (batch.labels <= SHARES)
    if said.any():
        shares = batch.labels[said].float() / SHARES
        wrong = functional.binary_cross_entropy_with_logits(errors[said].float(), shares)
        out["wrong"] = wrong * batch.weight
    known = (batch.kinds == PEOPLE) | (batch.kinds == ENGINE)
    if known.any():
        each = functional.binary_cross_entropy_with_logits(
            windows[known].float(), (batch.kinds[known] == ENGINE).float(), reduction="none"
        )
        out["window"] = _WINDOW * (each * batch.sides[known]).mean()
    read = ~batch.told.isnan()
    if read.any():
        out["told"] = _TOLD * functional.smooth_l1_loss(told[read].float(), batch.told[read])
    return out


def batches(doubts: Sequence[Path], plan: Plan, section: dict[str, Any]) -> Batches:
    """Rounds for ever over shares of the windows, by kind; each kind weighs what it is told to."""
    packs = {path.stem.removeprefix("doubts_"): Packed(path) for path in doubts}

    def stream(position: int, salt: int) -> Iterator[tuple[int, Batch]]:
        while True:
            rng = np.random.default_rng([plan.seed, position, salt])
            plans = [
                (kind, some)
                for kind, pack in packs.items()
                for rows in bucketed(pack, plan.tokens, rng)
                if len(some := rows[rng.random(len(rows)) < section["rounds"].get(kind, 1.0)])
            ]
            for i in rng.permutation(len(plans)):
                kind, rows = plans[i]
                batch = packs[kind].batch(rows, rng, 0)
                batch.weight = section["weights"].get(kind, 1.0)
                if rng.random() < _UNCOUNTED:
                    batch.features = torch.zeros_like(batch.features)
                yield position, masked(batch, section["masked"], rng)
            position += 1

    return stream


def masked(batch: Batch, share: float, rng: np.random.Generator) -> Batch:
    """A share of the pieces hidden, so that no text is learnt by heart."""
    ids = batch.ids.numpy()
    hidden = (rng.random(ids.shape) < share) & (ids > MASK)
    batch.ids = torch.from_numpy(np.where(hidden, MASK, ids))
    return batch
