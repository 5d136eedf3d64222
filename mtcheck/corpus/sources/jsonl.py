"""JSON lines, plain or compressed."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from typing import IO

from mtcheck.corpus.opening import Tell, open_records
from mtcheck.corpus.records import Input, Page, Raw, Reason, Rejected
from mtcheck.corpus.sources.base import Source, source

STDIN = "-"
_MARK = b"\xef\xbb\xbf"
_SUFFIXES = tuple(
    kind + compressed
    for kind in (".jsonl", ".ndjson", ".jsonlines")
    for compressed in ("", ".gz", ".zst", ".xz")
)


@source("jsonl", *_SUFFIXES, ".json.gz", ".json.zst")
class JsonLines(Source):
    """One object a line; empty lines are passed over."""

    def read(self, input: Input) -> Iterator[Raw]:
        """The bytes of each line, without parsing it."""
        counted = _count(sys.stdin.buffer) if input.path == STDIN else None
        with nullcontext(counted) if counted else open_records(input.path) as (stream, tell):
            yield from self._lines(stream, tell, input.path)

    def _lines(self, stream: IO[bytes], tell: Tell, path: str) -> Iterator[Raw]:
        # Escapes make a line up to six times its text; a longer one is read past, not kept.
        limit = 6 * self.settings.max_bytes
        number = 0
        while line := stream.readline(limit):
            number += 1
            name = f"{path}:{number}"
            if len(line) == limit and not line.endswith(b"\n"):
                while (rest := stream.readline(limit)) and not rest.endswith(b"\n"):
                    pass
                message = f"line longer than {limit / 1e6:g} MB"
                yield Raw(name, tell(), problem=(Reason.TOO_LARGE, message))
                continue
            line = line.removeprefix(_MARK) if number == 1 else line
            if line.strip():
                yield Raw(name, tell(), line.rstrip(b"\r\n"))

    def page(self, raw: Raw) -> Page:
        """The article in the line's object."""
        assert isinstance(raw.data, bytes)  # noqa: S101  (by `read`)
        try:
            record = json.loads(raw.data.decode("utf-8"))
        except UnicodeDecodeError as error:
            message = f"not UTF-8: byte {error.start} (0x{raw.data[error.start]:02x})"
            raise Rejected(Reason.ENCODING, message) from error
        except (ValueError, RecursionError) as error:
            raise Rejected(Reason.NOT_JSON, f"not JSON: {error}") from error
        if not isinstance(record, dict):
            raise Rejected(Reason.NOT_JSON, f"{type(record).__name__} instead of an object")
        return self.object_page(record, raw.path)

    def original(self, raw: Raw, page: Page) -> bytes:  # noqa: ARG002
        """The line as it came."""
        assert isinstance(raw.data, bytes)  # noqa: S101  (by `read`)
        return raw.data


def _count(stream: IO[bytes]) -> tuple[IO[bytes], Tell]:
    return stream, lambda: 0
