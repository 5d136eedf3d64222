"""RES013: labels of the page inside a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge import boilerplate
from mtcheck.rules import _residue
from mtcheck.rules._lines import lines
from mtcheck.rules.base import Context, rule

_BODY = "The council approved the new library on Monday after a long debate."
_PLACE = re.compile(r"[.!?][\"”’]?([ \t\xa0]{0,3})(?=[^\W\d_a-z])")
_NEXT = re.compile(r"[ \t\xa0]*(?:(?P<end>[\r\n]|\Z)|(?=[A-Z“\"]))")
_LONGEST = 80


@rule(
    id="RES013",
    name="inline-label",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY} Advertisement Members clapped when the result was read out.",
        f"{_BODY} Story continues below advertisement Members clapped for minutes.",
        f"{_BODY} Werbung Members clapped when the result was read out.",
        f"Werbung {_BODY}",
        f"{_BODY} Click to share on Facebook",
    ),
    passing=(
        f"{_BODY} Advertisement brings money to the town, members were told.",
        f"{_BODY} Advertisements paid for it. Reklama is the Polish word.",
        f"{_BODY} “Advertisement Members” is the name of a list.",
    ),
    fixed=(
        f"{_BODY} Members clapped when the result was read out.",
        f"{_BODY} Members clapped for minutes.",
        f"{_BODY} Members clapped when the result was read out.",
        _BODY,
        _BODY,
    ),
)
def inline_label(article: Article, context: Context) -> Iterator[Finding]:
    """An advertising, share or reading label that stands between two sentences of a paragraph.

    It follows the end of a sentence or opens the paragraph, begins with a capital, and another
    sentence or the end of the paragraph follows it. Only labels that no sentence begins with
    count: those of several words, and single words for advertising. The fix deletes the label.
    """
    del context
    text = article.masked
    for before, start in _places(article):
        length = boilerplate.label_ahead(text[start : start + _LONGEST])
        if not length:
            continue
        end = start + length
        goes_on = _NEXT.match(text, end)
        if goes_on is None:
            continue
        last = goes_on["end"] is not None
        if last and before is None:
            continue  # a line of its own is for other rules
        yield inline_label.finding(
            article,
            before if last and before is not None else start,
            end if last else goes_on.end(),
            "Label of the page inside a paragraph",
            confidence=0.85,
            evidence="stands between two sentences and belongs to neither",
            suggestions=[_residue.delete(0.85, sure=False)],
        )


def _places(article: Article) -> Iterator[tuple[int | None, int]]:
    """Where a label could begin: behind a sentence, with the end of that, or opening a line."""
    for line in lines(article).items:
        yield None, line.start
    for match in _PLACE.finditer(article.masked):
        yield match.start(1), match.end()
