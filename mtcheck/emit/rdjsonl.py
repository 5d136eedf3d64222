"""Reviewdog's diagnostic lines."""

from __future__ import annotations

from typing import Any

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.json import dump
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import has_lines, sentence
from mtcheck.finding import Finding, Severity
from mtcheck.result import Document

_SEVERITY = {Severity.MINOR: "INFO", Severity.MAJOR: "WARNING", Severity.CRITICAL: "ERROR"}


def _range(positions: Positions, finding: Finding) -> dict[str, Any]:
    start, end = positions.utf8(finding.start), positions.utf8(finding.end)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }


@emitter("rdjsonl", ".rdjsonl")
class ReviewdogLines(Emitter):
    """One diagnostic of reviewdog's format a line; columns count UTF-8 bytes, the end excluded."""

    def document(self, document: Document) -> None:
        """Write the findings of one article."""
        positions = Positions(document.article.text)
        for finding in document.findings:
            diagnostic: dict[str, Any] = {
                "message": sentence(finding),
                "location": {"path": document.path},
                "severity": _SEVERITY[finding.severity],
                "source": {"name": "mtcheck"},
                "code": {"value": finding.rule},
            }
            if has_lines(document):
                place = _range(positions, finding)
                diagnostic["location"]["range"] = place
                diagnostic["suggestions"] = [
                    {"range": place, "text": suggestion.text} for suggestion in finding.suggestions
                ]
            self.out.write(dump(diagnostic) + "\n")
