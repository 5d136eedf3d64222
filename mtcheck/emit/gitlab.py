"""GitLab's code quality report."""

from __future__ import annotations

import hashlib
from typing import Any

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.json import dump
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import has_lines, sentence
from mtcheck.fingerprint import fingerprints
from mtcheck.result import Document, Summary


@emitter("gitlab")
class GitLab(Emitter):
    """A code quality artifact; severities are the same words as here."""

    def start(self) -> None:
        """Open the list."""
        self._first = True
        self.out.write("[")

    def document(self, document: Document) -> None:
        """Write the findings of one article."""
        positions = Positions(document.article.text)
        marks = fingerprints(document.article, document.findings)
        path = document.path.removeprefix("./")
        for finding, mark in zip(document.findings, marks, strict=True):
            last = max(finding.start, finding.end - 1)
            lines = {"begin": 1}
            if has_lines(document):
                lines = {
                    "begin": positions.position(finding.start).line,
                    "end": positions.position(last).line,
                }
            issue: dict[str, Any] = {
                "description": sentence(finding),
                "check_name": f"{finding.rule} {finding.name}",
                "fingerprint": hashlib.sha256(
                    f"{path}\0{mark}".encode("utf-8", "surrogatepass")
                ).hexdigest(),
                "severity": finding.severity.value,
                "location": {"path": path, "lines": lines},
            }
            self.out.write(("\n" if self._first else ",\n") + dump(issue))
            self._first = False

    def finish(self, summary: Summary) -> None:  # noqa: ARG002
        """Close the list."""
        self.out.write("]\n")
