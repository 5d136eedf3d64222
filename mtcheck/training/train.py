"""Trains the network on packed windows, with checkpoints and resume, for a given time."""

from __future__ import annotations

import json
import math
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch.nn import functional

from mtcheck.training.batches import Batch, Packed, epoch
from mtcheck.training.network import PAD, Network
from mtcheck.training.windows import MT, NO_MT_LOSS, NO_SPUN_LOSS, SPUN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from torch import Tensor


@dataclass(frozen=True)
class Plan:
    """What to train, for how long, how."""

    seconds: float
    """Wall time over which the learning rate rises and falls to zero."""
    steps: int = 0
    """Steps to train instead of `seconds`, when above 0; the same weights on the same machine."""
    rate: float = 2.5e-4
    fresh_factor: float = 3.0
    """Learning rate of the new parts, relative to the encoder's."""
    warmup: float = 0.03
    tokens: int = 6500
    """Word pieces a step."""
    side_share: float = 0.15
    weight_decay: float = 0.01
    clip: float = 1.0
    spans_each: int = 3
    seed: int = 7
    checkpoint_every: float = 240.0
    threads: int = 2


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """Losses of one batch by part."""
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
    return out


WEIGHTS = {"spun": 3.0, "mt": 2.5, "kind": 0.4, "write": 0.7}


def train(
    network: Network,
    shards: Sequence[Path],
    side: Path,
    folder: Path,
    plan: Plan,
    evaluate: Callable[[Network], dict[str, Any]] | None = None,
    watch: Callable[[float, dict[str, float]], None] | None = None,
) -> None:
    """Train in place; `folder` gets checkpoint.pt, log.jsonl and, at the end, final.pt.

    Resumes from checkpoint.pt when it is there. After each step, `watch` is told which share of
    the training is done, and the mean losses.
    """
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    folder.mkdir(parents=True, exist_ok=True)
    base = [
        p for n, p in network.named_parameters() if p.requires_grad and n.startswith("encoder.")
    ]
    fresh = [
        p for n, p in network.named_parameters() if p.requires_grad and not n.startswith("encoder.")
    ]
    optimiser = torch.optim.AdamW(
        [{"params": base, "factor": 1.0}, {"params": fresh, "factor": plan.fresh_factor}],
        lr=plan.rate, weight_decay=plan.weight_decay, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip
    step, spent, position = 0, 0.0, 0
    checkpoint = folder / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        step, spent, position = saved["step"], saved["spent"], saved["position"]
    else:
        (folder / "plan.json").write_text(json.dumps(asdict(plan), indent=1))
    mean: dict[str, float] = {}
    began = last = time.monotonic() - spent
    last = time.monotonic()
    side_data = Packed(side, hide=True)
    network.train()
    stream = _stream(shards, side_data, plan, position, step)
    for position, batch in stream:
        spent = time.monotonic() - began
        share = step / plan.steps if plan.steps else spent / plan.seconds
        if share >= 1:
            break
        level = min(share / plan.warmup, 1.0) * (
            0.5 + 0.5 * math.cos(math.pi * max(0.0, share - plan.warmup))
        )
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * level * group["factor"]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = losses(network, batch)
        total = sum((WEIGHTS[k] * v for k, v in parts.items()), torch.zeros(()))
        optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(base + fresh, plan.clip)
        optimiser.step()
        step += 1
        for k, v in parts.items():
            mean[k] = 0.98 * mean.get(k, v.item()) + 0.02 * v.item()
        if watch:
            watch(share, mean)
        if step % 50 == 0:
            _log(
                folder,
                {
                    "step": step,
                    "seconds": round(spent),
                    **{k: round(v, 4) for k, v in mean.items()},
                },
            )
        if time.monotonic() - last > plan.checkpoint_every:
            _save(checkpoint, network, optimiser, step, spent, position)
            if evaluate:
                network.eval()
                _log(folder, {"step": step, "seconds": round(spent), **evaluate(network)})
                network.train()
            last = time.monotonic()
    _save(checkpoint, network, optimiser, step, spent, position)
    torch.save(network.state_dict(), folder / "final.pt")


def _stream(
    shards: Sequence[Path], side: Packed, plan: Plan, position: int, salt: int
) -> Iterator[tuple[int, Batch]]:
    """(shard position, batch) for ever; resumes at the start of a shard, in another order."""
    while True:
        rng = np.random.default_rng([plan.seed, position, salt])
        main = Packed(shards[position % len(shards)], all_swaps=True, hide=True)
        for batch in epoch(main, side, plan.side_share, plan.tokens, rng, plan.spans_each):
            yield position, batch
        position += 1


def _save(
    path: Path,
    network: Network,
    optimiser: torch.optim.Optimizer,
    step: int,
    spent: float,
    position: int,
) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "spent": spent,
            "position": position,
        },
        part,
    )
    part.replace(path)


def _log(folder: Path, row: dict[str, Any]) -> None:
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
