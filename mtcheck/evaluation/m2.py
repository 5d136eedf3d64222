"""ERRANT-style M2 files: tokens of each sentence, and the edits between token places.

Scorers of grammatical error correction read them. Types are an operation (`R` replace, `M`
missing, `U` unnecessary) and the category: `R:SPUN`, `U:RESIDUE`. An annotator takes one fix of
each span, so annotator 1 holds the second-best ones.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from mtcheck.article import Article
from mtcheck.evaluation.base import Case
from mtcheck.rewrite.apply import choose

_TOKEN = re.compile(r"\w+(?:['’.,-]\w+)*|[^\w\s]")
_NOOP = "A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0"
_ANNOTATORS = 3


class _Edit(NamedTuple):
    start: int
    end: int
    category: str
    texts: tuple[str, ...]


def m2(case: Case) -> tuple[str, str]:
    """The blocks of an article, for gold and system: the same sentences in both.

    Gold has up to three alternatives as annotators, the system its first suggestions.
    """
    text = case.gold.text
    gold: list[_Edit] = []
    for span in case.gold.errors:
        if span.fixes and (not gold or span.start >= gold[-1].end):
            gold.append(_Edit(span.start, span.end, span.category, span.fixes[:_ANNOTATORS]))
    found = [
        _Edit(edit.start, edit.end, edit.finding.category, (edit.replacement,))
        for edit in choose(case.findings, unsafe=True)
    ]
    bounds = list(_sentences(text, [*gold, *found]))
    return _blocks(text, bounds, gold), _blocks(text, bounds, found)


def _blocks(text: str, bounds: Sequence[tuple[int, int]], edits: Sequence[_Edit]) -> str:
    blocks = []
    for start, end in bounds:
        tokens = [match.span() for match in _TOKEN.finditer(text, start, end)]
        if not tokens:
            continue
        inside = [edit for edit in edits if start <= edit.start < end]
        lines = ["S " + " ".join(text[a:b] for a, b in tokens)]
        for annotator in range(max((len(edit.texts) for edit in inside), default=0)):
            lines += (_line(edit, annotator, text, tokens) for edit in inside)
        blocks.append("\n".join(lines if inside else [*lines, _NOOP]) + "\n")
    return "\n".join(blocks)


def _sentences(text: str, edits: Sequence[_Edit]) -> Iterator[tuple[int, int]]:
    """Sentences, joined where an edit runs over their border, with the white space after them."""
    bounds = [
        start
        for start in [span.start for span in Article(text).sentences][1:]
        if not any(edit.start < start < edit.end for edit in edits)
    ]
    yield from pairwise([0, *bounds, len(text)])


def _line(edit: _Edit, annotator: int, text: str, tokens: Sequence[tuple[int, int]]) -> str:
    """One `A` line; an edit that cuts tokens takes them whole."""
    first = bisect_right([end for _, end in tokens], edit.start)
    last = max(first, bisect_left([start for start, _ in tokens], edit.end))
    new = edit.texts[min(annotator, len(edit.texts) - 1)]
    if first < last:
        before, after = tokens[first][0], tokens[last - 1][1]
        new = text[before : max(before, edit.start)] + new + text[min(after, edit.end) : after]
    correction = " ".join(_TOKEN.findall(new))
    kind = "R" if first < last and correction else "U" if first < last else "M"
    return (
        f"A {first} {last}|||{kind}:{edit.category.upper()}|||{correction or '-NONE-'}"
        f"|||REQUIRED|||-NONE-|||{annotator}"
    )
