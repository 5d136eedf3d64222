"""Machine translation as training samples: MQM, post-edits, pairs of documents, round trips."""

from __future__ import annotations

import difflib
import json
import lzma
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mtcheck.training.spinner import Swap
from mtcheck.training.windows import NO_MT_LOSS, Sample

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

_WORD = re.compile(r"\S+")
_INVISIBLE = (
    "Punctuation",
    "Omission",
    "Non-translation",
    "Untranslated",
    "Source",
    "No-error",
    "Locale",
)
HUMAN = re.compile(r"human|^ref", re.IGNORECASE)


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a JSON lines file, plain or .xz."""
    opener = lzma.open if path.suffix == ".xz" else open
    with opener(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def mqm(path: Path) -> Iterator[tuple[str, Sample]]:
    """(document id, sample) of each system's documents, raters combined.

    A word counts as wrong when half of its raters marked it or one called it major;
    what fewer marked is left out of the loss.
    """
    groups: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for row in read_lines(path):
        groups[row["doc_id"], row["system"]][row["seg_id"]].append(row)
    for (doc, system), segments in groups.items():
        text = ""
        swaps: list[Swap] = []
        weak: list[Swap] = []
        for rows in segments.values():
            base = rows[0]["text"]
            heavy = votes(base, rows)
            for a, b in _merge(sorted(heavy), heavy, len(rows)):
                swaps.append(Swap(len(text) + a, len(text) + b, base[a:b], "mt"))
            for (a, b), v in heavy.items():
                if v < 0.5 * len(rows) and v < 0.7:
                    weak.append(Swap(len(text) + a, len(text) + b, base[a:b], "mt"))
            text += base + " "
        swaps = sorted({(s.start, s.end): s for s in swaps + weak}.values())
        natural = {i for i, s in enumerate(swaps) if s in weak}
        kind = "clean" if HUMAN.search(system) else "machine-translated"
        yield doc, Sample(text, swaps, kind, natural, targets=False)


def votes(base: str, rows: list[dict[str, Any]]) -> dict[tuple[int, int], float]:
    """How heavily the raters marked each word of `base`."""
    heavy: dict[tuple[int, int], float] = defaultdict(float)
    spans = (span for row in rows if row["text"] == base for span in row["spans"])
    for span in spans:
        if any(k in span["category"] for k in _INVISIBLE):
            continue
        weight = 1.0 if span["severity"] == "Major" else 0.5
        if span["category"].startswith("Accuracy"):
            weight *= 0.7
        if span["end"] - span["start"] > 90:
            weight *= 0.3
        for m in _WORD.finditer(base, span["start"], span["end"]):
            heavy[_whole(base, m.start(), m.end())] += weight
    return heavy


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _merge(
    words: list[tuple[int, int]], votes: dict[tuple[int, int], float], raters: int
) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for a, b in words:
        if votes[a, b] < 0.5 * raters and votes[a, b] < 0.7:
            continue
        if out and a - out[-1][1] <= 1:
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def post_edits(path: Path, run: int = 4) -> Iterator[tuple[int, Sample]]:
    """(row, sample) of translations with their post-edits aligned word by word.

    `run` sentences of one language pair at a time make a translated sample, and their
    post-edits a clean one.
    """
    waiting: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for number, row in enumerate(read_lines(path)):
        some = waiting[row["lang_pair"]]
        some.append((number, row["text"], row["post_edit"]))
        if len(some) < run:
            continue
        text = ""
        swaps: list[Swap] = []
        for _, before, after in some:
            swaps += [
                Swap(s.start + len(text), s.end + len(text), s.original, s.kind)
                for s in align(before, after)
            ]
            text += before + " "
        yield some[0][0], Sample(text, swaps, "machine-translated")
        yield some[0][0], Sample(" ".join(after for _, _, after in some), (), "clean")
        some.clear()


def align(text: str, edited: str) -> list[Swap]:
    """Swaps that turn `text` into `edited`, by the longest common runs of words."""
    a, b = list(_WORD.finditer(text)), list(_WORD.finditer(edited))
    matcher = difflib.SequenceMatcher(
        None, [m.group().lower() for m in a], [m.group().lower() for m in b], autojunk=False
    )
    swaps: list[Swap] = []
    for tag, i, stop, k, upto in matcher.get_opcodes():
        if tag == "equal" or i == stop == len(a):
            continue
        # What was put in is charged to the word after it.
        grown = int(i == stop)
        j, m = stop + grown, upto + grown
        original = edited[b[k].start() : b[m - 1].end()] if m > k else ""
        swap = Swap(a[i].start(), a[j - 1].end(), original, "mt")
        if not swaps or swap.start >= swaps[-1].end:
            swaps.append(swap)
    return swaps


def documents(
    path: Path, rng: random.Random, per_document: int = 3
) -> Iterator[tuple[str, str, Sample]]:
    """(document id, system, sample) of human references and of some systems' outputs."""
    for row in read_lines(path):
        doc = f"{row['year']}/{row['lang_pair']}/{row['doc_id']}"
        yield (
            doc,
            "reference",
            Sample(" ".join(s["reference"] for s in row["segments"]), (), "clean"),
        )
        systems = sorted({name for s in row["segments"] for name in s["systems"]})
        for system in rng.sample(systems, min(per_document, len(systems))):
            text = " ".join(s["systems"].get(system, "") for s in row["segments"])
            yield doc, system, Sample(text, (), "machine-translated", base=NO_MT_LOSS)


def round_trips(path: Path) -> Iterator[tuple[str, Sample]]:
    """(id, sample) of texts that an engine took into another language and back, and of the texts.

    Which of their words are wrong nobody has said.
    """
    for row in read_lines(path):
        yield row["id"], Sample(row["text"], (), "machine-translated", base=NO_MT_LOSS)
        yield row["id"], Sample(row["original"], (), "clean")
