"""Text for people: each flagged passage as a word-level diff, rules and reasons under it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mtcheck.article import Article
from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.emit.wrap import Piece, wrap
from mtcheck.finding import Finding, Severity
from mtcheck.result import Document, Summary

_CONTEXT = 60
_LONGEST = 160


class _Passage(NamedTuple):
    start: int
    end: int
    findings: list[Finding]


@emitter("text", ".txt")
class Text(Emitter):
    """`[-was-]{+is+}` with the rule, reason and confidence under each passage.

    `[?flagged?]` stands where there is no suggestion. Colours only repeat the marks.
    """

    def document(self, document: Document) -> None:
        """Write the flagged passages of one article and its verdict."""
        settings = self.options.settings
        if not document.findings and settings.quiet:
            return
        name = one_line(document.path) or "<text>"
        self._line([Piece(name, "bold"), Piece(": " + _verdict(document))])
        for note in document.notes if not settings.quiet else ():
            self._line([Piece(f"note: {one_line(note)}", "dim")], indent=2)
        positions = Positions(document.article.text)
        for passage in _passages(document.article, document.findings):
            self.out.write("\n")
            self._line(list(_diff(document.article.text, passage)), indent=2)
            for finding in passage.findings:
                line, column = positions.position(finding.start)
                self._line(
                    [
                        Piece(f"{line}:{column} ", "dim"),
                        Piece(f"{finding.rule} {finding.name}", "bold"),
                        Piece(f" {finding.severity} {finding.confidence:.0%}: ", _tone(finding)),
                        Piece(_reason(finding)),
                    ],
                    indent=4,
                    hanging=6,
                )
        self.out.write("\n")

    def finish(self, summary: Summary) -> None:
        """Write one line about the whole run."""
        if self.options.settings.quiet:
            return
        seen = summary.by_severity
        kinds = ", ".join(f"{seen[s]} {s}" for s in Severity if seen[s])
        parts = [
            f"{_count(summary.documents, 'document')}, {_count(summary.words, 'word')}",
            f"{_count(summary.findings, 'finding')}" + (f" ({kinds})" if kinds else ""),
        ]
        if summary.errors:
            parts.append(f"{_count(summary.errors, 'input')} not checked")
        self._line([Piece("; ".join(parts))])

    def _line(self, pieces: list[Piece], indent: int = 0, hanging: int | None = None) -> None:
        lines = wrap(
            pieces, self.options.width, indent, indent if hanging is None else hanging,
            colour=self.options.colour,
        )  # fmt: skip
        self.out.writelines(line + "\n" for line in lines)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _verdict(document: Document) -> str:
    verdict = document.verdict
    found = _count(len(document.findings), "finding")
    penalty = f"penalty {document.penalty_per_100_words:g} per 100 words"
    if verdict.note:
        return f"no verdict, {found}, {penalty}"
    sure = f"{verdict.probabilities[verdict.label]:.0%}, {_count(verdict.words, 'word')}"
    return f"{verdict.label} ({sure}), {found}, {penalty}"


def _tone(finding: Finding) -> str:
    return {Severity.MINOR: "yellow", Severity.MAJOR: "red", Severity.CRITICAL: "alarm"}[
        finding.severity
    ]


def _reason(finding: Finding) -> str:
    parts = [one_line(finding.message)]
    if finding.evidence:
        parts.append(f"evidence: {one_line(finding.evidence)}")
    if finding.suggestions:
        best, *others = finding.suggestions
        also = "".join(f', or "{one_line(other.text)}"' for other in others)
        parts.append(f"suggestion {best.confidence:.0%} {best.safety}{also}")
    return "; ".join(parts)


def _passages(article: Article, findings: Iterable[Finding]) -> Iterator[_Passage]:
    """Findings grouped by the sentences that they touch, each with some words of context."""
    current: _Passage | None = None
    for finding in findings:
        start, end = _context(article, finding)
        if current is not None and start < current.end:
            current = _Passage(current.start, max(current.end, end), [*current.findings, finding])
            continue
        if current is not None:
            yield current
        current = _Passage(start, end, [finding])
    if current is not None:
        yield current


def _context(article: Article, finding: Finding) -> tuple[int, int]:
    touched = article.sentence_range(finding.start, finding.end)
    if not touched:
        return finding.start, finding.end
    sentences = article.sentences
    return (
        min(sentences[touched[0]].start, finding.start),
        max(sentences[touched[-1]].end, finding.end),
    )


def _diff(text: str, passage: _Passage) -> Iterator[Piece]:
    position = passage.start
    for finding in passage.findings:
        if finding.start < position:
            continue  # overlaps one of another category, which is shown; listed below all the same
        yield Piece(_shorten(text[position : finding.start], first=position == passage.start))
        if finding.suggestions:
            if finding.text:
                yield Piece(f"[-{_clip(finding.text)}-]", "was")
            if finding.suggestions[0].text:
                yield Piece(f"{{+{_clip(finding.suggestions[0].text)}+}}", "is")
        else:
            yield Piece(f"[?{_clip(finding.text)}?]", "flag")
        position = finding.end
    yield Piece(_shorten(text[position : passage.end], last=True))


def _shorten(text: str, *, first: bool = False, last: bool = False) -> str:
    """Unflagged text: its far part is left out where it is long."""
    if len(text) > (_CONTEXT if first or last else 2 * _CONTEXT) + 10:
        head = "" if first else text[:_CONTEXT].rsplit(" ", 1)[0] + " "
        tail = "" if last else " " + text[-_CONTEXT:].split(" ", 1)[-1]
        text = f"{head}…{tail}"
    return one_line(text.replace("\r\n", " ").replace("\n", " ").replace("\r", " "))


def _clip(text: str) -> str:
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
    return one_line(text)
