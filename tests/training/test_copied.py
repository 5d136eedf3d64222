"""Sound text as careless scrapers leave it."""

from __future__ import annotations

import random
import re

import pytest

pytest.importorskip("lemminflect", reason="needs the train extra")

from mtcheck.training import judged
from mtcheck.training.copied import copied

TEXT = (
    'The mayor said "the bridge is not lost" on Tuesday. It was built in 1912, and isn\'t safe.\n'
    "Work on the old crossing begins in May. A café beside it has to close."
)


def test_each_copy_is_damaged_and_the_same_every_time() -> None:
    made = [copied(TEXT, random.Random(seed)) for seed in range(40)]
    assert made == [copied(TEXT, random.Random(seed)) for seed in range(40)]
    assert sum(copy != TEXT for copy in made) >= 28
    for sign in ("â€", "\ufffd", "&quot;", "\u200b", "  ", " .", "\n\n"):
        assert any(sign in copy for copy in made), sign


def test_its_words_stay() -> None:
    plain = [w for w in re.findall(r"[a-z]+", TEXT.lower()) if len(w) > 3]
    for seed in range(40):
        words = re.findall(r"[a-z]+", copied(TEXT, random.Random(seed)).lower())
        kept = sum(word in words for word in plain)
        assert kept >= len(plain) / 2


def test_people_wrote_it() -> None:
    (sample,) = judged.copies([TEXT], 3)
    assert (sample.kind, list(sample.swaps)) == ("clean", [])
