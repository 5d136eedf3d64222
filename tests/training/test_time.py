"""The time that a training is given goes to training."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the train extra")

import torch

from mtcheck.training import train as training
from mtcheck.training.train import Plan, train


class Clock:
    """Stands in for the module `time`; it goes on only when told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


def test_measuring_takes_nothing_from_the_time_of_training(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, network, measured = Clock(), torch.nn.Linear(2, 1), []
    monkeypatch.setattr(training, "time", clock)

    def batches(_position: int, _step: int) -> Iterator[tuple[int, Any]]:
        for place in range(1000):
            yield place, torch.ones(1, 2)

    def losses(batch: Any) -> dict[str, Any]:
        clock.now += 1.0
        return {"loss": network(batch).square().mean()}

    def measure() -> dict[str, Any]:
        clock.now += 500.0
        measured.append(clock.now)
        return {}

    plan = Plan(seconds=100.0, checkpoint_every=20.0, threads=1, average=0.0)
    train(network, batches, losses, tmp_path, plan, measure)
    saved = torch.load(tmp_path / "checkpoint.pt", weights_only=True)
    assert saved["step"] == 100
    assert len(measured) == 4
