"""Known findings stay known when lines move, new ones are told apart, and gone ones expire."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.article import Article
from mtcheck.baseline import Baseline, Entry
from mtcheck.errors import UsageError
from mtcheck.finding import Verdict
from mtcheck.fingerprint import fingerprints
from mtcheck.result import Document
from tests.conftest import Program
from tests.emit.samples import finding

TEXT = "Guests like the lodge by the sea. The haven is shut. Another lodge is open.\n"


def document(text: str, *words: tuple[str, int], path: str = "a.txt") -> Document:
    """A document with a finding on each word's n-th occurrence."""
    found = []
    for word, number in words:
        start = -1
        for _ in range(number):
            start = text.index(word, start + 1)
        found.append(finding(text, word, start=start, end=start + len(word)))
    article = Article(text, path=path)
    return Document(article, tuple(found), Verdict.abstain(15, ""), 1.0)


def recorded(folder: Path, *documents: Document) -> Path:
    path = folder / "known.json"
    baseline = Baseline.read(path, missing_ok=True)
    for each in documents:
        assert baseline.record(each).findings == ()
    baseline.write()
    return path


def left(path: Path, given: Document) -> tuple[list[str], list[Entry]]:
    baseline = Baseline.read(path)
    narrowed = baseline.narrow(given, lambda: {"SPN001"})
    return [f.text for f in narrowed.findings], baseline.expired()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def test_moved_lines_stay_known(here: Path) -> None:
    path = recorded(here, document(TEXT, ("lodge", 1), ("haven", 1)))
    moved = "A new first line.\n\n" + TEXT.replace("The haven", "\nThe  haven")
    assert left(path, document(moved, ("lodge", 1), ("haven", 1))) == ([], [])


def test_a_second_of_the_same_is_new(here: Path) -> None:
    path = recorded(here, document(TEXT, ("lodge", 1)))
    given = document(TEXT, ("lodge", 1), ("lodge", 2))
    narrowed = Baseline.read(path).narrow(given, lambda: {"SPN001"})
    assert [f.start for f in narrowed.findings] == [TEXT.index("lodge", 20)]
    assert narrowed.penalty_per_100_words > 0
    assert narrowed.notes[-1] == "1 known in the baseline, not shown"


def test_mending_a_neighbour_makes_nothing_new(here: Path) -> None:
    text = "Guests like the fishy lodge here."
    path = recorded(here, document(text, ("fishy", 1), ("lodge", 1)))
    mended = text.replace("fishy", "coastal")
    found, expired = left(path, document(mended, ("lodge", 1)))
    assert found == []
    assert [entry.text for entry in expired] == ["fishy"]


def test_gone_findings_expire(here: Path) -> None:
    path = recorded(here, document(TEXT, ("lodge", 1)), document(TEXT, ("haven", 1), path="b.txt"))
    baseline = Baseline.read(path)
    narrowed = baseline.narrow(document(TEXT), lambda: {"SPN001"})
    assert narrowed.notes == ('expired in the baseline: SPN001 "lodge"',)
    expired = [(entry.path, entry.text) for entry in baseline.expired()]
    assert expired == [("a.txt", "lodge"), ("b.txt", "haven")], "b.txt does not exist"
    (here / "b.txt").touch()
    assert [entry.path for entry in baseline.expired()] == ["a.txt"], "b.txt was not checked"


def test_rules_that_did_not_run_do_not_expire(here: Path) -> None:
    path = recorded(here, document(TEXT, ("lodge", 1)))
    baseline = Baseline.read(path)
    baseline.narrow(document(TEXT), lambda: {"LAY001"})
    assert baseline.expired() == []


def test_writing_keeps_what_was_not_checked_and_drops_what_is_gone(here: Path) -> None:
    (here / "b.txt").touch()
    given = [document(TEXT, ("haven", 1), path=name) for name in ("a.txt", "b.txt", "gone.txt")]
    path = recorded(here, *given)
    recorded(here, document(TEXT, ("lodge", 1)))
    entries = json.loads(path.read_text())["findings"]
    assert [(e["path"], e["text"]) for e in entries] == [("a.txt", "lodge"), ("b.txt", "haven")]
    assert path.read_text().count("\n") == 4, "one finding a line, for readable diffs"


def test_fingerprints_differ_in_one_article_and_not_by_place() -> None:
    text = "the lodge by the sea, the lodge by the sea, the lodge by the sea"
    given = document(text, ("lodge", 1), ("lodge", 2), ("lodge", 3))
    marks = fingerprints(given.article, given.findings)
    assert len(set(marks)) == 3
    moved = document("\n\n" + text.upper(), ("LODGE", 1), ("LODGE", 2), ("LODGE", 3))
    assert fingerprints(moved.article, moved.findings) == marks


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not a baseline"),
        ("[]", "not a baseline"),
        ('{"schema": "x"}', "not a baseline of schema"),
        ('{"schema": "mtcheck-baseline/1", "findings": [{"path": 1}]}', "not a baseline"),
        ('{"schema": "mtcheck-baseline/1"}', "not a baseline"),
        (None, "no such baseline; make it with --write-baseline"),
    ],
)
def test_damaged_baselines_are_named(tmp_path: Path, content: str | None, message: str) -> None:
    path = tmp_path / "known.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(UsageError, match=message) as caught:
        Baseline.read(path)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "p.tsv").write_text("lodge\thotel\treason\tmajor\n", encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text(
        "select = ['PHR']\nphrases = ['p.tsv']\nmodels = false\nbaseline = 'known.json'\n"
    )
    (tmp_path / "a.txt").write_text("The lodge is open.\n")
    return tmp_path


def test_the_command_line_writes_and_uses_it(project: Path, program: Program) -> None:
    article = project / "a.txt"
    code, _, err = program("check", article)
    assert (code, "make it with --write-baseline" in err) == (2, True)
    assert program("check", article, "--write-baseline").code == 0
    assert program("check", article).code == 0
    article.write_text("Line.\n\nThe lodge is open.\n\nA lodge burnt.\n")
    code, out, err = program("check", article, "--format", "json")
    (found,) = json.loads(out)["documents"][0]["findings"]
    assert (code, found["line"], err) == (1, 5, "")
    article.write_text("Nothing.\n")
    code, _, err = program("check", article)
    assert code == 0
    assert "1 expired in the baseline" in err


def test_write_baseline_needs_a_file(tmp_path: Path, program: Program) -> None:
    (tmp_path / "a.txt").write_text("The lodge is open.\n")
    code, _, err = program("check", tmp_path / "a.txt", "--write-baseline", "--no-models")
    assert (code, err) == (2, "mtcheck: --write-baseline needs --baseline FILE\n")


def test_an_unwritable_place_is_named(project: Path, program: Program) -> None:
    where = project / "none" / "known.json"
    code, _, err = program("check", project / "a.txt", "--baseline", where, "--write-baseline")
    assert code == 2
    assert err == f"mtcheck: {where}: cannot be written: No such file or directory\n"
