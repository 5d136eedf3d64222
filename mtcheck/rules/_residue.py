"""What the residue rules share: which lines of the boilerplate table to believe, and where."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mtcheck.article import Article
from mtcheck.finding import Finding, Safety, Suggestion
from mtcheck.rules._lines import Line, Lines, lines
from mtcheck.rules.base import Rule

_LISTED_WORDS = 30
_MASKED = "\ufffc"
_CAPTION_WORDS = 4


def delete(confidence: float, *, sure: bool) -> Suggestion:
    """The suggestion to take the span out; safe where it cannot be the article's own."""
    return Suggestion("", confidence, Safety.SAFE if sure else Safety.UNSAFE)


def labelled(
    rule: Rule, article: Article, kinds: dict[str, str], accept: Callable[[Lines, int], float]
) -> Iterator[Finding]:
    """Findings of all lines whose phrase is of one of `kinds` (kind: what to call it).

    `accept(lines, index)` gives the confidence that such a line is none of the article's.
    """
    found = lines(article)
    for index, line in enumerate(found.items):
        match = line.match
        if match is None or match.kind not in kinds:
            continue
        confidence = accept(found, index)
        if confidence > 0.0:
            sure = match.sure and match.mode == "line"
            yield rule.finding(
                article,
                line.start,
                line.end,
                f"{kinds[match.kind]}, not part of the article",
                confidence=confidence,
                evidence=_evidence(found, index),
                suggestions=[delete(confidence, sure=sure)],
            )


def _evidence(found: Lines, index: int) -> str:
    match = found.items[index].match
    if match is None:
        return ""
    place = "after" if found.after(index) else "before" if found.before(index) else "within"
    return f"“{match.phrase}” ({match.language}) {place} the running text"


def confidence(found: Lines, index: int) -> float:
    """How sure it is that a line of the table is boilerplate, by phrase, place and company."""
    line = found.items[index]
    match = line.match
    if match is None or found.last < 0 or found.heading(index):
        return 0.0
    if not match.sure and (line.bullet or _MASKED in line.text):
        return 0.0
    if match.sure:
        return 0.95 if match.mode == "line" else 0.85
    if found.after(index):
        return 0.85 if match.mode == "line" else 0.7
    if found.before(index):
        return _ahead(found, index)
    return 0.8 if match.kind in ("share", "comments") and not alone(found, index) else 0.0


def _ahead(found: Lines, index: int) -> float:
    line, match = found.items[index], found.items[index].match
    if match is None:
        return 0.0
    headline = any(
        len(later.words) > _CAPTION_WORDS for later in found.items[index + 1 : found.first]
    )
    if match.kind == "section":
        crumbs = all(item.match is not None for item in found.items[:index])
        return 0.6 if headline and crumbs else 0.0
    if match.kind == "image":
        return 0.8 if headline and len(line.words) <= _CAPTION_WORDS else 0.0
    if not alone(found, index):
        return 0.85
    return 0.7 if match.kind == "share" and index > 0 else 0.0


def alone(found: Lines, index: int) -> bool:
    """True when neither neighbour is a line of the table."""
    beside = found.items[max(0, index - 1) : index] + found.items[index + 1 : index + 2]
    return all(line.match is None for line in beside)


def listed(found: Lines, index: int) -> range:
    """Indices of the headlines and empty bullets that follow the heading at `index`."""
    end = index + 1
    while end < len(found.items) and _item(found.items[end]):
        end += 1
    while end > index + 1 and not found.items[end - 1].words:
        end -= 1
    return range(index + 1, end)


def _item(line: Line) -> bool:
    if line.match is not None:
        return False
    if not line.words:
        return line.bullet
    ends = line.text.rstrip("\"”'’)").endswith((".", ":"))
    return not ends and 3 <= len(line.words) <= _LISTED_WORDS
