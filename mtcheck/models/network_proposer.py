"""The shipped proposer: beam search and lexical memory, ranked in context, calibrated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.candidates import Asked, Option, measure, plain
from mtcheck.models.capitals import capitals, cased
from mtcheck.models.composing import composed, divisions, weighed
from mtcheck.models.memory import Memory
from mtcheck.models.proposer import LEAST, Candidate
from mtcheck.models.ranking import Ranking
from mtcheck.models.windows import find, reading
from mtcheck.models.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.article import Article
    from mtcheck.models.network import Network

RECALLED, IN_PART, BEGUN = 30, 8, 12
"""Phrases taken out of the memory for a span, and for a part of one; how many of a span's the
decoder is asked about."""
HOPELESS, PLAIN = 0.02, 0.65
"""Confidence of the best remembered phrase: the decoder is asked from the one up to the other."""
KEPT = 5
"""Candidates that are handed on."""
FLOOR = 0.05
"""Candidates below it are not; none is when the best stays below LEAST."""
SURE = 0.5
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
    """Proposes what stood in a span before it was spun.

    One that does not abstain names candidates however unlikely they are, which is for measuring.
    """

    def __init__(self, network: Network, *, abstains: bool = True) -> None:
        self.network = network
        self._bars = (LEAST, FLOOR) if abstains else (0.0, 0.0)
        self.signature = network.files.signature(*FILES)
        self.memory = Memory.loads(network.files.read("memory.npz"))
        self.writer = Writer(network)
        fitted = network.files.json("ranking.json")
        self.remembering = Ranking.from_dict(fitted["remembered"])
        """Ranks what the memory has, before the decoder is asked."""
        self.ranking = Ranking.from_dict(fitted["written"])

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
        answers |= zip(rest, self._answers(article, rest, forms, decoded=False), strict=True)
        least, floor = self._bars
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
            likely = best and best[0].confidence >= least
            out.append([c for c in best if c.confidence >= floor] if likely else [])
        return out

    def _answers(
        self,
        article: Article,
        spans: Sequence[tuple[int, int]],
        forms: dict[str, str],
        *,
        decoded: bool = True,
    ) -> list[list[Candidate]]:
        """Candidates for each span as it is, best first, however unlikely.

        The decoder is asked about whole spans only: of their parts it knew nothing better.
        """
        out: list[list[Candidate]] = [[] for _ in spans]
        asked = self.recalled(article, spans, RECALLED if decoded else IN_PART)
        shares = {i: self.remembering.shares(one.table) for i, one in asked.items()}
        open_ = [i for i, mine in shares.items() if decoded and HOPELESS <= _best(mine) < PLAIN]
        self.decode(article, [asked[i] for i in open_], [shares[i] for i in open_])
        shares |= {i: self.ranking.shares(asked[i].features()) for i in open_}
        for index, one in asked.items():
            best = sorted(
                zip(shares[index].tolist(), one.options, strict=True), key=lambda pair: -pair[0]
            )
            out[index] = [
                Candidate(cased(option.text, forms), share) for share, option in best[:KEPT]
            ]
        return out

    def recalled(
        self, article: Article, spans: Sequence[tuple[int, int]], most: int = RECALLED
    ) -> dict[int, Asked]:
        """What the memory has for each span that lies in a window, measured, by span's index."""
        windows = reading(article, self.network).windows
        text = article.text
        asked: dict[int, Asked] = {}
        options: list[list[Option]] = []
        for index, (start, end) in enumerate(spans):
            place = find(windows, start, end)
            if place:
                asked[index] = Asked(start, end, place)
                known = self.memory.candidates(text[start:end], most)
                options.append([Option(phrase, share) for phrase, share in known])
        tables = measure(text, list(asked.values()), options, self.network.ngrams)
        for one, some, table in zip(asked.values(), options, tables, strict=True):
            one.add(some, table)
        return asked

    def decode(
        self,
        article: Article,
        asked: Sequence[Asked],
        shares: Sequence[NDArray[np.float64]],
    ) -> None:
        """Have the decoder score the likeliest options by `shares`, and add its own."""
        weights = []
        for one, mine in zip(asked, shares, strict=True):
            best = np.argsort(-mine, kind="stable")[:BEGUN].tolist()
            one.keep(best)
            weights.append(np.log(mine[best] + 1e-9).tolist())
        read = reading(article, self.network)
        found = self.writer.write(article.text, read, asked, weights) if asked else []
        some = [(one, new) for one, new in zip(asked, found, strict=True) if new]
        tables = measure(
            article.text, [one for one, _ in some], [new for _, new in some], self.network.ngrams
        )
        for (one, new), table in zip(some, tables, strict=True):
            one.add(new, table)


def _best(shares: NDArray[np.float64]) -> float:
    return float(shares.max(initial=0.0))


def _sure(candidates: Sequence[Candidate]) -> bool:
    return bool(candidates) and candidates[0].confidence >= SURE
