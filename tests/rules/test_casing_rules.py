"""Casing rules: what they find and the many words that are right in lower case."""

from __future__ import annotations

import pytest

from mtcheck.article import Article
from mtcheck.finding import Finding
from mtcheck.rules.base import Context, get
from tests.rules.mended import mended

RULES = ("CAS001", "CAS002", "CAS003")


def check(text: str) -> list[Finding]:
    article = Article(text)
    return [f for key in RULES for f in get(key).check(article, Context())]


def fixed(text: str) -> str:
    return mended(text, check(text))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("The russian army left on friday.", "The Russian army left on Friday."),
        ("Trade with brazil’s farmers grew.", "Trade with Brazil’s farmers grew."),
        ("Troops of Turkey went in. Later turkey's army left.",
         "Troops of Turkey went in. Later Turkey's army left."),
        ("President Ana Belmonte spoke. It was belmonte's first visit.",
         "President Ana Belmonte spoke. It was Belmonte's first visit."),
        ("President Ana Belmonte spoke. Later Ana belmonte left.",
         "President Ana Belmonte spoke. Later Ana Belmonte left."),
        ("The plan was To build a bridge.", "The plan was to build a bridge."),
        ("The talks failed. they will meet again.", "The talks failed. They will meet again."),
    ],
)  # fmt: skip
def test_fixes(wrong: str, right: str) -> None:
    assert fixed(wrong) == right
    assert check(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "She served turkey and french fries on fine china.",
        "The china's glaze is thin; the turkey's skin is crisp.",
        "He may march in the polish of august company.",
        "The iPhone and eBay sell well. iPhone sales rose.",
        "See china.org.cn, @russia, #france and the pan-european idea.",
        "It is the paper of record, Le roi de france, they said.",
        "i love france and germany. i really do. we all do.",
        "Chapter 2: The Return of the King is a film.",
        "She read To the Lighthouse and The Sea, the Sea.",
        "Sales at Toys R Us fell. The U.S. economy grew.",
        "The firm (est. the same year) closed.",
        "manila envelopes, gum arabic and panama hats",
    ],
)
def test_sound_text_is_left_alone(text: str) -> None:
    assert check(text) == []


def test_a_habit_of_the_author_is_left_alone() -> None:
    text = "The european idea is old. Some european states like the european idea; others wait."
    assert check(text) == []
