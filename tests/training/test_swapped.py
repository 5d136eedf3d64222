"""The table of spinners' phrases, out of synonyms and clean text."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("lemminflect")

from mtcheck.models.ngrams import hashes
from mtcheck.models.swaps import NONE, ODDS_ZERO, SwapTable, phrase_keys
from mtcheck.training.recipes import Sources
from mtcheck.training.remember import heads
from mtcheck.training.spinner import PhraseFamily
from mtcheck.training.swapped import PhraseCounts, swap_table

TEXTS = ["The house on the hill is small."] * 40 + ["The dwelling is small, and the abode too."] * 2


@pytest.fixture
def table(tmp_path: Path) -> SwapTable:
    (tmp_path / "moby.txt").write_text("house,abode,edifice\n")
    family = PhraseFamily({"house": ["dwelling"], "on the hill": ["upon the hill"]})
    sources = Sources(moby=tmp_path / "moby.txt")
    return swap_table(TEXTS, heads(TEXTS, 25), {"dictionary": family}, sources)


def _row(table: SwapTable, phrase: str) -> int:
    key = phrase_keys([hashes([word]) for word in phrase.split()])[0]
    return table.keys.tolist().index(key)


def test_odds_weigh_what_is_expected_against_what_is_written(table: SwapTable) -> None:
    dwelling, edifice = table.odds[_row(table, "dwelling")], table.odds[_row(table, "edifice")]
    assert dwelling[0] > ODDS_ZERO  # 40 swaps expected, 2 seen
    assert dwelling[1] == 0
    assert edifice[0] == 0
    assert edifice[1] > table.odds[_row(table, "abode")][1] > 0


def test_originals_are_kept_with_their_second_unit(table: SwapTable) -> None:
    row = _row(table, "dwelling")
    first, second = table.originals[table.offsets[row]]
    assert table.vocabulary[first] == hashes(["house"])[0]
    assert second == NONE
    long = _row(table, "upon the hill")
    assert table.offsets[long] == table.offsets[long + 1]  # three units are too many


def test_phrases_are_counted_within_paragraphs() -> None:
    counts = PhraseCounts(["one two\nthree one two"])
    assert counts(["one two", "two three", "one", "a b c d e"]).tolist() == [2, 0, 2, 0]
