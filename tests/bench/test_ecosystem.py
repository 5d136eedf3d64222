"""Two versions compared over a folder."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from bench.ecosystem import main

TEXT = "It was a lodge.\nIt was an \x1b[31minn.\n"


def finding(start: int, end: int, rule: str, confidence: float = 0.9) -> dict[str, object]:
    return {
        "rule": rule, "category": "spun", "severity": "major", "start": start, "end": end,
        "line": 1, "column": start + 1, "text": TEXT[start:end], "confidence": confidence,
        "suggestions": [{"text": "hotel", "confidence": 0.5, "safety": "unsafe"}],
    }  # fmt: skip


def report(folder: Path, label: str, *findings: dict[str, object]) -> dict[str, object]:
    document = {
        "path": str(folder / "a.txt"),
        "words": 8,
        "verdict": {"label": label},
        "findings": list(findings),
    }
    return {"signature": f"v:{label}", "documents": [document], "errors": []}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    (made / "a.txt").write_text(TEXT)
    return made


def save(path: Path, content: object) -> str:
    path.write_text(json.dumps(content))
    return str(path)


def test_new_and_gone_findings_and_verdicts_are_shown(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stays = finding(0, 2, "SPN001", 0.5)
    before = report(folder, "clean", stays, finding(9, 14, "SPN001"))
    after = report(folder, "spun", finding(0, 2, "SPN001", 0.9), finding(26, 34, "SPN002"))
    old, new = save(tmp_path / "old.json", before), save(tmp_path / "new.json", after)
    assert main([str(folder), "--before", old, "--after", new]) == 1
    shown = capsys.readouterr().out
    assert "verdict a.txt: clean -> spun" in shown
    assert "SPN001: 0 new, 1 gone\n  - a.txt:1:10 major 0.90 …It was a [lodge].\\n" in shown
    assert "SPN002: 1 new, 0 gone" in shown
    assert "1 new, 1 gone, 1 as before, 1 verdicts changed" in shown
    assert "\x1b" not in shown
    assert main([str(folder), "--before", old, "--after", old]) == 0


def test_commands_are_run_over_the_folder(folder: Path, tmp_path: Path) -> None:
    program = f"{sys.executable} -m mtcheck"
    saved = tmp_path / "saved.json"
    folder.joinpath(".hidden").write_text("not looked at")
    bare = f"{program} check --no-models"
    assert main([str(folder), "--before", bare, "--after", bare]) == 0
    assert main([str(folder), "--before", f"{program} check --no-such-option"]) == 2
    assert main([str(folder), "--before", "no-such-program"]) == 2
    assert main([str(folder), "--before", program, "--after", program, "--save", str(saved)]) == 0
    documents = json.loads(saved.read_text())["documents"]
    assert [Path(document["path"]).name for document in documents] == ["a.txt"]
    assert main([str(folder), "--before", str(saved), "--after", program]) == 0


def test_bad_reports_are_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for content in ("[", "{}"):
        path = tmp_path / "bad.json"
        path.write_text(content)
        assert main([str(folder), "--before", str(path)]) == 2
        assert capsys.readouterr().err.count("\n") == 1
