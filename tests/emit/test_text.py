"""Text output reads well without colour, at any width, and cannot be taken over by an article."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mtcheck.emit import Options, get
from mtcheck.emit.escape import one_line
from mtcheck.emit.wrap import Piece, wrap
from mtcheck.result import Document, Summary
from mtcheck.settings import Settings
from tests.emit import samples
from tests.texts import texts

EXPECTED = """\
news/spun.txt: spun (98%, 42 words), 4 findings, penalty 76.19 per 100 words

  The [-session-]{+meeting+} was held at an inn 😀 in the [-haven-]{+harbour+}
  city from [?almost noon?] until the ministers had agreed on everything that
  lay on …
    3:5 SPN001 spun-phrase minor 81%: suspected synonym swap; suggestion 90%
      safe, or "talks"
    3:41 SPN001 spun-phrase major 97%: suspected synonym swap; evidence: 2 of 3
      words of the phrase are rare here; suggestion 66% unsafe
    3:57 SPN001 spun-phrase critical 97%: suspected synonym swap

  It ended[- ended-] late.
    3:184 LAY004 repeated-word minor 97%: the word stands twice; suggestion 99%
      safe

1 document, 42 words; 4 findings (2 minor, 1 major, 1 critical)
"""


def emit(*documents: Document, **options: object) -> str:
    out = io.StringIO()
    emitter = get("text")(out, Options(**options))  # type: ignore[arg-type]
    summary = Summary()
    emitter.start()
    for document in documents:
        summary.add(document)
        emitter.document(document)
    emitter.finish(summary)
    return out.getvalue()


def test_snapshot() -> None:
    assert emit(samples.spun()) == EXPECTED


def test_colour_adds_nothing_but_escapes() -> None:
    coloured = emit(samples.spun(), colour=True)
    assert "\x1b[31;9m[-haven-]\x1b[0m\x1b[32m{+harbour+}\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == EXPECTED


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    shown = emit(samples.spun(), samples.hostile(), samples.html(), samples.foreign(), width=width)
    assert max(cell_len(line) for line in shown.splitlines()) <= width


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    shown = emit(samples.hostile())
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\x07" not in shown
    shown.encode("utf-8")
    assert "a<U+001B>[2J.txt" in shown
    assert "<U+202E>desrever" in shown
    assert "note: too\\nshort" in shown


def test_quiet_leaves_only_findings() -> None:
    quiet = Settings(quiet=True)
    assert emit(samples.foreign(), settings=quiet) == ""
    shown = emit(samples.spun(), settings=quiet)
    assert "SPN001" in shown
    assert "1 document" not in shown


def test_notes_are_shown() -> None:
    shown = emit(samples.foreign())
    assert "no verdict, 0 findings" in shown
    assert "note: not English (language: de); nothing was checked" in shown


@given(texts())
def test_escaped_text_is_one_printable_line(text: str) -> None:
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1
    assert not re.search(r"[\x00-\x1f\x7f-\x9f]", shown)
    shown.encode("utf-8")


@given(
    st.lists(st.tuples(texts(6), st.sampled_from(["", "bold", "was"])), max_size=6),
    st.integers(20, 60),
)
def test_wrapping_keeps_all_that_is_not_space(pieces: list[tuple[str, str]], width: int) -> None:
    escaped = [Piece(one_line(text), style) for text, style in pieces]
    lines = list(wrap(escaped, width, 2, 4))
    assert all(cell_len(line) <= width for line in lines)
    kept = "".join(lines).replace(" ", "")
    assert kept == "".join(piece.text for piece in escaped).replace(" ", "")
