"""Translated documents against people's translations of the same."""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator
from typing import Any

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.evaluation.metrics.auroc import area
from mtcheck.finding import Label
from mtcheck.training.mtdata import read_lines

_LEAST = (0, 20, 50, 100)
_PART = 8
"""One document in so many was in no fit of the shipped models."""


@figure("documents", "documents", "systems")
def documents(given: Given) -> Iterator[Row]:
    """The area by the printed probability, one of `systems` drawn for each document."""
    pairs = list(_pairs(given))
    sizes = [min(words([one]), words([other])) for one, other in pairs]
    texts = (text for pair in pairs for text in pair)
    verdicts = [one.verdict for one in given.finder.check_many(texts, batch=32)]
    shares = [verdict.probabilities[Label.MACHINE_TRANSLATED] for verdict in verdicts]
    called = [verdict.label is Label.MACHINE_TRANSLATED for verdict in verdicts]
    for least in _LEAST:
        kept = [i for i, size in enumerate(sizes) if size >= least]
        if not kept:
            break
        size = words(text for i in kept for text in pairs[i])
        on = f"{len(kept)} pairs of {least} words or more, {size:,} words"
        apart = area([shares[2 * i + 1] for i in kept], [shares[2 * i] for i in kept])
        yield Row("translated documents against people's, area", on, f"{apart:.3f}")
        by_people, by_engines = (sum(called[2 * i + side] for i in kept) for side in (0, 1))
        value = f"{share(by_engines, len(kept))}; {share(by_people, len(kept))}"
        yield Row("called machine-translated, engines'; people's", on, value)


def _pairs(given: Given) -> Iterator[tuple[str, str]]:
    """(by people, by an engine)"""
    chance, unseen = random.Random(3), set(given.value("systems"))
    for path in given.paths("documents"):
        for row in read_lines(path):
            name = f"{row['year']}/{row['lang_pair']}/{row['doc_id']}"
            systems = sorted({n for s in row["segments"] for n in s["systems"]} & unseen)
            if systems and not zlib.crc32(name.encode()) % _PART:
                system = chance.choice(systems)
                yield _joined(row, None), _joined(row, system)


def _joined(row: dict[str, Any], system: str | None) -> str:
    return " ".join(
        segment["reference"] if system is None else segment["systems"].get(system, "")
        for segment in row["segments"]
    )
