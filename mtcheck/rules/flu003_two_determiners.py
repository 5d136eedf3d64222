"""FLU003: two determiners where one belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.knowledge.indefinite import article_for
from mtcheck.rules._grammar import GAP
from mtcheck.rules.base import Context, rule

_ONE = "the|an?|my|your|his|our|their|its"
_TWO = re.compile(
    rf"(?<![\w.'’&/@#*-])(?P<first>[Tt]he|[Aa]n?|[Mm]y|[Yy]our|[Oo]ur|[Tt]heir|[Ii]ts)"
    rf"{GAP}(?P<second>{_ONE})"
    r"[ \xa0\r\n]{1,2}(?P<word>[^\W\d_]{2,30})"
)
# What was meant where the first word only sounds like a determiner.
_VERBS = {"its": "it's", "your": "you're"}
_FOREIGN = {("a", "la"), ("a", "priori"), ("a", "posteriori"), ("a", "cappella"), ("a", "fortiori")}


@rule(
    id="FLU003",
    name="two-determiners",
    category=Category.FLUENCY,
    mqm="Fluency/Grammar",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    failing=(
        "They met in the a hotel on the their way home.",
        "It was an a hotel by a an old bridge.",
        "They say its a shame.",
    ),
    passing=(
        "They gave him an A, saw the A team, took the a priori view and heard the a cappella song.",
        "Its theatre is theirs, and the one by my yard is a myth.",
    ),
    fixed=(
        "They met in a hotel on their way home.",
        "It was a hotel by an old bridge.",
        "They say it's a shame.",
    ),
)
def two_determiners(article: Article, _context: Context) -> Iterator[Finding]:
    """Two articles, or an article and a possessive, in a row ("the a", "the their").

    Half-made edits leave them, and spinners that put a phrase with an article of its own before
    another. Of "a" and "an" the fix keeps the one that the next word asks for. Which of two
    others was meant is not known: the second is suggested first, and never as safe. "Its a" and
    "your the" are read as "it's a" and "you're the".
    """
    for match in _TWO.finditer(article.masked):
        first, second, word = match["first"], match["second"], match["word"]
        if first.lower() == second or (second, word.lower()) in _FOREIGN:
            continue
        kept, safety = _kept(first, second, match["gap"], word)
        yield two_determiners.finding(
            article,
            match.start(),
            match.end("second"),
            f"“{first} {second}”: one determiner too many",
            confidence=0.9,
            evidence="a noun takes one article or possessive",
            suggestions=[Suggestion(text, 0.9 / len(kept), safety) for text in kept],
        )


def _kept(first: str, second: str, gap: str, word: str) -> tuple[list[str], Safety]:
    """What may stay of the two, best first."""
    large = first[0].isupper()
    alone = second.capitalize() if large else second
    verb = _VERBS.get(first.lower())
    if verb:
        verb = verb.capitalize() if large else verb
        return [verb + gap + second, alone], Safety.UNSAFE
    both = [alone, first]
    if {first.lower(), second} == {"a", "an"} and (wanted := article_for(word)):
        return [text for text in both if text.lower() == wanted], Safety.SAFE
    return both if second in ("a", "an") else both[:1], Safety.UNSAFE
