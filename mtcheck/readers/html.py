"""HTML: the main text of the page, as trafilatura finds it."""

from __future__ import annotations

import re

from mtcheck import directives
from mtcheck.article import Article, Span
from mtcheck.errors import InputError
from mtcheck.readers.base import reader

_CHARSET = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE
)
# As the HTML standard has it: what these names mean on real pages.
_MEANT = {
    "utf-16": "utf-8",
    "utf-16le": "utf-8",
    "utf-16be": "utf-8",
    "ascii": "windows-1252",
    "us-ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
}
_HEAD = 4096
# Stand for suppression comments during extraction, which drops what is no printable text.
_OPEN, _CLOSE = "⦗mtcheck·", "⦘"
_MARK = re.compile(
    rf"(?P<before>\n)?(?P<mark>{_OPEN}(?P<number>\d{{1,6}}){_CLOSE})(?P<after>[ \t]*(?:\n|\Z))?"
)
_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


def declared(data: bytes) -> str | None:
    """The encoding that the page's head names."""
    match = _CHARSET.search(data, 0, _HEAD)
    if match is None:
        return None
    name = match.group(1).decode("ascii")
    return _MEANT.get(name.lower(), name)


@reader("html", ".html", ".htm", ".xhtml", declared=declared)
def parse(text: str, path: str, encoding: str) -> Article:
    """The extracted article, one paragraph a line; InputError when there is none."""
    import trafilatura  # slow to import, and only pages need it

    comments = directives.find(text, plain=False)
    page = _marked(text.replace("\0", "\ufffd"), comments)
    main = trafilatura.extract(page, output_format="txt", include_comments=False)
    if not main or not _MARK.sub("", main).strip():
        raise InputError(path, "no article text found in the HTML")
    main, placed = _unmarked(main, comments)
    layout = tuple(Span(*match.span()) for match in _LINE.finditer(main))
    return Article(
        main, path=path, markup="html", layout=layout, encoding=encoding, comments=placed
    )


def _marked(text: str, comments: tuple[directives.Directive, ...]) -> str:
    """The page with each suppression comment as text, so that its place survives extraction."""
    parts: list[str] = []
    position = 0
    for number, comment in enumerate(comments):
        parts += text[position : comment.start], _OPEN, str(number), _CLOSE
        position = comment.end
    return "".join([*parts, text[position:]])


def _unmarked(
    text: str, comments: tuple[directives.Directive, ...]
) -> tuple[str, tuple[directives.Directive, ...]]:
    """The text without marks, and the comments at empty spans where the marks were.

    A comment outside the article is about nothing in it, unless it is about the whole file.
    """
    parts: list[str] = []
    placed: list[directives.Directive] = []
    position = length = 0
    seen: set[int] = set()
    for match in _MARK.finditer(text):
        alone = match["after"] is not None and (match.start() == 0 or match["before"] is not None)
        keep = "" if alone and match.start() == 0 else "\n" if alone else match["before"] or ""
        parts += text[position : match.start()], keep
        length += match.start() - position + len(keep)
        position = match.end() if alone else match.end("mark")
        if not alone and text[position : position + 1] == " " == text[match.start() - 1]:
            position += 1
        number = int(match["number"])
        if number < len(comments) and number not in seen:
            seen.add(number)
            kind = comments[number].kind
            if alone and kind == directives.Kind.NEXT:
                kind = directives.Kind.LINE  # the next line has moved up to where the comment was
            placed.append(comments[number]._replace(start=length, end=length, kind=kind))
    for number, comment in enumerate(comments):
        if number not in seen and comment.kind == directives.Kind.FILE:
            placed.append(comment._replace(start=0, end=0))
    return "".join([*parts, text[position:]]), tuple(sorted(placed))
