"""Which indefinite article a word asks for."""

from __future__ import annotations

import pytest

from mtcheck.knowledge.indefinite import agreeing, either


@pytest.mark.parametrize(
    ("written", "word", "wanted"),
    [
        ("a", "hour", "an"), ("an", "house", "a"), ("a", "honest", "an"), ("a", "union", "a"),
        ("an", "union", "a"), ("a", "uninteresting", "an"), ("an", "European", "a"),
        ("an", "one", "a"), ("a", "8", "an"), ("a", "18", "an"), ("an", "80", "an"),
        ("an", "10", "a"), ("a", "11", "an"), ("an", "user", "a"), ("a", "umbrella", "an"),
        ("a", "FBI", "a"), ("an", "NATO", "an"), ("A", "apple", "An"), ("AN", "pear", "A"),
        ("A", "110", "A"), ("a", "élan", "an"), ("an", "unit", "a"), ("a", "usher", "an"),
        ("an", "Ukrainian", "a"), ("an", "euphemism", "a"), ("an", "utopia", "a"),
        ("a", "unidentified", "an"), ("an", "unidirectional", "a"), ("an", "urinary", "a"),
        ("a", "urban", "an"), ("a", "ugly", "an"), ("a", "utter", "an"), ("an", "Ugandan", "a"),
        ("a", "mRNA", "a"), ("an", "mRNA", "an"), ("an", "nth", "an"), ("an", "Xbox", "an"),
        ("an", "Mr", "an"),
        ("an", "hotel", "a"), ("an", "McCain", "a"),
    ],
)  # fmt: skip
def test_the_article_before_a_word(written: str, word: str, wanted: str) -> None:
    assert agreeing(written, word) == wanted


def test_words_that_take_both() -> None:
    assert either("historic")
    assert either("Hispanic")
    assert not either("house")
    assert not either("hour")
