"""The gate's rules, and the gate itself on the sample articles."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from bench.simulated import build, garble
from mtcheck.errors import InputError, UsageError
from mtcheck.evaluation.base import Score
from mtcheck.evaluation.gate import breaches, read_floors, record
from mtcheck.evaluation.gold import GoldArticle, corpus_hash
from mtcheck.finding import Label

ROOT = Path(__file__).resolve().parents[2]
GOLD = [GoldArticle("a", "one two", (), Label.CLEAN)]
RECALL = "touch/any/recall"
ALARMS = "false-alarms/any"


def scores(recall: float, alarms: float) -> list[Score]:
    return [Score(RECALL, recall, 10, "s"), Score(ALARMS, alarms, 10, "s", higher_is_better=False)]


def pinned() -> dict[str, object]:
    return record(None, {"set": (GOLD, scores(0.8, 1.0))}, "first floors", "v:1")


@pytest.mark.parametrize(
    ("recall", "alarms", "broken"),
    [
        (0.8, 1.0, []),
        (0.9, 0.0, []),
        (0.785, 1.4, []),
        (0.77, 1.0, [RECALL]),
        (0.8, 1.6, [ALARMS]),
        (0.1, 9.0, [RECALL, ALARMS]),
    ],
)
def test_floors_hold_within_slack(recall: float, alarms: float, broken: list[str]) -> None:
    found = breaches(pinned(), "set", GOLD, scores(recall, alarms))
    assert [line.split()[1] for line in found] == broken


def test_missing_metric_closes_the_gate() -> None:
    (line,) = breaches(pinned(), "set", GOLD, scores(0.8, 1.0)[:1])
    assert "is not measured any more" in line


def test_another_corpus_closes_the_gate() -> None:
    other = [GoldArticle("a", "one two three", (), Label.CLEAN)]
    (line,) = breaches(pinned(), "set", other, scores(1.0, 0.0))
    assert corpus_hash(other) in line
    assert breaches(pinned(), "new", GOLD, scores(1.0, 0.0)) == [
        "new: no floors are pinned for this set"
    ]


def test_moving_floors_needs_a_reason_and_leaves_a_trace() -> None:
    first = pinned()
    with pytest.raises(UsageError, match="say it in a few words"):
        record(first, {"set": (GOLD, scores(0.7, 1.0))}, " oops ", "v:2")
    second = record(first, {"set": (GOLD, scores(0.7, 1.0))}, "a smaller network", "v:2")
    assert [entry["reason"] for entry in second["history"]] == ["first floors", "a smaller network"]
    assert second["history"][1]["moved"] == {f"set: {RECALL}": [0.8, 0.7]}
    assert breaches(second, "set", GOLD, scores(0.7, 1.0)) == []


@pytest.mark.parametrize("text", ["", "[]", '{"sets": 1}', "\0"])
def test_bad_floors_file_says_why(tmp_path: Path, text: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(text)
    with pytest.raises(InputError, match="floors"):
        read_floors(path)
    with pytest.raises(InputError, match="no floors are pinned yet"):
        read_floors(tmp_path / "none.json")


def test_simulated_set_is_the_same_each_time_and_its_fixes_restore_the_text() -> None:
    folder = ROOT / "seeds" / "clean"
    built = build(folder)
    assert corpus_hash(built) == corpus_hash(build(folder))
    assert {article.label for article in built} == set(Label)
    for article in built:
        text, at = "", 0
        for span in article.errors:
            assert article.text[span.start : span.end] == span.text
            text += article.text[at : span.start] + span.fixes[0]
            at = span.end
        assert text + article.text[at:] == article.original


def test_nothing_to_swap_gives_no_article() -> None:
    assert garble("a", "Xyzzy plugh.", "spun") is None


def run_gate(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bench.gate", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_the_gate_is_open() -> None:
    done = run_gate()
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_gate_closes_on_higher_floors(tmp_path: Path) -> None:
    floors = json.loads((ROOT / "bench" / "floors.json").read_text(encoding="utf-8"))
    floors["sets"]["seeds"]["floors"][RECALL]["floor"] = 1.01
    path = tmp_path / "floors.json"
    path.write_text(json.dumps(floors))
    done = run_gate("--floors", str(path))
    assert done.returncode == 1
    assert f"seeds: {RECALL} is " in done.stdout
    assert "gate closed: 1 breaches" in done.stdout
    assert run_gate("--floors", str(path), "--update", "why").returncode == 2
