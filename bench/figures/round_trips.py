"""Articles that an engine brought into another language and back, and the articles."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.evaluation.metrics.auroc import area
from mtcheck.finding import Label
from mtcheck.training.mtdata import round_trips as read

_ENGINE = Label.MACHINE_TRANSLATED


@figure("round-trips", "round_trips")
def round_trips(given: Given) -> Iterator[Row]:
    """How many of both are called machine-translated, and the area by the printed probability."""
    for path in given.paths("round_trips"):
        texts = [sample.text for _, sample in read(path)]
        verdicts = [one.verdict for one in given.finder.check_many(texts, batch=32)]
        engines, people = verdicts[::2], verdicts[1::2]  # as they are read, pair by pair
        on = f"{path.name}: {len(engines)} pairs, {words(texts):,} words"
        called = (sum(one.label is _ENGINE for one in side) for side in (engines, people))
        value = "; ".join(share(number, len(engines)) for number in called)
        yield Row("called machine-translated, there and back; originals", on, value)
        chances = ([one.probabilities[_ENGINE] for one in side] for side in (engines, people))
        yield Row("there and back against originals, area", on, f"{area(*chances):.3f}")
