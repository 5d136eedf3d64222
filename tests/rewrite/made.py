"""Findings and proposers made for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.models.proposer import Candidate


def finding(
    text: str,
    span: str | tuple[int, int],
    *suggestions: Suggestion | str,
    category: Category = Category.SPUN,
    confidence: float = 0.9,
    severity: Severity = Severity.MAJOR,
    rule: str = "SPN001",
    safety: Safety = Safety.SAFE,
) -> Finding:
    """A finding at the first place of `span` in `text`, or at a pair of offsets."""
    start, end = (
        span if isinstance(span, tuple) else (text.index(span), text.index(span) + len(span))
    )
    made = tuple(
        s if isinstance(s, Suggestion) else Suggestion(s, confidence, safety) for s in suggestions
    )
    return Finding(
        rule, "spun-phrase", category, "Accuracy/Mistranslation", severity, start, end,
        text[start:end], confidence, "suspected spun phrase", suggestions=made,
    )  # fmt: skip


class FakeProposer:
    """Answers from a table of lower-case span texts; remembers what it was asked."""

    signature = "fake@0"

    def __init__(self, table: Mapping[str, Sequence[tuple[str, float] | str]]) -> None:
        self.table = table
        self.asked: list[tuple[int, int]] = []

    def propose(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[list[Candidate]]:
        self.asked += spans
        return [
            [
                Candidate(entry, 0.9) if isinstance(entry, str) else Candidate(*entry)
                for entry in self.table.get(article.text[start:end].lower(), ())
            ]
            for start, end in spans
        ]
