"""The shipped proposer: beam search and lexical memory, ranked in context, calibrated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.models.decoder import LONGEST, Decoder, SpanBatch
from mtcheck.models.memory import Memory
from mtcheck.models.ngrams import UNIT, hashes
from mtcheck.models.proposer import Candidate
from mtcheck.models.windows import Window, cut, find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network
    from mtcheck.models.ngrams import NgramModel

BEAMS, REMEMBERED, RECALLED, BATCH = 4, 10, 60, 24
"""Beams; remembered candidates that the decoder scores, out of so many recalled; spans a run."""
FLUENT = (7.0, 3.5)
"""How much the n-grams around a recalled candidate count against its log share."""
KEPT = 5
"""Candidates that are handed on."""
FLOOR, LEAST = 0.05, 0.35
"""Candidates below FLOOR are not; none is when the best stays below LEAST."""
FILES = (
    "encoder.onnx",
    "spans.onnx",
    "step.onnx",
    "words.npz",
    "ngrams.npz",
    "memory.json.xz",
    "ranking.json",
)
COMMON = 8
"""Count level from which a word that the article writes in capitals is no name by that."""
_EDGE = 0x5BD1E995


@dataclass(slots=True)
class Option:
    """A candidate with what is known of it."""

    text: str
    written: float
    """Log probability by the decoder."""
    remembered: float | None = None
    """Log share by the lexical memory, None where it does not know it."""


@dataclass(slots=True)
class Asked:
    """A span, its window and its options."""

    start: int
    end: int
    place: tuple[int, int, int]
    options: list[Option] = field(default_factory=list)
    keep: float = 0.0
    """Log probability, by the decoder, of the text as it stands."""


class NetworkProposer:
    """Proposes what stood in a span before it was spun or mistranslated."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.signature = network.files.signature(*FILES)
        self.memory = Memory.loads(network.files.read("memory.json.xz"))
        self.decoder = Decoder(network)
        self.ranking = Ranking.from_dict(network.files.json("ranking.json"))

    def propose(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[list[Candidate]]:
        """Candidates for each span, best first; empty where there is no likely one."""
        out: list[list[Candidate]] = [[] for _ in spans]
        asked = self.options(article, spans)
        features, ranges = candidate_features(
            article.text, list(asked.values()), self.network.ngrams
        )
        capitals = _capitals(article, self.memory.names, self.network.ngrams)
        for (index, one), (a, b) in zip(asked.items(), ranges, strict=True):
            shares = self.ranking.shares(features[a:b])
            best = sorted(zip(shares, one.options, strict=True), key=lambda pair: -pair[0])
            out[index] = [
                Candidate(_cased(option.text, capitals), float(share))
                for share, option in best[:KEPT]
                if share >= FLOOR and best[0][0] >= LEAST
            ]
        return out

    def options(self, article: Article, spans: Sequence[tuple[int, int]]) -> dict[int, Asked]:
        """What may stand in each span that lies in a window, by the span's index."""
        windows = cut(article, self.network)
        asked: dict[int, Asked] = {}
        for index, (start, end) in enumerate(spans):
            place = find(windows, start, end)
            if place:
                asked[index] = Asked(start, end, place)
        states = self._states(windows, sorted({one.place[0] for one in asked.values()}))
        todo = sorted(asked.values(), key=lambda one: len(windows[one.place[0]].ids))
        for at in range(0, len(todo), BATCH):
            self._fill(article.text, todo[at : at + BATCH], states)
        return asked

    def _states(
        self, windows: Sequence[Window], wanted: Sequence[int]
    ) -> dict[int, NDArray[np.float32]]:
        out = {}
        for at in range(0, len(wanted), 12):
            some = wanted[at : at + 12]
            encoded = self.network.encode(
                [windows[i].ids for i in some], [windows[i].features for i in some]
            )
            for row, i in enumerate(some):
                out[i] = encoded.states[row, : len(windows[i].ids)]
        return out

    def _fill(
        self, text: str, some: Sequence[Asked], states: dict[int, NDArray[np.float32]]
    ) -> None:
        used = sorted({one.place[0] for one in some})
        lengths = np.array([len(states[i]) for i in used])
        block = np.zeros(
            (len(used), int(lengths.max()), states[used[0]].shape[1]), dtype=np.float32
        )
        for row, i in enumerate(used):
            block[row, : len(states[i])] = states[i]
        rows = {i: row for row, i in enumerate(used)}
        remembered = self._recall(text, some)
        given = [
            [text[one.start : one.end], *(phrase for phrase, _ in known)]
            for one, known in zip(some, remembered, strict=True)
        ]
        encodings = self.network.tokenizer.encode_batch(
            [phrase for phrases in given for phrase in phrases], add_special_tokens=False
        )
        pieces = iter([tuple(e.ids)[:LONGEST] for e in encodings])
        forced = [[next(pieces) for _ in phrases] for phrases in given]
        batch = SpanBatch(
            block,
            lengths,
            *(
                np.array(column, dtype=np.int64)
                for column in zip(
                    *((rows[one.place[0]], *one.place[1:]) for one in some), strict=True
                )
            ),
        )
        found, scores = self.decoder(batch, forced, BEAMS)
        for one, hypotheses, known, values in zip(some, found, remembered, scores, strict=True):
            one.keep = values[0]
            own = plain(text[one.start : one.end])
            options = {
                plain(phrase): Option(phrase, value, share)
                for (phrase, share), value in zip(known, values[1:], strict=True)
            }
            for hypothesis in hypotheses[:BEAMS]:
                phrase = self.join(hypothesis.pieces)
                options.setdefault(plain(phrase), Option(phrase, hypothesis.score))
            options.pop(own, None)
            one.options = list(options.values())

    def _recall(self, text: str, some: Sequence[Asked]) -> list[list[tuple[str, float]]]:
        """Remembered candidates of each span, those kept that fit best between its neighbours."""
        known = [self.memory.candidates(text[one.start : one.end], RECALLED) for one in some]
        strings = [
            [*left, *UNIT.findall(phrase), *right]
            for one, phrases in zip(some, known, strict=True)
            for left, right in [_around(text, one)]
            for phrase, _ in phrases
        ]
        fluency = iter(_fluency(strings, self.network.ngrams) @ np.array(FLUENT))
        out = []
        for phrases in known:
            scored = [(share + float(next(fluency)), phrase, share) for phrase, share in phrases]
            scored.sort(key=lambda item: (-item[0], item[1]))
            out.append([(phrase, share) for _, phrase, share in scored[:REMEMBERED]])
        return out

    def join(self, pieces: Sequence[int]) -> str:
        """Word pieces as text: pieces of a word, apostrophes, hyphens and marks closed up."""
        out = ""
        glue = True
        for piece in pieces:
            mark = self.network.tokenizer.id_to_token(piece) or ""
            if mark.startswith("##"):
                out += mark[2:]
            elif mark in "'’-/" or mark in ".,;:!?)%":
                out += mark
            else:
                out += mark if glue else f" {mark}"
            glue = mark in "'’-/($£€\""
        return out


def plain(text: str) -> str:
    """Text as candidates are compared: case folded, spaces and apostrophes alike."""
    return " ".join(text.lower().replace("’", "'").split())


def candidate_features(
    text: str, asked: Sequence[Asked], ngrams: NgramModel
) -> tuple[NDArray[np.float64], list[tuple[int, int]]]:
    """Features (candidates, 12) of all options and each span's range of rows.

    Decoder log probability, alone and against the best and against keeping the text;
    memory share and whether it is known at all; how the n-grams around it fare, alone and
    against the text as it stands; lengths in words; 1.
    """
    strings: list[list[str]] = []
    for one in asked:
        left, right = _around(text, one)
        strings += [
            [*left, *UNIT.findall(phrase), *right]
            for phrase in (text[one.start : one.end], *(o.text for o in one.options))
        ]
    fluency = _fluency(strings, ngrams)
    rows: list[list[float]] = []
    ranges = []
    at = 0
    for one in asked:
        begin = len(rows)
        own = fluency[at]
        best = max((o.written for o in one.options), default=0.0)
        length = len(UNIT.findall(text[one.start : one.end]))
        known = [o.remembered for o in one.options if o.remembered is not None]
        for k, option in enumerate(one.options):
            here = fluency[at + 1 + k]
            memory = option.remembered
            words = len(UNIT.findall(option.text))
            rows.append(
                [
                    max(option.written, -20.0), max(option.written - best, -12.0),
                    option.written - max(one.keep, -20.0),
                    0.0 if memory is None else max(memory, -6.0), float(memory is not None),
                    float(bool(known)),
                    here[0], here[1], here[0] - own[0], here[1] - own[1],
                    abs(words - length) / 3, 1.0,
                ]
            )  # fmt: skip
        at += 1 + len(one.options)
        ranges.append((begin, len(rows)))
    return np.array(rows, dtype=np.float64).reshape(-1, 12), ranges


def _around(text: str, one: Asked) -> tuple[list[str], list[str]]:
    """Two counting units on either side of a span."""
    left = UNIT.findall(text[max(0, one.start - 40) : one.start])[-2:]
    return left, UNIT.findall(text[one.end : one.end + 40])[:2]


def _fluency(strings: Sequence[Sequence[str]], ngrams: NgramModel) -> NDArray[np.float64]:
    """(strings, 2): mean levels of pairs and of triples in each string of units, 0 to 1."""
    gap = np.array([_EDGE], dtype=np.uint64)
    parts = [np.concatenate([hashes(units), gap]) for units in strings]
    if not parts:
        return np.zeros((0, 2))
    flat = np.concatenate(parts)
    owner = np.repeat(np.arange(len(parts)), [len(p) for p in parts])
    out = np.zeros((len(parts), 2))
    for column, order in enumerate(("w2", "w3")):
        span = column + 2
        if len(flat) < span:
            continue
        levels = (
            ngrams.count(order, *(flat[i : len(flat) - span + 1 + i] for i in range(span))) / 15.0
        )
        whole = owner[: len(levels)] == owner[span - 1 :]
        whole &= flat[span - 1 :] != gap[0]
        total = np.bincount(owner[: len(levels)][whole], levels[whole], minlength=len(parts))
        count = np.bincount(owner[: len(levels)][whole], minlength=len(parts))
        out[:, column] = total / np.maximum(count, 1)
    return out


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights of a softmax over a span's candidates and the chance that none is right."""

    weights: tuple[float, ...]
    none: tuple[float, ...]
    """Over the best candidate's decoder log probability, their number / 10, and 1."""

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Ranking:
        """Read the JSON form."""
        return cls(tuple(data["weights"]), tuple(data["none"]))

    def shares(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Probability of each candidate (candidates,); the rest to 1 is that none is right."""
        if not len(features):
            return np.zeros(0)
        scores = features @ np.array(self.weights)
        none = np.array([features[:, 0].max(), len(features) / 10, 1.0]) @ np.array(self.none)
        top = max(float(scores.max()), float(none))
        odds = np.exp(scores - top)
        return odds / (odds.sum() + np.exp(none - top))  # type: ignore[no-any-return]


def _capitals(article: Article, names: dict[str, str], ngrams: NgramModel) -> dict[str, str]:
    """How words are capitalised: as English does, else as this article writes rare words."""
    found = dict(names)
    starts = {start for start, _ in article.sentences}
    inside = {article.text[a:b] for a, b in article.words if a not in starts}
    upper = [w for w in inside if w[0].isupper() and w.lower() not in inside]
    if upper:
        for word, level in zip(upper, ngrams.count("w1", hashes(upper)), strict=True):
            if level < COMMON:
                found[word.lower()] = word
    return found


def _cased(text: str, capitals: dict[str, str]) -> str:
    """`text` with names in capitals; a text that has capitals stays as it is."""
    if text != text.lower():
        return text
    return UNIT.sub(lambda m: capitals.get(m.group(), "I" if m.group() == "i" else m.group()), text)
