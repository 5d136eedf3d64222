"""An article cut into blocks, and these into plain and flagged pieces, without loss of text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.finding import Finding
from mtcheck.report.fixes import together
from mtcheck.result import Document


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, with the finding that is shown on it and its number in the article."""

    text: str
    finding: Finding | None = None
    number: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A finding as listed under its block; `shown` when it is also marked in the text."""

    number: int
    finding: Finding
    shown: bool


@dataclass(frozen=True, slots=True)
class Block:
    """One or more paragraphs and the white space after them; without notes nothing is flagged."""

    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...] = ()
    gap: str = ""


def blocks(document: Document) -> Iterator[Block]:
    """The article's blocks in order; paragraphs that one finding spans are one block.

    Neighbouring paragraphs without a finding are one block too. Findings are numbered from 1.
    """
    text = document.article.text
    shown = {id(finding) for finding in together(document.findings)}
    notes = [
        Note(number, finding, id(finding) in shown)
        for number, finding in enumerate(document.findings, 1)
    ]
    cuts = [*(span.start for span in document.article.paragraphs), len(text)]
    start = index = 0
    plain_from: int | None = None
    for cut in cuts:
        if cut <= start:
            continue
        last = cut == len(text)
        mine = index
        end = start
        while mine < len(notes) and (notes[mine].finding.start < cut or last):
            end = max(end, notes[mine].finding.end)
            mine += 1
        if end > cut:
            continue  # a finding goes on into the next paragraph
        if mine == index:
            plain_from = start if plain_from is None else plain_from
        else:
            if plain_from is not None:
                yield _plain(text[plain_from:start])
                plain_from = None
            own = tuple(notes[index:mine])
            stop = max(end, start + len(text[start:cut].rstrip()))
            yield Block(tuple(_pieces(text, start, stop, own)), own, text[stop:cut])
        start, index = cut, mine
    if plain_from is not None:
        yield _plain(text[plain_from:])


def _plain(text: str) -> Block:
    stripped = text.rstrip()
    return Block((Piece(stripped),), gap=text[len(stripped) :])


def _pieces(text: str, start: int, end: int, notes: tuple[Note, ...]) -> Iterator[Piece]:
    position = start
    for note in notes:
        if not note.shown:
            continue
        if note.finding.start > position:
            yield Piece(text[position : note.finding.start])
        yield Piece(note.finding.text, note.finding, note.number)
        position = note.finding.end
    if position < end:
        yield Piece(text[position:end])
