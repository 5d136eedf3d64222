"""What the formats for other programs say in the same words."""

from __future__ import annotations

from mtcheck.emit.escape import one_line
from mtcheck.finding import Finding
from mtcheck.result import Document


def has_lines(document: Document) -> bool:
    """False for HTML: its findings are placed in the extracted article, not in the file."""
    return document.article.markup != "html"


def sentence(finding: Finding) -> str:
    """One line about a finding: the text, the reason, the evidence and the suggestions."""
    parts = [f'"{one_line(finding.text)}": {one_line(finding.message)}']
    if finding.evidence:
        parts.append(f"evidence: {one_line(finding.evidence)}")
    if finding.suggestions:
        best, *others = (shown(suggestion.text) for suggestion in finding.suggestions)
        parts.append(f"suggestion: {best}" + "".join(f" or {other}" for other in others))
    return "; ".join(parts)


def shown(replacement: str) -> str:
    """A replacement in quotes; an empty one means delete."""
    return f'"{one_line(replacement)}"' if replacement else "delete"


def verdict_line(document: Document) -> str:
    """The verdict with its probability and penalty, or that there is none."""
    verdict = document.verdict
    penalty = f"penalty {document.penalty_per_100_words:g} per 100 words"
    if verdict.note:
        return f"no verdict, {penalty}"
    sure = f"{verdict.probabilities[verdict.label]:.0%}"
    return f"{verdict.label} ({sure}, {verdict.words} words), {penalty}"
