"""Beam search over the span decoder: what each flagged span may have said."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.network import SEP

if TYPE_CHECKING:
    from collections.abc import Sequence

    import onnxruntime as ort
    from numpy.typing import NDArray

    from mtcheck.models.network import Network

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

LONGEST = 8
"""Pieces of the longest replacement."""
FAR = 4.0
"""How far behind the best finished hypothesis, in log probability, one may be and go on."""
Pieces = tuple[int, ...]


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

    pieces: Pieces
    score: float


@dataclass(slots=True)
class Given:
    """A sequence whose score is asked for."""

    pieces: Pieces
    weight: float = 0.0
    """What else speaks for it: after the first piece only the likeliest go on."""
    score: float | None = 0.0
    """Log probability without the end mark, for which most would need a row more, once the
    decoder has run; None if it was given up, as an empty one is."""


class Decoder:
    """Runs spans.onnx and step.onnx."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def __call__(
        self, batch: SpanBatch, given: Sequence[Sequence[Given]], beams: int, most: int = 64
    ) -> list[list[Hypothesis]]:
        """Beam search and, in the same steps, scores of given sequences, which are written there.

        Returns each span's finished hypotheses, best first. Of each span's given sequences,
        `most` are scored to their end.
        """
        place = np.arange(batch.states.shape[1])
        within = ((place >= batch.first[:, None]) & (place <= batch.last[:, None])).astype(
            np.float32
        )
        start, *memory = self.network.part("spans").run(
            None,
            {
                "states": batch.states,
                "window": batch.window,
                "first": batch.first,
                "last": batch.last,
            },
        )
        far = np.where(place < batch.lengths[:, None], 0, -1e4).astype(np.float32)
        names = [f"{kind}{i}" for i in range(len(memory) // 2) for kind in ("key", "value")]
        feeds = dict(zip(names, memory, strict=True)) | {"far": far}
        searches = [_Search(some, beams, most) for some in given]
        layout = Layout(batch.window, [[()]] * len(searches), len(far))
        words, past = start, self._nothing(len(start))
        for position in range(LONGEST + 1):
            wanted = [
                one.wanted(row)
                for one, rows in zip(searches, layout.rows, strict=True)
                for row in rows
            ]
            asked = _ragged(wanted)
            out = self._step().run(
                None,
                feeds
                | {
                    "words": words,
                    "position": np.array([position], dtype=np.int64),
                    "seat": layout.seat,
                    "place": layout.place,
                    "inside": within[np.array(layout.owner)[layout.seat]],
                    "wanted": asked,
                    "wanted_words": self.network.vectors(asked),
                    "past": past,
                },
            )
            scores, pieces, found = (column.tolist() for column in out[:3])
            at = 0
            for one, rows in zip(searches, layout.rows, strict=True):
                upto = at + len(rows)
                one.advance(rows, scores[at:upto], pieces[at:upto], found[at:upto])
                at = upto
            following = Layout(batch.window, [one.rows() for one in searches], len(far))
            if not following.owner:
                break
            past = out[3][:, following.origins(layout)]
            last = np.array([row[-1] for rows in following.rows for row in rows])
            words = self.network.vectors(last)
            layout = following
        return [one.finished for one in searches]

    def _step(self) -> ort.InferenceSession:
        return self.network.part("step")

    def _nothing(self, rows: int) -> F32:
        """The cache before anything is written."""
        known = next(one.shape for one in self._step().get_inputs() if one.name == "past")
        return np.zeros((known[0], rows, known[2], 0, known[4]), dtype=np.float32)


class Layout:
    """Which rows of a step belong to which span, and where they sit by window."""

    def __init__(self, window: I64, rows: Sequence[Sequence[Pieces]], windows: int) -> None:
        self.rows = rows
        self.owner = [span for span, some in enumerate(rows) for _ in some]
        taken = [0] * windows
        sits: list[tuple[int, int]] = []
        for span in self.owner:
            here = int(window[span])
            sits.append((here, taken[here]))
            taken[here] += 1
        where = np.array(sits, dtype=np.int64).reshape(-1, 2)
        most = max(taken)
        self.place = where[:, 0] * most + where[:, 1]
        """(rows,): each row's seat, windows × most laid flat"""
        self.seat = np.zeros((windows, most), dtype=np.int64)
        """(windows, most): the row in each seat, the first one where there is none"""
        self.seat.flat[self.place] = np.arange(len(sits))

    def origins(self, before: Layout) -> list[int]:
        """The rows of the step before that these rows go on from."""
        numbers = count()
        known = {
            (span, row): next(numbers) for span, some in enumerate(before.rows) for row in some
        }
        return [known[span, row[:-1]] for span, some in enumerate(self.rows) for row in some]


def _ragged(wanted: Sequence[Sequence[int]]) -> I64:
    """Lists of the rows as (rows, asked), padded by 0."""
    size = max(1, *map(len, wanted))
    out = np.zeros((len(wanted), size), dtype=np.int64)
    for row, some in enumerate(wanted):
        out[row, : len(some)] = some
    return out


class _Search:
    """Book-keeping of one span: a row is what a beam or a given sequence has written so far."""

    def __init__(self, given: Sequence[Given], beams: int, most: int) -> None:
        self.going, self.beams, self.most = list(given), beams, most
        self._give_up([one for one in self.going if not one.pieces])
        self.alive: dict[Pieces, float] = {(): 0.0}
        self.finished: list[Hypothesis] = []
        self.written = 0

    def rows(self) -> list[Pieces]:
        """What the next step goes on from."""
        given = (one.pieces[: self.written] for one in self.going)
        return list(dict.fromkeys([*self.alive, *given]))

    def wanted(self, row: Pieces) -> list[int]:
        """Pieces whose log probability is asked for after `row`."""
        return [one.pieces[len(row)] for one in self._through(row)]

    def _through(self, row: Pieces) -> list[Given]:
        """Given sequences that begin with `row`."""
        return [one for one in self.going if one.pieces[: len(row)] == row]

    def advance(
        self,
        rows: Sequence[Pieces],
        scores: Sequence[Sequence[float]],
        pieces: Sequence[Sequence[int]],
        asked: Sequence[Sequence[float]],
    ) -> None:
        """Take a step's scores of `rows`, the best next pieces' and those of what was wanted."""
        following: list[tuple[float, Pieces, int]] = []
        for row, best, names, found in zip(rows, scores, pieces, asked, strict=True):
            for one, answer in zip(self._through(row), found, strict=False):  # padded
                one.score = (one.score or 0.0) + answer
            if row in self.alive:
                base = self.alive[row]
                following += [(base + s, row, p) for s, p in zip(best, names, strict=True)]
        if self.written == 0:
            self.going.sort(key=lambda one: -(one.weight + (one.score or 0.0)))
            self._give_up(self.going[self.most :])
        self._extend(sorted(following, key=lambda item: -item[0]))
        self.written += 1
        self.going = [one for one in self.going if len(one.pieces) > self.written]

    def _give_up(self, some: Sequence[Given]) -> None:
        for one in some:
            one.score = None
        self.going = [one for one in self.going if one.score is not None]

    def _extend(self, following: Sequence[tuple[float, Pieces, int]]) -> None:
        """The next beams, out of all continuations, best first."""
        bar = self.finished[0].score if self.finished else -math.inf
        self.alive = {}
        for score, row, piece in following[: 2 * self.beams + 1]:
            if len(self.alive) == self.beams:
                break
            if piece == SEP:
                self.finished.append(Hypothesis(row, score))
            elif score > bar - FAR:
                self.alive[*row, piece] = score
        self.finished.sort(key=lambda one: -one.score)
