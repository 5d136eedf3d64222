"""Harper, a grammar checker in Rust, through its Python bindings."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from typing import Any

from bench.peers.base import Mark, Peer, UnavailableError


@cache
def _load() -> tuple[Any, Any]:
    import harper

    return harper.Linter(), harper.SuggestionKind


@cache
def _lints(linter: Any, text: str) -> list[Any]:
    return list(linter.lint(text, language="plaintext"))


class Harper(Peer):
    name = "Harper"
    about = "spelling, grammar, style"
    leave_out: frozenset[str] = frozenset()

    def __init__(self) -> None:
        try:
            linter, kinds = _load()
        except ImportError as error:
            raise UnavailableError("pip install harper-py") from error
        self._linter, self._kinds = linter, kinds
        self.version = version("harper-py")

    def marks(self, text: str) -> Iterator[Mark]:
        for lint in _lints(self._linter, text):
            if lint.lint_kind not in self.leave_out:
                fixes = [self._fix(lint.problem_text, s) for s in lint.suggestions]
                yield Mark(lint.span.start, lint.span.end, fixes)

    def _fix(self, text: str, suggestion: Any) -> str:
        kind, new = suggestion.kind, str(suggestion.replacement_text)
        if kind == self._kinds.REMOVE:
            return ""
        return text + new if kind == self._kinds.INSERT_AFTER else new


class HarperGrammar(Harper):
    """Most of Harper's alarms on news are names that its dictionary does not hold."""

    name = "Harper without spelling"
    about = "grammar, style"
    leave_out = frozenset({"Spelling"})
    is_timed = False
