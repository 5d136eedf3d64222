"""A gold set made out of the project's own clean articles, the same on every machine.

It needs neither the simulator nor its sources, so that the gate's corpus changes only when someone
changes this file, its table or the sample articles.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from mtcheck.evaluation.gold import GoldArticle, GoldSpan
from mtcheck.finding import Label, Severity

TABLE = Path(__file__).parent / "data" / "swaps.tsv"
SHARE = 0.6
_LABELS = {"spun": Label.SPUN, "mistranslation": Label.MACHINE_TRANSLATED}


def swaps(category: str, table: Path = TABLE) -> dict[str, str]:
    """Right phrase to wrong phrase, of one category."""
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines())
    return {right: wrong for kind, right, wrong in rows if kind == category}


def garble(name: str, text: str, category: str) -> GoldArticle | None:
    """The article with about `SHARE` of the phrases in the table swapped; None without any."""
    table = swaps(category)
    longest_first = sorted(table, key=lambda phrase: (-len(phrase), phrase))
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b", re.IGNORECASE)
    chance = random.Random(f"{category} {name}")
    pieces: list[str] = []
    spans: list[GoldSpan] = []
    length = position = 0
    for match in pattern.finditer(text):
        right = match.group()
        wrong = table[right.lower()]
        if chance.random() >= SHARE:
            continue
        wrong = wrong[0].upper() + wrong[1:] if right[0].isupper() else wrong
        gap = text[position : match.start()]
        pieces += (gap, wrong)
        start = length + len(gap)
        length = start + len(wrong)
        position = match.end()
        spans.append(GoldSpan(start, length, wrong, category, Severity.MAJOR, (right,)))
    if not spans:
        return None
    garbled = "".join((*pieces, text[position:]))
    return GoldArticle(f"{category}/{name}", garbled, tuple(spans), _LABELS[category], text)


def build(folder: Path) -> list[GoldArticle]:
    """Every text of `folder` as it is, spun, and as badly translated."""
    found: list[GoldArticle] = []
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found.append(GoldArticle(f"clean/{path.name}", text, (), Label.CLEAN, text))
        found += filter(None, (garble(path.name, text, category) for category in _LABELS))
    return found
