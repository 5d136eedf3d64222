"""An article: its text and the places of its paragraphs, sentences and words in it.

All places are half-open code-point spans into `Article.text`; they are found when first
asked for and kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from mtcheck import directives as _directives
from mtcheck import language as _language

Markup = Literal["text", "markdown", "html"]

_LINE = re.compile(r"[^\r\n]+")
_BLANK_LINE = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)\s*")
# A word: letters, digits and combining marks, with inner apostrophes ("don't", "O’Neill"),
# inner full stops and commas between digits ("3.5", "1,200"), or dotted initials ("U.S.").
# Hyphens part words, so that half a compound can be flagged.
_WORD = re.compile(
    r"(?:[^\W\d_]\.){2,}(?![^\W_])"
    r"|[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*"
    r"(?:['’][^\W\d_][^\W_]*(?:[\u0300-\u036f]+[^\W_]*)*|(?<=\d)[.,]\d+)*"
)
_WRAP_WIDTH = 100
_MAX_SENTENCE = 2000
# Addresses are not prose in any markup. Lookbehind and bounds keep the search linear.
_ADDRESS = re.compile(
    r"\b(?:https?|ftp)://[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
)
_ADDRESS_TAIL = ".,;:!?'’)]"
_MASK = "\ufffc"
_NOT_LINE_END = re.compile(r"[^\r\n]")


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """A decoded text with the language and the layout that were read out of it.

    `regions` are the parts that are running text as the markup has it, in order and apart from
    each other (without code, link targets, front matter and markup), and `layout` its
    paragraphs; None where there is no markup. For HTML `text` is the extracted article.
    `encoding` is what the bytes were decoded with. `comments` are the suppression comments; None
    to look for them in the text.
    """

    text: str
    path: str | None = None
    markup: Markup = "text"
    regions: tuple[Span, ...] | None = None
    layout: tuple[Span, ...] | None = None
    encoding: str = "utf-8"
    comments: tuple[_directives.Directive, ...] | None = None

    @cached_property
    def directives(self) -> tuple[_directives.Directive, ...]:
        """Suppression comments in order; they are not prose."""
        if self.comments is not None:
            return self.comments
        return _directives.find(self.text, plain=self.markup == "text")

    @cached_property
    def prose(self) -> tuple[Span, ...]:
        """Running text: the markup's regions without addresses and suppression comments.

        Words lie in it.
        """
        whole = (Span(0, len(self.text)),)
        return tuple(
            part
            for region in (whole if self.regions is None else self.regions)
            for rest in _without(self.directives, region)
            for part in _without_addresses(self.text, rest)
        )

    @cached_property
    def masked(self) -> str:
        """`text` with every code point outside prose replaced by U+FFFC, line ends kept.

        It has the length of `text`, so places found in it are places in the article; rules
        search it so that code, link targets and addresses cannot match.
        """
        parts: list[str] = []
        position = 0
        for start, end in self.prose:
            parts.append(_NOT_LINE_END.sub(_MASK, self.text[position:start]))
            parts.append(self.text[start:end])
            position = end
        parts.append(_NOT_LINE_END.sub(_MASK, self.text[position:]))
        return "".join(parts)

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
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs: the markup's, else parted by blank lines.

        Where lines are not wrapped at a margin, every line is a paragraph.
        """
        if self.layout is not None:
            return self.layout
        text = self.masked
        for start, end, *_ in self.directives:  # a line of nothing but a comment is a blank line
            text = text[:start] + " " * (end - start) + text[end:]
        return tuple(_paragraphs(text))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences, none across a paragraph's end and none longer than 2,000 characters."""
        return tuple(part for span in self.paragraphs for part in _sentences(self.masked, span))

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Words of the prose in order."""
        return tuple(
            Span(match.start(), match.end())
            for start, end in self.prose
            for match in _WORD.finditer(self.text, start, end)
        )

    @cached_property
    def word_count(self) -> int:
        """Number of words."""
        return len(self.words)

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


def _without(comments: Iterable[_directives.Directive], region: Span) -> Iterator[Span]:
    position = region.start
    for comment in comments:
        if comment.end <= position or comment.start >= region.end:
            continue
        if comment.start > position:
            yield Span(position, comment.start)
        position = comment.end
    if position < region.end:
        yield Span(position, region.end)


def _without_addresses(text: str, region: Span) -> Iterator[Span]:
    position = region.start
    for match in _ADDRESS.finditer(text, region.start, region.end):
        end = match.start() + len(match.group().rstrip(_ADDRESS_TAIL))
        if match.start() > position:
            yield Span(position, match.start())
        position = end
    if position < region.end:
        yield Span(position, region.end)


def _strip(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _paragraphs(text: str) -> Iterator[Span]:
    position = 0
    for match in _BLANK_LINE.finditer(text):
        yield from _lines(text, position, match.start())
        position = match.end()
    yield from _lines(text, position, len(text))


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
