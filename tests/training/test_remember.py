"""The lexical memory: what swaps and thesauri say of a phrase's origin."""

import random
from pathlib import Path

import pytest

pytest.importorskip("lemminflect")

from mtcheck.training.recipes import Sources
from mtcheck.training.remember import backwards, merged, names, swaps
from mtcheck.training.spinner import PhraseFamily


def test_swaps_are_remembered_by_share() -> None:
    family = PhraseFamily({"house": ["dwelling"], "home": ["dwelling"]})
    text = " ".join(["The house is here."] * 60 + ["The home is there."] * 20)
    families = {"dictionary": family, "roundabout": PhraseFamily({})}
    found = swaps([text], families, {"dictionary": 1.0}, 4, random.Random(1))
    (first, high), (second, low) = found["dwelling"]
    assert (first, second) == ("house", "home")
    assert high > 2 * low
    assert high + low == pytest.approx(1)


def test_thesauri_are_read_backwards_with_inflection(tmp_path: Path) -> None:
    (tmp_path / "moby.txt").write_text("reinforce,bolster\nhelp,bolster,aid\n")
    found = backwards({"reinforces": 90, "helps": 30}, Sources(moby=tmp_path / "moby.txt"))
    assert found.keys() == {"bolsters", "aids"}
    assert [word for word, _ in found["bolsters"]] == ["reinforces", "helps"]


def test_what_was_seen_counts_more_than_what_was_read() -> None:
    table = merged({"a": [("seen", 1.0)]}, {"a": [("read", 1.0)], "b": [("read", 1.0)]}, 5)
    assert table["a"] == [("seen", 0.75), ("read", 0.25)]
    assert table["b"] == [("read", 0.6)]
    assert merged({"a": [("x", 0.6), ("y", 0.4)]}, {}, 1) == {"a": [("x", 0.6)]}


def test_names_are_words_always_in_capitals() -> None:
    text = "We met in Paris when the march was over, and in March too. " * 10
    assert names([text]) == ["Paris"]
