"""Counts the n-grams of clean text into the tables that the networks read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.ngrams import (
    EDGE,
    ORDERS,
    UNIT,
    CountTable,
    NgramModel,
    combine,
    hashes,
    level,
    shifted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

_LOAD = 0.93
"""Share of a table's slots that is filled at most; the rarest n-grams give way."""


def count(texts: Iterable[str], bits: Mapping[str, int], least: Mapping[str, int]) -> NgramModel:
    """Count `texts` (paragraphs, one a line) into tables of 2**bits slots.

    N-grams rarer than `least` are left out, by order (`w1`, `w2`, `w3`, `gap`).
    """
    flat = stream(texts)
    return NgramModel(
        {
            order: _table(combine(order, *_parts(order, flat)), bits[order], least[order])
            for order in ORDERS
        }
    )


def stream(texts: Iterable[str]) -> NDArray[np.uint64]:
    """Hashes of all units of `texts`, shape (units,), paragraphs set apart by two edges."""
    edge = np.array([EDGE] * 2, dtype=np.uint64)
    parts = [edge]
    for text in texts:
        for paragraph in text.split("\n"):
            parts += [hashes(UNIT.findall(paragraph)), edge]
    return np.concatenate(parts)


def _parts(order: str, flat: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], ...]:
    """The hashes of an order's units, for every place of the text."""
    if order == "gap":
        return flat[:-2], flat[2:]
    return shifted(flat, int(order[1:]))


def _table(keys: NDArray[np.uint64], bits: int, least: int) -> CountTable:
    unique, times = np.unique(keys, return_counts=True)
    kept = times >= least
    unique, times = unique[kept], times[kept]
    room = int(_LOAD * (1 << bits))
    if len(unique) > room:
        commonest = np.argsort(-times, kind="stable")[:room]
        unique, times = unique[commonest], times[commonest]
    return CountTable.build(unique, level(times), bits)
