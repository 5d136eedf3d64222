"""Lines of an article with what tells running text from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from mtcheck.article import Article, Span
from mtcheck.knowledge import boilerplate

_LINE = re.compile(r"[^\r\n]+")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")
_FINAL = re.compile(r"[.!?。！？…:;][\"”'’»)\]*_]*$|[.!?,][\"”'’»]$")
_STOP = re.compile(r"[.!?。！？][\"”'’»)\]*_]*$")
_BULLET = re.compile(r"(?:[-*•·‣▪►→–—]|\(?\d{1,3}[.)]|\(?[a-z][.)])(?:\s|$)")
_MARKUP = re.compile(r"#{1,6}\s|[|><]|\.\. |```|~~|={3}|-{3}")
_UNDERLINE = re.compile(r"([-=~^])\1{2,}$")
_SMALL = frozenset(
    "a an the and or but nor of in on at to for from by with as is are be vs via per into over"
    " after amid its it's his her their".split()
)
_SETEXT = re.compile(r"[ \t]*(?:\r\n|\r|\n)(?:={2,}|-{2,})[ \t]*(?:[\r\n]|\Z)")
_WRAPPED = 50
_SHORT = 0.6
_PROSE_WORDS = 8
_LONG_WORDS = 30


@dataclass(frozen=True)
class Line:
    """A line of plain text, a paragraph wrapped over lines, or a block of marked-up text.

    `start` and `end` leave white space out; `text` has what is no prose masked. `prefix` is the
    markup ahead of it in its line.
    """

    start: int
    end: int
    text: str
    prefix: str = ""

    @cached_property
    def words(self) -> list[str]:
        """Words as written; of very long lines the first thousand characters."""
        return _WORD.findall(self.text[:1000])

    @cached_property
    def bullet(self) -> bool:
        """True for an item of a list."""
        return _BULLET.match(self.prefix + self.text) is not None

    @cached_property
    def markup(self) -> bool:
        """True when the line bears markup, as headings and tables of Markdown do."""
        return _MARKUP.match(self.prefix + self.text) is not None

    @cached_property
    def stopped(self) -> bool:
        """True when the line ends as a sentence does."""
        return _STOP.search(self.text[-8:]) is not None

    @cached_property
    def open(self) -> bool:
        """True when no punctuation of any kind ends the line."""
        return _FINAL.search(self.text[-8:]) is None

    @cached_property
    def prose(self) -> bool:
        """True for running text: whole sentences, or very long lines; not teasers with dots."""
        words = len(self.words)
        cut = self.text.endswith(("...", "…"))
        return (words >= _PROSE_WORDS and self.stopped and not cut) or words >= _LONG_WORDS

    @cached_property
    def title_share(self) -> float:
        """Share of the words beyond the first, small words aside, that are capitalised."""
        rest = [w for w in self.words[1:] if w.lower() not in _SMALL and not w[0].isdigit()]
        return sum(w[0].isupper() for w in rest) / len(rest) if rest else 0.0

    @cached_property
    def match(self) -> boilerplate.Match | None:
        """The phrase of the boilerplate table that the line is made of."""
        return boilerplate.match(self.text)


@dataclass(frozen=True)
class Lines:
    """All lines of an article, and where its running text begins and ends.

    `first` and `last` are the indices of the first and last line of running text; without any,
    `first` is the number of lines and `last` -1.
    """

    items: tuple[Line, ...]
    first: int
    last: int

    def inside(self, index: int) -> bool:
        """True between the first and the last line of running text."""
        return self.first < index < self.last

    def heading(self, index: int) -> bool:
        """True for headings and tables of markup, also where a line of signs underlines them."""
        below = self.items[index + 1].text if index + 1 < len(self.items) else ""
        return self.items[index].markup or _UNDERLINE.match(below) is not None

    def after(self, index: int) -> bool:
        """True behind the running text."""
        return self.last < index and self.last >= 0

    def before(self, index: int) -> bool:
        """True ahead of the running text."""
        return index < self.first < len(self.items)


@lru_cache(maxsize=4)
def lines(article: Article) -> Lines:
    """The article's lines; the last few articles are remembered."""
    if article.markup == "markdown" and article.layout is not None:
        items = tuple(_marked_up(article, span) for span in article.layout)
    else:
        items = tuple(
            Line(start, end, article.masked[start:end]) for start, end in _physical(article)
        )
    prose = [i for i, line in enumerate(items) if line.prose and not _notice(line)]
    return Lines(items, prose[0] if prose else len(items), prose[-1] if prose else -1)


def _marked_up(article: Article, span: Span) -> Line:
    """A block of Markdown with the signs ahead of it, and `#` for those below a heading."""
    text, (start, end) = article.text, span
    ahead = text[max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1 : start]
    below = _SETEXT.match(text, end) is not None
    return Line(start, end, article.masked[start:end], "# " if below else ahead.lstrip())


def _notice(line: Line) -> bool:
    """Whole sentences that address the visitor are not the article's."""
    return line.match is not None and line.match.sure


def _physical(article: Article) -> list[Span]:
    """Lines of the text; those of a paragraph that is wrapped at a margin are taken together."""
    text = article.masked
    spans: list[Span] = []
    for start, end in article.paragraphs:
        found = [_strip(text, *match.span()) for match in _LINE.finditer(text, start, end)]
        parts = [span for span in found if span.start < span.end]
        longest = max((span.end - span.start for span in parts), default=0)
        if len(parts) > 1 and longest >= _WRAPPED:
            spans.extend(_unwrapped(text, parts, longest))
        else:
            spans.extend(parts)
    return spans


def _unwrapped(text: str, parts: list[Span], longest: int) -> Iterator[Span]:
    """The wrapped lines as one span, but for short open lines that follow a full stop."""
    start, end = parts[0]
    for part in parts[1:]:
        own = text[part.start : part.end]
        apart = _STOP.search(text[max(start, end - 8) : end]) and (
            boilerplate.match(own) is not None
            or (len(own) < _SHORT * longest and _FINAL.search(own[-8:]) is None)
        )
        if apart:
            yield Span(start, end)
            start = part.start
        end = part.end
    yield Span(start, end)


def _strip(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return Span(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))
