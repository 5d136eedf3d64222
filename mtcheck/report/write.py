"""A report from a stream of results to a file that is either whole or not there."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

from mtcheck.emit import Options
from mtcheck.errors import UsageError
from mtcheck.replacing import replacing
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
    if target.is_dir():
        raise UsageError(f"{target}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise UsageError(f"{target.parent}: no such folder")
    rollup = Rollup()
    with _naming(target):
        spool = Spool(target.parent)
    with spool:
        for result in results:
            if isinstance(result, Failure):
                rollup.fail(result)
                continue
            row = rollup.add(result)
            section = writer.section(result, row)
            with _naming(target):
                spool.put(row, section)
        with _naming(target):
            _replace(target, writer, spool, rollup)
    return rollup


@contextlib.contextmanager
def _naming(target: Path) -> Iterator[None]:
    """Errors of temporary files as errors of the report that they are for."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{target}: cannot be written: {error.strerror or error}") from error


def _replace(target: Path, writer: Kind, spool: Spool, rollup: Rollup) -> None:
    with replacing(target) as file:
        out = io.TextIOWrapper(file, "utf-8", "backslashreplace", newline="")
        writer.write(out, spool.sections(rollup.ranked()), rollup)
        out.flush()
        out.detach()
