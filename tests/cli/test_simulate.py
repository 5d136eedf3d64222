"""The command `simulate`: what it writes is a gold file that undoes itself."""

import json
from pathlib import Path

import pytest

from mtcheck.evaluation.gold import read_gold
from mtcheck.finding import Label
from tests.conftest import Program

pytest.importorskip("lemminflect")

TABLE = "house|dwelling\npeople|folks|individuals\nold|aged\nmeeting|assembly\n"
TEXT = (
    "The people of the town met in the old house. A meeting of the old council was held there "
    "by the people, and the people were glad.\n\nThe house is old, and the meeting is over."
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.txt"
    path.write_text(TABLE, encoding="utf-8")
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("kind", "label", "category"),
    [("spun", Label.SPUN, "spun"), ("mt", Label.MACHINE_TRANSLATED, "mistranslation")],
)
def test_spans_say_what_stood_there(
    program: Program, clean: Path, table: Path, tmp_path: Path,
    kind: str, label: Label, category: str,
) -> None:  # fmt: skip
    out = tmp_path / "gold.jsonl"
    done = program(
        "simulate", clean, "-o", out, "--kind", kind, "--rate", "1", "--spinner-table", table
    )
    assert (done.code, done.out, done.err) == (0, "", "")
    (article,) = read_gold([out])
    assert article.label is label
    assert article.original == TEXT
    assert article.errors
    assert {span.category for span in article.errors} == {category}
    restored, at = "", 0
    for span in article.errors:
        restored += article.text[at : span.start] + span.fixes[0]
        at = span.end
    restored += article.text[at:]
    # A spinner also mends "a" and "an" around its words; beside that, the fixes undo everything.
    assert restored.lower().replace(" an ", " a ") == TEXT.lower().replace(" an ", " a ")


def test_same_seed_same_text(program: Program, clean: Path, table: Path) -> None:
    options = ["--kind", "mixed", "--kind", "spun", "--spinner-table", table]
    runs = [program("simulate", clean, *options, "--seed", seed).out for seed in "1123"]
    assert runs[0] == runs[1]
    assert len(set(runs)) > 1
    for line in runs[0].splitlines():
        row = json.loads(line)
        assert all(row["text"][s["start"] : s["end"]] == s["text"] for s in row["spans"])


def test_clean_articles_stay(program: Program, clean: Path) -> None:
    row = json.loads(program("simulate", clean, "--kind", "clean").out)
    assert (row["text"], row["label"], row["spans"]) == (TEXT, "clean", [])


def test_roundabout_connectives_need_no_table(program: Program, clean: Path) -> None:
    row = json.loads(program("simulate", clean, "--rate", "1").out)
    assert row["label"] == "spun"


def test_bad_rows_are_named_and_the_others_written(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "clean.jsonl"
    path.write_text(f'{json.dumps({"text": TEXT})}\n{{"no": 1}}\n[\n', encoding="utf-8")
    done = program("simulate", path, tmp_path / "none.txt", "--kind", "clean")
    assert done.code == 2
    assert len(done.out.splitlines()) == 1
    assert f"{path}: line 2: not a JSON object with a `text`" in done.err
    assert f"{path}: line 3: not a JSON object" in done.err
    assert "none.txt: cannot be read" in done.err
    assert len(done.err.splitlines()) == 3


def test_missing_table_is_one_line_and_writes_nothing(
    program: Program, clean: Path, tmp_path: Path
) -> None:
    out = tmp_path / "gold.jsonl"
    done = program("simulate", clean, "-o", out, "--wordnet", tmp_path)
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "No such file" in done.err
    assert not out.exists()


def test_missing_extra_is_one_line(
    program: Program, clean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> None:
        raise ModuleNotFoundError(f"No module named {name}", name="lemminflect")

    monkeypatch.setattr("mtcheck.cli.simulate.import_module", missing)
    done = program("simulate", clean)
    assert done.code == 2
    assert done.err == "mtcheck: simulate needs lemminflect: pip install 'mtcheck[train]'\n"


def test_where_the_text_lies_does_not_matter(
    program: Program, clean: Path, table: Path, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere" / "other.txt"
    moved.parent.mkdir()
    moved.write_bytes(clean.read_bytes())
    here, there = (
        program("simulate", path, "--kind", "spun", "--rate", "1", "--spinner-table", table)
        for path in (clean, moved)
    )
    assert here.out.replace(str(clean), "") == there.out.replace(str(moved), "")
