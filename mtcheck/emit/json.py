"""JSON of schema `mtcheck/1`, written document by document."""

from __future__ import annotations

import json
from typing import Any

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.positions import Positions
from mtcheck.finding import Finding
from mtcheck.result import Document, Failure, Summary

SCHEMA = "mtcheck/1"


def finding_object(finding: Finding, positions: Positions) -> dict[str, Any]:
    """One finding as in the schema."""
    line, column = positions.position(finding.start)
    return {
        "rule": finding.rule,
        "name": finding.name,
        "category": finding.category.value,
        "mqm": finding.mqm,
        "severity": finding.severity.value,
        "start": finding.start,
        "end": finding.end,
        "line": line,
        "column": column,
        "text": finding.text,
        "confidence": round(finding.confidence, 4),
        "message": finding.message,
        "evidence": finding.evidence,
        "suggestions": [suggestion.to_dict() for suggestion in finding.suggestions],
    }


def document_object(document: Document) -> dict[str, Any]:
    """One document as in the schema; the extracted text is given for HTML only."""
    article = document.article
    positions = Positions(article.text)
    result: dict[str, Any] = {
        "path": document.path,
        "language": article.language,
        "words": article.word_count,
        "verdict": document.verdict.to_dict(),
        "penalty_per_100_words": document.penalty_per_100_words,
        "findings": [finding_object(finding, positions) for finding in document.findings],
    }
    if document.notes:
        result["notes"] = list(document.notes)
    if article.markup == "html":
        result["text"] = article.text
    return result


def dump(value: Any) -> str:
    """Compact JSON; lone surrogates, which no encoding can write, stay escaped."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


@emitter("json", ".json")
class Json(Emitter):
    """One object for the whole run, as `mtcheck/emit/schema/mtcheck-1.json` describes it."""

    def start(self) -> None:
        """Open the object."""
        self._errors: list[dict[str, str]] = []
        self._first = True
        head = {
            "schema": SCHEMA,
            "version": self.options.version,
            "signature": self.options.signature,
        }
        self.out.write(dump(head)[:-1] + ', "documents": [')

    def document(self, document: Document) -> None:
        """Write one document."""
        self.out.write(("\n" if self._first else ",\n") + dump(document_object(document)))
        self._first = False

    def error(self, failure: Failure) -> None:
        """Keep the error for the foot."""
        self._errors.append(failure.to_dict())

    def finish(self, summary: Summary) -> None:
        """Close the object."""
        foot = {"errors": self._errors, "summary": summary.to_dict()}
        self.out.write("],\n" + dump(foot)[1:] + "\n")
