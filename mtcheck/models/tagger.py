"""The word tagger: which words a spinner or a translation engine got wrong."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.models.signals import Signals
    from mtcheck.settings import Settings


class Tagger(Protocol):
    """Scores the words of articles."""

    signature: str
    """Name and content hash of the network, for the report's signature."""

    def signals(self, article: Article) -> Signals:
        """Word scores and article posterior."""
        ...


@runtime_checkable
class BatchTagger(Tagger, Protocol):
    """A tagger that scores several articles in one go, such as by buckets of equal length."""

    def signals_many(self, articles: Sequence[Article]) -> list[Signals]:
        """What `signals` says of each article, in order."""
        ...


def load_tagger(settings: Settings) -> Tagger | None:
    """The tagger in the settings' model folder, or None when none is installed.

    ModelError when its files are damaged.
    """
    from mtcheck.models.network import load_network  # numpy and onnxruntime

    network = load_network(settings)
    if network is None:
        return None
    from mtcheck.models.network_tagger import NetworkTagger

    return NetworkTagger(network, first_pass=settings.first_pass)


def load_ahead(settings: Settings) -> None:
    """Load what `load_tagger` and the first article need; errors are left to those."""
    with suppress(Exception):  # whoever needs the part meets the same error
        from mtcheck.models.network import load_network

        network = load_network(settings)
        if network is not None:
            network.load_ahead()
