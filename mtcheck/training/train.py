"""Trains a network on batches of windows, with checkpoints and resume, for a given time."""

from __future__ import annotations

import json
import math
import time
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

import torch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from torch import Tensor, nn

    from mtcheck.training.batches import Batch

    Batches = Callable[[int, int], Iterator[tuple[int, Batch]]]
    """Batches for ever with their place in the data, from a place and a step on."""


@dataclass(frozen=True)
class Plan:
    """What to train, for how long, how."""

    seconds: float
    """Wall time, but for measuring, over which the learning rate rises and falls to zero."""
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
    average: float = 0.0
    """What the running mean of the weights keeps of itself a step; the mean is what stays."""

    @classmethod
    def of(cls, section: Mapping[str, Any], seed: int) -> Plan:
        """What a section of the recipe says of it, other keys left aside."""
        names = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in section.items() if key in names}, seed=seed)


def train(
    network: nn.Module,
    batches: Batches,
    losses: Callable[[Batch], dict[str, Tensor]],
    folder: Path,
    plan: Plan,
    evaluate: Callable[[], dict[str, Any]] | None = None,
    watch: Callable[[float, dict[str, float]], None] | None = None,
) -> None:
    """Train in place; `folder` gets checkpoint.pt, log.jsonl and, at the end, final.pt.

    `losses` are parts that are summed. Resumes from checkpoint.pt when it is there. After each
    step, `watch` is told which share of the training is done, and the mean losses.
    """
    torch.set_num_threads(plan.threads)
    torch.manual_seed(plan.seed)
    folder.mkdir(parents=True, exist_ok=True)
    optimiser = _optimiser(network, plan)
    step, spent, position = 0, 0.0, 0
    checkpoint = folder / "checkpoint.pt"
    saved: dict[str, Any] = {}
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=True)
        network.load_state_dict(saved["network"])
        optimiser.load_state_dict(saved["optimiser"])
        step, spent, position = saved["step"], saved["spent"], saved["position"]
    else:
        (folder / "plan.json").write_text(json.dumps(asdict(plan), indent=1))
    kept = _Average(network, plan.average, saved.get("average") if saved else None)
    mean: dict[str, float] = {}
    last = time.monotonic()
    began = last - spent
    network.train()
    for place, batch in batches(position, step):
        position = place
        spent = time.monotonic() - began
        share = step / plan.steps if plan.steps else spent / plan.seconds
        if share >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = plan.rate * _level(share, plan.warmup) * group["factor"]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            parts = losses(batch)
        total = sum(parts.values(), torch.zeros(()))
        optimiser.zero_grad(set_to_none=True)
        total.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), plan.clip)
        optimiser.step()
        step += 1
        kept.add(network)
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
            _save(checkpoint, network, optimiser, step, spent, position, kept.weights)
            if evaluate:
                began += _measured(
                    network, evaluate, folder, {"step": step, "seconds": round(spent)}
                )
            last = time.monotonic()
    _save(checkpoint, network, optimiser, step, spent, position, kept.weights)
    kept.give(network)
    torch.save(network.state_dict(), folder / "final.pt")


def _measured(
    network: nn.Module, evaluate: Callable[[], dict[str, Any]], folder: Path, row: dict[str, Any]
) -> float:
    """Log a row with what `evaluate` says; the seconds that it took, which are no training."""
    began = time.monotonic()
    network.eval()
    _log(folder, {**row, **evaluate()})
    network.train()
    return time.monotonic() - began


def _level(share: float, warmup: float) -> float:
    """Up to 1 in a line, then down to 0 along a cosine."""
    down = 0.5 + 0.5 * math.cos(math.pi * max(0.0, share - warmup))
    return min(share / warmup, 1.0) * down


def _optimiser(network: nn.Module, plan: Plan) -> torch.optim.Optimizer:
    """Those parts that are new learn faster than the encoder."""
    free = [(n.startswith("encoder."), p) for n, p in network.named_parameters() if p.requires_grad]
    base, fresh = ([p for old, p in free if old is side] for side in (True, False))
    return torch.optim.AdamW(
        [{"params": base, "factor": 1.0}, {"params": fresh, "factor": plan.fresh_factor}],
        lr=plan.rate, weight_decay=plan.weight_decay, betas=(0.9, 0.98), fused=True,
    )  # fmt: skip


class _Average:
    """Running mean of a network's weights; none where it keeps nothing."""

    def __init__(self, network: nn.Module, keep: float, known: Any) -> None:
        self.keep, self.steps = keep, 0
        self.weights: dict[str, Tensor] = {}
        if keep:
            start = known or network.state_dict()
            self.weights = {name: weight.clone() for name, weight in start.items()}

    @torch.no_grad()
    def add(self, network: nn.Module) -> None:
        self.steps += 1
        keep = min(self.keep, self.steps / (self.steps + 20))  # the first steps soon fade
        now = network.state_dict()
        for name, weight in self.weights.items():
            if weight.is_floating_point():
                weight.lerp_(now[name], 1.0 - keep)

    def give(self, network: nn.Module) -> None:
        if self.weights:
            network.load_state_dict(self.weights)


def _save(
    path: Path,
    network: nn.Module,
    optimiser: torch.optim.Optimizer,
    step: int,
    spent: float,
    position: int,
    average: dict[str, Tensor],
) -> None:
    part = path.with_suffix(".part")
    torch.save(
        {
            "network": network.state_dict(),
            "optimiser": optimiser.state_dict(),
            "step": step,
            "spent": spent,
            "position": position,
            "average": average,
        },
        part,
    )
    part.replace(path)


def _log(folder: Path, row: dict[str, Any]) -> None:
    with (folder / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row) + "\n")
