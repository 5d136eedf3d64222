"""What the translation network learns: which windows an engine wrote, and which words it got wrong.

Every translation has a counterpart by people in the same data: other translations of the document,
or its post-edit. Both count alike, so that nothing is to be learnt from what a text is about.
Windows of clean and of spun articles are added as written by people.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from mtcheck.training.batches import Packed, bucketed
from mtcheck.training.network import PAD
from mtcheck.training.train import Plan, train
from mtcheck.training.windows import KINDS, MT, NO_MT_LOSS

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
_TRANSLATED, _UNKNOWN = KINDS.index("machine-translated"), KINDS.index("unknown")
_WHOLE = 60.0
"""Word pieces from which a window counts in full."""
_CERTAIN = 0.97
"""Target of a window whose kind is known."""
_WRONG = 2.5
"""Weight of a wrong piece against a right one."""


def fit(
    network: Translation,
    judged: Sequence[Path],
    shards: Sequence[Path],
    folder: Path,
    config: Config,
    watch: Watch,
) -> None:
    """Train in place as section `translation` of the recipe says, from a checkpoint if any."""
    section = config["translation"]
    plan = Plan.of(section, config.seed)
    stream = batches(judged, shards, plan, section)
    train(network, stream, partial(losses, network), folder, plan, watch=watch)
    network.eval()


def losses(network: Translation, batch: Batch) -> dict[str, Tensor]:
    """Losses of a batch, its windows weighted by `batch.weight`."""
    errors, windows = network.encode(batch.ids, batch.features)
    weight = torch.ones(len(batch.ids)) if batch.weight is None else batch.weight
    known = (batch.kinds != _UNKNOWN).float()
    truth = torch.where(batch.kinds == _TRANSLATED, _CERTAIN, 1.0 - _CERTAIN)
    size = (batch.ids != PAD).sum(1).float()
    kind = functional.binary_cross_entropy_with_logits(windows.float(), truth, reduction="none")
    kind = kind * weight * known * (size / _WHOLE).clamp(max=1.0)
    out = {"translated": kind.sum() / known.sum().clamp(min=1.0)}
    use = (batch.ids != PAD) & (batch.labels & NO_MT_LOSS == 0)
    if use.any():
        wrong = (batch.labels & MT > 0).float()
        each = functional.binary_cross_entropy_with_logits(errors.float(), wrong, reduction="none")
        each = each * torch.where(wrong > 0, _WRONG, 1.0)
        out["wrong"] = 0.8 * each[use].mean()
    return out


def batches(
    judged: Sequence[Path], shards: Sequence[Path], plan: Plan, section: dict[str, Any]
) -> Batches:
    """Rounds over all judged windows and a share of those of `shards`, for ever."""
    packs = [(Packed(path), 1.0) for path in judged]
    packs += [(Packed(path, hide=True), section["clean_share"]) for path in shards]
    weights = [_balanced(pack.kinds) for pack, _ in packs]

    def stream(position: int, salt: int) -> Iterator[tuple[int, Batch]]:
        while True:
            rng = np.random.default_rng([plan.seed, position, salt])
            plans = [
                (number, rows[rng.random(len(rows)) < share])
                for number, (pack, share) in enumerate(packs)
                for rows in bucketed(pack, plan.tokens, rng)
            ]
            for i in rng.permutation(len(plans)):
                number, rows = plans[i]
                if not len(rows):
                    continue
                batch = packs[number][0].batch(rows, rng, 0)
                batch.weight = torch.from_numpy(weights[number][rows])
                yield position, masked(batch, section["masked"], rng)
            position += 1

    return stream


def masked(batch: Batch, share: float, rng: np.random.Generator) -> Batch:
    """A share of the pieces hidden, so that no text is learnt by heart."""
    ids = batch.ids.numpy()
    hidden = (rng.random(ids.shape) < share) & (ids > MASK)
    batch.ids = torch.from_numpy(np.where(hidden, MASK, ids))
    return batch


def _balanced(kinds: np.ndarray) -> np.ndarray:
    """Weights (windows,), 1 on average, by which translated and other ones count alike."""
    translated = kinds == _TRANSLATED
    share = float(translated.mean())
    if not 0 < share < 1:
        return np.ones(len(kinds), np.float32)
    return np.where(translated, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
