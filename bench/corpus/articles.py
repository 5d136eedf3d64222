"""Articles of about one length out of a folder of texts: their paragraphs in ever new order."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
WORDS = 500


def paragraphs(folder: Path) -> list[str]:
    """Paragraphs of five words and more of all .txt files, in order of name."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.txt")))
    found = [part.strip() for text in texts for part in text.split("\n") if len(part.split()) > 4]
    if not found:
        raise SystemExit(f"bench: {folder}: no .txt files with paragraphs")
    return found


def articles(folder: Path, seed: int = 1, length: int = WORDS) -> Iterator[str]:
    """Without end, as near to `length` words as whole paragraphs allow; these come again."""
    chance = random.Random(seed)
    parts = paragraphs(folder)
    chosen: list[str] = []
    words = 0
    while True:
        for part in chance.sample(parts, len(parts)):
            more = len(part.split())
            if chosen and words + more / 2 >= length:
                yield "\n\n".join(chosen)
                chosen, words = [], 0
            chosen.append(part)
            words += more


def write_records(path: Path, folder: Path, count: int, length: int = WORDS) -> int:
    """JSON lines of `count` articles; the number of words in them."""
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for number, text in enumerate(islice(articles(folder, length=length), count)):
            words += len(text.split())
            url = f"https://site{number % 50}.example/{number}"
            file.write(json.dumps({"id": number, "url": url, "text": text}) + "\n")
    return words
