"""Damaged articles out of clean ones, with every swap known."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from mtcheck.models.ngrams import units
from mtcheck.training.mtnoise import damage
from mtcheck.training.recipes import SHARES, draw
from mtcheck.training.spinner import Swap, spin
from mtcheck.training.windows import Sample

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mtcheck.models.ngrams import NgramModel
    from mtcheck.training.spinner import Family

CLEAN, SPUN, MIXED = 0.36, 0.48, 0.06
"""Shares of articles left clean, spun throughout and in part; the rest is as by poor MT."""


def simulate(
    text: str,
    kinds: Mapping[str, Family],
    rng: random.Random,
    lead: str | None = None,
    shares: Mapping[str, float] = SHARES,
) -> tuple[str, Sample]:
    """Damage one article, or leave it; returns what was done and the sample."""
    roll = rng.random()
    if lead is None and roll < CLEAN:
        return "clean", Sample(text, (), "clean")
    if lead is not None or roll < CLEAN + SPUN:
        name, recipe = draw(kinds, rng, lead, shares)
        new, swaps = spin(text, recipe, rng)
        return name, Sample(new, swaps, "spun")
    if roll < CLEAN + SPUN + MIXED:
        return mixed(text, kinds, rng, shares)
    new, swaps = damage(text, rng.uniform(0.1, 1.2), rng)
    return "noise", Sample(new, swaps, "unknown")


def mixed(
    text: str,
    kinds: Mapping[str, Family],
    rng: random.Random,
    shares: Mapping[str, float] = SHARES,
) -> tuple[str, Sample]:
    """Spin some of the paragraphs of an article."""
    name, recipe = draw(kinds, rng, shares=shares)
    out: list[str] = []
    swaps: list[Swap] = []
    at = 0
    for paragraph in text.split("\n"):
        new, found = spin(paragraph, recipe, rng) if rng.random() < 0.4 else (paragraph, [])
        swaps += [Swap(s.start + at, s.end + at, s.original, s.kind) for s in found]
        out.append(new)
        at += len(new) + 1
    return f"mixed-{name}", Sample("\n".join(out), swaps, "spun")


def natural(text: str, swaps: Sequence[Swap], ngrams: NgramModel) -> set[int]:
    """Indices of swaps whose result edited English says as readily: nobody could see them."""
    if not swaps:
        return set()
    spans = units(text)
    table = ngrams.features([text[a:b] for a, b in spans])[:, [1, 2, 4]] * 15
    found = set()
    at = 0
    for i, swap in enumerate(swaps):
        while at < len(spans) and spans[at][1] <= swap.start:
            at += 1
        rows = []
        k = at
        while k < len(spans) and spans[k][0] < swap.end:
            rows.append(table[k])
            k += 1
        if rows and all(r[0] >= 3 and r[1] >= 3 and r[2] >= 3 for r in rows):
            found.add(i)
    return found
