"""What goes through a scan: inputs, raw records, pages, and why a record was left out."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from mtcheck.article import Article


class Reason(StrEnum):
    """Why a record was skipped."""

    DAMAGED = "damaged"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    NOT_JSON = "not-json"
    NO_TEXT = "no-text"
    EMPTY = "empty"
    ENCODING = "encoding"
    HTTP_STATUS = "http-status"
    NOT_HTML = "not-html"
    NO_ARTICLE = "no-article"
    NOT_ENGLISH = "not-english"
    INTERNAL = "internal-error"


class Rejected(Exception):  # noqa: N818  (nothing is in error but the record)
    """A record that is skipped, counted and named; `id` and `url` where they are known."""

    def __init__(self, reason: Reason, message: str, id: str = "", url: str = "") -> None:
        super().__init__(reason, message, id, url)
        self.reason = reason
        self.message = message
        self.id = id
        self.url = url


@dataclass(frozen=True, slots=True)
class Input:
    """One file of records, or one set of files with an article each (`files`).

    `fingerprint` is a SHA-256 over size, first and last MiB (of a set: names, sizes and times of
    change); empty for streams, which have none.
    """

    index: int
    source: str
    path: str
    size: int
    fingerprint: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as read, before anything that costs time.

    `at` is how far into its input it ends, in bytes of the file as stored. A record that could
    not even be read carries its `problem`.
    """

    path: str
    at: int
    data: bytes | dict[str, Any] = b""
    meta: dict[str, str] = field(default_factory=dict)
    problem: tuple[Reason, str] | None = None

    @property
    def size(self) -> int:
        """Bytes of the payload, about."""
        if isinstance(self.data, bytes):
            return len(self.data)
        return sum(len(v) for v in self.data.values() if isinstance(v, str | bytes)) + 64


@dataclass(frozen=True, slots=True)
class Page:
    """A record's article, with what the record says of itself."""

    article: Article
    id: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Consecutive records of one input: the unit of work, of writing and of resuming.

    `digest` is the SHA-256 of its records; `last` marks the end of the input; `schema` is the
    input's Arrow schema, serialised, where it has one.
    """

    input: Input
    number: int
    records: tuple[Raw, ...]
    digest: str
    last: bool
    schema: bytes = b""

    @property
    def name(self) -> str:
        """Sorts in the order of the source."""
        return shard_name(self.input.index, self.number)

    @property
    def at(self) -> int:
        """Bytes of the input that are done with this shard."""
        return self.records[-1].at if self.records else self.input.size


def shard_name(input_index: int, number: int) -> str:
    """Name of a shard, such as `00000-000012`."""
    return f"{input_index:05d}-{number:06d}"
