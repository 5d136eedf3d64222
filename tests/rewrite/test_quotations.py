"""Where quotations begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given

from mtcheck.article import Article
from mtcheck.finding import Safety
from mtcheck.rewrite.quotations import mark_unsafe, quotations, touches
from tests.rewrite.made import finding
from tests.texts import texts


def quoted(text: str, markup: str = "text") -> list[str]:
    article = Article(text, markup=markup)  # type: ignore[arg-type]
    return [text[start:end] for start, end in quotations(article)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "it is late" and "no".', ['"it is late"', '"no"']),
        ("He said “it is ‘very’ late” and left.", ["“it is ‘very’ late”"]),
        ("Er sagte „so“ und ging.", ["„so“"]),
        ("Il dit « oui » et partit.", ["« oui »"]),
        ("He said 'it is late' to the boys’ mother.", ["'it is late'"]),
        ("It's the dogs' dinner, isn't it?", []),
        ("They said 'don't go' to us.", ["'don't go'"]),
        ('A 12" pipe of 5\' 10" is long.', []),
        ("It broke off “in the middle.", ["“in the middle."]),
        ("the end of one” and so on.", ["the end of one”"]),
        ("It was 'tis of old, in the '90s' way.", []),
    ],
)
def test_quotations(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    for left, right in (("“", "”"), ('"', '"')):
        text = f"He said: {left}It is late.\n\n{left}We go home,{right} and went.\n\nThey stayed."
        assert quoted(text) == [f"{left}It is late.", f"{left}We go home,{right}"]
        unclosed = f"He said: {left}It is late.\n\nThey {left}stayed{right} on."
        assert quoted(unclosed) == [f"{left}It is late.", f"{left}stayed{right}"]


def test_block_quotations_of_markdown() -> None:
    text = "They wrote:\n\n> It is late.\n> We go.\n\nThen they went.\n"
    assert quoted(text, "markdown") == ["> It is late.", "> We go."]
    assert quoted(text) == []


def test_suggestions_in_quotations_are_made_unsafe() -> None:
    text = "He said “it is a lodge” of the lodge."
    inside = finding(text, "lodge", "hotel")
    outside = finding(text, (text.rindex("lodge"), text.rindex("lodge") + 5), "hotel")
    marked = mark_unsafe(Article(text), [inside, outside])
    assert [f.suggestions[0].safety for f in marked] == [Safety.UNSAFE, Safety.SAFE]


@given(texts())
def test_quotations_are_sorted_apart_and_inside(text: str) -> None:
    spans = quotations(Article(text))
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        position = end
        assert touches(spans, start, start + 1)
        assert touches(spans, end - 1, end)
    for at in range(len(text)):
        assert touches(spans, at, at + 1) == any(start <= at < end for start, end in spans)
