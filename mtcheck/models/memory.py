"""Lexical memory: what phrases of spun text stood for, counted over simulated training text."""

from __future__ import annotations

import itertools
import math
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from mtcheck.models.phrases import Options, pack, unpack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

LONGEST = 5
"""Words of the longest remembered phrase."""


class Table(Protocol):
    """Options by phrase: a dictionary, or arrays."""

    def get(self, phrase: str, /) -> Options | None:
        """Originals of a phrase, best first; None where it is not known."""
        ...


class Memory:
    """Spun phrase (lower case) to what it replaced, most frequent first.

    `names` are words that edited English nearly always writes in capitals, as it writes them.
    """

    def __init__(self, table: Table, names: Iterable[str] = ()) -> None:
        self.table = table
        self.names = {name.lower(): name for name in names}
        self.candidates = lru_cache(maxsize=1 << 12)(self._candidates)
        """`_candidates`, kept: spinners write the same phrases again and again."""

    @classmethod
    def loads(cls, content: bytes) -> Memory:
        """Read what `dumps` wrote.  Raises ValueError."""
        return cls(*unpack(content))

    @staticmethod
    def dumps(table: Mapping[str, Options], names: Iterable[str] = ()) -> bytes:
        """The content of a file, shares in 255ths."""
        return pack(table, names)

    def _candidates(self, phrase: str, most: int) -> tuple[tuple[str, float], ...]:
        """Originals that `phrase` may stand for, with a log share, best first.

        Phrases that are not remembered whole are put together from their parts, words that
        are not remembered staying as they are at a price.
        """
        words = phrase.lower().replace("’", "'").split()
        if not 0 < len(words) <= 2 * LONGEST:
            return ()
        found: dict[str, float] = {}
        for parts in self._divisions(tuple(words)):
            for choice in itertools.product(*parts):
                text = " ".join(w for w, _ in choice if w)
                score = sum(s for _, s in choice)
                found[text] = max(found.get(text, -math.inf), score)
        found.pop(" ".join(words), None)
        return tuple(sorted(found.items(), key=lambda item: -item[1])[:most])

    def _divisions(self, words: tuple[str, ...]) -> list[list[list[tuple[str, float]]]]:
        """Ways to read `words` as remembered phrases, each a list of parts with options."""
        out: list[list[list[tuple[str, float]]]] = []
        known: dict[str, Options | None] = {}
        whole = self._known(" ".join(words), known)
        if whole:
            out.append([[(w, math.log(s)) for w, s in whole]])
        for longest in (LONGEST, 1):
            parts = self._parts(words, longest, known)
            if any(len(options) > 1 for options in parts) and parts not in out:
                while math.prod(map(len, parts)) > 64:
                    max(parts, key=len).pop()
                out.append(parts)
        return out

    def _known(self, phrase: str, known: dict[str, Options | None]) -> Options | None:
        """What the table has for a phrase; `known` keeps it for the next reading of the words."""
        if phrase not in known:
            known[phrase] = self.table.get(phrase)
        return known[phrase]

    def _parts(
        self, words: tuple[str, ...], longest: int, known: dict[str, Options | None]
    ) -> list[list[tuple[str, float]]]:
        """`words` read as remembered phrases of at most `longest` words, each with its options."""
        width = 8 if len(words) == 1 else 4 if len(words) == 2 else 3
        parts: list[list[tuple[str, float]]] = []
        at = 0
        while at < len(words):
            for size in range(min(longest, len(words) - at), 0, -1):
                options = self._known(" ".join(words[at : at + size]), known)
                if options and size < len(words):
                    kept = [(w, math.log(s)) for w, s in options[:width]]
                    if size == 1:
                        kept.insert(0, (words[at], math.log(0.3)))
                    parts.append(kept)
                    at += size
                    break
            else:
                parts.append([(words[at], 0.0)])
                at += 1
        return parts
