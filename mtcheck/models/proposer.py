"""The proposer: what may have stood in a flagged span, before anything is checked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.settings import Settings


LEAST = 0.3
"""Confidence that the candidate shown first needs."""


class Candidate(NamedTuple):
    """Text for a span, and the probability (0 to 1) that it is right."""

    text: str
    confidence: float


class Proposer(Protocol):
    """Fills spans of an article; text outside them is never its to change."""

    signature: str
    """Name and content hash of the network, for the report's signature."""

    def propose(self, article: Article, spans: Sequence[tuple[int, int]]) -> list[list[Candidate]]:
        """Candidates for each span, best first, each replacing exactly `article.text[start:end]`.

        Spans are code points, half-open, sorted and apart from each other. The answer has one
        list a span; an empty list abstains, an empty text means delete.
        """
        ...


def load_proposer(settings: Settings) -> Proposer | None:
    """The shipped network in the settings' model folder, or None when none is installed.

    ModelError when its files are damaged.
    """
    from mtcheck.models.network import load_network  # numpy and onnxruntime

    network = load_network(settings)
    if network is None:
        return None
    from mtcheck.models.network_proposer import NetworkProposer

    return NetworkProposer(network)
