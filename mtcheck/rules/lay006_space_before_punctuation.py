"""LAY006: a space ahead of a punctuation mark."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules.base import Context, rule

_SPACED = re.compile(
    r"(?<![^\W_])(?P<word>[^\W_]{1,40})[ \t\xa0]{1,2}(?P<sign>[,.])(?=\s|\Z)(?![ \t\xa0]*[.,])"
)
_MARKS = re.compile(r"[,.](?=\s|\Z)")
_NO_PROSE = frozenset("./-_`\\$")
_MOST = 0.2
_FEW = 3


@rule(
    id="LAY006",
    name="space-before-punctuation",
    category=Category.LAYOUT,
    mqm="Fluency/Punctuation",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("The meeting ended , they said.", "The mayor left the meeting ."),
    passing=(
        "The report of The Example Times , which came late, was right.",
        "They waited . . . and left.",
        "A cat , a dog , a cow , a hen , and a goose .",
        "Use .NET or a .50 calibre.",
    ),
    fixed=("The meeting ended, they said.", "The mayor left the meeting."),
)
def space_before_punctuation(article: Article, context: Context) -> Iterator[Finding]:
    """A comma or full stop with a space ahead of it.

    Behind a name the space is mostly the edge of a link that readers of the page never saw, and
    in tokenised text it stands everywhere on purpose: both are left alone. So are ellipses. The
    fix takes the space out.
    """
    del context
    text = article.masked
    found = list(_SPACED.finditer(text))
    marks = sum(1 for _ in _MARKS.finditer(text))
    if len(found) > _FEW and len(found) > _MOST * marks:
        return
    for match in found:
        word = match["word"]
        ahead = text[max(0, match.start() - 1) : match.start()]
        if not word.islower() or ahead in _NO_PROSE:
            continue
        yield space_before_punctuation.finding(
            article,
            match.start(),
            match.end(),
            "Space ahead of a punctuation mark",
            confidence=0.85,
            evidence=f"“{match.group()}”",
            suggestions=[word + match["sign"]],
        )
