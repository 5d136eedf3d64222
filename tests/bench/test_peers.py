"""Peers are compared fairly: their spans arrive where they pointed, absent ones are named."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.peers.__main__ import compare, main, page
from bench.peers.base import Mark, Peer, UnavailableError
from bench.peers.phrases import PhraseList
from mtcheck.evaluation.gold import GoldArticle, GoldSpan
from mtcheck.finding import Label, Severity

SPAN = GoldSpan(4, 9, "lodge", "spun", Severity.MAJOR, ("hotel",))
GOLD = [
    GoldArticle("a", "The lodge was full.", (SPAN,), Label.SPUN),
    GoldArticle("b", "Ten quiet words stand in a row here, all clean.", (), Label.CLEAN),
]


class Fake(Peer):
    name = "fake"
    version = "1"
    about = "lodges and rows"

    def marks(self, text: str) -> Iterator[Mark]:
        for word, fix in (("lodge", "hotel"), ("row", "line")):
            if word in text:
                yield Mark(text.index(word), text.index(word) + len(word), [fix])


def absent() -> Peer:
    raise UnavailableError("install it")


def test_scores_and_absent_peers_stand_on_the_page() -> None:
    rows, missing = compare(GOLD, [("fake", Fake), ("other", absent)])
    values = {name: score.value for name, score in rows[0].scores.items()}
    assert values["touch/any/recall"] == 1
    assert values["touch/any/precision"] == 0.5
    assert values["fix/any/first"] == 1
    assert values["false-alarms/any"] == pytest.approx(1000 / 10)
    shown = page(rows, missing, GOLD, "the command")
    assert "| fake 1 | lodges and rows | 1.00 (" in shown
    assert "- other was not measured: install it." in shown
    assert "2 articles, 1 gold spans, 10 words of clean text" in shown


def test_marks_outside_and_empty_marks_become_spans() -> None:
    class Odd(Fake):
        def marks(self, text: str) -> Iterator[Mark]:
            yield Mark(-1, 2)
            yield Mark(4, 4)
            yield Mark(10, 99)

    assert [(f.start, f.end) for f in Odd().findings("0123456789abc")] == [(0, 2), (3, 4), (10, 13)]


@pytest.mark.parametrize(
    "table",
    ["tortured\texpected\tn\nSurface Region\tsurface area\t4\n", "surface region\n\n"],
)
def test_phrase_list_takes_the_longest_phrase(tmp_path: Path, table: str) -> None:
    path = tmp_path / "list.tsv"
    path.write_text(table + "surface\tplane\t1\n" if "\t" in table else table, encoding="utf-8")
    text = "A surface  region, and a surface-region."
    (mark,) = PhraseList(path).marks(text)
    assert text[mark.start : mark.end] == "surface  region"


@pytest.mark.parametrize(
    ("module", "name", "text", "found"),
    [
        ("harper", "Harper", "🎈 They went to an house.", "an"),
        ("proselint", "Proselint", "🎈 It was a very unique day.", "very unique"),
        ("wordfreq", "Surprisal", "🎈 The sesquipedalian was here.", "sesquipedalian"),
    ],
)
def test_python_peers_point_at_code_points(module: str, name: str, text: str, found: str) -> None:
    pytest.importorskip(module)
    from importlib import import_module

    place = {"Surprisal": "surprisal"}.get(name, module)
    peer = getattr(import_module(f"bench.peers.{place}"), name)()
    assert found in [text[mark.start : mark.end] for mark in peer.marks(text)]


@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node.js")
def test_write_good_points_at_code_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bench.peers.write_good import WriteGood

    with pytest.raises(UnavailableError, match="npm install write-good"):
        WriteGood()
    package = tmp_path / "write-good"
    package.mkdir()
    (package / "package.json").write_text('{"version": "0.0", "main": "main.js"}')
    (package / "main.js").write_text(
        "module.exports = t => [{index: t.indexOf('bad'), offset: 3, reason: ''}]"
    )
    monkeypatch.setenv("NODE_PATH", str(tmp_path))
    peer = WriteGood()
    text = "🎈 é bad word"
    assert [text[m.start : m.end] for m in peer.marks(text)] == ["bad"]
    assert [text[m.start : m.end] for m in peer.marks(text)] == ["bad"]
    peer.close()


def test_bad_gold_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "none.jsonl")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
