"""The shipped tagger: encoder logits, weighed by what the whole article looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.calibration import Calibration
from mtcheck.models.signals import Signals
from mtcheck.models.windows import Window, cut

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network

    F32 = NDArray[np.float32]

BATCH = 1600
"""Word pieces of one run of the encoder, padding included."""
FILES = ("encoder.onnx", "words.npz", "ngrams.npz", "tokenizer.json", "calibration.json")


class NetworkTagger:
    """Scores words by the encoder; an article's own share of damage moves each word's odds."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.signature = network.files.signature(*FILES)
        self.calibration = Calibration.from_dict(network.files.json("calibration.json"))

    def signals(self, article: Article) -> Signals:
        """Word scores and article posterior."""
        return self.signals_many([article])[0]

    def signals_many(self, articles: Sequence[Article]) -> list[Signals]:
        """The same for several articles, their windows batched by length."""
        windows = [cut(article, self.network) for article in articles]
        logits = self._logits([w for some in windows for w in some])
        out = []
        at = 0
        for article, some in zip(articles, windows, strict=True):
            mine = logits[at : at + len(some)]
            at += len(some)
            out.append(self.calibration.signals(*word_logits(article, some, mine)))
        return out

    def _logits(self, windows: Sequence[Window]) -> list[tuple[F32, F32]]:
        """(tag logits (length, 2), kind logits (3,)) of each window."""
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
                out[i] = (encoded.tags[row, : len(windows[i].ids)], encoded.kinds[row])
            start = end
        return out


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
