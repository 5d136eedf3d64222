"""Corpora, a tagger that costs nothing, and ways to look at results."""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from mtcheck.article import Article
from mtcheck.models.signals import Signals
from mtcheck.settings import Phrase, Settings

PROSE = (
    "The council met on Tuesday to decide about the old bridge. Engineers had warned for years "
    "that its piers were no longer safe. A new one will cost four million pounds, and the work "
    "is expected to begin in the spring."
)
GERMAN = (
    "Der Rat hat am Dienstag getagt, um über die neue Brücke zu sprechen, die zwei Millionen "
    "Euro kosten soll und deren Bau drei Jahre dauern wird."
)
# A phrase of the user's own gives findings without any network, whatever other rules there are.
SETTINGS = Settings(phrases=(Phrase("lodge", ("hotel",)),), select=("PHR001",), models=False)


def record(number: int) -> dict[str, Any]:
    """A record; every third has a finding in it, every fourth lies on another site."""
    tail = " They stayed at a lodge nearby." if number % 3 == 0 else ""
    url = f"https://www.site{number % 4}.example/{number}"
    return {"id": number, "url": url, "text": f"{PROSE} This was meeting {number}.{tail}"}


def lines(numbers: Iterable[int]) -> bytes:
    """Records as JSON lines."""
    return b"".join(json.dumps(record(number)).encode() + b"\n" for number in numbers)


def results(out: Path) -> dict[str, bytes]:
    """All result files by name."""
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def documents(out: Path) -> list[dict[str, Any]]:
    """All documents in order."""
    files = sorted((out / "documents").glob("*.jsonl"))
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def rejects(out: Path) -> list[tuple[str, str]]:
    """Path and reason of all skipped records in order."""
    files = sorted((out / "rejects").glob("*.jsonl"))
    rows = [json.loads(line) for file in files for line in file.read_bytes().splitlines()]
    return [(os.path.basename(row["path"]), row["reason"]) for row in rows]


class HashTagger:
    """Scores words by their hash: the same in every process, and in batches as alone."""

    signature = "hash:1"

    def signals(self, article: Article) -> Signals:
        """Scores of one article."""
        words = [article[word].encode() for word in article.words]
        if b"poison" in words:
            raise ArithmeticError("poisoned")
        if b"deadly" in words:
            os._exit(9)
        scores = np.array([zlib.crc32(word) % 1000 / 1000 for word in words], np.float32)
        share = float(scores.mean()) if len(scores) else 0.0
        posterior = {"clean": 1 - share, "spun": share / 2, "machine-translated": share / 2}
        return Signals(scores, scores / 2, posterior)

    def signals_many(self, articles: Sequence[Article]) -> list[Signals]:
        """Scores of several articles."""
        return [self.signals(article) for article in articles]
