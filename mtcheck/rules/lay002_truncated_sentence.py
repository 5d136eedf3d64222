"""LAY002: a sentence that is cut off."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules._breaks import breaks
from mtcheck.rules.base import Context, rule

_SURE = 0.8
_BEFORE = "The council approved the new library on Monday."


@rule(
    id="LAY002",
    name="truncated-sentence",
    category=Category.LAYOUT,
    mqm="Accuracy/Omission",
    severity=Severity.MAJOR,
    failing=(
        f"{_BEFORE} It also wants to work with the\n\nThe mayor agreed with most of the plan.",
        f"{_BEFORE} The members said that it would open after the summer and",
    ),
    passing=(
        f"{_BEFORE}\n\nThings to look out for\n\nThe mayor agreed with most of the plan.",
        f"{_BEFORE} It asks the town for\n\n- a library\n- a pool",
        f"{_BEFORE} It also wants to work with the…\n\nThe mayor agreed with most of the plan.",
    ),
    fixed=(f"{_BEFORE} \n\nThe mayor agreed with most of the plan.", f"{_BEFORE} "),
)
def truncated_sentence(article: Article, context: Context) -> Iterator[Finding]:
    """A paragraph that stops in the middle of a sentence which nothing carries on.

    It ends, without a full stop, with a word that no sentence ends with ("the", "and", "of"), and
    the next paragraph begins a sentence of its own, or there is none. What is missing cannot be
    known; the suggestion is to delete the sentence.
    """
    del context
    for found in breaks(article):
        if found.joins:
            continue
        yield truncated_sentence.finding(
            article,
            found.sentence.start,
            found.sentence.end,
            "The sentence is cut off",
            confidence=found.confidence,
            severity=Severity.MAJOR if found.confidence >= _SURE else Severity.MINOR,
            evidence=found.evidence,
            suggestions=[""],
        )
