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
        logits=np.concatenate([one.logits for one in found]),
        wrong=np.concatenate([one.wrong for one in found]),
        whole=np.array([one.whole for one in found]),
        phrased=np.array([one.phrased for one in found]),
        spun=np.concatenate([one.spun for one in found]),
        mt=np.concatenate([one.mt for one in found]),
        lengths=np.array([len(one.logits) for one in found]),
        seen=np.stack([one.seen for one in found]),
        labels=np.array([one.label for one in found]),
    )


def load(path: Path) -> list[Scored]:
    """What `save` wrote."""
    with np.load(path) as file:
        at = np.cumsum(file["lengths"])[:-1]
        by_word = ("logits", "wrong", "spun", "mt")
        logits, wrong, spun, mt = (np.split(file[name], at) for name in by_word)
        whole, phrased, labels = (file[name].tolist() for name in ("whole", "phrased", "labels"))
        seen = list(file["seen"])
    rows = zip(logits, wrong, whole, phrased, spun, mt, labels, seen, strict=True)
    return [Scored(*row) for row in rows]
