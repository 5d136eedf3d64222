"""Readers of synonym sources: spinner tables, thesauri and tortured phrases."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Phrases = dict[str, list[str]]
"""Lower-case phrase to its replacements."""
Senses = dict[tuple[str, str], list[list[str]]]
"""(lemma, universal part of speech) to lists of synonyms, one list a sense, commonest first."""

_Synsets = dict[tuple[str, str], list[str]]
_POS = {"n": "NOUN", "v": "VERB", "a": "ADJ", "s": "ADJ", "r": "ADV"}
_FILES = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}


def spinner_table(path: Path, *, shuffle: bool = False) -> Phrases:
    """Read `head|synonym|…` lines; with `shuffle`, every column may become any other."""
    table: Phrases = defaultdict(list)
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        columns = [c.strip() for c in line.split("|") if c.strip()]
        if shuffle:
            for column in columns:
                table[column.lower()] += [c for c in columns if c.lower() != column.lower()]
        elif len(columns) > 1 and columns[0].lower() not in table:
            table[columns[0].lower()] = columns[1:]
    return dict(table)


def wordnet(folder: Path, *, relatives: bool = False) -> Senses:
    """Read the WordNet database files below `folder`; `relatives` adds direct hypernyms."""
    synsets, parents = _synsets(folder)
    senses: Senses = {}
    for name, pos in _FILES.items():
        for line in (folder / f"index.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            parts = line.split()
            lemma = parts[0].replace("_", " ")
            found = []
            for offset in parts[-int(parts[2]) :]:
                words = [w for w in synsets[pos, offset] if w.lower() != lemma]
                if relatives:
                    words += [w for p in parents[pos, offset] for w in synsets.get((pos, p), [])]
                if words:
                    found.append(words)
            if found:
                senses[lemma, _POS[pos]] = found
    return senses


def _synsets(folder: Path) -> tuple[_Synsets, _Synsets]:
    """Words and direct hypernyms by part of speech and offset."""
    synsets: _Synsets = {}
    parents: _Synsets = {}
    for name, pos in _FILES.items():
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith(" "):
                continue
            parts = line.split("|")[0].split()
            count = int(parts[3], 16)
            words = [
                re.sub(r"\(.*\)", "", w).replace("_", " ") for w in parts[4 : 4 + 2 * count : 2]
            ]
            synsets[pos, parts[0]] = words
            rest = parts[5 + 2 * count :]
            parents[pos, parts[0]] = [
                rest[i + 1] for i in range(0, len(rest) - 3, 4) if rest[i] == "@"
            ]
    return synsets, parents


def moby(path: Path) -> Phrases:
    """Read the Moby thesaurus, `head,synonym,…` lines."""
    lines = (
        line.strip().split(",")
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    )
    return {columns[0].lower(): columns[1:] for columns in lines if len(columns) > 1}


def mythes(path: Path) -> Senses:
    """Read a MyThes thesaurus (th_*.dat): entries of `(pos)|synonym|…` lines."""
    kinds = {"(noun)": "NOUN", "(verb)": "VERB", "(adj)": "ADJ", "(adv)": "ADV"}
    senses: Senses = defaultdict(list)
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()[1:]
    i = 0
    while i < len(lines):
        head, _, count = lines[i].partition("|")
        for line in lines[i + 1 : i + 1 + int(count or 0)]:
            kind, *words = line.split("|")
            words = [w for w in words if "(" not in w and w.lower() != head]
            if kind in kinds and words:
                senses[head, kinds[kind]].append(words)
        i += 1 + int(count or 0)
    return dict(senses)


def aiksaurus(folder: Path) -> dict[str, list[list[str]]]:
    """Read `words.dat` and `meanings.dat` of Aiksaurus; lists of synonyms by word, one a meaning.

    Both files are rows of big-endian 16-bit numbers that 0xFFFF ends: a word, a zero byte and
    the numbers of its meanings; the numbers of a meaning's words, its two headings first.
    ValueError when they are none of these.
    """
    words: list[str] = []
    senses: list[list[int]] = []
    data, at = (folder / "words.dat").read_bytes(), 0
    while at < len(data):
        end = data.index(0, at)
        words.append(data[at:end].decode("latin-1").replace(":", " "))
        row, at = _numbers(data, end + 1)
        senses.append(row)
    meanings: list[list[int]] = []
    data, at = (folder / "meanings.dat").read_bytes(), 0
    while at < len(data):
        row, at = _numbers(data, at)
        meanings.append(row)
    if any(w >= len(words) for row in meanings for w in row):
        raise ValueError("a meaning of Aiksaurus names a word that is not there")
    found: dict[str, list[list[str]]] = {}
    for word, row in zip(words, senses, strict=True):
        options = [
            [o for o in dict.fromkeys(words[i] for i in meanings[m]) if o != word]
            for m in row
            if m < len(meanings)
        ]
        if kept := [one for one in options if one]:
            found[word] = kept
    return found


def _numbers(data: bytes, at: int) -> tuple[list[int], int]:
    """The 16-bit numbers from `at` up to the mark that ends them, and the place behind it."""
    row = []
    while (number := int.from_bytes(data[at : at + 2], "big")) != 0xFFFF:
        if at + 2 > len(data):
            raise ValueError("a row of Aiksaurus has no end")
        row.append(number)
        at += 2
    return row, at + 2


def tortured(path: Path) -> tuple[Phrases, Phrases]:
    """Read a table of tortured phrases; returns (phrases, words).

    `words` holds the single-word swaps that recur in phrases of equal length: what the
    spinners behind those papers do to a word wherever they meet it.
    """
    phrases: Phrases = defaultdict(list)
    pairs: dict[tuple[str, str], int] = defaultdict(int)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            expected = re.sub(r"\s*\(.*?\)", "", row["expected"]).strip()
            spun = row["tortured"].strip()
            if (
                not expected
                or expected.lower() == spun.lower()
                or re.search(r"[^\w\s'-]", expected + spun)
            ):
                continue
            phrases[expected.lower()].append(spun)
            old, new = expected.lower().split(), spun.lower().split()
            if len(old) == len(new):
                for a, b in zip(old, new, strict=True):
                    if a != b:
                        pairs[a, b] += 1
    words: Phrases = defaultdict(list)
    for (a, b), count in pairs.items():
        if count > 1 and len(a) > 2 and len(b) > 2:
            words[a] += [b] * min(count, 6)
    return dict(phrases), dict(words)
