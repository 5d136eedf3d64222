"""The shipped tagger: encoder logits, weighed by what the whole article looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from mtcheck.finding import Label
from mtcheck.knowledge import registers
from mtcheck.models.calibration import Calibration
from mtcheck.models.first_pass import FirstPass
from mtcheck.models.signals import Signals
from mtcheck.models.summary import summary
from mtcheck.models.windows import Reading, Window, reading, straight, unit_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network

    F32 = NDArray[np.float32]

T = TypeVar("T")
BATCH = 480
"""Word pieces of one run of the encoder, padding included."""
FIRST_LOOK = "first_pass.json"
DOUBTFUL = 0.05
"""Probability of translation from which an article is read for mistranslated words."""
UNSEEN = -8.0
"""Logit of a word that no network has read."""
SUSPECT = -1.5
"""Logit of a word from which its window is likely to be rewritten."""
FILES = (
    "encoder.onnx",
    "translated.onnx",
    "phrasing.npz",
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
        tables = [unit_table(article, self.network) for article in articles]
        seen = [summary(table.features) for table in tables]
        spun = [np.full(len(article.words), UNSEEN, np.float32) for article in articles]
        asked = [
            i
            for i, table in enumerate(tables)
            if self.first_pass is None or not self.first_pass.passes(len(table.spans), seen[i])
        ]
        read = [(articles[i], reading(articles[i], self.network, tables[i])) for i in asked]
        for i, logits in zip(asked, self.spun(read), strict=True):
            spun[i] = logits
        signals = [
            self.calibration.signals(
                logits, self.phrased(article), seen[i], registers.apart(article.masked)
            )
            for i, (article, logits) in enumerate(zip(articles, spun, strict=True))
        ]
        label = Label.MACHINE_TRANSLATED.value
        doubtful = [i for i, one in enumerate(signals) if one.posterior[label] >= DOUBTFUL]
        again = [(articles[i], straight(articles[i], self.network, tables[i])) for i in doubtful]
        for i, said in zip(doubtful, self.mistranslated(again), strict=True):
            signals[i] = self.calibration.reread(signals[i], *said)
        return signals

    def phrased(self, article: Article) -> float:
        """The score of how the article's prose is phrased."""
        return self.network.phrasing.score(" ".join(article[span] for span in article.prose))

    def spun(self, read: Sequence[tuple[Article, Reading]]) -> list[F32]:
        """Logits of spun words (words,).

        The states of windows in which some word looks spun are kept for the proposer.
        """
        places = [(one, number) for _, one in read for number in range(len(one.windows))]
        windows = [one.windows[number] for one, number in places]
        found: dict[int, F32] = {}
        for some in batches(windows):
            encoded = self.network.encode(
                [windows[i].ids for i in some], [windows[i].features for i in some]
            )
            for row, i in enumerate(some):
                length = len(windows[i].ids)
                found[i] = encoded.tags[row, :length, 0]
                if found[i].max() > SUSPECT:
                    one, number = places[i]
                    one.states[number] = encoded.states[row, :length].copy()
                    one.tags[number] = found[i]
        logits = [found[i] for i in range(len(windows))]
        return [word_means(*mine) for mine in _by_article(read, logits)]

    def mistranslated(self, read: Sequence[tuple[Article, Reading]]) -> list[tuple[F32, float]]:
        """Logits of mistranslated words (words,), and that an engine wrote the article.

        The latter is the mean over its windows by their length, 0 without any. What is read has
        straight quotes.
        """
        windows = [window for _, one in read for window in one.windows]
        found: dict[int, tuple[F32, float]] = {}
        for some in batches(windows):
            wrong, translated = self.network.mistranslated(
                [windows[i].ids for i in some], [windows[i].features for i in some]
            )
            for row, i in enumerate(some):
                found[i] = wrong[row, : len(windows[i].ids)], float(translated[row])
        out = []
        for article, mine, said in _by_article(read, [found[i] for i in range(len(windows))]):
            words = word_means(article, mine, [wrong for wrong, _ in said])
            sizes = [len(window.ids) for window in mine]
            whole = np.average([logit for _, logit in said], weights=sizes) if mine else 0.0
            out.append((words, float(whole)))
        return out


def batches(windows: Sequence[Window]) -> Iterator[list[int]]:
    """Numbers of windows of like length, for one run each."""
    order = sorted(range(len(windows)), key=lambda i: len(windows[i].ids))
    start = 0
    while start < len(order):
        end = start + 1
        while end < len(order) and (end + 1 - start) * len(windows[order[end]].ids) <= BATCH:
            end += 1
        yield order[start:end]
        start = end


def _by_article(
    read: Sequence[tuple[Article, Reading]], values: Sequence[T]
) -> Iterator[tuple[Article, Sequence[Window], Sequence[T]]]:
    """Each article's windows and their values, from those of all one after the other."""
    at = 0
    for article, one in read:
        upto = at + len(one.windows)
        yield article, one.windows, values[at:upto]
        at = upto


def word_means(article: Article, windows: Sequence[Window], logits: Sequence[F32]) -> F32:
    """Mean logit of each word's pieces (words,), UNSEEN without; `logits` (length,) by window."""
    words = np.full(len(article.words), UNSEEN, dtype=np.float32)
    if not windows or not len(words):
        return words
    ends = np.array([end for _, end in article.words])
    starts = np.array([start for start, _ in article.words])
    place = np.concatenate([w.starts[1:-1] for w in windows])
    stop = np.concatenate([w.ends[1:-1] for w in windows])
    values = np.concatenate([part[1:-1] for part in logits])
    owner = np.minimum(np.searchsorted(ends, place, side="right"), len(words) - 1)
    inside = (starts[owner] < stop) & (ends[owner] > place)
    count = np.bincount(owner[inside], minlength=len(words))
    total = np.bincount(owner[inside], values[inside], minlength=len(words))
    np.divide(total, count, out=words, where=count > 0, casting="unsafe")
    return words
