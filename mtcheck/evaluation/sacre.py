"""sacrebleu's metrics before and after the fixes."""

from __future__ import annotations

import json
from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mtcheck.errors import UsageError
from mtcheck.evaluation.base import Case, Intervals, Metric, Values
from mtcheck.evaluation.fixes import Edit, apply, best_edits, reference_edits

if TYPE_CHECKING:
    from sacrebleu.metrics.base import Metric as SacreMetric


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the text as it came, after the fixes, and as it should be."""

    before: str
    after: str
    reference: str


class Sacre(Metric[list[Segment]]):
    """A metric of sacrebleu against the corrected text, `before` and `after` the fixes.

    The corrected text is the gold row's `original`, or the text after the first fix of each gold
    span; clean articles are their own reference. Segments are lines, those that a fix joins taken
    together; with an `original` of another number of lines, the whole article. All first
    suggestions are applied, the unsafe ones too. Intervals are sacrebleu's own, over segments.
    """

    requires = "sacrebleu"

    @abstractmethod
    def sacre(self) -> SacreMetric:
        """The metric with its options."""

    def observe(self, case: Case) -> list[Segment] | None:
        """The article's segments; None where the corrected text is not known."""
        return segments(case) or None

    def score(self, observed: Sequence[list[Segment]]) -> Values:
        """Both scores; `n` is the number of segments."""
        return {
            name: (float(score["score"]), sum(map(len, observed)))
            for name, score in self._scores(observed, 1).items()
        }

    def intervals(self, observed: Sequence[list[Segment]], resamples: int, seed: int) -> Intervals:  # noqa: ARG002
        """The bootstrap of sacrebleu, whose seed is its own."""
        found: Intervals = {}
        for name, score in self._scores(observed, resamples).items():
            if "confidence_mean" in score:
                mean, half = float(score["confidence_mean"]), float(score["confidence_var"])
                found[name] = (mean - half, mean + half)
            else:  # sacrebleu does not write the interval of a mean of nothing
                found[name] = (0.0, 0.0)
        return found

    def signature(self) -> str:
        """The signature of sacrebleu behind the metric's name."""
        self_made = self.sacre()
        self_made.corpus_score(["a"], [["a"]])  # the signature is made while scoring
        return f"metric:{self.id}|sacrebleu:{self_made.get_signature().format(short=False)}"

    def _scores(
        self, observed: Sequence[list[Segment]], resamples: int
    ) -> dict[str, dict[str, Any]]:
        rows = [segment for article in observed for segment in article]
        references = [[row.reference for row in rows]]
        found = {}
        for name in ("before", "after"):
            texts = [getattr(row, name) for row in rows]
            chosen = self.sacre()
            score = chosen.corpus_score(texts, references, n_bootstrap=resamples)
            written = score.format(signature=str(chosen.get_signature()), is_json=True, width=4)
            found[name] = json.loads(written)
        return found


def segments(case: Case) -> list[Segment]:
    """The segments of an article whose corrected text is known."""
    text = case.gold.text
    edits = best_edits(case.findings)
    if case.gold.original is not None:
        after = apply(text, edits)
        lines = [t.split("\n") for t in (text, after, case.gold.original)]
        if len({len(part) for part in lines}) > 1:
            lines = [[" ".join(t.split())] for t in (text, after, case.gold.original)]
        return [Segment(*row) for row in zip(*lines, strict=True) if row[0].strip()]
    if not case.gold.is_annotated:
        return []
    wanted = reference_edits(case.gold)
    return [
        Segment(
            text[start:end],
            apply(text, _inside(edits, start, end), start, end),
            apply(text, _inside(wanted, start, end), start, end),
        )
        for start, end in _lines(text, [*edits, *wanted])
    ]


def _lines(text: str, edits: Sequence[Edit]) -> list[tuple[int, int]]:
    """Lines that are not blank; an edit over a line's end joins two."""
    found: list[tuple[int, int]] = []
    start = position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        position = end + 1
        if end < len(text) and any(edit.start <= end < edit.end for edit in edits):
            continue
        if text[start:end].strip():
            found.append((start, end))
        start = position
    return found


def _inside(edits: Sequence[Edit], start: int, end: int) -> list[Edit]:
    return [edit for edit in edits if start <= edit.start and edit.end <= end]


def load(name: str, **options: Any) -> SacreMetric:
    """A metric of sacrebleu by name; UsageError when it is not installed."""
    try:
        from sacrebleu import metrics
    except ImportError as error:
        raise UsageError(
            "BLEU, chrF and TER need sacrebleu: pip install 'mtcheck[evaluate]'"
        ) from error
    made: SacreMetric = getattr(metrics, name)(**options)
    return made
