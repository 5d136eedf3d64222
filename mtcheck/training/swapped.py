"""Makes the table of phrases that spinners write, out of synonym sources and clean text."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from mtcheck.models.ngrams import UNIT, hashes, look_up, shifted
from mtcheck.models.swaps import LONGEST, NONE, ODDS_STEP, ODDS_ZERO, SwapTable, phrase_keys
from mtcheck.training.counts import stream
from mtcheck.training.remember import inverse
from mtcheck.training.spinner import PhraseFamily

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from mtcheck.training.recipes import Sources
    from mtcheck.training.spinner import Family

    Expected = Mapping[str, Mapping[str, float]]
    """Replacement to originals, with how often each swap is to be expected in a text."""

_TRUST = {"dictionary": 1.0, "dictionary-shuffled": 0.2, "roundabout": 0.3, "tortured": 0.5}
"""How far phrase tables are believed to be used; others 0.5."""
_MOST = 6
"""Originals kept for a phrase."""
_RARE = 0.5
"""Added to counts and expectations; phrases expected more rarely than this are left out."""
_VOCABULARY = NONE - 1


def swap_table(
    texts: Sequence[str],
    heads: Mapping[str, int],
    families: Mapping[str, Family],
    sources: Sources,
) -> SwapTable:
    """The table for `families`, `heads` being words of `texts` with their counts."""
    counts = PhraseCounts(texts)
    tables = {name: f.table for name, f in families.items() if isinstance(f, PhraseFamily)}
    written = _written(tables, counts)
    looked_up = inverse(heads, sources)
    phrases = sorted(written.keys() | looked_up.keys())
    phrases = [p for p in phrases if len(UNIT.findall(p)) <= LONGEST]
    natural = counts(phrases)
    odds = np.zeros((len(phrases), 2), np.uint8)
    originals: list[list[str]] = []
    for row, (phrase, often) in enumerate(zip(phrases, natural, strict=True)):
        merged: dict[str, float] = defaultdict(float)
        for column, source in enumerate((written, looked_up)):
            expected = source.get(phrase, {})
            total = sum(expected.values())
            if total >= _RARE:
                doublings = np.log2((total + _RARE) / (often + _RARE))
                odds[row, column] = np.clip(round(ODDS_ZERO + ODDS_STEP * doublings), 1, 255)
            for original, weight in expected.items():
                merged[original] += weight / total
        best = sorted(merged.items(), key=lambda item: (-item[1], item[0]))
        short = (o for o, _ in best if len(UNIT.findall(o)) < 3)
        originals.append(list(islice(short, _MOST)))
    return _pack(phrases, odds, originals)


class PhraseCounts:
    """How often phrases of up to LONGEST units occur in `texts`."""

    def __init__(self, texts: Iterable[str]) -> None:
        flat = stream(texts)
        self._tables = [
            np.unique(phrase_keys(shifted(flat, n)), return_counts=True)
            for n in range(1, LONGEST + 1)
        ]

    def __call__(self, phrases: Sequence[str]) -> NDArray[np.int64]:
        """Counts, shape (len(phrases),); 0 for what is too long."""
        out = np.zeros(len(phrases), np.int64)
        units = [UNIT.findall(phrase) for phrase in phrases]
        for n, (known, times) in enumerate(self._tables, 1):
            rows = [i for i, some in enumerate(units) if len(some) == n]
            if rows:
                keys = _keys([units[i] for i in rows])
                hit, at = look_up(known, keys)
                out[np.array(rows)[hit]] = times[at]
        return out


def _keys(units: Sequence[Sequence[str]]) -> NDArray[np.uint32]:
    """Keys of phrases that all have the same number of units."""
    return phrase_keys([hashes(column) for column in zip(*units, strict=True)])


def _written(
    tables: Mapping[str, Mapping[str, Sequence[str]]], counts: PhraseCounts
) -> dict[str, dict[str, float]]:
    """Replacements by phrase tables that choose evenly among the replacements of a head."""
    out: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name, table in tables.items():
        heads = list(table)
        for head, often in zip(heads, counts(heads), strict=True):
            for option in table[head]:
                if option.lower() != head and often:
                    share = _TRUST.get(name, 0.5) * float(often) / len(table[head])
                    out[option.lower()][head] += share
    return out


def _pack(
    phrases: Sequence[str], odds: NDArray[np.uint8], originals: Sequence[Sequence[str]]
) -> SwapTable:
    kept = [i for i in range(len(phrases)) if odds[i].any()]
    words: dict[str, int] = {}
    flat: list[tuple[int, int]] = []
    counts = []
    for i in kept:
        before = len(flat)
        for original in originals[i]:
            units = UNIT.findall(original)
            if units and len(words) < _VOCABULARY - 2:
                ids = [words.setdefault(unit.lower(), len(words)) for unit in units]
                flat.append((ids[0], ids[1] if len(ids) > 1 else NONE))
        counts.append(len(flat) - before)
    keys = np.concatenate([_keys([UNIT.findall(phrases[i])]) for i in kept])
    order = np.argsort(keys, kind="stable")
    ends = np.cumsum([0, *counts])
    rows = np.concatenate([np.arange(ends[i], ends[i + 1]) for i in order])
    return SwapTable(
        keys[order],
        odds[kept][order],
        np.cumsum([0, *np.array(counts)[order]]).astype(np.uint32),
        np.array(flat, np.uint16)[rows],
        hashes(list(words)).astype(np.uint32),
    )
