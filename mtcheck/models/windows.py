"""Windows: runs of whole sentences that the encoder reads at once."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.network import CLS, SEP
from mtcheck.models.ngrams import units
from mtcheck.models.phrasing import STRAIGHT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network

ROOM, MARKS = 128, 2
"""Word pieces of a window, and the marks at its ends."""


@dataclass(slots=True, eq=False)
class Reading:
    """The windows of an article, and what the encoder made of some of them."""

    windows: list[Window]
    states: dict[int, NDArray[np.float32]] = field(default_factory=dict)
    """(length, hidden) by the window's number"""
    tags: dict[int, NDArray[np.float32]] = field(default_factory=dict)
    """(length,) logits of spun, by the window's number"""

    def logit(self, start: int, end: int) -> float:
        """Mean logit of the pieces of a word; 0 where the encoder has not been asked."""
        place = find(self.windows, start, end)
        if place is None or place[0] not in self.tags:
            return 0.0
        return float(self.tags[place[0]][place[1] : place[2] + 1].mean())


@dataclass(frozen=True, slots=True, eq=False)
class Window:
    """Word pieces with their places in the article."""

    ids: NDArray[np.int64]
    """(length,), with CLS first and SEP last"""
    features: NDArray[np.float32]
    """(length, FEATURES)"""
    starts: NDArray[np.int64]
    """(length,) code point where each piece starts; the marks sit at the window's ends"""
    ends: NDArray[np.int64]


def reading(article: Article, network: Network, known: UnitTable | None = None) -> Reading:
    """The windows of an article, cut once for all who ask while the article lives."""
    found = network.readings.get(article)
    if found is None:
        found = network.readings[article] = Reading(cut(article, network, known))
    return found


def straight(article: Article, network: Network, known: UnitTable | None = None) -> Reading:
    """The same with straight quotes: what they look like tells of a site, not of who wrote."""
    text = article.text.translate(STRAIGHT)
    if text == article.text:
        return reading(article, network, known)
    return Reading(cut(article, network, text=text))


@dataclass(frozen=True, slots=True, eq=False)
class UnitTable:
    """The counting units of an article's prose, with what the encoder is told of each."""

    spans: list[tuple[int, int]]
    features: NDArray[np.float32]
    """(units, FEATURES)"""


def unit_table(article: Article, network: Network, text: str | None = None) -> UnitTable:
    """All units of an article's prose; another `text` of its length may stand for its own."""
    text = text or article.text
    spans = [span for span in units(text) if article.is_prose(*span)]
    return UnitTable(spans, network.features([text[a:b] for a, b in spans]))


def cut(
    article: Article, network: Network, known: UnitTable | None = None, text: str | None = None
) -> list[Window]:
    """The windows of an article, in order, no piece in two of them.

    `known` are its units, and another `text` of its length may stand for its own.
    """
    text = text or article.text
    sentences = article.sentences
    if not sentences:
        return []
    known = known or unit_table(article, network, text)
    spans, table = known.spans, known.features
    if not spans:
        return []
    unit_starts = np.array([a for a, _ in spans])
    encodings = network.tokenizer.encode_batch(
        [text[a:b] for a, b in sentences], add_special_tokens=False
    )
    windows: list[Window] = []
    ids: list[int] = []
    places: list[tuple[int, int]] = []

    def close() -> None:
        if not ids:
            return
        starts = np.array([places[0][0], *(a for a, _ in places), places[-1][1]], dtype=np.int64)
        ends = np.array([places[0][0], *(b for _, b in places), places[-1][1]], dtype=np.int64)
        unit = np.maximum(np.searchsorted(unit_starts, starts, side="right") - 1, 0)
        features = table[unit]
        features[0], features[-1] = 0, features[1]
        windows.append(Window(np.array([CLS, *ids, SEP], dtype=np.int64), features, starts, ends))
        ids.clear()
        places.clear()

    for (start, _), encoding in zip(sentences, encodings, strict=True):
        pieces = [
            (piece, (start + a, start + b))
            for piece, (a, b) in zip(encoding.ids, encoding.offsets, strict=True)
            if article.markup == "text" or article.is_prose(start + a, start + b)
        ]
        if ids and len(ids) + len(pieces) > ROOM:
            close()
        for at in range(0, len(pieces), ROOM):
            part = pieces[at : at + ROOM]
            if at:
                close()
            ids += [piece for piece, _ in part]
            places += [place for _, place in part]
    close()
    return windows


def find(windows: list[Window], start: int, end: int) -> tuple[int, int, int] | None:
    """(window, first piece, last piece inclusive) of a span, cut at its window's end."""
    at = bisect_right([int(w.starts[0]) for w in windows], start) - 1
    for index in (at, at + 1):
        if 0 <= index < len(windows):
            window = windows[index]
            inside = np.flatnonzero((window.starts[1:-1] < end) & (window.ends[1:-1] > start))
            if len(inside):
                return index, int(inside[0]) + 1, int(inside[-1]) + 1
    return None
