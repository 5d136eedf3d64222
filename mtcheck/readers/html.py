"""HTML: the main text of the page, as trafilatura finds it."""

from __future__ import annotations

import re

from mtcheck.article import Article, Span
from mtcheck.errors import InputError
from mtcheck.readers.base import reader

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
_HEAD = 4096
_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


def declared(data: bytes) -> str | None:
    """The encoding that the page's head names."""
    match = _CHARSET.search(data, 0, _HEAD)
    return match.group(1).decode("ascii") if match else None


@reader("html", ".html", ".htm", ".xhtml", declared=declared)
def parse(text: str, path: str, encoding: str) -> Article:
    """The extracted article, one paragraph a line; InputError when there is none."""
    import trafilatura  # slow to import, and only pages need it

    main = trafilatura.extract(
        text.replace("\0", "\ufffd"), output_format="txt", include_comments=False
    )
    if not main or not main.strip():
        raise InputError(path, "no article text found in the HTML")
    layout = tuple(Span(*match.span()) for match in _LINE.finditer(main))
    return Article(main, path=path, markup="html", layout=layout, encoding=encoding)
