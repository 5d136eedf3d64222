"""`mtcheck report` end to end."""

from __future__ import annotations

import html
import json
from pathlib import Path

import pytest

from tests.conftest import Program


@pytest.mark.parametrize("suffix", ["html", "md", "json", "csv"])
def test_reports_on_a_folder(program: Program, seeds: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / f"report.{suffix}"
    outcome = program("report", seeds / "garbled", "-o", target, "--no-models", "--no-cache")
    assert (outcome.code, outcome.out) == (0, "")
    text = html.unescape(target.read_text("utf-8"))
    articles = sorted((seeds / "garbled").glob("*.txt"))
    assert articles
    assert all(article.name in text for article in articles)


def test_findings_are_those_of_check(program: Program, seeds: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    options = ("--no-models", "--no-cache")
    program("report", seeds / "garbled", "-o", target, *options)
    checked = program("check", seeds / "garbled", "--format", "json", *options)
    documents = {d["path"]: d for d in json.loads(checked.out)["documents"]}
    reported = {
        a["document"]["path"]: a["document"] for a in json.loads(target.read_text())["articles"]
    }
    assert reported == documents
    assert any(document["findings"] for document in reported.values())


def test_bad_inputs_are_named_and_do_not_stop_the_rest(program: Program, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text("The council met on Tuesday and agreed on the plan.\n")
    (tmp_path / "bad.txt").write_bytes(b"\0\1\2")
    target = tmp_path / "report.md"
    outcome = program("report", tmp_path, "-o", target, "--no-models", "--no-cache")
    assert outcome.code == 2
    assert "bad.txt: binary" in outcome.err
    assert "good.txt" in target.read_text()
    assert "Not checked" in target.read_text()


def test_an_older_report_is_not_an_article(program: Program, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The council met on Tuesday and agreed on the plan.\n")
    target = tmp_path / "report.md"
    for _ in range(2):
        program("report", tmp_path, "-o", target, "--no-models", "--no-cache")
    assert "1 articles" in target.read_text()


def test_a_wrong_suffix_shows_before_the_work(program: Program, tmp_path: Path) -> None:
    outcome = program("report", "missing.txt", "-o", tmp_path / "report.pdf")
    assert outcome.code == 2
    assert ".html" in outcome.err
    assert "missing.txt" not in outcome.err


def test_known_findings_are_left_out(program: Program, seeds: Path, tmp_path: Path) -> None:
    known, target = tmp_path / "known.json", tmp_path / "report.json"
    options = ("--no-models", "--no-cache", "--baseline", known)
    program("check", seeds / "garbled", *options, "--write-baseline")
    outcome = program("report", seeds / "garbled", "-o", target, *options)
    assert outcome.code == 0
    assert json.loads(target.read_text())["summary"]["findings"] == 0
    assert program("report", seeds, "-o", target, *options, "--write-baseline").code == 2


def test_workers_give_the_same_report(program: Program, seeds: Path, tmp_path: Path) -> None:
    made = []
    for jobs in ("1", "2"):
        target = tmp_path / f"{jobs}.html"
        program("report", seeds, "-o", target, "--no-models", "--no-cache", "--jobs", jobs)
        made.append(target.read_bytes())
    assert made[0] == made[1]
