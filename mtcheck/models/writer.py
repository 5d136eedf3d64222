"""The decoder at work on spans of an article: scores of given phrases, and phrases of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.candidates import Option, plain
from mtcheck.models.decoder import LONGEST, Decoder, Given, SpanBatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.models.candidates import Asked
    from mtcheck.models.network import Network
    from mtcheck.models.windows import Reading

    States = dict[int, NDArray[np.float32]]

BEAMS, SCORED, BATCH = 1, 4, 256
"""Beams; given phrases that are scored to their end, chosen by the first piece; spans a run."""
_WINDOWS = 12
_CLOSED = "'’-/"
_HUGGING = _CLOSED + ".,;:!?)%"
_OPENING = _CLOSED + '($£€"'


class Writer:
    """Asks the decoder about spans."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.decoder = Decoder(network)

    def write(
        self, text: str, read: Reading, asked: Sequence[Asked], weights: Sequence[Sequence[float]]
    ) -> list[list[Option]]:
        """Score the options of each span, those that were given up dropped; new ones are returned.

        `weights` are log probabilities of the options by other means.
        """
        states = self._states(read, sorted({one.place[0] for one in asked}))
        order = sorted(range(len(asked)), key=lambda i: asked[i].place)
        out: list[list[Option]] = [[] for _ in asked]
        for at in range(0, len(order), BATCH):
            some = order[at : at + BATCH]
            found = self._run(text, states, [asked[i] for i in some], [weights[i] for i in some])
            for i, new in zip(some, found, strict=True):
                out[i] = new
        return out

    def _run(
        self,
        text: str,
        states: States,
        some: Sequence[Asked],
        weights: Sequence[Sequence[float]],
    ) -> list[list[Option]]:
        encodings = iter(
            self.network.tokenizer.encode_batch(
                [option.text for one in some for option in one.options], add_special_tokens=False
            )
        )
        given = [
            [Given(tuple(next(encodings).ids)[:LONGEST], weight) for weight in mine]
            for mine in weights
        ]
        found = self.decoder(_batch(states, some), given, BEAMS, SCORED)
        out = []
        for one, hypotheses, scored in zip(some, found, given, strict=True):
            kept = [row for row, sequence in enumerate(scored) if sequence.score is not None]
            one.keep(kept)
            for option, row in zip(one.options, kept, strict=True):
                option.written = scored[row].score or 0.0
            known = {plain(option.text) for option in one.options}
            known.add(plain(text[one.start : one.end]))
            new = (Option(self.join(h.pieces), None, h.score) for h in hypotheses[:BEAMS])
            out.append([option for option in new if plain(option.text) not in known])
        return out

    def _states(self, read: Reading, wanted: Sequence[int]) -> States:
        """States of the windows `wanted`, encoded where the tagger has kept none."""
        windows, out = read.windows, read.states
        missing = [number for number in wanted if number not in out]
        for at in range(0, len(missing), _WINDOWS):
            some = missing[at : at + _WINDOWS]
            encoded = self.network.encode(
                [windows[i].ids for i in some], [windows[i].features for i in some]
            )
            for row, i in enumerate(some):
                out[i] = encoded.states[row, : len(windows[i].ids)]
                read.tags[i] = encoded.tags[row, : len(windows[i].ids), 0]
        return out

    def join(self, pieces: Sequence[int]) -> str:
        """Word pieces as text: pieces of a word, apostrophes, hyphens and marks closed up."""
        out = ""
        glue = True
        for piece in pieces:
            mark = self.network.tokenizer.id_to_token(piece) or ""
            if mark.startswith("##"):
                out += mark[2:]
            elif mark in _HUGGING:
                out += mark
            else:
                out += mark if glue else f" {mark}"
            glue = mark in _OPENING
        return out


def _batch(states: States, some: Sequence[Asked]) -> SpanBatch:
    used = sorted({one.place[0] for one in some})
    lengths = np.array([len(states[i]) for i in used])
    block = np.zeros((len(used), int(lengths.max()), states[used[0]].shape[1]), dtype=np.float32)
    for row, i in enumerate(used):
        block[row, : len(states[i])] = states[i]
    rows = {i: row for row, i in enumerate(used)}
    places = np.array([(rows[one.place[0]], *one.place[1:]) for one in some], dtype=np.int64)
    return SpanBatch(block, lengths, *places.T)
