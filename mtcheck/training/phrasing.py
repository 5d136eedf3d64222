"""Fits what tells translations from people's words by how they turn their phrases.

Groups of passages hold both, about the same matters, or only what people wrote; in each group
both sides count alike, so that a group says how engines write, not what it is about.
"""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from mtcheck.errors import UsageError
from mtcheck.models.phrasing import Phrasing, Runs, known, runs, tokens, word_hash
from mtcheck.training import judged
from mtcheck.training.weigh import crop, even

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from mtcheck.training.config import Config
    from mtcheck.training.corpus import Text
    from mtcheck.training.windows import Sample

    U32 = NDArray[np.uint32]

_CHUNK = 4000
"""Passages whose runs are counted at a time."""
_WHOLE = 60
"""Tokens from which a passage counts in full."""


class Passage(NamedTuple):
    """A text of a group, and whether an engine wrote it."""

    group: str
    text: str
    translated: bool


def passages(texts: Sequence[Text], config: Config) -> Iterator[Passage]:
    """Judged translations by kind, noised text and clean articles."""
    section, rng = config["phrasing"], random.Random(config.seed + 41)
    for kind in judged.given(config):
        found = judged.samples(
            config, development=False, seed=config.seed + 41, kinds=[kind],
            systems=section["systems"],
        )  # fmt: skip
        yield from (_passage(kind, sample) for sample in found)
    some = even(texts, section["articles"], rng)
    cuts = [crop(text.text, rng) for text in some]
    for sample in judged.contrasts(cuts[: section["noised"]], config.seed + 41):
        if sample.kind != "unknown":
            yield _passage("noise", sample)
    yield from (Passage("clean", cut, translated=False) for cut in cuts)


def _passage(group: str, sample: Sample) -> Passage:
    return Passage(group, sample.text, sample.kind == "machine-translated")


def fit(passages: Sequence[Passage], section: dict[str, Any]) -> tuple[Phrasing, dict[str, float]]:
    """Weights as section `phrasing` of the recipe says, and figures of the fit.

    All runs that are common enough are weighed; then those that move most, once more.
    UsageError when there is too little text for that.
    """
    texts = [tokens(passage.text) for passage in passages]
    common = _common(texts, section["common"])
    found = [runs(text, common) for text in texts]
    truth = np.array([passage.translated for passage in passages])
    weight = _balanced(passages, np.array([len(text) for text in texts]), section["weights"])
    keys, counts = _counted(found, section["least"])
    if not len(keys) or truth.all() or not truth.any():
        raise UsageError("too little translated or clean text to fit how translations are phrased")
    whole, _ = _weights(found, keys, truth, weight, section["loose"])
    moved = np.abs(whole) * np.sqrt(counts)
    keys = keys[np.sort(np.argsort(-moved, kind="stable")[: section["most"]])]
    weights, base = _weights(found, keys, truth, weight, section["loose"])
    made = Phrasing(common, keys, weights, base)
    return made, {"runs": len(keys), "passages": len(passages), "translated": float(truth.mean())}


def _common(texts: Sequence[Sequence[str]], most: int) -> NDArray[np.uint64]:
    """Hashes of the commonest words, ascending; they are their own outlines."""
    words: Counter[str] = Counter()
    for text in texts:
        words.update(token.lower() for token in text if not token[0].isdigit())
    hashes = sorted(word_hash(word) for word, _ in words.most_common(most))
    return np.array(hashes, dtype=np.uint64)


def _balanced(
    passages: Sequence[Passage], sizes: NDArray[np.int64], weights: Mapping[str, float]
) -> NDArray[np.float64]:
    """Weights (passages,) of 1 on average: each side of a group has what `weights` gives it."""
    out = np.minimum(sizes / _WHOLE, 1.0)
    groups = np.array([passage.group for passage in passages])
    truth = np.array([passage.translated for passage in passages])
    for group in set(groups.tolist()):
        for side in (False, True):
            mine = (groups == group) & (truth == side)
            total = out[mine].sum()
            if total:
                out[mine] *= weights.get(group, 1.0) / total
    return np.asarray(out * (len(out) / out.sum()))


def _counted(found: Sequence[Runs], least: int) -> tuple[U32, NDArray[np.int64]]:
    """Keys of the runs that `least` passages or more hold, ascending, and how many do."""
    keys, counts = np.zeros(0, np.uint32), np.zeros(0, np.int64)
    for at in range(0, len(found), _CHUNK):
        new = np.concatenate([one.keys for one in found[at : at + _CHUNK]])
        each, number = np.unique(new, return_counts=True)
        keys, place = np.unique(np.concatenate([keys, each]), return_inverse=True)
        counts = np.bincount(place, np.concatenate([counts, number])).astype(np.int64)
    often = counts >= least
    return keys[often], counts[often]


def _weights(
    found: Sequence[Runs],
    keys: U32,
    truth: NDArray[np.bool_],
    weight: NDArray[np.float64],
    loose: float,
) -> tuple[NDArray[np.float32], float]:
    """Weights of `keys` and the base of a logistic function over passages of length 1."""
    columns, values, ends = [], [], [0]
    for one in found:
        place, share = known(one, keys)
        columns.append(place.astype(np.int32))
        values.append(share)
        ends.append(ends[-1] + len(place))
    x = csr_matrix(
        (np.concatenate(values), np.concatenate(columns), np.array(ends)),
        shape=(len(found), len(keys)),
    )
    model = LogisticRegression(C=loose, solver="liblinear", max_iter=60)
    model.fit(x, truth, sample_weight=weight)
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])
