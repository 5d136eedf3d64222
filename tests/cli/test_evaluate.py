"""The command `evaluate`, end to end on small gold files."""

import json
from pathlib import Path

import pytest

from tests.conftest import Program

GOLD = {
    "article": "a.txt",
    "label": "clean",
    "text": "The hotel was full that day.. Nobody came to the the door.",
    "spans": [
        {"start": 49, "end": 52, "text": "the", "category": "fluency", "severity": "minor",
         "fixes": [""]}
    ],
}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    return path


def test_formats_and_files_agree(program: Program, gold: Path, tmp_path: Path) -> None:
    page, saved, m2 = tmp_path / "e.html", tmp_path / "e.json", tmp_path / "m2"
    options = ["--resamples", "50", "-o", page, "-o", saved, "--m2", m2]
    shown = program("evaluate", gold, *options)
    assert shown.code == 0, shown.err
    asked = program("evaluate", gold, "--resamples", "50", "--format", "json")
    assert json.loads(asked.out) == json.loads(saved.read_text(encoding="utf-8"))
    for score in json.loads(asked.out)["scores"]:
        assert score["name"] in shown.out
        assert score["signature"].startswith(f"metric:{score['name'].split('/')[0]}|")
        assert f"<td>{score['name']}</td>" in page.read_text(encoding="utf-8")
    assert {path.name for path in m2.iterdir()} == {"gold.m2", "system.m2"}
    assert not list(tmp_path.rglob("*.part"))


def test_only_the_metrics_asked_for(program: Program, gold: Path) -> None:
    out = program("evaluate", gold, "--metric", "verdict", "--format", "json").out
    assert {s["name"].split("/")[0] for s in json.loads(out)["scores"]} == {"verdict"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "sarif"], "unknown format 'sarif'"),
        (["--metric", "tuch"], "unknown metric 'tuch'; did you mean touch?"),
        (["-o", "scores.pdf"], "the suffix must be .json, .html or .txt"),
        (["-o", "missing/folder/e.json"], "missing/folder"),
        (["--select", "XYZ999"], "unknown rule 'XYZ999'"),
    ],
)
def test_bad_options_are_one_line(
    program: Program, gold: Path, arguments: list[str], message: str
) -> None:
    done = program("evaluate", gold, "--resamples", "0", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert done.err.count("\n") == 1


def test_bad_gold_is_one_line(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"text": "a b"}\n{"text":\n', encoding="utf-8")
    done = program("evaluate", path)
    assert done.code == 2
    assert f"{path}: line 2: not JSON" in done.err
    assert done.err.count("\n") == 1
    assert program("evaluate", tmp_path / "none.jsonl").code == 2


def test_says_what_is_left_out_without_sacrebleu(
    program: Program, gold: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    done = program("evaluate", gold, "--resamples", "0")
    assert done.code == 0
    assert "without bleu, chrf, ter: pip install 'mtcheck[evaluate]'" in done.err
    assert "bleu/" not in done.out
