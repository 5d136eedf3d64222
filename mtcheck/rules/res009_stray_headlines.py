"""RES009: headlines of other articles behind the end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules import _residue
from mtcheck.rules._lines import Line, Lines, lines
from mtcheck.rules.base import Context, rule

_NO_HEADLINE = re.compile(r"[@•]|\d{3}[-. ]\d{3,4}|[:,;]$|\bet al\b|^[A-Z]\.|\w+, \w+, \w+")
_TITLE_SHARE = 0.7
_FEWEST, _MOST = 5, 20
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES009",
    name="stray-headlines",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nMayor Opens Second Swimming Pool\nBridge Stays Closed Until Next Spring",
    ),
    passing=(
        f"{_BODY}\n\nThe winners are:\nAnn Example of Sample Town\nBob Sample of Example City",
        f"{_BODY}\n\nMayor Opens Second Swimming Pool",
        f"{_BODY}\n\nAnn Example, Mayor of Sample Town\nBob Sample, Mayor of Example City",
    ),
    fixed=(f"{_BODY}\n\n",),
)
def stray_headlines(article: Article, context: Context) -> Iterator[Finding]:
    """Two or more lines in title case, without a full stop, behind the end of the article.

    That is what a box of other stories looks like once its frame and heading are gone. Lists of
    names, lists that a colon announces, contacts and single lines are left alone. The evidence
    is one of form only, so the confidence is low. The fix deletes the lines.
    """
    del context
    found = lines(article)
    if found.last < 0 or found.items[found.last].text.endswith(":"):
        return
    for first, last in _runs(found):
        yield stray_headlines.finding(
            article,
            found.items[first].start,
            found.items[last].end,
            "Seem to be headlines of other articles",
            confidence=0.55,
            evidence=f"{last - first + 1} lines in title case behind the running text",
            suggestions=[_residue.delete(0.55, sure=False)],
        )


def _runs(found: Lines) -> Iterator[tuple[int, int]]:
    start: int | None = None
    for index in range(found.last + 1, len(found.items) + 1):
        if index < len(found.items) and _headline(found.items[index]):
            start = index if start is None else start
            continue
        if start is not None and index - start >= 2 and not _announced(found, start):
            yield start, index - 1
        start = None


def _announced(found: Lines, start: int) -> bool:
    before = found.items[start - 1]
    named = sum("," in found.items[i].text for i in range(start, min(start + 8, len(found.items))))
    return before.match is not None or before.text.endswith((":", ",")) or named >= 2


def _headline(line: Line) -> bool:
    return (
        _FEWEST <= len(line.words) <= _MOST
        and (line.open or line.text.endswith("?"))
        and line.match is None
        and not line.markup
        and not line.bullet
        and line.title_share >= _TITLE_SHARE
        and _NO_HEADLINE.search(line.text) is None
    )
