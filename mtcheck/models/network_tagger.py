"""The shipped tagger: encoder logits, weighed by what the whole article looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.calibration import LABELS, Calibration
from mtcheck.models.first_pass import FirstPass
from mtcheck.models.signals import Signals
from mtcheck.models.summary import summary
from mtcheck.models.windows import Reading, Window, reading, unit_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network

    F32 = NDArray[np.float32]

BATCH = 1600
"""Word pieces of one run of the encoder, padding included."""
FIRST_LOOK = "first_pass.json"
PASSED = 0.99
"""Probability of clean that an article gets which the network does not read."""
SUSPECT = -1.5
"""Logit of a word from which its window is likely to be rewritten."""
FILES = (
    "encoder.onnx",
    "words.npz",
    "ngrams.npz",
    "swaps.npz",
    "tokenizer.json",
    "calibration.json",
)


class NetworkTagger:
    """Scores words by the encoder; an article's own share of damage moves each word's odds."""

    def __init__(self, network: Network, *, first_pass: bool = False) -> None:
        self.network = network
        files = network.files
        first_pass = first_pass and FIRST_LOOK in files.hashes
        self.signature = files.signature(*FILES, *([FIRST_LOOK] if first_pass else []))
        self.calibration = Calibration.from_dict(files.json("calibration.json"))
        self.first_pass = FirstPass.from_dict(files.json(FIRST_LOOK)) if first_pass else None

    def signals(self, article: Article) -> Signals:
        """Word scores and article posterior."""
        return self.signals_many([article])[0]

    def signals_many(self, articles: Sequence[Article]) -> list[Signals]:
        """The same for several articles, their windows batched by length."""
        out: list[Signals] = [_nothing(article) for article in articles]
        rest = []
        for index, article in enumerate(articles):
            table = unit_table(article, self.network)
            if self.first_pass is None or not self.first_pass.passes(table.features):
                read = reading(article, self.network, table)
                rest.append((index, article, read, summary(table.features)))
        readings = [read for _, _, read, _ in rest]
        logits = self._logits([(r, i) for r in readings for i in range(len(r.windows))])
        at = 0
        for index, article, read, seen in rest:
            mine = logits[at : at + len(read.windows)]
            at += len(read.windows)
            words, kinds = word_logits(article, read.windows, mine)
            out[index] = self.calibration.signals(words, kinds, seen)
        return out

    def _logits(self, places: Sequence[tuple[Reading, int]]) -> list[tuple[F32, F32]]:
        """(tag logits (length, 2), kind logits (3,)) of each window, given by reading and number.

        The states of windows in which some word looks spun are kept for the proposer.
        """
        windows = [read.windows[number] for read, number in places]
        out: list[tuple[F32, F32]] = [None] * len(windows)  # type: ignore[list-item]
        order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
        start = 0
        while start < len(order):
            end = start + 1
            while end < len(order) and (end + 1 - start) * len(windows[order[end]].ids) <= BATCH:
                end += 1
            some = order[start:end]
            encoded = self.network.encode(
                [windows[i].ids for i in some], [windows[i].features for i in some]
            )
            for row, i in enumerate(some):
                length = len(windows[i].ids)
                out[i] = (encoded.tags[row, :length], encoded.kinds[row])
                if out[i][0][:, 0].max() > SUSPECT:
                    read, number = places[i]
                    read.states[number] = encoded.states[row, :length].copy()
                    read.tags[number] = out[i][0][:, 0]
            start = end
        return out


def _nothing(article: Article) -> Signals:
    """What is said of an article that the first pass lets through."""
    zeros = np.zeros(len(article.words), np.float32)
    share = (1.0 - PASSED) / 2
    return Signals(zeros, zeros, dict(zip(LABELS, (PASSED, share, share), strict=True)))


def word_logits(
    article: Article, windows: Sequence[Window], logits: Sequence[tuple[F32, F32]]
) -> tuple[F32, F32]:
    """Logits of words (words, 2), the mean over each word's pieces, and of windows (windows, 4).

    The fourth column of windows is their length in pieces. A word without pieces gets -8.
    """
    words = np.full((len(article.words), 2), -8.0, dtype=np.float32)
    kinds = np.zeros((len(windows), 4), dtype=np.float32)
    if not windows or not len(words):
        return words, kinds
    ends = np.array([end for _, end in article.words])
    starts = np.array([start for start, _ in article.words])
    place = np.concatenate([w.starts[1:-1] for w in windows])
    stop = np.concatenate([w.ends[1:-1] for w in windows])
    values = np.concatenate([tags[1:-1] for tags, _ in logits])
    owner = np.minimum(np.searchsorted(ends, place, side="right"), len(words) - 1)
    inside = (starts[owner] < stop) & (ends[owner] > place)
    count = np.bincount(owner[inside], minlength=len(words))
    for column in (0, 1):
        total = np.bincount(owner[inside], values[inside, column], minlength=len(words))
        np.divide(total, count, out=words[:, column], where=count > 0, casting="unsafe")
    kinds[:, :3] = [kind for _, kind in logits]
    kinds[:, 3] = [len(w.ids) for w in windows]
    return words, kinds
