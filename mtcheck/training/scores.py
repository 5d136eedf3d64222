"""Keeps the logits that calibrations are fitted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.calibration import Judged
from mtcheck.training.calibrate import Scored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def save(path: Path, found: Sequence[Scored]) -> None:
    """Write articles' logits and truth as flat arrays and lengths (.npz)."""
    np.savez(
        path,
        logits=np.concatenate([one.logits for one in found]),
        wrong=np.concatenate([one.judged.words for one in found]),
        windows=np.concatenate([one.judged.windows for one in found]),
        spun=np.concatenate([one.spun for one in found]),
        mt=np.concatenate([one.mt for one in found]),
        lengths=np.array([len(one.logits) for one in found]),
        runs=np.array([len(one.judged.windows) for one in found]),
        seen=np.stack([one.seen for one in found]),
        labels=np.array([one.label for one in found]),
    )


def load(path: Path) -> list[Scored]:
    """What `save` wrote."""
    with np.load(path) as file:
        at, cuts = np.cumsum(file["lengths"])[:-1], np.cumsum(file["runs"])[:-1]
        by_word = ("logits", "wrong", "spun", "mt")
        logits, wrong, spun, mt = (np.split(file[name], at) for name in by_word)
        judged = map(Judged, wrong, np.split(file["windows"], cuts))
        labels, seen = file["labels"].tolist(), list(file["seen"])
    return [Scored(*row) for row in zip(logits, judged, spun, mt, labels, seen, strict=True)]
