"""LAY003: punctuation that stands twice or on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules.base import Context, rule

_DOUBLED = re.compile(
    r"(?<=[\w)”\"’%])(?:"
    r"(?P<same>[,;])[ \t\xa0]?(?P=same)(?=\s|$)"  # ",," and ", ,"
    r"|\.\.(?=[\"”’)]?(?:\s+[\"“‘(]?[A-Z]|\s*(?:[\r\n]|\Z)))"  # ".." at a sentence's end
    r"|(?P<stop>[.!?])[ \t\xa0]{1,3}\.(?=\s|\Z)(?![ \t\xa0]*\.)"  # ". ."
    r"|[ \t\xa0]?[,;](?P<last>[.;])(?=\s|\Z)"  # ",."
    r")"
)


@rule(
    id="LAY003",
    name="doubled-punctuation",
    category=Category.LAYOUT,
    mqm="Fluency/Punctuation",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("It ended,, they said.", "He left in June. .", "It ended.. They left.", "It ended,."),
    passing=(
        "It ended… perhaps.",
        "It ended... They left. . . . Or did they?",
        "Use ../data, a..b or a[1:,] for it.",
        "It rose to $5,000 in the U.S. It fell.",
    ),
    fixed=("It ended, they said.", "He left in June.", "It ended. They left.", "It ended."),
)
def doubled_punctuation(article: Article, context: Context) -> Iterator[Finding]:
    """A comma, semicolon or full stop that stands twice, or alone behind another stop.

    This is what stays when words, links or tags are taken out of a text. Ellipses of three and
    more dots, spaced or not, are left alone, as are code, paths and addresses. The fix keeps one
    of the two.
    """
    del context
    for match in _DOUBLED.finditer(article.masked):
        keep = match["same"] or match["stop"] or match["last"] or "."
        yield doubled_punctuation.finding(
            article,
            match.start(),
            match.end(),
            "Doubled punctuation",
            confidence=0.95,
            evidence=f"“{match.group()}”",
            suggestions=[keep],
        )
