"""The only converter of offsets: code points to lines, columns, UTF-8 bytes and UTF-16 units.

Lines end at LF, CRLF or CR, as in editors and in git; other Unicode line separators are
characters of their line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


class Position(NamedTuple):
    """A place in a text: line and column from 1."""

    line: int
    column: int


class Positions:
    """Converts code-point offsets of one text, 0 to len(text)."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @property
    def lines(self) -> int:
        """Number of lines; text that ends with a line end has an empty last one."""
        return len(self._starts)

    def _place(self, offset: int) -> tuple[int, int]:
        if not 0 <= offset <= len(self.text):
            raise ValueError(f"offset {offset} is outside 0 to {len(self.text)}")
        index = bisect_right(self._starts, offset) - 1
        return index, self._starts[index]

    def position(self, offset: int) -> Position:
        """Line and column in code points."""
        index, start = self._place(offset)
        return Position(index + 1, offset - start + 1)

    def utf8(self, offset: int) -> Position:
        """Line and column in UTF-8 bytes."""
        index, start = self._place(offset)
        before = self.text[start:offset].encode("utf-8", "surrogatepass")
        return Position(index + 1, len(before) + 1)

    def utf16(self, offset: int) -> Position:
        """Line and column in UTF-16 code units."""
        index, start = self._place(offset)
        units = len(self.text[start:offset].encode("utf-16-le", "surrogatepass")) // 2
        return Position(index + 1, units + 1)

    def offset(self, position: Position) -> int:
        """The code-point offset of a line and code-point column (reverse of `position`)."""
        return self._starts[position.line - 1] + position.column - 1

    def byte_offset(self, offset: int) -> int:
        """Offset in UTF-8 bytes from the start of the text."""
        return len(self.text[:offset].encode("utf-8", "surrogatepass"))

    def line_span(self, line: int) -> tuple[int, int]:
        """Code-point span of a line (from 1) without its line end."""
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self.text)
        return start, start + len(self.text[start:end].rstrip("\r\n"))
