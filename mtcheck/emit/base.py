"""What an output format is and how it registers.

A format is a class in a file of its own under `mtcheck/emit/`; documents stream through it, so
that a run over many articles needs memory for one::

    @emitter("jsonl", ".jsonl")
    class JsonLines(Emitter):
        \"\"\"One document object a line.\"\"\"

        def document(self, document: Document) -> None: ...
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar, TextIO, TypeVar

from mtcheck import __version__
from mtcheck.errors import RegistryError
from mtcheck.registry import Registry
from mtcheck.result import Document, Failure, Summary
from mtcheck.settings import Settings

E = TypeVar("E", bound="type[Emitter]")


@dataclass(frozen=True, slots=True)
class Options:
    """What a format may want to know about where it writes and what ran."""

    settings: Settings = field(default_factory=Settings)
    signature: str = ""
    version: str = __version__
    colour: bool = False
    width: int = 80


class Emitter(ABC):
    """Writes one run to `out`: `start`, then a `document` or `error` each, then `finish`."""

    id: ClassVar[str]
    suffixes: ClassVar[tuple[str, ...]] = ()

    def __init__(self, out: TextIO, options: Options | None = None) -> None:
        self.out = out
        self.options = options or Options()

    def start(self) -> None:  # noqa: B027  (most formats have no head)
        """Before the first document."""

    @abstractmethod
    def document(self, document: Document) -> None:
        """One checked article."""

    def error(self, failure: Failure) -> None:  # noqa: B027  (the command line reports it too)
        """One input that could not be checked."""

    def finish(self, summary: Summary) -> None:  # noqa: B027  (most formats have no foot)
        """After the last document."""


_REGISTRY: Registry[type[Emitter]] = Registry("format", "mtcheck.emit")


def emitter(id: str, *suffixes: str) -> Callable[[E], E]:
    """Register the decorated class as the format of that id (and of these file suffixes)."""

    def register(cls: E) -> E:
        if not cls.__doc__:
            raise RegistryError(f"format {id} needs a docstring")
        cls.id, cls.suffixes = id, suffixes
        _REGISTRY.add(id, cls)
        return cls

    return register


def formats() -> dict[str, type[Emitter]]:
    """All formats by id."""
    return _REGISTRY.all()


def get(id: str) -> type[Emitter]:
    """The format of that id; UsageError when there is none."""
    return _REGISTRY.get(id)
