"""Counted n-grams answer as the text says."""

import numpy as np

from mtcheck.models.ngrams import hashes, level
from mtcheck.training.counts import count

BITS = {"w1": 8, "w2": 8, "w3": 8, "gap": 8}
LEAST = {"w1": 1, "w2": 2, "w3": 1, "gap": 1}


def test_levels_are_those_of_the_counts() -> None:
    model = count(["the old town\nthe old hall", "the new town"], BITS, LEAST)
    the, old, town, new = hashes("the old town new".split())
    one = model.count("w1", np.array([the, old, new, hashes(["sea"])[0]]))
    assert one.tolist() == [*level(np.array([3, 2, 1])), 0]
    pairs = model.count("w2", np.array([the, the]), np.array([old, new]))
    assert pairs.tolist() == [level(np.array([2]))[0], 0]  # one time is too rare here
    assert model.count("w3", *(np.array([h]) for h in (the, new, town)))[0] == 1
    assert model.count("gap", np.array([the]), np.array([town]))[0] == level(np.array([2]))[0]


def test_a_full_table_keeps_the_commonest() -> None:
    words = [f"{a}{b}" for a in "bcdfghjklm" for b in "abcdefghijklmnopqrstuvwxyz"]
    text = " ".join([*words, *(["often"] * 50)])
    model = count([text], BITS, LEAST)
    assert (model.tables["w1"].slots > 0).sum() <= 0.93 * 256
    assert model.count("w1", hashes(["often"]))[0] == level(np.array([50]))[0]
