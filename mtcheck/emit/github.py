"""Annotations of GitHub Actions."""

from __future__ import annotations

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import has_lines, sentence
from mtcheck.finding import Severity
from mtcheck.result import Document, Failure

_COMMAND = {Severity.MINOR: "notice", Severity.MAJOR: "warning", Severity.CRITICAL: "error"}


def _data(text: str) -> str:
    return one_line(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


@emitter("github")
class GitHub(Emitter):
    """Workflow commands, one a line: notice for minor, warning for major, error for critical.

    Nothing in an article can begin a command of its own: line ends and controls are made visible.
    """

    def document(self, document: Document) -> None:
        """Write the findings of one article and the notes about it."""
        positions = Positions(document.article.text)
        for finding in document.findings:
            properties = {
                "file": document.path,
                "title": f"{finding.rule} {finding.name} ({finding.confidence:.0%})",
            }
            if has_lines(document):
                start, end = positions.position(finding.start), positions.position(finding.end)
                properties |= {"line": str(start.line), "endLine": str(end.line)}
                if start.line == end.line:  # columns of several lines are refused
                    properties |= {"col": str(start.column), "endColumn": str(end.column)}
            self._command(_COMMAND[finding.severity], properties, sentence(finding))
        for note in document.notes if not self.options.settings.quiet else ():
            self._command("notice", {"file": document.path, "title": "mtcheck"}, note)

    def error(self, failure: Failure) -> None:
        """Write why an input could not be checked."""
        self._command("error", {"file": failure.path, "title": "mtcheck"}, failure.message)

    def _command(self, name: str, properties: dict[str, str], message: str) -> None:
        given = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
        self.out.write(f"::{name} {given}::{_data(message)}\n")
