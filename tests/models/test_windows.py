"""Windows: runs of sentences as word pieces with their places."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given

from mtcheck.article import Article
from mtcheck.models.network import CLS, SEP
from mtcheck.models.windows import ROOM, Window, cut, find, reading, straight, unit_table
from mtcheck.readers._commonmark import parse_markdown
from tests.networks import TEXT, reading_parts
from tests.texts import texts

PARTS = reading_parts()


def _pieces(windows: list[Window]) -> list[tuple[int, int]]:
    return [
        (int(a), int(b)) for w in windows for a, b in zip(w.starts[1:-1], w.ends[1:-1], strict=True)
    ]


def _check(article: Article) -> None:
    windows = cut(article, PARTS)
    pieces = _pieces(windows)
    for window in windows:
        assert window.ids[0] == CLS
        assert window.ids[-1] == SEP
        assert len(window.ids) <= ROOM + 2
        assert len(window.ids) == len(window.features) == len(window.starts) == len(window.ends)
        assert (window.features[[0, -1]][0] == 0).all()
    assert pieces == sorted(pieces)
    assert len(pieces) == len(set(pieces))
    assert all(0 <= a < b <= len(article.text) for a, b in pieces)
    if not unit_table(article, PARTS).spans:  # what counts as one unit ends in an address
        assert not windows
        return
    for start, end in article.words:
        if not article.text[start:end].isascii():
            continue
        assert any(a < end and b > start for a, b in pieces)
        place = find(windows, start, end)
        assert place is not None
        window, first, last = place
        assert windows[window].starts[first] < end
        assert windows[window].ends[last] > start
        assert first <= last


@given(texts())
@example("don’ta@b.org")
def test_every_word_has_its_pieces_and_no_piece_comes_twice(text: str) -> None:
    _check(Article(text))


@pytest.mark.parametrize("times", [1, 3, 40])
def test_long_articles_part_between_sentences(times: int) -> None:
    article = Article(" ".join([TEXT] * times))
    _check(article)
    windows = cut(article, PARTS)
    starts = {start for start, _ in article.sentences}
    assert {int(window.starts[0]) for window in windows} <= starts


def test_a_sentence_longer_than_a_window_is_cut() -> None:
    article = Article(" ".join(["bridge"] * 300))
    windows = cut(article, PARTS)
    assert [len(window.ids) - 2 for window in windows] == [128, 128, 44]
    _check(article)


@pytest.mark.parametrize(
    "text",
    [
        "😀 The bridge 👩‍👩‍👧 will open in May.\r\n\r\nThe mayor said “so”.\r\n",
        "The bridge.\r\nThe council met.\r\nIt was shut.",
        "\ufeffThe naïve mayor\u2028said so.",
    ],
)
def test_places_count_code_points(text: str) -> None:
    article = Article(text)
    _check(article)
    names = {number: token for token, number in PARTS.tokenizer.get_vocab().items()}
    for window in cut(article, PARTS):
        rows = zip(window.ids[1:-1], window.starts[1:-1], window.ends[1:-1], strict=True)
        for piece, start, end in rows:
            shown = text[start:end].lower()
            if shown.isascii() and names[int(piece)] != "[UNK]":
                assert names[int(piece)].removeprefix("##") == shown


def test_markup_is_not_read() -> None:
    text = "# The bridge\n\nThe `council` met [the mayor](https://example.org/mayor) in May.\n"
    article = parse_markdown(text, "-", "utf-8")
    _check(article)
    shown = " ".join(text[a:b] for a, b in _pieces(cut(article, PARTS)))
    assert "https" not in shown
    assert "`" not in shown
    assert "mayor" in shown


@pytest.mark.parametrize("text", ["", " \n\n ", "...", "\u200b"])
def test_little_is_no_trouble(text: str) -> None:
    _check(Article(text))


def test_features_are_those_of_the_unit_of_each_piece() -> None:
    article = Article("The bridgexy opened.")
    (window,) = cut(article, PARTS)
    inside = np.flatnonzero((window.starts >= 4) & (window.ends <= 12))
    assert len(inside) > 1
    assert (window.features[inside] == window.features[inside[0]]).all()
    assert find([window], 500, 510) is None


def test_who_wrote_an_article_is_read_from_straight_quotes() -> None:
    typed = f"\"It's late,\" the mayor's office said. {TEXT}"
    curly = "“It’s late,” the mayor’s office said. " + TEXT
    article = Article(typed)
    assert straight(article, PARTS) is reading(article, PARTS)
    plain, read = cut(article, PARTS), straight(Article(curly), PARTS).windows
    assert len(read) == len(plain)
    for one, other in zip(plain, read, strict=True):
        assert one.ids.tolist() == other.ids.tolist()
        assert (one.features == other.features).all()
        assert one.starts.tolist() == other.starts.tolist()
