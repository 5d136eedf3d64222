"""The rewriter: proposes what stood in a flagged span."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.finding import Finding
    from mtcheck.settings import Settings


class Rewritten(NamedTuple):
    """Findings in their order, now with suggestions, and why suggestions were withheld."""

    findings: list[Finding]
    withheld: tuple[str, ...] = ()


class Rewriter(Protocol):
    """Adds suggestions to findings; what the guard refuses is withheld and named."""

    signature: str
    """Name and content hash of the network, for the report's signature."""

    def rewrite(self, article: Article, findings: Sequence[Finding]) -> Rewritten:
        """The same findings, with suggestions where there is a confident one."""
        ...


def load_rewriter(settings: Settings) -> Rewriter | None:  # noqa: ARG001
    """The rewriter that the settings name, or None when none is installed.

    ModelError when its files are damaged.
    """
    return None
