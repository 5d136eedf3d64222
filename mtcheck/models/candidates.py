"""What may stand in a span, and how each candidate fares there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.ngrams import EDGE, UNIT, hashes, shifted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from mtcheck.models.ngrams import NgramModel


@dataclass(slots=True)
class Option:
    """A candidate with what is known of it."""

    text: str
    written: float
    """Log probability by the decoder."""
    remembered: float | None = None
    """Log share by the lexical memory, None where it does not know it."""


@dataclass(slots=True)
class Asked:
    """A span, its window and its options."""

    start: int
    end: int
    place: tuple[int, int, int]
    options: list[Option] = field(default_factory=list)
    keep: float = 0.0
    """Log probability, by the decoder, of the text as it stands."""


def plain(text: str) -> str:
    """Text as candidates are compared: case folded, spaces and apostrophes alike."""
    return " ".join(text.lower().replace("’", "'").split())


def candidate_features(
    text: str, asked: Sequence[Asked], ngrams: NgramModel
) -> tuple[NDArray[np.float64], list[tuple[int, int]]]:
    """Features (candidates, 12) of all options and each span's range of rows.

    Decoder log probability, alone and against the best and against keeping the text;
    memory share and whether it is known at all; how the n-grams around it fare, alone and
    against the text as it stands; lengths in words; 1.
    """
    strings: list[list[str]] = []
    for one in asked:
        left, right = around(text, one)
        strings += [
            [*left, *UNIT.findall(phrase), *right]
            for phrase in (text[one.start : one.end], *(o.text for o in one.options))
        ]
    fluency = fluency_of(strings, ngrams)
    rows: list[list[float]] = []
    ranges = []
    at = 0
    for one in asked:
        begin = len(rows)
        own = fluency[at]
        best = max((o.written for o in one.options), default=0.0)
        length = len(UNIT.findall(text[one.start : one.end]))
        known = [o.remembered for o in one.options if o.remembered is not None]
        for k, option in enumerate(one.options):
            here = fluency[at + 1 + k]
            memory = option.remembered
            words = len(UNIT.findall(option.text))
            rows.append(
                [
                    max(option.written, -20.0), max(option.written - best, -12.0),
                    option.written - max(one.keep, -20.0),
                    0.0 if memory is None else max(memory, -6.0), float(memory is not None),
                    float(bool(known)),
                    here[0], here[1], here[0] - own[0], here[1] - own[1],
                    abs(words - length) / 3, 1.0,
                ]
            )  # fmt: skip
        at += 1 + len(one.options)
        ranges.append((begin, len(rows)))
    return np.array(rows, dtype=np.float64).reshape(-1, 12), ranges


def around(text: str, one: Asked) -> tuple[list[str], list[str]]:
    """Two counting units on either side of a span."""
    left = UNIT.findall(text[max(0, one.start - 40) : one.start])[-2:]
    return left, UNIT.findall(text[one.end : one.end + 40])[:2]


def fluency_of(strings: Sequence[Sequence[str]], ngrams: NgramModel) -> NDArray[np.float64]:
    """(strings, 2): mean levels of pairs and of triples in each string of units, 0 to 1."""
    gap = np.array([EDGE], dtype=np.uint64)
    parts = [np.concatenate([hashes(units), gap]) for units in strings]
    if not parts:
        return np.zeros((0, 2))
    flat = np.concatenate(parts)
    owner = np.repeat(np.arange(len(parts)), [len(p) for p in parts])
    out = np.zeros((len(parts), 2))
    for column, order in enumerate(("w2", "w3")):
        span = column + 2
        if len(flat) < span:
            continue
        levels = ngrams.count(order, *shifted(flat, span)) / 15.0
        whole = owner[: len(levels)] == owner[span - 1 :]
        whole &= flat[span - 1 :] != gap[0]
        total = np.bincount(owner[: len(levels)][whole], levels[whole], minlength=len(parts))
        count = np.bincount(owner[: len(levels)][whole], minlength=len(parts))
        out[:, column] = total / np.maximum(count, 1)
    return out
