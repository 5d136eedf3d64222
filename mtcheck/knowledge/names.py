"""Names of several words, from `data/proper_phrases.txt` (sources and licence in its head)."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def proper_phrases() -> tuple[str, ...]:
    """Proper names of several words that English never writes in lower case."""
    data = resources.files("mtcheck.knowledge").joinpath("data/proper_phrases.txt")
    lines = data.read_text("utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
