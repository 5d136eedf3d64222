"""proselint, a linter of usage advice."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from bench.peers.base import Mark, Peer, UnavailableError


class Proselint(Peer):
    name = "proselint"
    about = "usage and clichés"

    def __init__(self) -> None:
        try:
            from proselint.checks import __register__
            from proselint.registry import CheckRegistry
            from proselint.tools import LintFile
        except ImportError as error:
            raise UnavailableError("pip install proselint") from error
        CheckRegistry().register_many(__register__)
        self._file = LintFile
        self.version = version("proselint")

    def marks(self, text: str) -> Iterator[Mark]:
        for result in self._file("text", text).lint():
            # It puts a line end before the text.
            start, end = result.check_result.span
            fix = result.check_result.replacements
            yield Mark(start - 1, end - 1, [fix] if isinstance(fix, str) else [])
