"""Packed training windows: token ids, features, labels and replacement targets as flat arrays."""

from __future__ import annotations

import math
import random
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.ngrams import units
from mtcheck.models.phrasing import STRAIGHT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from mtcheck.models.features import WordFeatures
    from mtcheck.training.doubts import Doubted
    from mtcheck.training.spinner import Swap

    Marked = tuple[int, int, Swap]
    """First token, end token, and the swap that they show."""

MAX_TOKENS = 144
MAX_TARGET = 14
SHORTEST = 6
"""Tokens of the shortest window."""
KINDS = ("clean", "spun", "machine-translated", "unknown")
NONE, SPUN, MT, NO_SPUN_LOSS, NO_MT_LOSS = 0, 1, 2, 4, 8
"""Bits of a token's label; the last two take it out of one head's loss."""
SHARES, UNSAID = 254, 255
"""What a share of all raters is as a label, and one that nobody knows."""
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9])|(?=\n)|$)")


@dataclass
class Sample:
    """A stretch of text with what is wrong in it."""

    text: str
    swaps: Sequence[Swap]
    kind: str
    """One of KINDS: what the whole stretch is."""
    natural: set[int] = field(default_factory=set)
    """Indices of swaps that cannot be told from edited English."""
    base: int = NONE
    """Label of every token outside the swaps."""
    targets: bool = True
    """Whether the swaps' originals are known, for the rewriter."""


@dataclass
class Store:
    """Grows lists, then saves arrays."""

    ids: list[np.ndarray] = field(default_factory=list)
    features: list[np.ndarray] = field(default_factory=list)
    labels: list[np.ndarray] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    told: list[float] = field(default_factory=list)
    """Log odds that an engine wrote a window, as a language model sees them; NaN: none read it."""
    spans: list[tuple[int, int, int, int]] = field(default_factory=list)
    """(window, first token, end token, kind of swap)"""
    targets: list[np.ndarray] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write `path` (.npz) with ragged arrays as flat values and offsets."""
        np.savez(
            path,
            ids=_flat(self.ids, np.uint16),
            features=_flat(self.features, np.uint8),
            labels=_flat(self.labels, np.uint8),
            offsets=_offsets(self.ids),
            kinds=np.array(self.kinds, np.uint8),
            told=np.array(self.told, np.float32),
            spans=np.array(self.spans, np.int32).reshape(-1, 4),
            targets=_flat(self.targets, np.uint16),
            target_offsets=_offsets(self.targets),
        )


def _offsets(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.cumsum([0, *map(len, parts)]).astype(np.int64)


def _flat(parts: Sequence[np.ndarray], kind: type[np.generic]) -> np.ndarray:
    return np.concatenate(parts).astype(kind) if parts else np.zeros(0, kind)


def stretches(
    text: str, rng: random.Random, low: int = 30, high: int = 105
) -> list[tuple[int, int]]:
    """Cut `text` into runs of whole sentences of about `low` to `high` words."""
    out: list[tuple[int, int]] = []
    start, count, goal = 0, 0, rng.uniform(low, high)
    end = 0
    for match in _SENTENCE.finditer(text):
        words = match.group().count(" ") + 1
        if count and count + words > goal:
            out.append((start, end))
            start, count, goal = match.start(), 0, rng.uniform(low, high)
        count += words
        end = match.end()
    if count:
        out.append((start, end))
    return out


class Packer:
    """Turns samples into windows of a Store."""

    def __init__(self, tokenizer: Tokenizer, features: WordFeatures, rng: random.Random) -> None:
        self.tokenizer, self.features, self.rng = tokenizer, features, rng
        self.store = Store()

    def add(self, sample: Sample) -> None:
        """Cut a sample into windows and store them."""
        for (a, b), offsets in self._cut(sample.text):
            labels = np.full(len(offsets), sample.base, np.uint8)
            here = [(i, s) for i, s in enumerate(sample.swaps) if s.start >= a and s.end <= b]
            marked = []
            for i, swap in here:
                inside = [
                    t
                    for t, (s, e) in enumerate(offsets)
                    if e > s and s < swap.end and e > swap.start
                ]
                if not inside:
                    continue
                if i in sample.natural:
                    labels[inside] = NO_SPUN_LOSS | NO_MT_LOSS
                else:
                    labels[inside] = MT | NO_SPUN_LOSS if swap.kind == "mt" else SPUN | NO_MT_LOSS
                marked.append((inside[0], inside[-1] + 1, swap))
            kind = sample.kind
            if kind == "spun" and not here:
                kind = "unknown"
            self.store.labels.append(labels)
            self.store.kinds.append(KINDS.index(kind))
            self.store.told.append(math.nan)
            if sample.targets:
                window = len(self.store.kinds) - 1
                self._targets(window, sample.text, offsets, marked, len(offsets))

    def share(self, doubted: Doubted) -> None:
        """The same for what is doubted; labels are the shares of raters, in SHARES, or UNSAID.

        Quotes are straightened, as they are where articles are read for it.
        """
        starts = [start for start, _ in doubted.words]
        shares = np.round(np.nan_to_num(doubted.shares) * SHARES).astype(np.uint8)
        shares[np.isnan(doubted.shares)] = UNSAID
        for _, offsets in self._cut(doubted.text.translate(STRAIGHT)):
            words = [max(0, bisect_right(starts, start) - 1) for start, _ in offsets]
            self.store.labels.append(shares[words])
            self.store.kinds.append(KINDS.index(doubted.kind))
            told = math.nan if doubted.told is None else float(np.mean(doubted.told[words]))
            self.store.told.append(told)

    def _cut(self, text: str) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]]]]:
        """Store ids and features of each window; its bounds, and those of its tokens, in `text`."""
        spans = units(text)
        table = np.round(self.features([text[a:b] for a, b in spans]) * 255).astype(np.uint8)
        starts = [a for a, _ in spans]
        for a, b in stretches(text, self.rng):
            encoding = self.tokenizer.encode(text[a:b])
            ids = encoding.ids[:MAX_TOKENS]
            if len(ids) < SHORTEST:
                continue
            offsets = [(a + s, a + e) for s, e in encoding.offsets[: len(ids)]]
            unit = [max(0, bisect_right(starts, s) - 1) for s, _ in offsets]
            features = table[unit]
            features[0] = 0
            self.store.ids.append(np.array(ids))
            self.store.features.append(features)
            yield (a, b), offsets

    def _groups(self, marked: list[Marked]) -> list[list[Marked]]:
        """Swaps that stand side by side as one, sometimes with a token between."""
        groups: list[list[Marked]] = []
        for item in marked:
            if groups and item[0] - groups[-1][-1][1] <= (1 if self.rng.random() < 0.4 else 0):
                groups[-1].append(item)
            else:
                groups.append([item])
        return groups

    def _targets(
        self,
        window: int,
        text: str,
        offsets: list[tuple[int, int]],
        marked: list[Marked],
        length: int,
    ) -> None:
        """Store what the rewriter should write: spans as a tagger would flag them."""
        rng = self.rng
        for group in self._groups(marked):
            first, end = group[0][0], group[-1][1]
            if rng.random() < 0.15 and first > 1:
                first -= 1
            if rng.random() < 0.15 and end < length - 1:
                end += 1
            while first > 1 and self._inner(window, first):
                first -= 1
            while end < length - 1 and self._inner(window, end):
                end += 1
            at, parts = offsets[first][0], []
            for _, _, swap in group:
                parts += [text[at : swap.start], swap.original]
                at = swap.end
            parts.append(text[at : max(at, offsets[end - 1][1])])
            kind = MT if group[0][2].kind == "mt" else SPUN
            self._target(window, first, end, kind, "".join(parts))
        if length > 10 and rng.random() < 0.3:
            first = rng.randrange(1, length - 3)
            end = first + rng.choice((1, 1, 2))
            clean = not any(a < end and first < b for a, b, _ in marked)
            whole = not any(self._inner(window, t) for t in (first, end))
            if clean and whole:
                self._target(
                    window, first, end, NONE, text[offsets[first][0] : offsets[end - 1][1]]
                )

    def _inner(self, window: int, token: int) -> bool:
        """True when a token goes on with the word of the token before it."""
        piece = self.tokenizer.id_to_token(int(self.store.ids[window][token]))
        return (piece or "").startswith("##")

    def _target(self, window: int, first: int, end: int, kind: int, replacement: str) -> None:
        ids = self.tokenizer.encode(replacement, add_special_tokens=False).ids
        if len(ids) <= MAX_TARGET and end - first <= 24:
            self.store.spans.append((window, first, end, kind))
            self.store.targets.append(np.array(ids, np.uint16))
