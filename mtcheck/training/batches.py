"""Batches of windows of like length from packed files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from mtcheck.models.features import FEATURES
from mtcheck.models.ngrams import FEATURES as COUNTED
from mtcheck.training.network import PAD, SEP
from mtcheck.training.windows import KINDS, NO_MT_LOSS, NO_SPUN_LOSS, SPUN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from torch import Tensor


MOST_SPANS = 160
UNKNOWN, UNLISTED = 0.2, 0.2
"""Shares of training windows that are read as if the table of spinners' phrases knew nothing, and
as if no phrase table were in it: a spinner may be new."""


@dataclass
class Batch:
    """Tensors of one step; B windows of T pieces, S spans with targets of up to L pieces."""

    ids: Tensor  # (B, T)
    features: Tensor  # (B, T, FEATURES)
    labels: Tensor  # (B, T), bits
    kinds: Tensor  # (B,)
    window: Tensor  # (S,)
    first: Tensor  # (S,)
    last: Tensor  # (S,), inclusive
    targets: Tensor  # (S, L)
    wanted: Tensor  # (S, 1 + L), -100 where padded
    span_kinds: Tensor  # (S,)
    sides: Tensor  # (B,), weights by which windows of each kind count alike in a file
    told: Tensor  # (B,), log odds that an engine wrote it, as a language model sees them, or NaN
    weight: float = 1.0


class Packed:
    """One packed file of windows."""

    def __init__(self, path: Path, *, all_swaps: bool = False, hide: bool = False) -> None:
        with np.load(path) as file:
            self.ids, self.features, self.labels = file["ids"], file["features"], file["labels"]
            self.offsets, self.kinds, self.told = file["offsets"], file["kinds"], file["told"]
            self.spans, self.targets, self.target_offsets = (
                file["spans"],
                file["targets"],
                file["target_offsets"],
            )
        self.features = self.features.reshape(-1, FEATURES)
        if all_swaps:  # a swap that reads naturally still is one, and the article tells
            self.labels[self.labels == (NO_SPUN_LOSS | NO_MT_LOSS)] = SPUN | NO_MT_LOSS
        self.hide = hide
        counts = np.bincount(self.kinds, minlength=len(KINDS))
        self.balance = (len(self.kinds) / (2 * np.maximum(counts, 1))).astype(np.float32)
        self.lengths = np.diff(self.offsets)
        self.span_offsets = np.searchsorted(self.spans[:, 0], np.arange(len(self.kinds) + 1))

    def __len__(self) -> int:
        return len(self.kinds)

    def batch(self, rows: np.ndarray, rng: np.random.Generator, spans_each: int) -> Batch:
        """The windows `rows` padded together, with at most `spans_each` spans of each."""
        size = int(self.lengths[rows].max())
        ids = np.full((len(rows), size), PAD, np.int64)
        features = np.zeros((len(rows), size, FEATURES), np.float32)
        labels = np.full((len(rows), size), 12, np.int64)
        picked: list[tuple[int, int]] = []
        for i, row in enumerate(rows):
            a, b = self.offsets[row], self.offsets[row + 1]
            ids[i, : b - a] = self.ids[a:b]
            features[i, : b - a] = self.features[a:b]
            if self.hide:
                roll = rng.random()
                if roll < UNKNOWN:
                    features[i, :, COUNTED:] = 0
                elif roll < UNKNOWN + UNLISTED:
                    features[i, :, COUNTED] = 0
            labels[i, : b - a] = self.labels[a:b]
            spans = np.arange(self.span_offsets[row], self.span_offsets[row + 1])
            if len(spans) > spans_each:
                spans = rng.choice(spans, spans_each, replace=False)
            picked += [(i, int(s)) for s in spans]
        if len(picked) > MOST_SPANS:
            picked = [picked[i] for i in sorted(rng.choice(len(picked), MOST_SPANS, replace=False))]
        chosen = np.array([s for _, s in picked], np.int64)
        longest = max(
            (self.target_offsets[s + 1] - self.target_offsets[s] for s in chosen), default=0
        )
        targets = np.full((len(chosen), longest), PAD, np.int64)
        wanted = np.full((len(chosen), longest + 1), -100, np.int64)
        for k, s in enumerate(chosen):
            t = self.targets[self.target_offsets[s] : self.target_offsets[s + 1]]
            targets[k, : len(t)] = t
            wanted[k, : len(t)] = t
            wanted[k, len(t)] = SEP
        table = self.spans[chosen] if len(chosen) else np.zeros((0, 4), np.int32)
        return Batch(
            torch.from_numpy(ids),
            torch.from_numpy(features / 255.0).float(),
            torch.from_numpy(labels),
            torch.from_numpy(self.kinds[rows].astype(np.int64)),
            torch.tensor([i for i, _ in picked], dtype=torch.long),
            torch.from_numpy(table[:, 1].astype(np.int64)),
            torch.from_numpy(table[:, 2].astype(np.int64) - 1),
            torch.from_numpy(targets),
            torch.from_numpy(wanted),
            torch.from_numpy(table[:, 3].astype(np.int64)),
            torch.from_numpy(self.balance[self.kinds[rows]]),
            torch.from_numpy(self.told[rows]),
        )


def epoch(
    main: Packed,
    side: Packed,
    share: float,
    tokens: int,
    rng: np.random.Generator,
    spans_each: int = 3,
) -> Iterator[Batch]:
    """All windows of `main` once, in random batches of about `tokens` pieces.

    Windows of `side` fill `share` of the batches.
    """
    plans = [(main, rows) for rows in bucketed(main, tokens, rng)]
    extra = list(bucketed(side, tokens, rng))
    count = int(len(plans) * share / (1 - share))
    plans += [(side, extra[i % len(extra)]) for i in range(count)]
    for i in rng.permutation(len(plans)):
        source, rows = plans[i]
        yield source.batch(rows, rng, spans_each)


def bucketed(packed: Packed, tokens: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """Rows of `packed` of like length together, padded to at most `tokens` pieces a batch."""
    order = np.argsort(packed.lengths + rng.uniform(0, 12, len(packed)), kind="stable")
    start = 0
    while start < len(order):
        size = 1
        while (
            start + size < len(order) and (size + 1) * packed.lengths[order[start + size]] <= tokens
        ):
            size += 1
        yield order[start : start + size]
        start += size
