"""mtcheck itself, as `check` runs it."""

from __future__ import annotations

from collections.abc import Iterator

from bench.peers.base import Mark, Peer
from mtcheck import __version__
from mtcheck.checker import Checker
from mtcheck.finding import Finding


class Own(Peer):
    name = "mtcheck"
    version = __version__
    about = "spun, mistranslated and broken text"

    def __init__(self) -> None:
        self._checker = Checker()
        self.signature = self._checker.signature
        self._checker.check("This sentence wakes the networks up before the clock starts.")

    def findings(self, text: str) -> tuple[Finding, ...]:
        return self._checker.check(text).findings

    def marks(self, text: str) -> Iterator[Mark]:
        return (Mark(f.start, f.end, [s.text for s in f.suggestions]) for f in self.findings(text))
