"""How much speaks against each word of a translation: people's marks, and other translations.

Raters of one translation agree on few words. So the network learns which share of them would mark
a word, not whether most do. Few raters are a poor guess at that share, and most translations have
none: there the other translations of the sentence help, as a word they lack is likelier wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from mtcheck.training import mtdata

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtcheck.training.windows import Sample

_WORD = re.compile(r"\S+")
_PLAIN = 0.5
"""Weight of a rater's mark, as `mtdata.votes` gives it, from which it is one against the word."""
_FAINT = 0.35
"""What a fainter one counts: of meaning, which the source decides, or of a whole sentence."""
_RATERS = 3.0
"""So many raters count as much as the other translations do."""
PEOPLE, ENGINE = "clean", "machine-translated"
_SYSTEMS = 4
"""Translations of a sentence, the reference among them, from which their wording says something."""


class Doubted(NamedTuple):
    """A text, the share of raters that mark each of its words, and who wrote it."""

    text: str
    words: list[tuple[int, int]]
    shares: NDArray[np.float64]
    """(words,) from 0 to 1, NaN where nobody knows"""
    kind: str = "unknown"
    """One of windows.KINDS: what an engine wrote, or people, or neither is known"""
    told: NDArray[np.float64] | None = None
    """(words,) log odds that an engine wrote it, as a language model sees them; their mean over a
    passage is the passage's. None where none read it."""


class Wording:
    """The share of raters that mark a word, as far as other translations tell it."""

    def __init__(self, weights: NDArray[np.float64]) -> None:
        self._weights = weights

    @classmethod
    def fit(cls, paths: Sequence[Path]) -> Wording:
        """From the sentences of MQM files that several systems translated.

        Without any it knows nothing and says NaN.
        """
        seen, marked = [], []
        for path in paths:
            for _, document in _documents(path):
                for one in chain.from_iterable(document.values()):
                    known = ~np.isnan(one.others[:, 0])
                    seen.append(one.others[known])
                    marked.append(one.marks.mean(0)[known])
        if not seen:
            return cls(np.full(6, np.nan))
        x = _design(np.concatenate(seen))
        return cls(np.linalg.lstsq(x, np.concatenate(marked), rcond=None)[0])

    def __call__(self, shares: NDArray[np.float64]) -> NDArray[np.float64]:
        """Shares of raters (words,), NaN where nothing is known, from what `others` says."""
        return np.clip(_design(shares) @ self._weights, 0.0, 1.0)


def others(texts: Mapping[str, str]) -> dict[str, NDArray[np.float64]]:
    """(words, 2) for each translation of one sentence.

    The share of the other translations that have the word, and the mean share of those that have
    it after the word before and before the word after; NaN for what is no word.
    """
    words = {name: [_plain(m.group()) for m in _WORD.finditer(t)] for name, t in texts.items()}
    held = {name: set(some) for name, some in words.items()}
    pairs = {name: set(_pairs(some)) for name, some in words.items()}
    found = {}
    for name, some in words.items():
        rest = [other for other in texts if other != name]
        own = _pairs(some)
        out = np.full((len(some), 2), np.nan)
        for i, word in enumerate(some):
            if word and rest:
                beside = [(own[i] in pairs[o]) + (own[i + 1] in pairs[o]) for o in rest]
                out[i] = sum(word in held[o] for o in rest), sum(beside) / 2
        found[name] = out / max(1, len(rest))
    return found


def mqm(path: Path, wording: Wording) -> Iterator[tuple[str, Doubted]]:
    """(document, each system's translation of it), marks weighed with the wording of the others."""
    for name, document in _documents(path):
        for system, sentences in document.items():
            parts = []
            for one in sentences:
                mean, told = one.marks.mean(0), wording(one.others)
                count = len(one.marks) / (len(one.marks) + _RATERS)
                told = np.where(np.isnan(told), mean, told)
                parts.append((one.text, count * mean + (1 - count) * told))
            yield name, _joined(parts, PEOPLE if mtdata.HUMAN.search(system) else ENGINE)


def documents(path: Path, wording: Wording) -> Iterator[tuple[str, Doubted]]:
    """(document, each system's translation of it), by the wording of the others alone.

    Then people's translation, of whose words nothing is said.
    """
    for row in mtdata.read_lines(path):
        name = f"{row['year']}/{row['lang_pair']}/{row['doc_id']}"
        parts: dict[str, list[tuple[str, NDArray[np.float64]]]] = defaultdict(list)
        for segment in row["segments"]:
            texts = {system: text for system, text in segment["systems"].items() if text}
            if len(texts) < _SYSTEMS - 1:
                continue
            shares = others({**texts, "": segment["reference"]})
            for system, text in texts.items():
                told = wording(shares[system])
                parts[system].append((text, told if np.isnan(told).all() else np.nan_to_num(told)))
        for some in parts.values():
            yield name, _joined(some, ENGINE)
        yield name, unsaid(" ".join(s["reference"] for s in row["segments"]), PEOPLE)


def post_edits(path: Path, wording: Wording) -> Iterator[tuple[str, Doubted]]:
    """(document, translation), all doubt on the words that were changed.

    Its kind stays open, as nothing here stands against it but what was made of it.
    """
    del wording  # one engine translated each
    for row, sample in mtdata.post_edits(path):
        if sample.kind == "machine-translated":
            yield str(row // 4), of_swaps(sample)._replace(kind="unknown")


def round_trips(path: Path, wording: Wording) -> Iterator[tuple[str, Doubted]]:
    """(id, text that went through an engine, and the text), of whose words nothing is said."""
    del wording
    for name, sample in mtdata.round_trips(path):
        yield name, unsaid(sample.text, sample.kind)


def unsaid(text: str, kind: str) -> Doubted:
    """A text of which only is known who wrote it."""
    words = _words(text)
    return Doubted(text, words, np.full(len(words), np.nan), kind)


def of_swaps(sample: Sample) -> Doubted:
    """A sample whose swaps are all that is wrong with it."""
    words = _words(sample.text)
    starts, ends = np.array(words).reshape(-1, 2).T
    shares = np.zeros(len(words))
    for swap in sample.swaps:
        shares[(starts < swap.end) & (swap.start < ends)] = 1.0
    return Doubted(sample.text, words, shares, sample.kind)


READERS = {
    "mqm": mqm, "post_edits": post_edits, "documents": documents, "round_trips": round_trips,
}  # fmt: skip


class _Sentence(NamedTuple):
    """A system's translation of a sentence, with what `others` says of it."""

    text: str
    marks: NDArray[np.float64]
    """(raters, words): what each rater's marks count against each word"""
    others: NDArray[np.float64]


def _documents(path: Path) -> Iterator[tuple[str, dict[str, list[_Sentence]]]]:
    """(document, its sentences by system) of an MQM file."""
    found: dict[str, dict[str, dict[str, list[dict[str, Any]]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for row in mtdata.read_lines(path):
        found[row["doc_id"]][row["seg_id"]][row["system"]].append(row)
    for document, segments in found.items():
        sentences: dict[str, list[_Sentence]] = defaultdict(list)
        for systems in segments.values():
            shares = others({name: rows[0]["text"] for name, rows in systems.items()})
            for name, rows in systems.items():
                sentences[name].append(_Sentence(rows[0]["text"], _marked(rows), shares[name]))
        yield document, sentences


def _marked(rows: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """As `_Sentence.marks`."""
    text = rows[0]["text"]
    words = _words(text)
    raters = [mtdata.votes(text, [row]) for row in rows if row["text"] == text]
    weight = np.array([[votes.get(word, 0.0) for word in words] for votes in raters])
    return np.where(weight >= _PLAIN, 1.0, np.where(weight > 0, _FAINT, 0.0))


def _design(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    one, two = shares.T
    return np.stack([one, two, one * one, two * two, one * two, np.ones(len(one))], axis=1)


def _words(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _WORD.finditer(text)]


def _plain(word: str) -> str:
    return re.sub(r"\W+", "", word.lower())


def _pairs(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(zip(["", *words], [*words, ""], strict=True))


def _joined(parts: Sequence[tuple[str, NDArray[np.float64]]], kind: str) -> Doubted:
    text, words = "", []
    for part, _ in parts:
        words += [(len(text) + start, len(text) + end) for start, end in _words(part)]
        text += part + " "
    return Doubted(text, words, np.concatenate([shares for _, shares in parts]), kind)
