"""Gold articles and findings made by hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mtcheck.evaluation.base import Case
from mtcheck.evaluation.gold import GoldArticle, GoldSpan
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion

Spot = tuple[str, str, list[str]]
"""The text of a span, its category, its fixes or suggestions."""
MakeCase = Callable[..., Case]


def place(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def finding(
    text: str,
    part: str,
    category: str = "spun",
    suggestions: list[str] | None = None,
    *,
    confidence: float = 0.9,
    severity: str = "major",
    safety: Safety = Safety.SAFE,
) -> Finding:
    start, end = place(text, part)
    made = tuple(Suggestion(s, confidence, safety) for s in suggestions or [])
    return Finding(
        "SPN001", "spun-phrase", Category(category), "Style", Severity(severity), start, end, part,
        confidence, "suspected", "", made,
    )  # fmt: skip


def span(
    text: str, part: str, category: str = "spun", fixes: list[str] | None = None,
    severity: str = "major",
) -> GoldSpan:  # fmt: skip
    return GoldSpan(*place(text, part), part, category, Severity(severity), tuple(fixes or []))


@pytest.fixture
def make_case() -> MakeCase:
    def make(
        text: str,
        gold: list[GoldSpan] | None,
        findings: list[Finding],
        *,
        label: str | None = "spun",
        verdict: str | None = None,
        probability: float = 0.8,
        original: str | None = None,
        phrases: tuple[str, ...] = (),
    ) -> Case:
        article = GoldArticle(
            "a.txt", text, None if gold is None else tuple(gold), Label(label) if label else None,
            original, phrases,
        )  # fmt: skip
        chosen = Label(verdict) if verdict else None
        probabilities = {
            one: probability if one is chosen else (1 - probability) / 2 for one in Label
        }
        return Case(article, tuple(findings), chosen, probabilities if chosen else None)

    return make
