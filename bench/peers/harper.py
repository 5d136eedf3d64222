"""Harper, a grammar checker in Rust, through its Python bindings."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from bench.peers.base import Mark, Peer, UnavailableError


class Harper(Peer):
    name = "Harper"
    about = "spelling, grammar, style"
    leave_out: frozenset[str] = frozenset()

    def __init__(self) -> None:
        try:
            import harper
        except ImportError as error:
            raise UnavailableError("pip install harper-py") from error
        self._kinds = harper.SuggestionKind
        self._linter = harper.Linter()
        self.version = version("harper-py")

    def marks(self, text: str) -> Iterator[Mark]:
        for lint in self._linter.lint(text, language="plaintext"):
            if lint.lint_kind not in self.leave_out:
                fixes = [self._fix(lint.problem_text, s) for s in lint.suggestions]
                yield Mark(lint.span.start, lint.span.end, fixes)

    def _fix(self, text: str, suggestion: object) -> str:
        kind, new = suggestion.kind, suggestion.replacement_text  # type: ignore[attr-defined]
        if kind == self._kinds.REMOVE:
            return ""
        return text + new if kind == self._kinds.INSERT_AFTER else new


class HarperGrammar(Harper):
    """Most of Harper's alarms on news are names that its dictionary does not hold."""

    name = "Harper without spelling"
    about = "grammar, style"
    leave_out = frozenset({"Spelling"})
