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
    np.savez(
        path,
        words=np.concatenate([one.words for one in found]),
        kinds=np.concatenate([one.kinds for one in found]),
        spun=np.concatenate([one.spun for one in found]),
        mt=np.concatenate([one.mt for one in found]),
        lengths=np.array([len(one.words) for one in found]),
        windows=np.array([len(one.kinds) for one in found]),
        seen=np.stack([one.seen for one in found]),
        labels=np.array([one.label for one in found]),
    )


def load(path: Path) -> list[Scored]:
    """What `save` wrote."""
    with np.load(path) as file:
        at, windows = np.cumsum(file["lengths"])[:-1], np.cumsum(file["windows"])[:-1]
        words, spun, mt = (np.split(file[name], at) for name in ("words", "spun", "mt"))
        kinds, labels = np.split(file["kinds"], windows), file["labels"].tolist()
        seen = list(file["seen"])
    return [Scored(*row) for row in zip(words, kinds, spun, mt, labels, seen, strict=True)]
