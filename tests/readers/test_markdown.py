"""In Markdown only running text is prose, and it is found where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given

from mtcheck.article import Article
from mtcheck.readers import read_bytes
from mtcheck.settings import Settings
from tests.texts import texts


def read(text: str) -> Article:
    return read_bytes(text.encode(), "a.md", Settings())


def words(text: str) -> str:
    article = read(text)
    return " ".join(article[word] for word in article.words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\ntitle: hidden\n---\nShown.", "Shown"),
        ("+++\ntitle = 'hidden'\n+++\nShown.", "Shown"),
        ("---\n\nA rule is no front matter.", "A rule is no front matter"),
        ("# Head *line*\n\nText", "Head line Text"),
        ("Setext\n======\n\nText", "Setext Text"),
        ("Use `hidden` here, ``hid`den`` there.", "Use here there"),
        ("```py\nhidden\n```\nShown", "Shown"),
        ("Shown\n\n    hidden\n", "Shown"),
        ('[Link text](http://hidden.org/a "hidden title") end', "Link text end"),
        ("[one](<hid den>) two ![hidden](hidden.png) three", "one two three"),
        ("[one][hidden] [two]\n\n[hidden]: http://x.org\n[two]: http://y.org 'hidden'", "one two"),
        ("[not a link] stays", "not a link stays"),
        ("a <b>bold</b> <!-- hidden --> word", "a bold word"),
        ("<div>\nhidden\n</div>\n\nShown", "Shown"),
        ("<http://hidden.org> and https://hidden.org/x_y", "and"),
        ("a &amp; b &hellip; \\* c", "a b c"),
        ("> quoted\n> text", "quoted text"),
        ("- one\n  - two\n\n    three\n1. four", "one two three four"),
        ("| a | b |\n|---|:-:|\n| c d | c d |\n| `x` | e |", "a b c d c d e"),
        ("**bold**, _slanted_, ~~struck~~ and snake_case", "bold slanted struck and snake_case"),
        ("one\r\ntwo\r\n\r\n- three\r\n", "one two three"),
        ("- tab\n\tindented", "tab indented"),
        ("[a](b c) d", "a b c d"),
        ("nested [a *b* `hidden` c](hidden) d", "nested a b c d"),
    ],
)
def test_words_are_those_of_the_prose(text: str, expected: str) -> None:
    assert words(text).replace("snake case", "snake_case") == expected


def test_paragraphs_are_those_of_the_markup() -> None:
    article = read("# Head\n\nOne line\nand another.\n\n- item *one*\n- item two\n")
    shown = [article[span] for span in article.paragraphs]
    assert shown == ["Head", "One line\nand another.", "item *one", "item two"]


def test_a_sentence_goes_on_behind_a_link() -> None:
    article = read("The [council](http://x.org/a.b) met. It left.")
    assert [article[s] for s in article.sentences] == [
        "The [council](http://x.org/a.b) met.",
        "It left.",
    ]


def test_places_are_kept_in_repeated_cells() -> None:
    article = read("| same | same |\n|---|---|\n| same | same |")
    starts = [word.start for word in article.words]
    assert starts == sorted(set(starts))
    assert len(starts) == 4


@given(texts())
def test_any_text_is_read_with_prose_in_order(text: str) -> None:
    text = "Start " + text.encode("utf-8", "ignore").decode().replace("\0", "")
    article = read(text)
    assert article.text == text
    position = 0
    for start, end in article.prose:
        assert position <= start < end <= len(text)
        assert "\n" not in text[start:end]
        assert "\r" not in text[start:end]
        position = end
    assert len(article.masked) == len(text)
    for word in article.words:
        assert article[word] == article.masked[slice(*word)]
