"""Markdown, parsed as CommonMark with tables."""

from __future__ import annotations

from mtcheck.article import Article
from mtcheck.readers.base import reader


@reader("markdown", ".md", ".markdown", ".mdown", ".mkd")
def parse(text: str, path: str, encoding: str) -> Article:
    """The text as it stands, with its paragraphs and their running text."""
    from mtcheck.readers._commonmark import parse_markdown  # the parser is slow to import

    return parse_markdown(text, path, encoding)
