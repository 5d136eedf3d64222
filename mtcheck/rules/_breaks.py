"""Where a paragraph ends in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from mtcheck.article import Article, Span
from mtcheck.rules._lines import lines

_SENTENCE_GAP = re.compile(r"[.!?][\"”'’)\]]*\s+(?=[\"“'‘(\[]?[A-Z0-9])")
_OPEN_END = re.compile(r"[\w,%’'”)]$")
_STOP_END = re.compile(r"[.!?…][\"”'’)\]]*$")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_LAST_WORD = re.compile(r"\S+$")
_FIRST_WORD = re.compile(r"\S+")
_ITEM = re.compile(r"(?:[-*•·‣▪–—o]|\(?\d{1,3}[.)]|\(?[a-z]{1,3}[.)])\s")
# Words that no sentence ends with.
_BOUND = frozenset(
    "the a an and or but nor of its their our my your whose which that than because although"
    " whether is are was were be been has have had will would could should may might must"
    " very per via such every between among into onto upon toward towards during".split()
)
# Words that a heading or a question may end with as well.
_LOOSE = frozenset(
    "to for with on in at by from about as against without within including his her".split()
)
# What a new sentence begins with, and the middle of one hardly does.
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you there here in on at by for from with"
    " as after before during since while when where if although though because however but and so"
    " yet also meanwhile moreover furthermore according under over its his her their our my what"
    " who how why both many some most all one two several each another other such no not".split()
)
_FEW_BREAKS = 3
_MOST_BROKEN = 0.35
_SENTENCE_WORDS = 10
_FEWEST_WORDS = 4
_FRAGMENT_WORDS = 6
_TITLE_SHARE = 0.5
_LOOK = 1000


@dataclass(frozen=True)
class Break:
    """A paragraph that ends within a sentence.

    `last` is its last word, `sentence` where that sentence begins, and `follows` the first word
    of the next paragraph, None when there is none. `joins` tells a sentence that goes on there
    from one that was cut off; `confidence` is for either.
    """

    last: Span
    sentence: Span
    follows: Span | None
    joins: bool
    confidence: float
    evidence: str


@lru_cache(maxsize=4)
def breaks(article: Article) -> tuple[Break, ...]:
    """All breaks of an article; none where most lines are broken, as in verse and wrapped text."""
    paragraphs = article.paragraphs
    found = tuple(_find(article, paragraphs))
    return found if len(found) <= max(_FEW_BREAKS, _MOST_BROKEN * len(paragraphs)) else ()


def _find(article: Article, paragraphs: tuple[Span, ...]) -> Iterator[Break]:
    text = article.masked
    blank = _blank_lines_part(text, paragraphs)
    ends = {line.end for line in lines(article).items if line.match is not None}
    starts = {line.start for line in lines(article).items if line.match is not None}
    for here, after in zip(paragraphs, [*paragraphs[1:], None], strict=False):
        tail = text[max(here.start, here.end - _LOOK) : here.end]
        if here.end in ends or not _OPEN_END.search(tail) or not _own_line(text, here.start):
            continue
        following = None if after is None or after.start in starts else after
        if following is not None:
            gap = text[here.end : following.start]
            if (
                gap.strip()
                or gap[-1] not in "\r\n"
                or (blank and gap.count("\n") + gap.count("\r") < 2)
            ):
                continue
        made = _judge(text, here, following)
        if made is not None:
            yield made


def _judge(text: str, here: Span, after: Span | None) -> Break | None:
    """The break between two paragraphs, the first of which ends without a stop."""
    start = max(here.start, here.end - _LOOK)
    tail = text[start : here.end]
    inner = [match.end() for match in _SENTENCE_GAP.finditer(tail)]
    sentence = Span(start + (inner[-1] if inner else 0), here.end)
    words = _WORD.findall(text[sentence.start : sentence.end])
    found = _LAST_WORD.search(tail)
    prose = bool(inner) or len(words) >= _SENTENCE_WORDS
    if found is None or not prose or len(words) < _FEWEST_WORDS or _ITEM.match(tail):
        return None
    last = Span(start + found.start(), here.end)
    end = found.group().strip(",’'”)")
    bound = end in _BOUND and _lower(words)
    loose = end in _LOOSE and (bool(inner) or _lower(words))
    note = f"a paragraph ends with “{end}”"
    if after is None:
        return Break(last, sentence, None, False, 0.8, note) if bound else None
    return _continued(text, here, after, Break(last, sentence, None, bound, 0.0, note), loose)


def _continued(text: str, here: Span, after: Span, made: Break, loose: bool) -> Break | None:
    """`made` with what the next paragraph shows; `made.joins` tells a word no sentence ends in."""
    head = text[after.start : min(after.end, after.start + _LOOK)]
    first = _FIRST_WORD.match(head)
    stopped = _STOP_END.search(text[max(after.start, after.end - 8) : after.end])
    if first is None or stopped is None or _ITEM.match(head):
        return None
    follows = Span(after.start, after.start + first.end())
    word = first.group().strip("\"“'‘(")
    joins, confidence, evidence = True, 0.0, made.evidence
    if head[0].islower():
        if word.strip('.,;:!?”")').islower() and _from_start(text, here):
            confidence, evidence = 0.9, f"a paragraph begins with “{word}” in lower case"
    elif made.joins or loose:
        if word.lower().strip(",") in _STARTERS:
            joins, confidence = False, 0.85 if made.joins else 0.75
        else:
            confidence = 0.9 if len(head.split()) <= _FRAGMENT_WORDS else 0.7
    return (
        Break(made.last, made.sentence, follows, joins, confidence, evidence)
        if confidence
        else None
    )


def _lower(words: list[str]) -> bool:
    """True for words of a sentence, False for those of a headline in title case."""
    rest = words[1:]
    return sum(word[0].isupper() for word in rest) < _TITLE_SHARE * max(1, len(rest))


def _from_start(text: str, here: Span) -> bool:
    """True when the paragraph begins as running text does."""
    first = text[here.start : here.start + 2].lstrip("\"“'‘([")
    return not first[:1].islower() or bool(_SENTENCE_GAP.search(text, here.start, here.end))


def _own_line(text: str, start: int) -> bool:
    """True when nothing, such as the sign of a heading or an item, stands ahead in the line."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return not text[line:start].strip()


def _blank_lines_part(text: str, paragraphs: tuple[Span, ...]) -> bool:
    """True when paragraphs are parted by blank lines, so that single line ends are wraps."""
    gaps = [text[a.end : b.start] for a, b in pairwise(paragraphs)]
    blank = sum(gap.count("\n") >= 2 or gap.count("\r") >= 2 for gap in gaps)
    return blank >= 0.2 * len(gaps)
