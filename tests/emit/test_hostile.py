"""Articles that try to break out of a format stay text in each of them."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt

from mtcheck.article import Article
from mtcheck.emit import formats
from mtcheck.finding import Suggestion
from mtcheck.result import Document
from tests.emit import samples
from tests.emit.test_formats import emit


def nasty() -> Document:
    """Markup, commands and mentions of every format in one article."""
    text = (
        "<script>alert(1)</script> ]]> &amp; \"q\" 'a' | ::error::x %0A `c` ![i](http://e.vil/x) "
        "@someone #12 <!-- --> \x00\x1b[31m\ufffe\ud800 \u202eabc\nend www.e.vil __x__ ~~y~~ ok"
    )
    spots = [text[:25], "]]>", '"q"', "| ::error::x %0A", "![i](http://e.vil/x)", "@someone #12"]
    spots += ["\x00\x1b[31m\ufffe\ud800", "\u202eabc\nend", "__x__ ~~y~~"]
    findings = tuple(
        samples.finding(text, spot, message=spot, evidence=spot, suggestions=(Suggestion(spot, 1),))
        for spot in spots
    )
    note = "</p><img src=x>\n::error::y"
    article = Article(text, path='a"<b>|\n::c::.txt')
    return Document(article, findings, samples.verdict(words=9), 0.0, (note,))


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str | None] = []
        self.shown = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.shown += data


@pytest.mark.parametrize("format", sorted(formats()))
def test_hostile_articles_stay_text(format: str) -> None:
    text = emit(format, nasty(), samples.hostile(), failure=False)
    if format != "diff":  # whose lines are the file's own, and no file decodes to surrogates
        text.encode()
    if format == "github":
        assert all(line.startswith("::") for line in text.splitlines())
        assert len(text.splitlines()) == len(nasty().findings) + 3 + 2
    elif format in ("json", "sarif", "gitlab"):
        json.loads(text)
    elif format == "junit":
        ET.fromstring(text)
        assert len(list(JUnitXml.fromstring(text.encode()))) == 2
    if format != "diff":
        assert "\x1b" not in text
        assert "\u202e" not in text or format in ("json", "jsonl", "sarif", "rdjsonl", "gitlab")


def test_html_loads_and_runs_nothing() -> None:
    page = _Page(emit("html", nasty(), samples.hostile()))
    assert not page.tags & {"script", "img", "iframe", "link", "object", "form", "base"}
    assert all(link and link.startswith("#f") for link in page.links)
    assert "<script>alert(1)</script>" in page.shown


def test_html_shows_the_whole_article() -> None:
    document = samples.spun()
    shown = _Page(emit("html", document)).shown
    for line in samples.SPUN_TEXT.split("\r\n"):
        for word in line.split():
            assert word in shown


def test_markdown_shows_hostile_text_as_it_stands() -> None:
    html = MarkdownIt("gfm-like", {"linkify": False}).render(emit("markdown", nasty()))
    page = _Page(html)
    assert page.tags <= {"h1", "h2", "p", "table", "thead", "tbody", "tr", "th", "td"}
    assert "![i](http://e.vil/x)" in page.shown
    assert "<script>alert(1)</script>" in page.shown
    assert html.count("<tr>") == 1 + len(nasty().findings)
