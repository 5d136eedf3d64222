"""FLU002: a function word that stands twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.rules._grammar import GAP
from mtcheck.rules.base import Context, rule

# Not "that that", "had had", "is is", "in in" and the like, which sound English has.
_DOUBLED = re.compile(
    r"(?<![\w.'’&/@#*-])(?P<word>[Tt]he|[Aa]n?|[Oo]f|[Aa]nd|[Oo]r|[Bb]ut|than|been|[Mm]y|[Yy]our"
    r"|[Hh]is|[Oo]ur|[Tt]heir|[Ii]ts|[Tt]hese|[Tt]hose|[Tt]hey|[Ww]e"
    r"|(?P<ending>[Tt]o|[Aa]t|[Bb]y|[Ff]rom|[Ww]ith|[Ff]or|[Ii]nto|[Aa]s))"
    + GAP
    + r"(?=[a-z])(?i:(?P=word))(?![\w’'&/@*-]|\.\w)"
)


@rule(
    id="FLU002",
    name="doubled-word",
    category=Category.FLUENCY,
    mqm="Fluency/Grammar",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=(
        "The cost of of the the works rose.",
        "The the firms met at at the town hall.",
    ),
    passing=(
        "He said that that man had had enough: what it is is a mess.",
        "They handed it in in time, and moved on on Monday.",
        "The piece appeared in the The Lancet. It is a-a-a problem.",
    ),
    fixed=(
        "The cost of the works rose.",
        "The firms met at the town hall.",
    ),
)
def doubled_word(article: Article, _context: Context) -> Iterator[Finding]:
    """An article, preposition, conjunction or pronoun that is written twice in a row.

    Words that sound English doubles are left alone ("that that", "had had", "is is", "in in"),
    and so is a name that begins with the word ("in the The Lancet"). The fix keeps one; it is
    unsafe for prepositions, as a clause may end in one ("the man I talked to to find out").
    """
    for match in _DOUBLED.finditer(article.masked):
        sure, safety = (0.85, Safety.UNSAFE) if match["ending"] else (0.95, Safety.SAFE)
        yield doubled_word.finding(
            article,
            *match.span(),
            f"“{match['word'].lower()}” stands twice",
            confidence=sure,
            evidence="sound English hardly ever doubles this word",
            suggestions=[Suggestion(match["word"], sure, safety)],
        )
