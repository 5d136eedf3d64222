"""What one check gives back: a document with its findings and verdict, and a tally of many."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity, Verdict


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its findings (sorted by start) and verdict.

    `penalty_per_100_words` is the MQM-based sum of severity weights per 100 words.
    `notes` are plain sentences about the check itself (no model installed, not English,
    suggestions withheld, …).
    """

    article: Article
    findings: tuple[Finding, ...]
    verdict: Verdict
    penalty_per_100_words: float
    notes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The input's name; empty for text that came without one."""
        return self.article.path or ""


@dataclass(frozen=True, slots=True)
class Failure:
    """An input that could not be checked, and why."""

    path: str
    message: str

    def to_dict(self) -> dict[str, str]:
        """The JSON object of schema `mtcheck/1`."""
        return {"path": self.path, "message": self.message}


@dataclass(slots=True)
class Summary:
    """Running totals over the documents of one run."""

    documents: int = 0
    words: int = 0
    findings: int = 0
    errors: int = 0
    by_category: Counter[Category] = field(default_factory=Counter)
    by_severity: Counter[Severity] = field(default_factory=Counter)

    def add(self, document: Document) -> None:
        """Count one document."""
        self.documents += 1
        self.words += document.article.word_count
        self.findings += len(document.findings)
        self.by_category.update(finding.category for finding in document.findings)
        self.by_severity.update(finding.severity for finding in document.findings)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of schema `mtcheck/1`; kinds that did not occur are left out."""
        return {
            "documents": self.documents,
            "findings": self.findings,
            "by_category": {c.value: self.by_category[c] for c in Category if self.by_category[c]},
            "by_severity": {s.value: self.by_severity[s] for s in Severity if self.by_severity[s]},
        }


def penalty_per_100_words(findings: Iterable[Finding], words: int) -> float:
    """MQM-based penalty (minor 1, major 5, critical 25) per 100 words; 0 without words."""
    total = sum(finding.severity.penalty for finding in findings)
    return round(100.0 * total / words, 2) if words else 0.0
