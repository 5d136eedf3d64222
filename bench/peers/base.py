"""What a peer is: a name, a version, and spans found in a text."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.finding import Category, Finding, Severity, Suggestion


class UnavailableError(Exception):
    """The peer cannot run here; the message says what is missing."""


class Mark(NamedTuple):
    """A span that a peer complains of, and its suggestions, best first."""

    start: int
    end: int
    suggestions: Sequence[str] = ()


class Peer(ABC):
    """A checker; its constructor loads what it needs, or raises UnavailableError."""

    name: str
    version: str
    about: str
    """What it looks for, in a few words."""
    is_timed = True
    """False for a second look at what another peer has found."""

    @abstractmethod
    def marks(self, text: str) -> Iterator[Mark]:
        """Everything that it finds with its default settings."""

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Its marks as findings that touch; empty marks are widened to the character before."""
        return tuple(_finding(text, mark) for mark in sorted(self.marks(text)))

    def seconds(self) -> float:
        """Processor time used so far: other programs on the machine do not disturb it."""
        return time.process_time()

    def close(self) -> None:  # noqa: B027  (most have nothing to close)
        """Release what it holds."""


def _finding(text: str, mark: Mark) -> Finding:
    start, end = max(0, mark.start), min(mark.end, len(text))
    if start >= end:
        start = max(0, end - 1)
    # Peers know no spun text, so any complaint at such a place counts as found: the category is
    # set to the one that the scores ask for.
    made = tuple(Suggestion(text, 0.5) for text in mark.suggestions[:3])
    return Finding(
        "PEE001", "peer", Category.SPUN, "Other", Severity.MAJOR, start, end, text[start:end],
        0.5, "", "", made,
    )  # fmt: skip
