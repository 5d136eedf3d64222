"""LAY001: a sentence that is broken over two paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.rules._breaks import breaks
from mtcheck.rules.base import Context, rule

_SAFE = 0.9
_BEFORE = "The council approved the new library on Monday. It wants to work with the schools of"


@rule(
    id="LAY001",
    name="broken-sentence",
    category=Category.LAYOUT,
    mqm="Design and markup",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=(
        f"{_BEFORE}\n\nExample.\n\nThe mayor agreed.",
        "The council approved the new library on Monday after a long\n\ndebate.\n\nAll agreed.",
    ),
    passing=(
        "What the plan is for\n\nThe council approved the new library on Monday.",
        "The plan asks the council of the town for\n\n- a library\n- a pool\n\nAll agreed.",
        "O rose of the garden,\n\nthou art not forgotten,\n\nthou art not forsaken.",
    ),
    fixed=(
        f"{_BEFORE} Example.\n\nThe mayor agreed.",
        "The council approved the new library on Monday after a long debate.\n\nAll agreed.",
    ),
)
def broken_sentence(article: Article, context: Context) -> Iterator[Finding]:
    """A paragraph that ends within a sentence which the next paragraph carries on.

    Either the next one begins in lower case, or the first ends with a word that no sentence ends
    with ("of", "and") and the next begins as no sentence does. Lists, headings, verse and text
    wrapped at a margin are left alone. The fix joins the two with a space.
    """
    del context
    for found in breaks(article):
        if not found.joins or found.follows is None:
            continue
        joined = f"{article[found.last]} {article[found.follows]}"
        safety = Safety.SAFE if found.confidence >= _SAFE else Safety.UNSAFE
        yield broken_sentence.finding(
            article,
            found.last.start,
            found.follows.end,
            "The sentence is broken over two paragraphs",
            confidence=found.confidence,
            evidence=found.evidence,
            suggestions=[Suggestion(joined, found.confidence, safety)],
        )
