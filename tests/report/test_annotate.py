"""Blocks lose no text, show no two findings on one place and list all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity, Suggestion, Verdict
from mtcheck.report.annotate import blocks
from mtcheck.report.fixes import left_over, together
from mtcheck.result import Document
from mtcheck.rewrite.apply import apply, choose
from tests.report.texts import SPUN_TEXT, spun
from tests.texts import texts


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text = draw(texts().filter(bool))
    found = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        made = draw(st.lists(st.sampled_from(["", "better", "worse"]), max_size=3, unique=True))
        found.append(
            Finding(
                "TST001", "test", draw(st.sampled_from(Category)), "Fluency",
                draw(st.sampled_from(Severity)), start, end, text[start:end], 0.5, "test",
                suggestions=tuple(Suggestion(s, 0.5) for s in made),
            )
        )  # fmt: skip
    found.sort(key=lambda f: (f.start, f.end))
    return Document(Article(text), tuple(found), Verdict.abstain(0, "test"), 0.0)


@given(documents())
def test_blocks_are_the_article(document: Document) -> None:
    made = list(blocks(document))
    text = "".join("".join(p.text for p in block.pieces) + block.gap for block in made)
    assert text == document.article.text
    listed = [note for block in made for note in block.notes]
    assert [note.finding for note in listed] == list(document.findings)
    assert [note.number for note in listed] == list(range(1, len(listed) + 1))
    marked = [p.number for block in made for p in block.pieces if p.finding]
    assert marked == [note.number for note in listed if note.shown]


@given(documents())
def test_what_is_shown_can_be_fixed_together(document: Document) -> None:
    shown = together(document.findings)
    assert not any(a.overlaps(b) for i, a in enumerate(shown) for b in shown[i + 1 :])
    edits = choose(document.findings, unsafe=True)
    assert {id(edit.finding) for edit in edits} <= {id(finding) for finding in shown}
    pieces = [piece for block in blocks(document) for piece in (*block.pieces, block.gap)]
    replaced = {id(edit.finding): edit.replacement for edit in edits}
    corrected = "".join(
        piece if isinstance(piece, str) else replaced.get(id(piece.finding), piece.text)
        for piece in pieces
    )
    assert corrected == apply(document.article.text, edits)


def test_paragraphs_without_findings_are_one_block() -> None:
    made = list(blocks(spun()))
    assert [len(block.notes) for block in made] == [2, 2, 1, 0]
    assert made[-1].pieces[0].text.startswith("The mayor")
    assert made[0].gap == "\n\n"


def test_what_is_left_over() -> None:
    findings = spun().findings
    text = SPUN_TEXT
    assert [f.text for f in left_over(findings)] == [
        "lodge", "take a gander at the rooms", "gander at",
    ]  # fmt: skip
    assert [f.text for f in left_over(findings, unsafe=True)] == ["take a gander at the rooms"]
    assert "lodge" in text
