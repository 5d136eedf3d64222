"""The verdict on an article as a whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from mtcheck.finding import Label, Verdict
from mtcheck.models.signals import translated

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.finding import Finding
    from mtcheck.models.signals import Signals
    from mtcheck.settings import Settings

CERTAIN = {Label.CLEAN: 0.0, Label.SPUN: 0.75, Label.MACHINE_TRANSLATED: 0.65}
"""Probability below which no article is called by a label: what is unlike all text that the
calibration knows, such as a legal notice, looks spun sooner than translated."""
NO_MODEL = "no model installed: only rules of pattern and fact ran, and no verdict was formed"


def judge(
    article: Article,
    signals: Signals | None,
    findings: Sequence[Finding],
    settings: Settings,
) -> Verdict:
    """Clean, spun or machine-translated, with calibrated probabilities.

    Abstains towards clean, and says so in the note, without signals and for short texts; the
    probabilities of a short text are those of so few words, nearer to what is usual.
    """
    words = len(article.words)
    if signals is None:
        return Verdict.abstain(words, NO_MODEL)
    shares = translated(signals.posterior, _odds(findings, signals.finding_odds))
    total = sum(shares.values())
    probabilities = {label: float(shares[label.value]) / total for label in Label}
    if words < settings.min_words:
        note = f"too short for a verdict ({words} words)"
        return Verdict(Label.CLEAN, probabilities, words, note)
    best = max(Label, key=lambda label: probabilities[label])
    if probabilities[best] < CERTAIN[best]:
        note = f"{best.value} is likelier than clean, but below {CERTAIN[best]:.0%}"
        return Verdict(Label.CLEAN, probabilities, words, note)
    return Verdict(best, probabilities, words)


def _odds(findings: Sequence[Finding], odds: Mapping[str, float]) -> float:
    """What findings add to the log odds that an article is translated rather than clean.

    Of findings of one category the strongest counts: what makes one makes the next.
    """
    best: dict[str, float] = {}
    for finding in findings:
        best[finding.category] = max(best.get(finding.category, 0.0), odds.get(finding.rule, 0.0))
    return sum(best.values())
