"""Markdown: tables and task lists that GitHub, GitLab and editors show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO

from mtcheck.emit.markdown import literal
from mtcheck.emit.positions import Positions
from mtcheck.finding import Category, Finding, Label, Severity
from mtcheck.report.base import Kind, Sections, kind
from mtcheck.report.fixes import is_safe
from mtcheck.report.rollup import Penalty, Rollup, Row
from mtcheck.result import Document

_LONGEST = 200


@kind("markdown", ".md", ".markdown")
class Markdown(Kind):
    """Verdict table, roll-up by site and category, and a task list of each article's fixes.

    A task is ticked when its fix is safe.
    """

    def section(self, document: Document, row: Row) -> str:
        """The article's findings; empty when there are none."""
        if not document.findings:
            return ""
        positions = Positions(document.article.text)
        lines = [f"### {_text(row.path) or 'text'}", "", _verdict(row) + ".", ""]
        lines += [_task(finding, positions) for finding in document.findings]
        return "\n".join([*lines, "", ""])

    def write(self, out: TextIO, sections: Sections, rollup: Rollup) -> None:
        """The whole report."""
        total = rollup.total
        out.write("# Correction report\n\n")
        out.write(
            f"{total.documents:,} articles of {total.words:,} words, {total.suspected:,} suspected"
            f" of being spun or machine-translated, {total.findings:,} findings; penalty"
            f" {_penalties(total.penalty)} per 100 words.\n\n"
        )
        if rollup.failures:
            out.write("## Not checked\n\n")
            cells = ((_text(f.path), _text(f.message)) for f in rollup.failures)
            out.writelines(_table(("Input", "Reason"), cells))
        out.write("## Verdicts\n\n")
        names = [severity.value for severity in reversed(Severity)]
        head = ("Article", "Site", "Verdict", "Words", *names, "Penalty", "Safe fixed", "All fixed")
        out.writelines(_table(head, (_cells(row) for row in rollup.ranked()), numbers=7))
        out.write("## Sites\n\n")
        labels = (Label.SPUN, Label.MACHINE_TRANSLATED, Label.CLEAN, None)
        head = ("Site", "articles", *(label or "no verdict" for label in labels), "words",
                "findings", "penalty", "safe fixed", "all fixed")  # fmt: skip
        site_rows = (
            (
                _text(site), t.documents, *(t.verdicts[label] for label in labels), t.words,
                t.findings, *_numbers(t.penalty),
            )
            for site, t in rollup.ranked_sites()
        )  # fmt: skip
        out.writelines(_table(head, site_rows, numbers=10))
        if rollup.by_kind:
            out.write("## Findings by category\n\n")
            kinds = (
                (category.value, *(rollup.by_kind[category, severity] for severity in Severity))
                for category in Category
                if any(rollup.by_kind[category, severity] for severity in Severity)
            )
            out.writelines(_table(("Category", *(s.value for s in Severity)), kinds, numbers=3))
            out.write("## Articles\n\n")
        out.writelines(section for _, section in sections)
        version = f"mtcheck {self.options.version}"
        out.write(f"---\n\n{version} {_text(self.options.signature)}".rstrip() + "\n")


def _table(
    head: Iterable[str], rows: Iterable[Iterable[object]], numbers: int = 0
) -> Iterator[str]:
    """Lines of a table whose last `numbers` columns are set to the right."""
    names = list(head)
    rules = [":--"] * (len(names) - numbers) + ["--:"] * numbers
    yield f"| {' | '.join(names)} |\n|{'|'.join(rules)}|\n"
    for row in rows:
        yield f"| {' | '.join(str(cell) for cell in row)} |\n"
    yield "\n"


def _numbers(penalty: Penalty) -> tuple[str, str, str]:
    return f"{penalty.before:g}", f"{penalty.safe:g}", f"{penalty.all:g}"


def _penalties(penalty: Penalty) -> str:
    before, safe, rest = _numbers(penalty)
    return f"{before} ({safe} with safe fixes, {rest} with all first suggestions)"


def _verdict(row: Row) -> str:
    label = f"{row.label} {row.probability:.0%}" if row.label else "no verdict"
    return f"{label}, {row.words:,} words, penalty {_penalties(row.penalty)}"


def _cells(row: Row) -> tuple[object, ...]:
    label = f"{row.label} {row.probability:.0%}" if row.label else "no verdict"
    return (
        _text(row.path) or "text", _text(row.site), label, row.words, *reversed(row.by_severity),
        *_numbers(row.penalty),
    )  # fmt: skip


def _task(finding: Finding, positions: Positions) -> str:
    line, column = positions.position(finding.start)
    best = finding.suggestions[0] if finding.suggestions else None
    change = f"“{_text(finding.text)}”"
    if best:
        change += f" → “{_text(best.text)}”" if best.text else " → deletion"
        change += f" ({best.confidence:.0%}, {best.safety})"
    others = ", ".join(
        f"“{_text(s.text)}”" if s.text else "deletion" for s in finding.suggestions[1:]
    )
    return (
        f"- [{'x' if is_safe(finding) else ' '}] {line}:{column} **{finding.rule}"
        f" {finding.name}**, {finding.severity}, {finding.confidence:.0%}: {change}"
        + (f", or {others}" if others else "")
        + f". {_text(finding.message)}"
    )


def _text(text: str) -> str:
    """Article text as plain text of one line, without its far middle where it is long."""
    if len(text) > _LONGEST:
        text = f"{text[: _LONGEST // 2]} … {text[-_LONGEST // 2 :]}"
    return literal(text)
