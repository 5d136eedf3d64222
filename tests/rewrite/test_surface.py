"""Candidates come to stand with the surface form of what they replace."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article, Span
from mtcheck.rewrite.surface import Surface
from tests.texts import texts


def fit(text: str, span: str, candidate: str) -> str:
    """The whole text with the fitted candidate in it."""
    start = text.index(span)
    fitted = Surface(Article(text)).fit(start, start + len(span), candidate)
    return text[: fitted.start] + fitted.text + text[fitted.end :]


@pytest.mark.parametrize(
    ("text", "span", "candidate", "wanted"),
    [
        ("Lodge guests left.", "Lodge", "hotel", "Hotel guests left."),
        ("The lodge guests left.", "lodge", "hotel", "The hotel guests left."),
        ("“Lodge guests left.”", "Lodge", "hotel", "“Hotel guests left.”"),
        ("BIG LODGE BURNS DOWN", "LODGE", "hotel", "BIG HOTEL BURNS DOWN"),
        ("Big Lodge Burns Down", "Lodge", "hotel", "Big Hotel Burns Down"),
        ("Big Lodge Burns Down", "Lodge Burns", "hotel of fire", "Big Hotel of Fire Down"),
        ("They saw a lodge there.", "lodge", "old hotel", "They saw an old hotel there."),
        ("An old lodge stood.", "old", "new", "A new lodge stood."),
        ("They saw an  hotel.", "hotel", "useful hotel", "They saw a  useful hotel."),
        ("It was a hut.", "hut", "hour", "It was an hour."),
        ("It was a FBI man.", "FBI", "EU", "It was a EU man."),
        ("such a big house", "such a", "quite an", "quite a big house"),
        ("They met, lodge ,there.", " lodge ", "hotel", "They met, hotel ,there."),
        ("They left the lodge.", "lodge.", "hotel", "They left the hotel."),
        ("They left the lodge.", "lodge", "hotel.", "They left the hotel."),
        ("They left the lodge.", "the lodge", "the U.S.", "They left the U.S.."),
        ("They said that that it is.", "that that", "that", "They said that it is."),
        ("They very quickly left.", "very", "", "They quickly left."),
        ("Very they left.", "Very", "", "they left."),
        ("They left quickly.", "quickly", "", "They left."),
        ("one two\nthree four", "two\nthree", "five six", "one five\nsix four"),
        ("one two\r\nthree four", "two\r\nthree", "five six seven", "one five\r\nsix seven four"),
        ("They went to Kyiv; the Kyiv lodge.", "the Kyiv lodge", "the kyiv hotel",
         "They went to Kyiv; the Kyiv hotel."),
        ("They and i left.", "and i", "or i", "They or I left."),
    ],
)  # fmt: skip
def test_fit(text: str, span: str, candidate: str, wanted: str) -> None:
    assert fit(text, span, candidate) == wanted


def test_the_article_outside_of_prose_is_left() -> None:
    text = "See `a` lodge."
    article = Article(text, markup="markdown", regions=(Span(0, 4), Span(7, 14)))
    fitted = Surface(article).fit(8, 13, "old hotel")
    assert (fitted.start, fitted.text) == (8, "old hotel")


@given(texts(), st.text(max_size=20), st.integers(0, 100), st.integers(0, 30))
def test_what_is_fitted_contains_the_span(text: str, candidate: str, at: int, size: int) -> None:
    start = min(at, len(text))
    end = min(start + size, len(text))
    fitted = Surface(Article(text)).fit(start, end, candidate)
    assert 0 <= fitted.start <= start
    assert end <= fitted.end <= len(text)


def test_a_common_word_in_a_longer_name_is_no_name() -> None:
    article = Article("The Summit Meeting opened. They left the assembly with Kishida at noon.")
    start = article.text.index("assembly")
    assert Surface(article).fit(start, start + 8, "meeting").text == "meeting"
    assert Surface(article).fit(start, start + 8, "kishida").text == "Kishida"
