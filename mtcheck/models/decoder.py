"""Beam search over the span decoder: what each flagged span may have said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.network import SEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.models.network import Network

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

LONGEST = 12
"""Pieces of the longest replacement."""
FAR = -1e9


@dataclass(frozen=True, slots=True, eq=False)
class SpanBatch:
    """Spans of encoded windows."""

    states: F32
    """(windows, length, hidden)"""
    lengths: I64
    """(windows,) real pieces of each window"""
    window: I64
    """(spans,)"""
    first: I64
    last: I64
    """(spans,) end pieces, inclusive"""


@dataclass(slots=True)
class Hypothesis:
    """Pieces without the end mark, and their log probability with it."""

    pieces: tuple[int, ...]
    score: float


class Decoder:
    """Runs spans.onnx and step.onnx."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __call__(
        self, batch: SpanBatch, forced: Sequence[Sequence[tuple[int, ...]]], beams: int
    ) -> tuple[list[list[Hypothesis]], list[list[float]]]:
        """Beam search and, in the same steps, scores of given sequences.

        `forced` holds piece sequences for each span. Returns each span's finished
        hypotheses, best first, and the log probability of each forced sequence.
        """
        place = np.arange(batch.states.shape[1])
        inside = (place >= batch.first[:, None]) & (place <= batch.last[:, None])
        start, *memory = self.network.part("spans").run(
            None,
            {
                "states": batch.states,
                "window": batch.window,
                "inside": inside.astype(np.float32),
                "first": batch.first,
                "last": batch.last,
            },
        )
        far = np.where(place < batch.lengths[batch.window][:, None], 0, -1e4).astype(np.float32)
        names = [f"{kind}{i}" for i in range(len(memory) // 2) for kind in ("key", "value")]
        feeds = dict(zip(names, memory, strict=True)) | {"far": far}
        search = _Search(len(start), beams, forced)
        words = np.repeat(start[:, None], search.rows, axis=1)
        step = self.network.part("step")
        shape = next(one.shape for one in step.get_inputs() if one.name == "past")
        caches, heads, width = shape[0], shape[3], shape[5]
        past = np.zeros((caches, len(start), search.rows, heads, 0, width), dtype=np.float32)
        for position in range(LONGEST + 1):
            scores, pieces, asked, cache = step.run(
                None,
                feeds
                | {
                    "words": words,
                    "position": np.array([position], dtype=np.int64),
                    "wanted": search.wanted(position),
                    "past": past,
                },
            )
            origin, chosen = search.advance(position, scores, pieces, asked)
            if search.done(position):
                break
            past = np.take_along_axis(cache, origin[None, :, :, None, None, None], axis=2)
            words = self.network.vectors(chosen)
        return search.results()


class _Search:
    """Book-keeping: the first `beams` rows of a span search, the others follow given pieces."""

    def __init__(self, spans: int, beams: int, forced: Sequence[Sequence[tuple[int, ...]]]) -> None:
        self.beams = beams
        most = max((len(some) for some in forced), default=0)
        self.rows = beams + most
        self.forced = forced
        self.alive = np.full((spans, beams), FAR)
        self.alive[:, 0] = 0.0
        self.written: list[list[tuple[int, ...]]] = [[()] * beams for _ in range(spans)]
        self.finished: list[list[Hypothesis]] = [[] for _ in range(spans)]
        self.longest = max((len(seq) for some in forced for seq in some), default=0)
        self.targets = np.zeros((spans, most, self.longest + 1), dtype=np.int64)
        self.counted = np.zeros((spans, most, self.longest + 1), dtype=bool)
        for s, some in enumerate(forced):
            for c, seq in enumerate(some):
                self.targets[s, c, : len(seq)] = seq
                self.targets[s, c, len(seq)] = SEP
                self.counted[s, c, : len(seq) + 1] = True
        self.totals = np.zeros((spans, most))

    def wanted(self, position: int) -> I64:
        out = np.zeros((len(self.alive), self.rows), dtype=np.int64)
        if position <= self.longest:
            out[:, self.beams :] = self.targets[:, :, position]
        return out

    def advance(self, position: int, scores: F32, pieces: I64, asked: F32) -> tuple[I64, I64]:
        """Take a step's scores; returns where each row's cache comes from and its next piece."""
        spans, beams = self.alive.shape
        if position <= self.longest:
            counted = self.counted[:, :, position]
            self.totals[counted] += asked[:, self.beams :][counted]
        top = scores.shape[-1]
        total = self.alive[:, :, None] + scores[:, :beams]
        flat = total.reshape(spans, -1)
        order = np.argsort(-flat, axis=1)[:, : 2 * beams + 1]
        origin = np.tile(np.arange(self.rows), (spans, 1))
        chosen = self.wanted(position)
        for s in range(spans):
            kept: list[tuple[float, int, int]] = []
            done = self.finished[s]
            bar = done[0].score if done else FAR
            for k in order[s]:
                score, beam = float(flat[s, k]), int(k) // top
                piece = int(pieces[s, beam, int(k) % top])
                if score < FAR / 2 or len(kept) == beams:
                    break
                if piece == SEP:
                    done.append(Hypothesis(self.written[s][beam], score))
                elif score > bar - 4.0:
                    kept.append((score, beam, piece))
            done.sort(key=lambda h: -h.score)
            written = self.written[s]
            self.written[s] = [(*written[b], p) for _, b, p in kept] + [()] * (beams - len(kept))
            self.alive[s] = FAR
            for row, (score, beam, piece) in enumerate(kept):
                self.alive[s, row] = score
                origin[s, row], chosen[s, row] = beam, piece
        return origin, chosen

    def done(self, position: int) -> bool:
        return position >= self.longest and bool((self.alive < FAR / 2).all())

    def results(self) -> tuple[list[list[Hypothesis]], list[list[float]]]:
        return self.finished, [
            [float(self.totals[s, c]) for c in range(len(some))]
            for s, some in enumerate(self.forced)
        ]
