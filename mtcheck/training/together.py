"""What the tagger and the rewriter learn in one network: its losses and its batches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from mtcheck.training.batches import Packed, epoch
from mtcheck.training.network import PAD
from mtcheck.training.windows import MT, NO_MT_LOSS, NO_SPUN_LOSS, SPUN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from mtcheck.training.batches import Batch
    from mtcheck.training.network import Network
    from mtcheck.training.train import Batches, Plan

WEIGHTS = {"spun": 3.0, "mt": 2.5, "kind": 0.4, "write": 0.7}


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Weighted losses of one batch by part."""
    states, tags, judged = network.encode(batch.ids, batch.features)
    tags = tags.float()
    real = batch.ids != PAD
    out = {}
    for name, column, bit, off in (("spun", 0, SPUN, NO_SPUN_LOSS), ("mt", 1, MT, NO_MT_LOSS)):
        use = real & (batch.labels & off == 0)
        wanted = (batch.labels & bit > 0).float()
        out[name] = functional.binary_cross_entropy_with_logits(tags[..., column][use], wanted[use])
    known = batch.kinds < 3
    if known.any():
        out["kind"] = functional.cross_entropy(judged.float()[known], batch.kinds[known])
    if len(batch.window):
        place = torch.arange(batch.ids.shape[1])
        inside = (place >= batch.first[:, None]) & (place <= batch.last[:, None])
        start = network.span_states(states, batch.window, inside, batch.first, batch.last)
        x = network.decode(states, real, batch.window, inside, start, batch.targets)
        wanted = batch.wanted != -100
        out["write"] = functional.cross_entropy(
            network.vocabulary(x[wanted]).float(), batch.wanted[wanted]
        )
    return {name: WEIGHTS[name] * value for name, value in out.items()}


def batches(shards: Sequence[Path], side: Path, plan: Plan) -> Batches:
    """Shard after shard for ever; one is begun anew, in another order, where training resumes."""
    beside = Packed(side, hide=True)

    def stream(position: int, salt: int) -> Iterator[tuple[int, Batch]]:
        while True:
            rng = np.random.default_rng([plan.seed, position, salt])
            main = Packed(shards[position % len(shards)], all_swaps=True, hide=True)
            for batch in epoch(main, beside, plan.side_share, plan.tokens, rng, plan.spans_each):
                yield position, batch
            position += 1

    return stream
