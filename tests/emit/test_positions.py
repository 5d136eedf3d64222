"""Lines and columns agree with what the encodings themselves say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.emit.positions import Position, Positions
from tests.texts import texts


@pytest.mark.parametrize(
    ("text", "offset", "points", "utf8", "utf16"),
    [
        ("abc", 0, (1, 1), (1, 1), (1, 1)),
        ("abc", 3, (1, 4), (1, 4), (1, 4)),
        ("😀a", 1, (1, 2), (1, 5), (1, 3)),
        ("é\ne\u0301x", 4, (2, 3), (2, 4), (2, 3)),
        ("a\r\nb", 3, (2, 1), (2, 1), (2, 1)),
        ("a\rb", 2, (2, 1), (2, 1), (2, 1)),
        ("a\u2028b\x0cc", 4, (1, 5), (1, 7), (1, 5)),
        ("a\n", 2, (2, 1), (2, 1), (2, 1)),
    ],
)
def test_examples(
    text: str, offset: int, points: tuple[int, int], utf8: tuple[int, int], utf16: tuple[int, int]
) -> None:
    positions = Positions(text)
    assert positions.position(offset) == points
    assert positions.utf8(offset) == utf8
    assert positions.utf16(offset) == utf16


@given(texts(), st.data())
def test_against_splitting_the_text(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    # A place between CR and LF belongs to the line that they end.
    inside = text[offset - 1 : offset] == "\r" and text[offset : offset + 1] == "\n"
    before = re.split(r"\r\n|\n|\r(?!\Z)" if inside else r"\r\n|\n|\r", text[:offset])
    positions = Positions(text)
    line, column = positions.position(offset)
    assert (line, column) == (len(before), len(before[-1]) + 1)
    assert positions.utf8(offset) == (line, len(before[-1].encode("utf-8", "surrogatepass")) + 1)
    units = len(before[-1].encode("utf-16-le", "surrogatepass")) // 2
    assert positions.utf16(offset) == (line, units + 1)
    assert positions.offset(Position(line, column)) == offset
    assert positions.byte_offset(offset) == len(text[:offset].encode("utf-8", "surrogatepass"))


@given(texts())
def test_line_spans_give_the_lines(text: str) -> None:
    positions = Positions(text)
    lines = [text[slice(*positions.line_span(n))] for n in range(1, positions.lines + 1)]
    assert lines == re.split(r"\r\n|\n|\r", text)


@pytest.mark.parametrize("offset", [-1, 4])
def test_offsets_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(ValueError, match="outside"):
        Positions("abc").position(offset)
