"""Baseline: a given list of bad phrases, looked up as they stand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from bench.peers.base import Mark, Peer, UnavailableError

_WORD = re.compile(r"\w+(?:['’-]\w+)*")


class PhraseList(Peer):
    name = "phrase list"
    version = ""
    about = "phrases of a given list of tortured phrases"

    def __init__(self, path: Path | None) -> None:
        if path is None:
            raise UnavailableError("give a list with --phrases")
        self._fixes = dict(_read(path))
        self._longest = max((phrase.count(" ") + 1 for phrase in self._fixes), default=0)
        self.version = f"{len(self._fixes):,} phrases"

    def marks(self, text: str) -> Iterator[Mark]:
        words = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(text)]
        at = 0
        while at < len(words):
            for length in range(min(self._longest, len(words) - at), 0, -1):
                fix = self._fixes.get(" ".join(word for *_, word in words[at : at + length]))
                if fix is not None:
                    yield Mark(words[at][0], words[at + length - 1][1], [fix] if fix else [])
                    at += length - 1
                    break
            at += 1


def _read(path: Path) -> Iterator[tuple[str, str]]:
    """Phrase and its likely original: a table with `tortured` and `expected`, or one a line."""
    with path.open(encoding="utf-8", newline="") as file:
        if "\t" not in file.readline():
            file.seek(0)
            yield from ((line.strip().lower(), "") for line in file if line.strip())
            return
        file.seek(0)
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield row["tortured"].strip().lower(), row["expected"].strip()
