"""Fitting how translations are phrased."""

from __future__ import annotations

import random

import pytest

pytest.importorskip("sklearn")
pytest.importorskip("onnx")
pytest.importorskip("torch")

from mtcheck.errors import UsageError
from mtcheck.training.phrasing import Passage, fit

NOUNS = "bridge council mayor river town budget school market road tax vote plan".split()
SECTION = {
    "common": 30, "least": 2, "most": 4000, "loose": 3.0, "weights": {"pairs": 1.0, "clean": 1.0},
}  # fmt: skip


def _sentence(rng: random.Random, *, translated: bool) -> str:
    one, other = rng.sample(NOUNS, 2)
    if translated:
        return f"It is the {one} of the {other} that has been decided."
    return f"They settled the {other}’s {one}."


def _text(rng: random.Random, *, translated: bool) -> str:
    return " ".join(_sentence(rng, translated=translated) for _ in range(6))


def _passages(number: int, seed: int) -> list[Passage]:
    rng = random.Random(seed)
    sides = (True, False)
    out = [
        Passage("pairs", _text(rng, translated=side), side) for _ in range(number) for side in sides
    ]
    return out + [Passage("clean", _text(rng, translated=False), False) for _ in range(number)]


def test_unseen_passages_are_told_apart() -> None:
    made, figures = fit(_passages(30, 1), SECTION)
    assert figures["passages"] == 90
    assert 0 < figures["runs"] <= SECTION["most"]
    held = _passages(10, 2)
    scores = {
        side: [made.score(p.text) for p in held if p.translated is side] for side in (True, False)
    }
    assert min(scores[True]) > 0 > max(scores[False])


def test_fewer_runs_are_kept_where_fewer_are_wanted() -> None:
    made, figures = fit(_passages(20, 1), SECTION | {"most": 40})
    assert figures["runs"] == len(made.keys) == 40
    assert made.score("It is the vote of the road that has been decided.") > 0


@pytest.mark.parametrize("side", [True, False])
def test_one_side_alone_is_refused(side: bool) -> None:
    one = [p for p in _passages(5, 1) if p.translated is side]
    with pytest.raises(UsageError, match="too little translated or clean text"):
        fit(one, SECTION)
