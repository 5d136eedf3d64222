"""Where other people's words stand: passages inside quotation marks.

When in doubt a passage counts as quoted, since that only asks for a person's look.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from mtcheck.article import Article, Span
from mtcheck.finding import Finding, Safety

MARKS = '"“”„‟＂«»‹›「」『』'
_PAIRS = {"«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』"}
_DOUBLE = re.compile(f"[{MARKS}]")
_DOUBLE_FAMILY = '"“”„‟＂'
# A single quotation mark opens after a space and before a word; "'90s" and "'tis" do not.
_SINGLE_OPEN = re.compile(
    r"(?<![^\s(\[—–\-\"“„«])[‘'‚](?=[^\W\d_])(?!(?:tis|twas|em|cause|til|n)\b)", re.IGNORECASE
)
_SINGLE_CLOSE = {
    opener: re.compile(rf"(?<=[^\s(\[]){closer}(?![^\W_])")
    for opener, closer in (("'", "'"), ("‘", "’"), ("‚", "[‘’]"))
}
_BLOCK_QUOTE = re.compile(r"^[ \t]{0,3}>[^\r\n]*", re.MULTILINE)


def quotations(article: Article) -> list[Span]:
    """Quoted passages with their marks, sorted and merged.

    Straight, curly, low and angle marks, single and double; quotations that go on in the next
    paragraph when that begins with a mark; block quotations of Markdown.
    """
    found = [*_double(article), *_single(article)]
    if article.markup == "markdown":
        found += (Span(*match.span()) for match in _BLOCK_QUOTE.finditer(article.text))
    return list(_merged(sorted(found)))


def touches(quoted: list[Span], start: int, end: int) -> bool:
    """True when `start:end` shares a code point with a quoted passage, or lies inside one."""
    index = bisect_right(quoted, (end, -1)) - 1
    return index >= 0 and quoted[index].end > start


def mark_unsafe(article: Article, findings: Iterable[Finding]) -> list[Finding]:
    """The findings, with no suggestion inside quotation marks left safe."""
    listed = list(findings)
    if not any(s.safety is Safety.SAFE for finding in listed for s in finding.suggestions):
        return listed
    quoted = quotations(article)
    return [
        replace(
            finding,
            suggestions=tuple(replace(s, safety=Safety.UNSAFE) for s in finding.suggestions),
        )
        if finding.suggestions and touches(quoted, finding.start, finding.end)
        else finding
        for finding in listed
    ]


def _double(article: Article) -> Iterator[Span]:
    text = article.text
    opener = ""
    opened = 0
    for start, end in article.paragraphs:
        position = start
        if opener:
            match = _DOUBLE.match(text, start)
            if match and _same_family(opener, match.group()):
                opened, position = start, start + 1  # the quotation goes on
            else:
                opener = ""
        low = start
        for match in _DOUBLE.finditer(text, position, end):
            at, mark = match.start(), match.group()
            if not opener:
                if mark == '"' and _inches(text, at):
                    continue
                if mark in "”」』" and not _opens(text, at):
                    yield Span(low, at + 1)  # closed without having been opened
                    low = at + 1
                    continue
                opener, opened = mark, at
            elif _closes(opener, mark):
                yield Span(opened, at + 1)
                opener, low = "", at + 1
        if opener:
            yield Span(opened, end)


def _same_family(first: str, second: str) -> bool:
    return first == second or (first in _DOUBLE_FAMILY and second in _DOUBLE_FAMILY)


def _closes(opener: str, mark: str) -> bool:
    if opener in _PAIRS:
        return mark in (_PAIRS[opener], opener)
    if mark == "“":
        return opener in "„‟"
    return mark in '"”＂'


def _inches(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdigit() and not text[at + 1 : at + 2].isalpha()


def _opens(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before or before.isspace()) and bool(after) and not after.isspace()


def _single(article: Article) -> Iterator[Span]:
    """From an opening mark to the last closing one before the next opening one."""
    text = article.text
    for start, end in article.paragraphs:
        opening = [match.start() for match in _SINGLE_OPEN.finditer(text, start, end)]
        for at, limit in pairwise([*opening, end]):
            closing = [
                match.end() for match in _SINGLE_CLOSE[text[at]].finditer(text, at + 1, limit)
            ]
            if closing:
                yield Span(at, closing[-1])


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    current: Span | None = None
    for span in spans:
        if current is not None and span.start <= current.end:
            current = Span(current.start, max(current.end, span.end))
            continue
        if current is not None:
            yield current
        current = span
    if current is not None:
        yield current
