"""RES005: rows of menu words, also glued to a headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge import boilerplate
from mtcheck.rules import _residue
from mtcheck.rules._lines import Line, lines
from mtcheck.rules.base import Context, rule

_GLUED = re.compile(r"(?:[A-Z][a-z]{2,14}){2,12}(?=[A-Z“\"‘'])")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HUMP = re.compile(r"[A-Z][a-z]+")
_PARTED = re.compile(r"\s*[|>»›/•·]\s*")
_ROW_WORDS = 40
_MANY = 4
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES005",
    name="glued-menu",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"HomeWorldCouncil Approves the New Library\n\n{_BODY}",
        f"Home > News > Politics\nCouncil approves the new library\n\n{_BODY}",
        f"Home News Sport Business Weather\n\n{_BODY}",
        f"{_BODY}\nShare this articlePrintSave for later",
    ),
    passing=(
        f"BusinessWeek Lists the New Library\n\n{_BODY}",
        f"Business and politics\n\n{_BODY}",
        f"{_BODY}\n\nMusic, Sport and Travel\n\n{_BODY}",
    ),
    fixed=(
        f"Council Approves the New Library\n\n{_BODY}",
        f"\nCouncil approves the new library\n\n{_BODY}",
        f"\n\n{_BODY}",
        f"{_BODY}\n",
    ),
)
def glued_menu(article: Article, context: Context) -> Iterator[Finding]:
    """Names of sections in a row, as menus and breadcrumbs leave them when tags are stripped.

    Either a line of nothing else ("Home > News > Asia"), or two and more glued to each other and
    to the headline behind them ("HomeNationalMayor opens pool"). The fix deletes them.
    """
    del context
    found = lines(article)
    for index, line in enumerate(found.items):
        if line.prose or line.markup or found.last < 0:
            continue
        length = _row(line) or (0 if found.inside(index) else glued(line.text))
        if length:
            yield glued_menu.finding(
                article,
                line.start,
                line.start + length,
                "Menu of the site, not part of the article",
                confidence=0.9,
                evidence="names of sections in a row",
                suggestions=[_residue.delete(0.9, sure=False)],
            )


def _row(line: Line) -> int:
    if not line.open or not 2 <= len(line.words) <= _ROW_WORDS:
        return 0
    names, sure = boilerplate.row(boilerplate.normalise(_SEAM.sub(" ", line.text)))
    parts = [part for part in _PARTED.split(line.text) if part]
    believed = names >= _MANY or (names >= 2 and (sure > 0 or len(parts) == names))
    return len(line.text) if believed else 0


def glued(text: str) -> int:
    """Length of the glued section names that `text` begins with; 0 when there are none."""
    run = _GLUED.match(text)
    end = count = 0
    for hump in _HUMP.finditer(run.group()) if run else ():
        if not boilerplate.is_section(hump.group()):
            break
        end, count = hump.end(), count + 1
    return end if count >= 2 else 0
