"""Plain text: all of it is prose."""

from __future__ import annotations

from mtcheck.article import Article
from mtcheck.readers.base import reader


@reader("text", ".txt", ".text")
def parse(text: str, path: str, encoding: str) -> Article:
    """The text as it stands."""
    return Article(text, path=path, encoding=encoding)
