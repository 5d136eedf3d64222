"""Styled text filled into lines of a terminal's width."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_PARTS = re.compile(r" +|[^ ]+")
_CODES = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "yellow": "33",
    "alarm": "1;31",
    "was": "31;9",
    "is": "32",
    "flag": "33;4",
}


class Piece(NamedTuple):
    """A stretch of text in one style; the empty style is the terminal's own."""

    text: str
    style: str = ""


def wrap(
    pieces: Sequence[Piece], width: int, indent: int = 0, hanging: int = 0, *, colour: bool = False
) -> Iterator[str]:
    """Lines of at most `width` cells, the first indented by `indent`, the others by `hanging`.

    Lines break at spaces; what is longer than a line is cut.
    """
    line: list[Piece] = []
    used = indent
    margin = indent
    gap = ""
    for atom in _atoms(pieces):
        size = sum(_cells(piece.text) for piece in atom)
        if atom[0].text.startswith(" "):
            gap = " "
            continue
        if line and used + len(gap) + size > width:
            yield " " * margin + _render(line, colour)
            line, used, margin, gap = [], hanging, hanging, ""
        if gap and line:
            line.append(Piece(gap))
            used += 1
        gap = ""
        for piece in atom:
            for part in _cut(piece, width - used, width - hanging):
                if line and used + _cells(part.text) > width:
                    yield " " * margin + _render(line, colour)
                    line, used, margin = [], hanging, hanging
                line.append(part)
                used += _cells(part.text)
    if line:
        yield " " * margin + _render(line, colour)


def _atoms(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of spaces, and runs without a space that may change style in the middle."""
    atom: list[Piece] = []
    for piece in pieces:
        for part in _PARTS.findall(piece.text):
            if part.startswith(" "):
                if atom:
                    yield atom
                    atom = []
                yield [Piece(" ")]
            else:
                atom.append(Piece(part, piece.style))
    if atom:
        yield atom


def _cut(piece: Piece, room: int, full: int) -> Iterator[Piece]:
    text = piece.text
    limit = room if room > 0 else full
    while _cells(text) > limit and len(text) > 1:
        size = 0
        cells = 0
        while size < len(text) and (cells := cells + _cells(text[size])) <= limit:
            size += 1
        size = max(1, size)
        yield Piece(text[:size], piece.style)
        text, limit = text[size:], full
    yield Piece(text, piece.style)


def _render(line: list[Piece], colour: bool) -> str:
    if not colour:
        return "".join(piece.text for piece in line)
    return "".join(
        f"\x1b[{_CODES[piece.style]}m{piece.text}\x1b[0m" if piece.style else piece.text
        for piece in line
    )


def _cells(text: str) -> int:
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
