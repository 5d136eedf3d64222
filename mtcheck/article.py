"""An article: its text and the places of its paragraphs, sentences and words in it.

All places are half-open code-point spans into `Article.text`; they are found when first
asked for and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from mtcheck import language as _language

Markup = Literal["text", "markdown", "html"]

_LINE = re.compile(r"[^\r\n]+")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
# A word: letters, digits and combining marks, with inner apostrophes ("don't", "O’Neill"),
# inner full stops and commas between digits ("3.5", "1,200"), or dotted initials ("U.S.").
# Hyphens part words, so that half a compound can be flagged.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?![^\W_])"
    r"|[^\W_][\w\u0300-\u036f]*(?:['’][^\W\d_][\w\u0300-\u036f]*|(?<=\d)[.,]\d+)*"
)
_WRAP_WIDTH = 100
_MAX_SENTENCE = 2000


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """A decoded text with the language and the layout that were read out of it.

    `prose` are the parts that are running text, in order and apart from each other: all of it
    for plain text, without code, link targets, front matter and markup for Markdown. Paragraphs,
    sentences and words lie in prose only. For HTML `text` is the extracted article. `encoding`
    is what the bytes were decoded with.
    """

    text: str
    path: str | None = None
    markup: Markup = "text"
    prose: tuple[Span, ...] = field(default=())
    encoding: str = "utf-8"

    def __post_init__(self) -> None:
        if not self.prose and self.markup == "text":
            object.__setattr__(self, "prose", (Span(0, len(self.text)),))

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code of the prose, or `und` when there is too little to tell."""
        sample: list[str] = []
        room = 10_000
        for start, end in self.prose:
            sample.append(self.text[start : min(end, start + room)])
            room -= end - start
            if room <= 0:
                break
        return _language.detect(" ".join(sample))[0]

    @cached_property
    def blocks(self) -> tuple[Span, ...]:
        """Blocks of prose set apart by markup: one or more paragraphs each."""
        if self.markup != "markdown":
            return self.prose
        # Prose regions on one line of a paragraph (around a link target) belong together.
        joined: list[Span] = []
        for span in self.prose:
            if joined and not _breaks(self.text[joined[-1].end : span.start]):
                joined[-1] = Span(joined[-1].start, span.end)
            else:
                joined.append(span)
        return tuple(joined)

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs: parted by blank lines, or by any line end where lines are not wrapped."""
        return tuple(part for block in self.blocks for part in _paragraphs(self.text, block))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences, none across a paragraph's end and none longer than 2,000 characters."""
        return tuple(part for span in self.paragraphs for part in _sentences(self.text, span))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Words of the prose in order."""
        return tuple(
            Span(match.start(), match.end())
            for start, end in self.prose
            for match in _WORD.finditer(self.text, start, end)
        )

    @cached_property
    def _word_starts(self) -> list[int]:
        return [start for start, _ in self.words]

    @cached_property
    def _word_ends(self) -> list[int]:
        return [end for _, end in self.words]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [end for _, end in self.sentences]

    def word_range(self, start: int, end: int) -> range:
        """Indices into `words` of those that share a code point with `start:end`."""
        return range(bisect_right(self._word_ends, start), bisect_left(self._word_starts, end))

    def sentence_range(self, start: int, end: int) -> range:
        """Indices into `sentences` of those that share a code point with `start:end`."""
        return range(
            bisect_right(self._sentence_ends, start), bisect_left(self._sentence_starts, end)
        )

    def is_prose(self, start: int, end: int) -> bool:
        """True when `start:end` lies in one prose region."""
        index = bisect_right(self.prose, Span(start, len(self.text) + 1)) - 1
        return index >= 0 and self.prose[index].start <= start and end <= self.prose[index].end

    def __getitem__(self, span: tuple[int, int]) -> str:
        """The text of a span."""
        return self.text[span[0] : span[1]]


def _breaks(gap: str) -> bool:
    return "\n" in gap or "\r" in gap


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _paragraphs(text: str, block: Span) -> Iterator[Span]:
    position = block.start
    for match in _BLANK_LINE.finditer(text, block.start, block.end):
        yield from _lines(text, position, match.start())
        position = match.end()
    yield from _lines(text, position, block.end)


def _lines(text: str, start: int, end: int) -> Iterator[Span]:
    """One paragraph when the lines look wrapped at a margin, else one paragraph a line."""
    lines = [match.span() for match in _LINE.finditer(text, start, end)]
    lengths = [line_end - line_start for line_start, line_end in lines]
    wrapped = len(lines) > 1 and 0.6 * max(lengths) <= min(lengths[:-1]) <= _WRAP_WIDTH
    wrapped = wrapped and max(lengths) <= _WRAP_WIDTH
    for part in [(start, end)] if wrapped else lines:
        span = _strip(text, *part)
        if span:
            yield span


def _sentences(text: str, paragraph: Span) -> Iterator[Span]:
    import nupunkt  # loads its model; only when sentences are asked for

    offset = paragraph.start
    for start, end in nupunkt.sent_spans(text[offset : paragraph.end]):
        span = _strip(text, offset + start, offset + end)
        while span and span.end - span.start > _MAX_SENTENCE:
            cut = text.rfind(" ", span.start + 1, span.start + _MAX_SENTENCE)
            cut = cut if cut > 0 else span.start + _MAX_SENTENCE
            head = _strip(text, span.start, cut)
            if head:
                yield head
            span = _strip(text, cut, span.end)
        if span:
            yield span
