"""Every format takes every document; what it writes is well formed and harmless."""

from __future__ import annotations

import io
import json
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from mtcheck.emit import Options, formats, get
from mtcheck.result import Document, Failure, Summary
from mtcheck.settings import Settings
from tests.robustness.fakes import documents

CONTROLS = {*map(chr, range(32)), "\x7f", "\u202e", "\u2028"} - {"\n", "\t"}


def emit(format: str, document: Document) -> str:
    out = io.StringIO()
    emitter = get(format)(out, Options(Settings(format=format), "v:0"))
    summary = Summary()
    emitter.start()
    summary.add(document)
    emitter.document(document)
    emitter.error(Failure("a <b>.txt", "cannot be read: \x1b[31m</script>"))
    emitter.finish(summary)
    return out.getvalue()


class Harmless(HTMLParser):
    """Fails on anything in a page that could act or ask for something."""

    SCRIPTS = frozenset({"script", "iframe", "object", "embed", "img", "link", "base", "form"})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in self.SCRIPTS, tag
        for name, value in attrs:
            assert not name.startswith("on"), name
            if name in ("href", "src", "action", "srcset"):
                assert urlsplit(value or "").scheme in ("", "https"), value
            if name == "style":
                assert "url(" not in (value or "")

    handle_startendtag = handle_starttag


def harmless(page: str) -> None:
    parser = Harmless()
    parser.feed(page)
    parser.close()


@pytest.mark.parametrize("format", sorted(formats()))
@given(document=documents())
def test_every_format_takes_every_document(format: str, document: Document) -> None:
    text = emit(format, document)
    text.encode("utf-8", "backslashreplace")
    if format in ("json", "sarif", "gitlab"):
        json.loads(text)
    if format in ("jsonl", "rdjsonl"):
        for line in text.split("\n"):
            if line:
                json.loads(line)
    if format == "junit":
        ET.fromstring(text)
    if format == "html":
        harmless(text)
    if format == "markdown":
        harmless(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    if format == "text":
        assert not CONTROLS & set(text)
    if format == "github":
        assert all(line.startswith("::") for line in text.split("\n") if line)


@given(document=documents())
def test_sarif_messages_are_plain_text(document: Document) -> None:
    run = json.loads(emit("sarif", document))["runs"][0]
    for said in (*run["results"], *run["invocations"][0]["toolExecutionNotifications"]):
        # Viewers make links of "[text](target)" in messages unless the bracket is escaped.
        assert "](" not in said["message"]["text"].replace("\\]", "")
        assert not CONTROLS & set(said["message"]["text"])
        assert set(said["message"]) == {"text"}
