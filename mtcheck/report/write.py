"""A report from a stream of results to a file that is either whole or not there."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

from mtcheck.emit import Options
from mtcheck.replacing import expect_file, naming, replacing
from mtcheck.report.base import Kind, kind_of
from mtcheck.report.rollup import Rollup
from mtcheck.report.spool import Spool
from mtcheck.result import Document, Failure


def write_report(
    results: Iterable[Document | Failure], target: Path, options: Options | None = None
) -> Rollup:
    """Write the report of the kind that the target's suffix names, and give its numbers.

    UsageError when the target cannot be a report or be written. An older report stays as it is
    until the new one is complete. One article at a time is in memory.
    """
    writer = kind_of(target)(options)
    target = target.resolve()  # a link is kept, and the file that it names replaced
    expect_file(target)
    rollup = Rollup()
    with naming(target):
        spool = Spool(target.parent)
    with spool:
        for result in results:
            if isinstance(result, Failure):
                rollup.fail(result)
                continue
            row = rollup.add(result)
            section = writer.section(result, row)
            with naming(target):
                spool.put(row, section)
        with naming(target):
            _replace(target, writer, spool, rollup)
    return rollup


def _replace(target: Path, writer: Kind, spool: Spool, rollup: Rollup) -> None:
    with replacing(target) as file:
        out = io.TextIOWrapper(file, "utf-8", "backslashreplace", newline="")
        writer.write(out, spool.sections(rollup.ranked()), rollup)
        out.flush()
        out.detach()
