"""WARC, plain or compressed: main text of HTML responses, and text of conversion records (WET)."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from mtcheck.corpus.opening import open_stored
from mtcheck.corpus.records import Input, Page, Raw, Reason, Rejected
from mtcheck.corpus.sources.base import Source, source, with_encoding
from mtcheck.errors import InputError, UsageError
from mtcheck.readers import read_bytes

_HTML = ("text/html", "application/xhtml+xml")
# What browsers read under these names (WHATWG Encoding Standard).
_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252"}


@source("warc", ".warc", ".warc.gz", ".warc.zst", ".wet", ".wet.gz", ".wet.zst")
class Warc(Source):
    """Web archives; requests, metadata and other records are passed over."""

    def read(self, input: Input) -> Iterator[Raw]:
        """Bodies of pages; other statuses and kinds are bad records, their bodies not read."""
        iterator, kinds = _fastwarc()
        wanted = kinds.response | kinds.conversion
        with open_stored(input.path) as stored:
            records = iterator(stored, record_types=wanted, parse_http=True, auto_decode="all")
            for number, record in enumerate(records, 1):
                yield self._raw(record, f"{input.path}:{number}", stored.tell(), kinds)

    def _raw(self, record: Any, path: str, at: int, kinds: Any) -> Raw:
        meta = {
            "id": record.record_id or "",
            "url": record.headers.get("WARC-Target-URI") or "",
            "kind": "text",
        }
        if record.record_type == kinds.response:
            problem = self._unwanted(record)
            if problem:
                return Raw(path, at, meta=meta, problem=problem)
            meta["kind"] = "html"
            meta["charset"] = _charset(record.http_headers.get("Content-Type") or "")
        limit = self.settings.max_bytes
        data = record.reader.read(limit + 1)
        if len(data) > limit:
            problem = (Reason.TOO_LARGE, f"larger than {limit / 1e6:g} MB")
            return Raw(path, at, meta=meta, problem=problem)
        return Raw(path, at, bytes(data), meta)

    @staticmethod
    def _unwanted(record: Any) -> tuple[Reason, str] | None:
        headers = record.http_headers
        if not record.is_http or headers is None:
            return Reason.NOT_HTML, "not an HTTP response"
        if headers.status_code != 200:
            return Reason.HTTP_STATUS, f"HTTP status {headers.status_code}"
        kind = (headers.get("Content-Type") or "no content type").partition(";")[0].strip()
        return None if kind.lower() in _HTML else (Reason.NOT_HTML, kind)

    def page(self, raw: Raw) -> Page:
        """The main text of the page, as trafilatura finds it."""
        assert isinstance(raw.data, bytes)  # noqa: S101  (by `read`)
        named = raw.meta["id"], raw.meta["url"]
        if not raw.data.strip():
            raise Rejected(Reason.EMPTY, "empty body")
        if raw.meta["kind"] == "text":
            try:
                text = raw.data.decode("utf-8")
            except UnicodeDecodeError as error:
                raise Rejected(Reason.ENCODING, f"not UTF-8: byte {error.start}") from error
            return self.text_page(text, raw.path, *named)
        settings = with_encoding(self.settings, raw.meta["charset"])
        try:
            article = read_bytes(raw.data, f"{raw.path}.html", settings)
        except InputError as error:
            lost = error.reason.startswith("no article")
            raise Rejected(Reason.NO_ARTICLE if lost else Reason.ENCODING, error.reason) from error
        return Page(replace(article, path=raw.path), *named)


def _charset(content_type: str) -> str:
    """The codec that the header names, as browsers understand it; empty when none is known."""
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            try:
                known = codecs.lookup(value.strip().strip("\"'")).name
            except LookupError:
                return ""
            return _BROWSERS.get(known, known)
    return ""


def _fastwarc() -> tuple[Any, Any]:
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise UsageError("WARC needs fastwarc (pip install 'mtcheck[corpus]')") from None
    return ArchiveIterator, WarcRecordType
