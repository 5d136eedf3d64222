"""Who wrote a passage, an engine or people, by the states of a language model that reads it.

What the translation network learns of that from the passages themselves it learns by heart: few
people's translations are there to learn from. A language model has read far more, and a linear
function of its states is too simple to remember who wrote what.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from mtcheck.training.doubts import ENGINE
from mtcheck.training.scaling import Scale

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from mtcheck.training.doubts import Doubted
    from mtcheck.training.teacher import F16, Reader

_RUN = 16
"""Words whose states are kept as one mean."""
_PASSAGE = 3
"""Runs that are judged as one passage when it is learnt."""
_FOLDS = 5
_LOOSE = 1e-3
_CLIP = 5.0


class _Known(NamedTuple):
    """A text with the fold of its document, and its runs' mean states (runs, width)."""

    source: str
    fold: int
    text: Doubted
    runs: F16


class Authors:
    """Reads texts of known authors, then tells from the others how each of them looks."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._known: list[_Known] = []

    def read(self, source: str, document: str, text: Doubted) -> None:
        """Take in a text of `document` by an engine or by people; a source's sides count alike."""
        fold = zlib.crc32(document.encode()) % _FOLDS
        self._known.append(_Known(source, fold, text, self._reader.means(text, _RUN)))

    def told(self) -> Iterator[tuple[str, Doubted]]:
        """(source, text) in the order of reading, with its words' log odds.

        What is said of a document was learnt from other documents. Where a side is missing, texts
        come as they were.
        """
        judges = [self._fit([one for one in self._known if one.fold != n]) for n in range(_FOLDS)]
        for one in self._known:
            judge = judges[one.fold]
            if judge is None or not len(one.runs):
                yield one.source, one.text
                continue
            words = np.repeat(judge(one.runs), _RUN)[: len(one.text.words)]
            yield one.source, one.text._replace(told=words)

    def _fit(self, known: Sequence[_Known]) -> _Judge | None:
        states, engine, keys = [], [], []
        for one in known:
            for at in range(0, len(one.runs), _PASSAGE):
                states.append(one.runs[at : at + _PASSAGE].astype(np.float32).mean(0))
                engine.append(one.text.kind == ENGINE)
                keys.append(f"{one.source}/{one.text.kind}")
        if len(set(engine)) < 2:
            return None
        x, sides = np.stack(states), np.array(keys)
        scale = Scale.of(x, _CLIP)
        each = dict(zip(*np.unique(sides, return_counts=True), strict=True))
        weight = np.array([1 / each[key] for key in keys])
        model = LogisticRegression(C=_LOOSE, max_iter=300)
        model.fit(scale(x), engine, sample_weight=weight * (len(weight) / weight.sum()))
        return _Judge(scale, model.coef_[0], float(model.intercept_[0]))


class _Judge(NamedTuple):
    """A logistic function of states."""

    scale: Scale
    weights: NDArray[np.float64]
    base: float

    def __call__(self, runs: F16) -> Any:
        """Log odds (runs,)."""
        return self.scale(runs) @ self.weights + self.base
