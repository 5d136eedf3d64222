"""RES007: the headline a second time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge.boilerplate import Key, normalise
from mtcheck.rules import _residue
from mtcheck.rules._lines import Line, lines
from mtcheck.rules.base import Context, rule
from mtcheck.rules.res005_glued_menu import glued

_CUT = re.compile(r"\s*(?:\.\.\.|…)$")
_WORDS = 4
_LOOK = 6
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES007",
    name="repeated-title",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"Council approves the new...\n\nCouncil approves the new library\n\n{_BODY}",
        f"Council approves the new library\n\nCouncil approves the new library\n\n{_BODY}",
    ),
    passing=(
        f"Council approves the new library\n\nMayor hopes for the best\n\n{_BODY}",
        f"And then there were...\n\nCouncil approves the new library\n\n{_BODY}",
    ),
    fixed=(
        f"\n\nCouncil approves the new library\n\n{_BODY}",
        f"Council approves the new library\n\n\n\n{_BODY}",
    ),
)
def repeated_title(article: Article, context: Context) -> Iterator[Finding]:
    """A second copy of the headline, cut off with dots or in full, among the first lines.

    Pages show their headline in the window's title, in a breadcrumb and above the article. The
    copy that is cut off is reported, else the later one. The fix deletes it.
    """
    del context
    found = lines(article)
    head = [(line, _title(line)) for line in found.items[: min(found.first, _LOOK)]]
    reported: set[int] = set()
    for place, (line, title) in enumerate(head):
        for other, (later, second) in enumerate(head[place + 1 :], place + 1):
            copy = _copy(line, title, later, second)
            if copy is None or (place if copy is line else other) in reported:
                continue
            reported.add(place if copy is line else other)
            yield repeated_title.finding(
                article,
                copy.start,
                copy.end,
                "The headline stands here a second time",
                confidence=0.9,
                evidence=later.text if copy is line else line.text,
                suggestions=[_residue.delete(0.9, sure=True)],
            )


def _title(line: Line) -> Key:
    return normalise(_CUT.sub("", line.text[:400])[glued(line.text) :])


def _copy(line: Line, title: Key, later: Line, second: Key) -> Line | None:
    """The line that repeats the other, when one does."""
    if min(len(title), len(second)) < _WORDS:
        return None
    if any(one.stopped and not _CUT.search(one.text) for one in (line, later)):
        return None
    if _CUT.search(line.text) and _begins(second, title):
        return line
    if _CUT.search(later.text) and _begins(title, second):
        return later
    return later if title == second else None


def _begins(full: Key, cut: Key) -> bool:
    """True when `cut` begins `full`, its last word perhaps in part."""
    return full[: len(cut) - 1] == cut[:-1] and any(
        word.startswith(cut[-1]) for word in full[len(cut) - 1 : len(cut)]
    )
