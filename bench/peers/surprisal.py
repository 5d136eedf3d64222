"""Baseline: words that are rare in English, by the surprisal of their frequency."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from importlib.metadata import version

from bench.peers.base import Mark, Peer, UnavailableError

BITS = 20.0
_LOWER = re.compile(r"\b[a-z]{3,}\b")


class Surprisal(Peer):
    name = "word surprisal"
    about = f"lower-case words of {BITS:g} bits and more"

    def __init__(self) -> None:
        try:
            from wordfreq import word_frequency
        except ImportError as error:
            raise UnavailableError("pip install wordfreq") from error
        self._frequency = word_frequency
        self.version = f"wordfreq {version('wordfreq')}"
        word_frequency("the", "en")

    def marks(self, text: str) -> Iterator[Mark]:
        for match in _LOWER.finditer(text):
            if -math.log2(self._frequency(match.group(), "en") or 1e-9) >= BITS:
                yield Mark(*match.span())
