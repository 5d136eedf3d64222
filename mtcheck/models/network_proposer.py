"""The shipped proposer: beam search and lexical memory, ranked in context, calibrated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.candidates import Asked, Option, around, candidate_features, fluency_of, plain
from mtcheck.models.capitals import capitals, cased
from mtcheck.models.composing import composed, divisions, weighed
from mtcheck.models.decoder import LONGEST, Decoder, SpanBatch
from mtcheck.models.memory import Memory
from mtcheck.models.ngrams import UNIT
from mtcheck.models.proposer import LEAST, Candidate
from mtcheck.models.ranking import Ranking
from mtcheck.models.windows import Reading, find, reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network

BEAMS, REMEMBERED, RECALLED, BATCH = 3, 7, 60, 12
"""Beams; remembered candidates that the decoder scores, out of so many recalled; spans a run."""
FLUENT = (7.0, 3.5)
"""How much the n-grams around a recalled candidate count against its log share."""
KEPT = 5
"""Candidates that are handed on."""
FLOOR = 0.05
"""Candidates below it are not; none is when the best stays below LEAST."""
SURE = 0.8
"""Confidence of a whole span's candidate from which its parts are not asked about."""
FILES = (
    "encoder.onnx",
    "spans.onnx",
    "step.onnx",
    "words.npz",
    "ngrams.npz",
    "memory.npz",
    "ranking.json",
)


class NetworkProposer:
    """Proposes what stood in a span before it was spun or mistranslated."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.signature = network.files.signature(*FILES)
        self.memory = Memory.loads(network.files.read("memory.npz"))
        self.decoder = Decoder(network)
        self.ranking = Ranking.from_dict(network.files.json("ranking.json"))

    def propose(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[list[Candidate]]:
        """Candidates for each span, best first; empty where there is no likely one.

        A span of several words is also seen as smaller ones, and gets what is likelier.
        """
        read = reading(article, self.network)
        forms = capitals(article, self.memory.names, self.network.ngrams)
        answers = dict(zip(spans, self._answers(article, spans, forms), strict=True))
        parts = [[] if _sure(answers[span]) else divisions(article, read, *span) for span in spans]
        smaller = {part for divided in parts for division in divided for part in division}
        rest = sorted(smaller - answers.keys())
        answers |= zip(rest, self._answers(article, rest, forms), strict=True)
        out = []
        for span, divided in zip(spans, parts, strict=True):
            whole = weighed(article, read, span, answers[span])
            found = {plain(c.text): c for c in whole}
            for division in divided:
                for new in composed(article, read, span, division, [answers[p] for p in division]):
                    old = found.get(plain(new.text))
                    if old is None or old.confidence < new.confidence:
                        found[plain(new.text)] = new
            best = sorted(found.values(), key=lambda c: -c.confidence)[:KEPT]
            likely = best and best[0].confidence >= LEAST
            out.append([c for c in best if c.confidence >= FLOOR] if likely else [])
        return out

    def _answers(
        self, article: Article, spans: Sequence[tuple[int, int]], forms: dict[str, str]
    ) -> list[list[Candidate]]:
        """Candidates for each span as it is, best first, however unlikely."""
        out: list[list[Candidate]] = [[] for _ in spans]
        asked = self.options(article, spans)
        features, ranges = candidate_features(
            article.text, list(asked.values()), self.network.ngrams
        )
        for (index, one), (a, b) in zip(asked.items(), ranges, strict=True):
            shares = self.ranking.shares(features[a:b])
            best = sorted(zip(shares, one.options, strict=True), key=lambda pair: -pair[0])
            out[index] = [
                Candidate(cased(option.text, forms), float(share)) for share, option in best[:KEPT]
            ]
        return out

    def options(self, article: Article, spans: Sequence[tuple[int, int]]) -> dict[int, Asked]:
        """What may stand in each span that lies in a window, by the span's index."""
        read = reading(article, self.network)
        windows = read.windows
        asked: dict[int, Asked] = {}
        for index, (start, end) in enumerate(spans):
            place = find(windows, start, end)
            if place:
                asked[index] = Asked(start, end, place)
        states = self._states(read, sorted({one.place[0] for one in asked.values()}))
        # Short spans have short candidates, and a batch takes the steps of its longest one.
        todo = sorted(asked.values(), key=lambda one: one.place[2] - one.place[1])
        for at in range(0, len(todo), BATCH):
            self._fill(article.text, todo[at : at + BATCH], states)
        return asked

    def _states(self, read: Reading, wanted: Sequence[int]) -> dict[int, NDArray[np.float32]]:
        """States of the windows `wanted`, encoded where the tagger has kept none."""
        windows, out = read.windows, read.states
        missing = [number for number in wanted if number not in out]
        for at in range(0, len(missing), 12):
            some = missing[at : at + 12]
            encoded = self.network.encode(
                [windows[i].ids for i in some], [windows[i].features for i in some]
            )
            for row, i in enumerate(some):
                out[i] = encoded.states[row, : len(windows[i].ids)]
                read.tags[i] = encoded.tags[row, : len(windows[i].ids), 0]
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
            for left, right in [around(text, one)]
            for phrase, _ in phrases
        ]
        fluency = iter(fluency_of(strings, self.network.ngrams) @ np.array(FLUENT))
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


def _sure(candidates: Sequence[Candidate]) -> bool:
    return bool(candidates) and candidates[0].confidence >= SURE
