"""Words, sentences and paragraphs point at what they say, whatever the text."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article, Span
from tests.texts import texts


def spans(article: Article, kind: str) -> list[str]:
    return [article[span] for span in getattr(article, kind)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's O’Neill's.", ["It's", "O’Neill's"]),
        ("The U.S. and the U.K.", ["The", "U.S.", "and", "the", "U.K."]),
        ("1,200 or 3.5 per cent", ["1,200", "or", "3.5", "per", "cent"]),
        ("well-known vice-president", ["well", "known", "vice", "president"]),
        ("cafe\u0301 na\u00efve", ["cafe\u0301", "na\u00efve"]),
        ("_emphasis_ and snake_case", ["emphasis", "and", "snake", "case"]),
        ("See https://example.org/a_b?c=d. Then go.", ["See", "Then", "go"]),
        ("Mail jo.doe+x@example.org, please", ["Mail", "please"]),
        ("😀 go 👩‍👩‍👧 on", ["go", "on"]),
        ("", []),
        ("…—“”", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert spans(Article(text), "words") == words


def test_sentences_know_abbreviations() -> None:
    text = 'Dr. Roe left the U.S. on Friday. "It was fine," he said. Was it?'
    assert spans(Article(text), "sentences") == [
        "Dr. Roe left the U.S. on Friday.",
        '"It was fine," he said.',
        "Was it?",
    ]


def test_blank_lines_part_paragraphs_whatever_the_line_end() -> None:
    for end in ("\n", "\r\n", "\r"):
        text = end.join(["First one.", "", "Second one.", " \t", "", "Third."])
        assert spans(Article(text), "paragraphs") == ["First one.", "Second one.", "Third."]


def test_wrapped_lines_make_one_paragraph_and_long_lines_one_each() -> None:
    wrapped = (
        "The council met on Tuesday to talk\nabout the bridge, which has been shut\nsince May."
    )
    assert len(Article(wrapped).paragraphs) == 1
    assert len(Article(wrapped).sentences) == 1
    lines = "A headline\n" + "The council met on Tuesday. " * 8 + "\n" + "It then rose. " * 12
    assert len(Article(lines).paragraphs) == 3


def test_an_endless_sentence_is_cut() -> None:
    article = Article("word " * 5000)
    assert max(end - start for start, end in article.sentences) <= 2000
    assert "".join(spans(article, "sentences")).replace(" ", "") == "word" * 5000


def test_ranges_of_words_and_sentences() -> None:
    article = Article("One two three. Four five.")
    assert list(article.word_range(4, 7)) == [1]
    assert list(article.word_range(5, 9)) == [1, 2]
    assert list(article.word_range(7, 8)) == []
    assert list(article.sentence_range(0, 25)) == [0, 1]
    assert list(article.sentence_range(16, 17)) == [1]


def test_addresses_are_masked_in_place() -> None:
    article = Article("Go to www.example.org/x now.")
    assert article.masked == "Go to " + "\ufffc" * 17 + " now."
    assert not article.is_prose(6, 10)
    assert article.is_prose(0, 5)
    assert not article.is_prose(3, 8)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council met on Tuesday to talk about the bridge.", "en"),
        ("The cat sat on the mat.", "en"),
        ("Der Rat traf sich am Dienstag, um über die neue Brücke zu sprechen.", "de"),
        ("Le conseil s’est réuni mardi pour parler du nouveau pont sur la rivière.", "fr"),
        ("市议会星期二开会讨论新桥的问题。市长说工程需要两年。", "zh"),
        ("", "und"),
        ("123 456", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert Article(text).language == language


@given(texts())
def test_spans_lie_in_order_inside_the_text(text: str) -> None:
    article = Article(text)
    assert len(article.masked) == len(text)
    for kind in ("prose", "words", "sentences", "paragraphs"):
        position = 0
        for start, end in getattr(article, kind):
            assert position <= start < end <= len(text)
            position = end
    paragraphs = article.paragraphs
    for start, end in article.sentences:
        assert any(p.start <= start and end <= p.end for p in paragraphs)
        assert article[Span(start, end)].strip() == article[Span(start, end)]
    for word in article.words:
        assert article.is_prose(*word)
        assert any(p.start <= word.start and word.end <= p.end for p in paragraphs)


@given(texts(), st.data())
def test_word_range_is_what_overlaps(text: str, data: st.DataObject) -> None:
    article = Article(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    overlapping = [i for i, w in enumerate(article.words) if w.start < end and start < w.end]
    if start < end:
        assert list(article.word_range(start, end)) == overlapping


def test_articles_travel_between_processes() -> None:
    article = Article("One two.", path="a.txt")
    assert article.words
    copy = pickle.loads(pickle.dumps(article))
    assert copy == article
    assert copy.words == article.words
