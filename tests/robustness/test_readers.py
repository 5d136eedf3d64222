"""Readers give an article whose places fit its text, or say in one line why there is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.errors import InputError
from mtcheck.readers.base import read_bytes, readers
from mtcheck.settings import Settings
from tests.robustness.fakes import HOSTILE
from tests.texts import texts

SUFFIXES = sorted({suffix for reader in readers().values() for suffix in reader.suffixes})

MARKUP = st.sampled_from(
    [
        "<p>", "</p>", "<div>", "<article>", "<h1>Title</h1>", "<pre>", "<code>x", "<!-- c -->",
        "<a href='x'>link</a>", "<br>", "<table><tr><td>cell", "---\ntitle: x\n---\n",
        "```\ncode\n```\n",
        "# head\n", "* item\n", "1. one\n", "> quote\n", "[a]: http://x\n", "\n\n    code\n",
        "<meta charset=latin-1>", "<p>The council met on Tuesday and agreed on the budget.</p>",
    ]
)  # fmt: skip
PAGES = st.lists(MARKUP | texts(6) | HOSTILE, max_size=12).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1"])
ENCODED = st.builds(lambda text, name: text.encode(name, "replace"), PAGES, ENCODINGS)


def fits(article: Article) -> None:
    size = len(article.text)
    assert len(article.masked) == size
    for spans in (article.prose, article.paragraphs, article.sentences, article.words):
        before = 0
        for start, end in spans:
            assert before <= start < end <= size
            before = end
    for word in article.words:
        assert article.is_prose(*word)
        assert article[word].strip() == article[word]
    for index in range(0, len(article.words), 7):
        assert index in article.word_range(*article.words[index])


def read(data: bytes, path: str, settings: Settings | None = None) -> Article | InputError:
    try:
        return read_bytes(data, path, settings or Settings())
    except InputError as error:
        return error


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(data=st.binary(max_size=300) | ENCODED)
def test_any_bytes(suffix: str, data: bytes) -> None:
    got = read(data, f"a{suffix}")
    if isinstance(got, Article):
        fits(got)
    else:
        assert "\n" not in str(got)
        assert str(got).startswith(f"a{suffix}: ")


@pytest.mark.parametrize("suffix", SUFFIXES)
@given(text=PAGES)
def test_any_text(suffix: str, text: str) -> None:
    reader = next(r for r in readers().values() if suffix in r.suffixes)
    try:
        fits(reader.parse(text, "a", "utf-8"))
    except InputError:
        assert suffix in (".html", ".htm", ".xhtml") or not text.strip()


@given(text=texts(), encoding=ENCODINGS)
def test_plain_text_comes_back_as_it_was_written(text: str, encoding: str) -> None:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    got = read(data, "a.txt", Settings(encoding=encoding))
    if isinstance(got, Article):
        assert got.text == text.removeprefix("\ufeff")
    else:
        assert "empty" in str(got)
        assert not text.strip("\ufeff").strip()
