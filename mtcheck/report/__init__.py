"""Correction reports over many articles: one kind of file a module, found by walking this package.

Articles stream through: what is kept in memory of each is one `Row` of numbers, and its section
of the report waits in a temporary file until all are known and can be put in order.
"""

from mtcheck.report.base import Kind, kind, kind_of, kinds
from mtcheck.report.rollup import Rollup, Row
from mtcheck.report.write import write_report

__all__ = ["Kind", "Rollup", "Row", "kind", "kind_of", "kinds", "write_report"]
