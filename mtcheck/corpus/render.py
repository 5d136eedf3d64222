"""Rows of results as bytes: JSON lines or Parquet."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mtcheck.corpus.options import Level, OutFormat
from mtcheck.corpus.records import Page
from mtcheck.emit.json import document_object, dump
from mtcheck.errors import UsageError
from mtcheck.result import Document
from mtcheck.rewrite.apply import apply, choose

Row = dict[str, Any]


def document_row(document: Document, page: Page, level: Level) -> Row:
    """The document object of schema `mtcheck/1`, with the record's `id` and `url`.

    At level `verdict` there are no findings, and no text; at level `fixes` there is the corrected
    text where safe suggestions change it.
    """
    row = document_object(document)
    if level is Level.FIXES:
        edits = choose(document.findings)
        if edits:
            row["corrected"] = apply(document.article.text, edits)
    if level is Level.VERDICT:
        row.pop("findings")
        row.pop("text", None)
    return {"path": row.pop("path"), "id": page.id, "url": page.url, **row}


def encode(rows: Sequence[Row | bytes], form: OutFormat, schema: Any = None) -> Iterable[bytes]:
    """The content of one file of rows. Bytes are lines already."""
    return _parquet(rows, schema) if form is OutFormat.PARQUET else _lines(rows)


def _lines(rows: Sequence[Row | bytes]) -> Iterator[bytes]:
    for row in rows:
        yield (row if isinstance(row, bytes) else _line(row).encode()) + b"\n"


def _line(row: Row) -> str:
    try:
        return dump(row)
    except TypeError:  # times and numbers out of Parquet that JSON does not have
        return json.dumps(row, default=str)


def _parquet(rows: Sequence[Row | bytes], schema: Any) -> list[bytes]:
    import pyarrow as pa
    from pyarrow import parquet

    sink = pa.BufferOutputStream()
    parquet.write_table(pa.Table.from_pylist(list(rows), schema=schema), sink, compression="zstd")
    return [sink.getvalue().to_pybytes()]


def document_schema(level: Level) -> Any:
    """Arrow schema of document rows, the same for all shards; UsageError without pyarrow."""
    try:
        import pyarrow as pa
    except ImportError:
        raise UsageError("Parquet needs pyarrow (pip install 'mtcheck[corpus]')") from None
    text, real, count = pa.string(), pa.float64(), pa.int64()
    labels = ("clean", "spun", "machine-translated")
    verdict = pa.struct(
        [
            ("label", text),
            ("probabilities", pa.struct([(label, real) for label in labels])),
            ("words", count),
            ("note", text),
        ]
    )
    suggestion = pa.struct([("text", text), ("confidence", real), ("safety", text)])
    before = [(n, text) for n in ("rule", "name", "category", "mqm", "severity")]
    places = [(n, count) for n in ("start", "end", "line", "column")]
    after = [("text", text), ("confidence", real), ("message", text), ("evidence", text)]
    finding = pa.struct([*before, *places, *after, ("suggestions", pa.list_(suggestion))])
    fields = [("path", text), ("id", text), ("url", text), ("language", text), ("words", count)]
    fields += [("verdict", verdict), ("penalty_per_100_words", real), ("notes", pa.list_(text))]
    if level is not Level.VERDICT:
        fields += [("findings", pa.list_(finding)), ("text", text)]
    if level is Level.FIXES:
        fields += [("corrected", text)]
    return pa.schema(fields)


def kept_schema(serialised: bytes) -> Any:
    """Arrow schema of kept records: the source's own, or id, url, path and text."""
    import pyarrow as pa

    if serialised:
        return pa.ipc.read_schema(pa.py_buffer(serialised))
    return pa.schema([(name, pa.string()) for name in ("id", "url", "path", "text")])
