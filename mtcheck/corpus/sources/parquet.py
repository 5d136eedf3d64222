"""Parquet, row group by row group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mtcheck.corpus.opening import open_stored
from mtcheck.corpus.records import Input, Page, Raw
from mtcheck.corpus.sources.base import Source, source
from mtcheck.errors import UsageError

_ROWS = 256


@source("parquet", ".parquet")
class Parquet(Source):
    """One article a row; only the columns needed are read, or all when rows are kept."""

    def read(self, input: Input) -> Iterator[Raw]:
        """The rows as dictionaries."""
        parquet = _pyarrow()
        with open_stored(input.path) as stored:
            file = parquet.ParquetFile(stored)
            total, row = max(file.metadata.num_rows, 1), 0
            names = None if self.options.keep else self._columns(file.schema_arrow.names)
            for batch in file.iter_batches(batch_size=_ROWS, columns=names):
                for record in batch.to_pylist():
                    row += 1
                    yield Raw(f"{input.path}:{row}", input.size * row // total, record)

    def _columns(self, names: list[str]) -> list[str]:
        options = self.options
        asked = (options.text_field, options.id_field, options.url_field)
        return [name for name in names if any(f"{a}.".startswith(f"{name}.") for a in asked)]

    def page(self, raw: Raw) -> Page:
        """The article in the row."""
        assert isinstance(raw.data, dict)  # noqa: S101  (by `read`)
        return self.object_page(raw.data, raw.path)

    def schema(self, input: Input) -> bytes:
        """The file's schema, so that kept rows have it too."""
        parquet = _pyarrow()
        with open_stored(input.path) as stored:
            return bytes(parquet.read_schema(stored).serialize())

    def original(self, raw: Raw, page: Page) -> dict[str, Any]:  # noqa: ARG002
        """The row as it came."""
        assert isinstance(raw.data, dict)  # noqa: S101  (by `read`)
        return raw.data


def _pyarrow() -> Any:
    try:
        from pyarrow import parquet
    except ImportError:
        raise UsageError("Parquet needs pyarrow (pip install 'mtcheck[corpus]')") from None
    return parquet
