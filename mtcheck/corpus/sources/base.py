"""What a source of records is and how it registers.

Reading is split in two, so that one process can read for many: `read` only parts records, and
`page`, called in the workers, does everything that costs time.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, TypeVar

from mtcheck.article import Article
from mtcheck.corpus.options import ScanOptions
from mtcheck.corpus.records import Input, Page, Raw, Reason, Rejected
from mtcheck.errors import RegistryError
from mtcheck.registry import Registry
from mtcheck.settings import Settings

S = TypeVar("S", bound="type[Source]")


class Source(ABC):
    """Reads one kind of input under the given options."""

    id: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, options: ScanOptions, settings: Settings) -> None:
        self.options = options
        self.settings = settings

    @abstractmethod
    def read(self, input: Input) -> Iterator[Raw]:
        """Records in order. Disk errors and damage are raised; bad records carry a problem."""

    @abstractmethod
    def page(self, raw: Raw) -> Page:
        """The record's article; Rejected when there is none."""

    def schema(self, input: Input) -> bytes:  # noqa: ARG002  (only tables have one)
        """The input's Arrow schema, serialised; empty where it has none."""
        return b""

    def original(self, raw: Raw, page: Page) -> dict[str, Any] | bytes:
        """The record to keep: a line as it came, or an object."""
        return {"id": page.id, "url": page.url, "path": raw.path, "text": page.article.text}

    def text_page(self, text: Any, path: str, id: str, url: str) -> Page:
        """The page of a decoded text; Rejected when it is missing, empty or too large."""
        if not isinstance(text, str):
            kind = "no text" if text is None else f"{type(text).__name__} instead of text"
            raise Rejected(Reason.NO_TEXT, f"{kind} in field {self.options.text_field!r}")
        if not text.strip():
            raise Rejected(Reason.EMPTY, "there is no text to check")
        if len(text) > self.settings.max_bytes:
            limit = f"{self.settings.max_bytes:,} characters"
            raise Rejected(Reason.TOO_LARGE, f"{len(text):,} characters, limit {limit}")
        return Page(Article(text, path=path), id, url)

    def object_page(self, record: dict[str, Any], path: str) -> Page:
        """The page of an object or row, by the options' fields."""
        options = self.options
        text = field(record, options.text_field)
        named = (field(record, name) for name in (options.id_field, options.url_field))
        return self.text_page(text, path, *("" if value is None else str(value) for value in named))


def field(record: dict[str, Any], name: str) -> Any:
    """The field of that name, or, where there is none, along its dots; None when missing."""
    if name in record:
        return record[name]
    head, dot, rest = name.partition(".")
    inner = record.get(head)
    return field(inner, rest) if dot and isinstance(inner, dict) else None


_REGISTRY: Registry[type[Source]] = Registry("source", "mtcheck.corpus.sources")


def source(id: str, *suffixes: str) -> Callable[[S], S]:
    """Register the decorated class as the source for files with these suffixes."""

    def register(cls: S) -> S:
        if not cls.__doc__:
            raise RegistryError(f"source {id} needs a docstring")
        cls.id, cls.suffixes = id, suffixes
        _REGISTRY.add(id, cls)
        return cls

    return register


def get(id: str) -> type[Source]:
    """The source of that id."""
    return _REGISTRY.get(id)


def for_path(path: str) -> str | None:
    """Id of the source for a file of many records; None for other files."""
    lowered = path.lower()
    return next((s.id for s in _REGISTRY.all().values() if lowered.endswith(s.suffixes)), None)


def with_encoding(settings: Settings, encoding: str | None) -> Settings:
    """The settings for bytes whose encoding was named beside them."""
    return replace(settings, encoding=encoding) if encoding else settings
