"""SARIF 2.1.0, as GitHub code scanning and others read it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.json import dump
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import has_lines, sentence, shown
from mtcheck.finding import Finding, Severity, Suggestion
from mtcheck.fingerprint import fingerprints
from mtcheck.result import Document, Failure, Summary
from mtcheck.rules import rules

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVEL = {Severity.MINOR: "note", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}


def uri(path: str) -> str:
    """A path as URI reference: relative where the path is, else with the scheme `file`."""
    if os.path.isabs(path):
        return Path(path).as_uri()
    parts = os.path.normpath(path).replace(os.sep, "/") if path else "text"
    return quote(parts.encode("utf-8", "surrogatepass"))


@emitter("sarif", ".sarif")
class Sarif(Emitter):
    """One run; columns count code points, `rank` is the confidence in percent.

    With a baseline every result is new (`baselineState`); known ones are not reported.
    """

    def start(self) -> None:
        """Open the run; what is known only at the end follows the results."""
        self._rules: dict[str, Finding] = {}
        self._notifications: list[dict[str, Any]] = []
        self._failed = False
        head = {"$schema": SCHEMA, "version": "2.1.0"}
        run = {"columnKind": "unicodeCodePoints", "automationDetails": {"id": "mtcheck/"}}
        self.out.write(dump(head)[:-1] + ', "runs": [' + dump(run)[:-1] + ', "results": [')
        self._first = True

    def document(self, document: Document) -> None:
        """Write the results of one article."""
        positions = Positions(document.article.text)
        marks = fingerprints(document.article, document.findings)
        for finding, mark in zip(document.findings, marks, strict=True):
            self._rules.setdefault(finding.rule, finding)
            result = self._result(document, finding, mark, positions)
            self.out.write(("\n" if self._first else ",\n") + dump(result))
            self._first = False
        for note in document.notes:
            self._notify("note", document.path, note)

    def _result(
        self, document: Document, finding: Finding, mark: str, positions: Positions
    ) -> dict[str, Any]:
        artifact = {"uri": uri(document.path)}
        location: dict[str, Any] = {"artifactLocation": artifact}
        result: dict[str, Any] = {
            "ruleId": finding.rule,
            "ruleIndex": list(self._rules).index(finding.rule),
            "level": _LEVEL[finding.severity],
            "rank": round(100 * finding.confidence, 2),
            "message": _message(sentence(finding)),
            "locations": [{"physicalLocation": location}],
            "partialFingerprints": {"mtcheckContext/v1": mark},
            "properties": {
                "category": finding.category.value,
                "severity": finding.severity.value,
                "mqm": finding.mqm,
                "charOffset": finding.start,
            },
        }
        if has_lines(document):
            location["region"] = region = _region(finding, positions)
            fixes = [_fix(suggestion, artifact, region) for suggestion in finding.suggestions]
            if fixes:
                result["fixes"] = fixes
        if self.options.settings.baseline is not None:
            result["baselineState"] = "new"
        return result

    def error(self, failure: Failure) -> None:
        """Keep the error for the foot."""
        self._failed = True
        self._notify("error", failure.path, failure.message)

    def _notify(self, level: str, path: str, text: str) -> None:
        notification: dict[str, Any] = {"level": level, "message": _message(one_line(text))}
        if path:
            place = {"physicalLocation": {"artifactLocation": {"uri": uri(path)}}}
            notification["locations"] = [place]
        self._notifications.append(notification)

    def finish(self, summary: Summary) -> None:
        """Close the run."""
        driver = {
            "name": "mtcheck",
            "semanticVersion": self.options.version,
            "rules": [_rule(finding) for finding in self._rules.values()],
        }
        invocation: dict[str, Any] = {"executionSuccessful": not self._failed}
        if self._notifications:
            invocation["toolExecutionNotifications"] = self._notifications
        foot = {
            "tool": {"driver": driver},
            "invocations": [invocation],
            "properties": {"signature": self.options.signature, "summary": summary.to_dict()},
        }
        self.out.write("],\n" + dump(foot)[1:] + "]}\n")


def _message(text: str) -> dict[str, str]:
    """A message without links: SARIF would make one of an article's `[text](target)`."""
    return {"text": text.replace("](", "\\](")}


def _region(finding: Finding, positions: Positions) -> dict[str, Any]:
    start, end = positions.position(finding.start), positions.position(finding.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": finding.start,
        "charLength": finding.end - finding.start,
        "snippet": {"text": finding.text},
    }


def _fix(
    suggestion: Suggestion, artifact: dict[str, str], region: dict[str, Any]
) -> dict[str, Any]:
    deleted = {key: value for key, value in region.items() if key != "snippet"}
    replacement: dict[str, Any] = {"deletedRegion": deleted}
    if suggestion.text:
        replacement["insertedContent"] = {"text": suggestion.text}
    what = f"{shown(suggestion.text)} ({suggestion.safety}, {suggestion.confidence:.0%})"
    return {
        "description": {"text": what},
        "artifactChanges": [{"artifactLocation": artifact, "replacements": [replacement]}],
    }


def _rule(finding: Finding) -> dict[str, Any]:
    known = rules().get(finding.rule)
    rule: dict[str, Any] = {
        "id": finding.rule,
        "name": finding.name,
        "properties": {"tags": [finding.category.value], "mqm": finding.mqm},
    }
    if known is not None:
        rule["shortDescription"] = {"text": known.summary}
        rule["fullDescription"] = {"text": known.documentation}
        rule["help"] = {"text": known.documentation}
        rule["defaultConfiguration"] = {"level": _LEVEL[known.severity]}
    return rule
