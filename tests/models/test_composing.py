"""Long spans seen as smaller ones."""

from __future__ import annotations

import numpy as np
import pytest

from mtcheck.article import Article
from mtcheck.models.composing import SOUND, composed, divisions, odd, weighed
from mtcheck.models.proposer import Candidate
from mtcheck.models.windows import Reading, cut
from tests.networks import reading_parts

TEXT = "The council met on Tuesday to discuss the new bridge."
ARTICLE = Article(TEXT)


def _span(part: str) -> tuple[int, int]:
    at = TEXT.index(part)
    return at, at + len(part)


@pytest.fixture
def reading() -> Reading:
    """Only `council`, `met` and `Tuesday` look spun."""
    windows = cut(ARTICLE, reading_parts())
    (window,) = windows
    tags = np.full(len(window.ids), SOUND[0] - 1, np.float32)
    for word in ("council", "met", "Tuesday"):
        start, end = _span(word)
        tags[(window.starts < end) & (window.ends > start)] = 4.0
    return Reading(windows, tags={0: tags})


def test_sound_words_divide_a_span(reading: Reading) -> None:
    runs, single = divisions(ARTICLE, reading, *_span("council met on Tuesday"))
    assert [TEXT[a:b] for a, b in runs] == ["council met", "Tuesday"]
    assert [TEXT[a:b] for a, b in single] == ["council", "met", "Tuesday"]


def test_a_span_that_is_odd_throughout_is_divided_into_words(reading: Reading) -> None:
    assert divisions(ARTICLE, reading, *_span("council met")) == [[_span("council"), _span("met")]]


def test_a_word_and_a_sound_span_are_not_divided(reading: Reading) -> None:
    assert divisions(ARTICLE, reading, *_span("council")) == []
    assert divisions(ARTICLE, reading, *_span("the new bridge")) == []


def test_parts_are_put_together_by_the_product_of_their_odds(reading: Reading) -> None:
    parts = [_span("council"), _span("Tuesday")]
    answers = [[Candidate("board", 0.8), Candidate("panel", 0.1)], [Candidate("Friday", 0.5)]]
    best, *rest = composed(ARTICLE, reading, _span("council met on Tuesday"), parts, answers)
    left = (1 - odd(reading, _span("met"))) * (1 - odd(reading, _span("on")))
    assert best == Candidate("board met on Friday", pytest.approx(0.4 * left))
    stays = 1 - odd(reading, _span("Tuesday"))
    assert Candidate("board met on Tuesday", pytest.approx(0.8 * stays * left)) in rest


def test_what_changes_nothing_is_no_candidate(reading: Reading) -> None:
    whole, parts = _span("council met"), [_span("council"), _span("met")]
    assert composed(ARTICLE, reading, whole, parts, [[], []]) == []
    found = composed(ARTICLE, reading, whole, parts, [[Candidate("board", 0.1)], []])
    assert [c.text for c in found] == ["board met"]


def test_candidates_that_keep_sound_words_gain(reading: Reading) -> None:
    keeps, changes = Candidate("board met by Friday", 0.4), Candidate("board sat on Friday", 0.4)
    first, second = weighed(ARTICLE, reading, _span("council met on Tuesday"), [keeps, changes])
    assert second.confidence > 0.4 > first.confidence  # "met" is odd, "on" is sound
    assert first.confidence + second.confidence < 1


def test_a_single_word_is_left_to_the_network(reading: Reading) -> None:
    some = [Candidate("board", 0.4)]
    assert weighed(ARTICLE, reading, _span("council"), some) == some
