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
_MOSTLY = 0.6
_NEARLY = 0.75
_CRUMB_SIGNS = (" > ", " › ", " » ", " / ", " → ", " ▸ ", " ❯ ", ">", "›", "»")
_CRUMB_WORDS = 4
_TRAIL = 3
_TRAIL_LENGTH = 200
_MENU_WORDS = 5
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
        f"Home / Sampleshire / Example Town\nCouncil approves the new library\n\n{_BODY}",
        f"Sport Fixtures Results Tables Transfers Sampleshire\n\n{_BODY}",
    ),
    passing=(
        f"BusinessWeek Lists the New Library\n\n{_BODY}",
        f"Business and politics\n\n{_BODY}",
        f"{_BODY}\n\nMusic, Sport and Travel\n\n{_BODY}",
        f"Top Tech Companies Report Record Energy Costs\n\n{_BODY}",
    ),
    fixed=(
        f"Council Approves the New Library\n\n{_BODY}",
        f"\nCouncil approves the new library\n\n{_BODY}",
        f"\n\n{_BODY}",
        f"{_BODY}\n",
        f"\nCouncil approves the new library\n\n{_BODY}",
        f"\n\n{_BODY}",
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
        linked = line.match is not None and line.match.kind == "related"
        if line.prose or line.markup or linked or found.last < 0:
            continue
        edge = not found.inside(index)
        length = _row(line, edge=edge)
        if not length and edge:
            length = glued(line.text) or _crumbs(line) or _menu(line)
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


def _row(line: Line, *, edge: bool) -> int:
    """A line of nothing but labels; of mostly labels, or after two, when these are sure."""
    if not 2 <= len(line.words) <= _ROW_WORDS:
        return 0
    words = boilerplate.normalise(_SEAM.sub(" ", line.text))
    believed = boilerplate.run_ahead(words) or (line.open and _labels(line, words, edge=edge))
    return len(line.text) if believed else 0


def _labels(line: Line, words: boilerplate.Key, *, edge: bool) -> bool:
    names, sure = boilerplate.row(words)
    parts = [part for part in _PARTED.split(line.text) if part]
    if names >= _MANY or (names >= 2 and (sure > 0 or len(parts) == names)):
        return True
    if edge and names == _MANY - 1 and boilerplate.is_section(line.words[0]):
        return True
    found = boilerplate.labels(words)
    mostly = sum(size for size, _ in found) >= _MOSTLY * len(words)
    told = sum(sure for _, sure in found) >= 2 or any(s and size > 2 for size, s in found)
    return mostly and told


def _crumbs(line: Line) -> int:
    """A trail of names from the home page or a section down, parted by one sign."""
    if not line.open or len(line.text) > _TRAIL_LENGTH:
        return 0
    for sign in _CRUMB_SIGNS:
        parts = [part.strip() for part in line.text.split(sign)]
        if len(parts) < _TRAIL or not all(parts):
            continue
        short = all(len(part.split()) <= _CRUMB_WORDS for part in parts[:-1])
        large = all(part[0].isupper() or not part[0].isalpha() for part in parts)
        top = boilerplate.normalise(parts[0])
        if short and large and len(top) <= 2 and boilerplate.labels(top):
            return len(line.text)
    return 0


def _menu(line: Line) -> int:
    """Capitalised words without small ones between, nearly all of them known from menus."""
    words = boilerplate.normalise(line.text)
    if not line.open or line.bullet or not _MENU_WORDS <= len(words) <= _ROW_WORDS:
        return 0
    if line.title_share < 1.0 or any(word.islower() for word in line.words):
        return 0
    known = boilerplate.labels(words)
    most = sum(size for size, _ in known) >= _NEARLY * len(words)
    return len(line.text) if most and len(known) >= _MENU_WORDS else 0


def glued(text: str) -> int:
    """Length of the glued section names that `text` begins with; 0 when there are none."""
    run = _GLUED.match(text)
    end = count = 0
    for hump in _HUMP.finditer(run.group()) if run else ():
        if not boilerplate.is_section(hump.group()):
            break
        end, count = hump.end(), count + 1
    return end if count >= 2 else 0
