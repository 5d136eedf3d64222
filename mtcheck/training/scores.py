"""Keeps the logits that calibrations are fitted on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.training.calibrate import Scored

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def save(path: Path, found: Sequence[Scored]) -> None:
    """Write articles' logits and truth as flat arrays and lengths (.npz)."""
    flat = {
        name: np.concatenate([getattr(one, name) for one in found])
        for name in ("words", "kinds", "spun", "mt")
    }
    np.savez(
        path,
        **flat,
        lengths=np.array([len(one.words) for one in found]),
        windows=np.array([len(one.kinds) for one in found]),
        labels=np.array([one.label for one in found]),
    )


def load(path: Path) -> list[Scored]:
    """What `save` wrote."""
    with np.load(path) as file:
        at, windows = np.cumsum(file["lengths"])[:-1], np.cumsum(file["windows"])[:-1]
        parts = (
            np.split(file["words"], at),
            np.split(file["kinds"], windows),
            np.split(file["spun"], at),
            np.split(file["mt"], at),
        )
        labels = file["labels"].tolist()
    return [Scored(*row, label) for *row, label in zip(*parts, labels, strict=True)]
