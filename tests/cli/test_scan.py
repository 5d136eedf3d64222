"""`mtcheck scan` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.corpus.samples import GERMAN, documents, lines

OPTIONS = ("--workers", "1", "--no-models")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(range(8)) + json.dumps({"text": GERMAN}).encode() + b"\n{\n")
    return path


def test_summary_for_people_and_programs(program: Program, corpus: Path, tmp_path: Path) -> None:
    ran = program("scan", corpus, "-o", tmp_path / "out", *OPTIONS)
    assert (ran.code, ran.err) == (0, "")
    assert "10 records: 8 checked" in ran.out
    assert "skipped: not-english 1, not-json 1" in ran.out
    assert len(documents(tmp_path / "out")) == 8
    ran = program("scan", corpus, "-o", tmp_path / "out", *OPTIONS, "--resume", "--format", "json")
    summary = json.loads(ran.out)
    assert (summary["documents"], summary["run"]["records"]) == (8, 0)
    assert set(summary["sites"]) == {f"site{number}.example" for number in range(4)}


def test_options_reach_the_scan(program: Program, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    options = ("--level", "verdict", "--keep", "clean", "--shard-size", "3", "--id-field", "url")
    ran = program("scan", corpus, "-o", out, *OPTIONS, *options, "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert len(list((out / "documents").iterdir())) == 3
    assert "findings" not in documents(out)[0]
    assert documents(out)[0]["id"].startswith("https://")
    assert sum(len(p.read_bytes().splitlines()) for p in (out / "kept" / "clean").iterdir()) == 8


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("missing.jsonl", "-o", "out"), "missing.jsonl: no such file or directory"),
        (("a.jsonl",), "-o"),
        (("a.jsonl", "-o", "out", "--level", "none"), "--level"),
        (("a.jsonl", "-o", "out", "--format", "sarif"), "summary as text or json"),
        (("a.jsonl", "-o", "out", "--ray-address", "auto"), "--engine ray"),
        (("a.jsonl", "-o", "a.jsonl/out"), "Not a directory"),
        (("a.jsonl", "-o", "out", "--select", "XYZ999"), "XYZ999"),
        (("a.jsonl", "-o", "out", "--text-field", "body"), "no record could be checked: no-text 9"),
    ],
)
def test_one_line_for_errors(
    program: Program,
    corpus: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(corpus.parent)
    extra = () if "--select" in arguments else OPTIONS
    ran = program("scan", *arguments, *extra)
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_standard_input(program: Program, tmp_path: Path) -> None:
    ran = program("scan", "-", "-o", tmp_path / "out", *OPTIONS, stdin=lines(range(3)))
    assert ran.code == 0
    assert [row["path"] for row in documents(tmp_path / "out")] == ["-:1", "-:2", "-:3"]


def test_damage_is_not_success(program: Program, corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "b.jsonl.gz").write_bytes(b"\x1f\x8b broken")
    ran = program("scan", corpus, tmp_path / "b.jsonl.gz", "-o", tmp_path / "out", *OPTIONS)
    assert ran.code == 2
    assert "1 damaged input" in ran.err
    assert len(documents(tmp_path / "out")) == 8
