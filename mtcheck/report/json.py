"""JSON of schema `mtcheck-report/1`: documents as in `mtcheck/1`, by harm, and the roll-up."""

from __future__ import annotations

from typing import Any, TextIO

from mtcheck.emit.json import document_object, dump
from mtcheck.report.base import Kind, Sections, kind
from mtcheck.report.rollup import Penalty, Rollup, Row, Total
from mtcheck.result import Document

SCHEMA = "mtcheck-report/1"


@kind("json", ".json")
class Json(Kind):
    """One object, as `mtcheck/report/schema/mtcheck-report-1.json` describes it."""

    def section(self, document: Document, row: Row) -> str:
        """The article: its document as in `mtcheck/1`, its site and the penalties after fixes."""
        return dump(
            {
                "site": row.site,
                "penalty_after_safe_fixes": row.penalty.safe,
                "penalty_after_all_fixes": row.penalty.all,
                "document": document_object(document),
            }
        )

    def write(self, out: TextIO, sections: Sections, rollup: Rollup) -> None:
        """The object, document by document."""
        head = {
            "schema": SCHEMA,
            "version": self.options.version,
            "signature": self.options.signature,
            "summary": rollup.summary.to_dict() | _total(rollup.total),
            "sites": [
                {"site": site, "documents": total.documents, "findings": total.findings}
                | _total(total)
                for site, total in rollup.ranked_sites()
            ],
            "errors": [failure.to_dict() for failure in rollup.failures],
        }
        out.write(dump(head)[:-1] + ', "articles": [')
        parts = ((",\n" if index else "\n") + part for index, (_, part) in enumerate(sections))
        out.writelines(parts)
        out.write("]}\n")


def _total(total: Total) -> dict[str, Any]:
    return {
        "words": total.words,
        "verdicts": {
            (label.value if label else "none"): number for label, number in total.verdicts.items()
        },
        **_penalty(total.penalty),
    }


def _penalty(penalty: Penalty) -> dict[str, float]:
    return {
        "penalty_per_100_words": penalty.before,
        "penalty_after_safe_fixes": penalty.safe,
        "penalty_after_all_fixes": penalty.all,
    }
