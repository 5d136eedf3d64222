"""HTML gives its main text; places point into what was extracted."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given

from mtcheck.article import Article
from mtcheck.errors import InputError
from mtcheck.readers import read_bytes
from mtcheck.settings import Settings
from tests.texts import texts

PAGE = """<!doctype html><html><head><meta charset="{charset}"><title>Site</title>
<script>var hidden = 1;</script></head><body><nav><a href="/">Home</a> <a href="/n">News</a></nav>
<article><h1>The bridge is open again</h1>
<p>The council said on Tuesday that the café by the old bridge may open its terrace again.</p>
<p>{more} It was shut in the spring, when the floods came and carried half of it away.</p>
</article><footer>Imprint</footer></body></html>"""


def read(data: bytes) -> Article:
    return read_bytes(data, "page.html", Settings())


def page(more: str = "", charset: str = "utf-8") -> bytes:
    return PAGE.format(more=more.replace("\0", ""), charset=charset).encode(charset, "ignore")


def test_main_text_is_extracted() -> None:
    article = read(page())
    assert article.markup == "html"
    assert "hidden" not in article.text
    assert "Imprint" not in article.text
    assert [article[p] for p in article.paragraphs][:2] == [
        "The bridge is open again",
        "The council said on Tuesday that the café by the old bridge may open its terrace again.",
    ]
    assert article.language == "en"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252", "iso-8859-15"])
def test_declared_encodings_are_believed(charset: str) -> None:
    article = read(page(charset=charset))
    assert "café" in article.text
    assert article.encoding == charset


@pytest.mark.parametrize(
    ("declared", "written"),
    [("iso-8859-1", "windows-1252"), ("us-ascii", "windows-1252"), ("UTF-16", "utf-8")],
)
def test_declared_encodings_mean_what_they_mean_on_real_pages(declared: str, written: str) -> None:
    text = PAGE.format(more="It’s “open”.", charset=declared)
    assert "It’s “open”." in read(text.encode(written)).text


def test_unknown_declared_encoding_is_named() -> None:
    with pytest.raises(InputError, match="unknown encoding 'klingon'"):
        read(PAGE.format(more="", charset="klingon").encode())


def test_a_page_without_an_article_is_refused() -> None:
    with pytest.raises(InputError, match="no article text"):
        read(b"<html><body><script>1</script></body></html>")


@given(texts())
def test_places_point_into_the_extracted_text(text: str) -> None:
    found = _words(read(page(escape(text))))
    assert {"bridge", "floods"} <= found


@given(texts())
def test_markup_hides_no_more_than_what_it_begins(text: str) -> None:
    found = _words(read(page(text)))
    assert "bridge" in found
    if "<" not in text:  # an open comment or tag takes what follows with it
        assert "floods" in found


def _words(article: Article) -> set[str]:
    """The words, each of them at its place in the text."""
    position = 0
    for word in article.words:
        assert position <= word.start < word.end <= len(article.text)
        position = word.end
    return {article[word] for word in article.words}


def test_deep_nesting_is_survived() -> None:
    depth = 20_000
    body = "<div>" * depth + "The bridge is open again. " * 20 + "</div>" * depth
    data = f"<html><body>{body}</body></html>".encode()
    try:
        article = read(data)
    except InputError as error:
        assert "no article text" in str(error)  # noqa: PT017  (either outcome is plain)
    else:
        assert "bridge" in article.text
