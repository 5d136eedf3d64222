"""Sections of a report in a temporary file, written in one order and read in another."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from mtcheck.report.rollup import Row


class Spool:
    """Keeps the section of each row on disk; gone when closed."""

    def __init__(self, folder: Path) -> None:
        # Beside the report: a folder that has room for one has room for the other.
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  (closed by __exit__)
        self._places: dict[int, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def put(self, row: Row, section: str) -> None:
        """Keep one section."""
        data = section.encode("utf-8", "backslashreplace")
        self._file.write(data)
        self._places[row.number] = self._end, len(data)
        self._end += len(data)

    def sections(self, rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
        """The rows with their sections, in the order of `rows`."""
        for row in rows:
            place, length = self._places[row.number]
            self._file.seek(place)
            yield row, self._file.read(length).decode("utf-8")
