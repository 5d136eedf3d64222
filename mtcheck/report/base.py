"""What a kind of report is and how it registers.

A kind is a class in a file of its own under `mtcheck/report/`::

    @kind("csv", ".csv")
    class Csv(Kind):
        \"\"\"One row a finding.\"\"\"

        def section(self, document: Document, row: Row) -> str: ...

        def write(self, out: TextIO, sections: Sections, rollup: Rollup) -> None: ...
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, TextIO, TypeVar

from mtcheck.emit import Options
from mtcheck.errors import RegistryError, UsageError
from mtcheck.registry import Registry
from mtcheck.report.rollup import Rollup, Row
from mtcheck.result import Document

K = TypeVar("K", bound="type[Kind]")
Sections = Iterator[tuple[Row, str]]


class Kind(ABC):
    """Writes one report: first a section of each article as it comes, then the whole."""

    id: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, options: Options | None = None) -> None:
        self.options = options or Options()

    @abstractmethod
    def section(self, document: Document, row: Row) -> str:
        """The part of the report that is about one article alone."""

    @abstractmethod
    def write(self, out: TextIO, sections: Sections, rollup: Rollup) -> None:
        """The whole report; `sections` come once, the most harmful article first."""


_REGISTRY: Registry[type[Kind]] = Registry("kind of report", "mtcheck.report")


def kind(id: str, *suffixes: str) -> Callable[[K], K]:
    """Register the decorated class as the kind of report of that id and these file suffixes."""

    def register(cls: K) -> K:
        if not cls.__doc__:
            raise RegistryError(f"kind of report {id} needs a docstring")
        cls.id, cls.suffixes = id, suffixes
        _REGISTRY.add(id, cls)
        return cls

    return register


def kinds() -> dict[str, type[Kind]]:
    """All kinds of report by id."""
    return _REGISTRY.all()


def kind_of(path: Path) -> type[Kind]:
    """The kind that the file's suffix names; UsageError when there is none."""
    known = {suffix: found for found in kinds().values() for suffix in found.suffixes}
    found = known.get(path.suffix.lower())
    if found is None:
        raise UsageError(
            f"{path}: a report's suffix is one of {', '.join(sorted(known))}, "
            f"not {path.suffix or 'none'}"
        )
    return found
