"""CSV: one row a finding, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

from mtcheck.emit.positions import Positions
from mtcheck.report.base import Kind, Sections, kind
from mtcheck.report.fixes import is_safe
from mtcheck.report.rollup import Rollup, Row
from mtcheck.result import Document

_ARTICLE = (
    "path", "site", "verdict", "verdict_probability", "words", "penalty_per_100_words",
    "penalty_after_safe_fixes", "penalty_after_all_fixes",
)  # fmt: skip
_FINDING = (
    "line", "column", "rule", "name", "category", "severity", "confidence", "text", "suggestion",
    "safety", "message",
)  # fmt: skip
# A spreadsheet would run a cell that starts like this as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


@kind("csv", ".csv")
class Csv(Kind):
    """One row a finding, and one for each article without any; articles by harm.

    Text cells that a spreadsheet would take for a formula start with an apostrophe. Inputs that
    could not be checked have the verdict `error` and the reason as message.
    """

    def section(self, document: Document, row: Row) -> str:
        """The article's rows."""
        label = row.label.value if row.label else "none"
        article = [
            row.path, row.site, label, f"{row.probability:.4f}" if row.label else "", row.words,
            row.penalty.before, row.penalty.safe, row.penalty.all,
        ]  # fmt: skip
        if not document.findings:
            return _rows([[*article, *([""] * len(_FINDING))]])
        positions = Positions(document.article.text)
        found = []
        for finding in document.findings:
            best = finding.suggestions[0] if finding.suggestions else None
            found.append([
                *article, *positions.position(finding.start), finding.rule, finding.name,
                finding.category.value, finding.severity.value, f"{finding.confidence:.4f}",
                finding.text, best.text if best else "",
                ("safe" if is_safe(finding) else "unsafe") if best else "", finding.message,
            ])  # fmt: skip
        return _rows(found)

    def write(self, out: TextIO, sections: Sections, rollup: Rollup) -> None:
        """The head, then the rows."""
        out.write(_rows([[*_ARTICLE, *_FINDING]]))
        out.writelines(section for _, section in sections)
        blank = [""] * (len(_ARTICLE) + len(_FINDING) - 4)
        out.write(_rows([[f.path, "", "error", *blank, f.message] for f in rollup.failures]))


def _rows(rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_cell(value) for value in row] for row in rows)
    return out.getvalue()


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    text = value.replace("\0", "\\0")
    return "'" + text if text.startswith(_FORMULA) else text
