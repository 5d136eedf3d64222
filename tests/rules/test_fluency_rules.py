"""Grammar without a network: what is mended, and what sound English and other tongues have."""

from __future__ import annotations

import pytest

from mtcheck.article import Article, Span
from mtcheck.finding import Finding, Safety
from mtcheck.rules.base import Context, get
from tests.rules.mended import mended

RULES = ("FLU001", "FLU002", "FLU003")


def check(text: str) -> list[Finding]:
    article = Article(text)
    return [f for key in RULES for f in get(key).check(article, Context())]


def fixed(text: str) -> str:
    return mended(text, check(text))


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("It was a in-depth look.", "It was an in-depth look."),
        ("They waited an\nyear for a\nanswer.", "They waited a\nyear for an\nanswer."),
        ("It took a hour's drive.", "It took an hour's drive."),
        ("An university agreed. A apple fell.", "A university agreed. An apple fell."),
        ("He met an “young” man.", "He met an “young” man."),
        ("A a man left.", "A man left."),
        ("We met at at noon and and left.", "We met at noon and left."),
        ("The the\nmen went to to the the sea.", "The\nmen went to the sea."),
        ("Your the best.", "You're the best."),
        ("The my friend left on the\nour bus.", "My friend left on our bus."),
    ],
)
def test_fixes(wrong: str, right: str) -> None:
    assert fixed(wrong) == right
    assert check(right) == []


@pytest.mark.parametrize(
    "text",
    [
        "An FBI man and an MP met an SOS call with a US ship, a UN plane and an NGO.",
        "An nth part, an mRNA shot, an X-ray and an eBay sale for a euro.",
        "Exhibit A in the case; Serie A is on; vitamin A and a in words.",
        "It was an historic, an hysterical and an habitual act of a Utah man.",
        "They have shown a one-time user a unanimous vote and a eulogy.",
        "What he had had had no effect: that that was so is is what counts.",
        "She moved in in May, went on on Monday and lived in in that house.",
        "Its theme is the one your friends had.",
        "Write to a@example.org or a/an.",
        "The A team played a cappella, à la carte and a la mode with the a priori odds.",
    ],
)
def test_left_alone(text: str) -> None:
    assert check(text) == []


def test_code_is_no_prose() -> None:
    text = "See `a error` there."
    article = Article(text, markup="markdown", regions=(Span(0, 4), Span(13, 20)))
    assert not list(get("FLU001").check(article, Context()))


def test_what_may_be_meant_otherwise_is_not_safe() -> None:
    safety = {
        f.text: f.suggestions[0].safety
        for f in check("The cat of of a an old man at at the a inn.")
    }
    assert safety == {
        "of of": Safety.SAFE,
        "a an": Safety.SAFE,
        "at at": Safety.UNSAFE,
        "the a": Safety.UNSAFE,
        "a inn": Safety.SAFE,
    }


def test_a_broken_and_is_not_taken_for_an_article() -> None:
    (found,) = check("It rose in January an February.")
    assert [(s.text, s.safety) for s in found.suggestions] == [
        ("and February", Safety.UNSAFE),
        ("a February", Safety.UNSAFE),
    ]
