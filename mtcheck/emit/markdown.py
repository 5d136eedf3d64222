"""Markdown for pull request comments and job summaries."""

from __future__ import annotations

import re

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import shown, verdict_line
from mtcheck.result import Document, Failure, Summary

# Every ASCII punctuation mark may be written as a character reference, and then means nothing:
# no link, no image, no HTML, no end of a table cell.
_PUNCTUATION = re.compile(r"[!-,:-@\[-`{-~]|(?<=www)\.|-(?=-)|^[-.]", re.IGNORECASE)


def _reference(match: re.Match[str]) -> str:
    # Hosts look for mentions in what is shown; a zero-width space keeps people undisturbed.
    return f"&#{ord(match.group())};" + ("&#8203;" if match.group() in "@#" else "")


def literal(text: str) -> str:
    """Text that Markdown shows as it stands, on one line."""
    return _PUNCTUATION.sub(_reference, one_line(text))


@emitter("markdown", ".md", ".markdown")
class Markdown(Emitter):
    """A heading and a table an article; text out of articles is escaped."""

    def start(self) -> None:
        """Write the title."""
        self.out.write("# mtcheck\n")

    def document(self, document: Document) -> None:
        """Write the verdict and the findings of one article."""
        self.out.write(f"\n## {literal(document.path) or 'text'}\n\n{verdict_line(document)}\n")
        for note in document.notes:
            self.out.write(f"\nNote: {literal(note)}\n")
        if not document.findings:
            return
        self.out.write(
            "\n| Place | Rule | Severity | Confidence | Text | Suggestions | Reason |\n"
            "| --- | --- | --- | ---: | --- | --- | --- |\n"
        )
        positions = Positions(document.article.text)
        for finding in document.findings:
            line, column = positions.position(finding.start)
            suggestions = ", ".join(literal(shown(s.text)) for s in finding.suggestions)
            evidence = f" ({literal(finding.evidence)})" if finding.evidence else ""
            cells = (
                f"{line}:{column}",
                f"{finding.rule} {finding.name}",
                finding.severity.value,
                f"{finding.confidence:.0%}",
                literal(finding.text),
                suggestions,
                literal(finding.message) + evidence,
            )
            self.out.write(f"| {' | '.join(cells)} |\n")

    def error(self, failure: Failure) -> None:
        """Write why an input could not be checked."""
        self.out.write(f"\n## {literal(failure.path)}\n\nNot checked: {literal(failure.message)}\n")

    def finish(self, summary: Summary) -> None:
        """Write the totals."""
        kinds = ", ".join(f"{n} {severity}" for severity, n in summary.by_severity.items())
        self.out.write(
            f"\n{summary.documents} articles, {summary.findings} findings"
            + (f" ({kinds})" if kinds else "")
            + (f", {summary.errors} not checked" if summary.errors else "")
            + "\n"
        )
