"""Figures come out of the files that are named, and out of nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("sklearn")
pytest.importorskip("sacrebleu")

from bench.figures.__main__ import main
from bench.figures.base import figures
from bench.figures.personal import passage

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
SOUND = (
    "The council met on Monday and agreed on the new budget for schools. Members said that the "
    "money would go to teachers first, and that the buildings would have to wait until spring."
)
POOR = (
    "The council has itself met in the Monday and on the new budget for the schools agreed. The "
    "members have said that the money first to the teachers goes and the buildings wait must."
)


def _rows(out: str) -> list[list[str]]:
    lines = [line for line in out.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines[2:]]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A list of files that names something for every figure."""
    segments = [{"reference": SOUND, "systems": {"engine": POOR}}]
    documents = [
        {"year": 21, "lang_pair": "de-en", "doc_id": str(number), "segments": segments}
        for number in range(40)
    ]
    span = {"start": 17, "end": 27, "category": "Fluency/Grammar", "severity": "Major"}
    judged = {
        "text": POOR, "spans": [span], "doc_id": "a", "seg_id": "1", "system": "engine",
        "lang_pair": "zh-en", "rater": "r1",
    }  # fmt: skip
    edited = {"text": POOR, "post_edit": SOUND, "lang_pair": "de-en"}
    for name, rows in (
        ("documents", documents), ("mqm", [judged]), ("edits", [edited]),
        ("sound", [{"text": SOUND}] * 3),
        ("trips", [{"id": "a", "text": POOR, "original": SOUND}] * 3),
    ):  # fmt: skip
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    texts = tmp_path / "texts"
    texts.mkdir()
    rows = "".join(json.dumps({"id": i, "text": "\n".join([SOUND] * 3)}) + "\n" for i in range(200))
    (texts / "toy.jsonl").write_text(rows, encoding="utf-8")
    listed = tmp_path / "files.toml"
    listed.write_text(
        f"""
mqm = "mqm.jsonl"
post_edits = ["edits.jsonl"]
documents = "documents.jsonl"
systems = ["engine"]
round_trips = ["trips.jsonl"]
sound = ["sound.jsonl"]
non_native = ["sound.jsonl"]
clean = ["texts"]
[gold]
seeds = ["{(SEEDS / "gold.jsonl").as_posix()}"]
""",
        encoding="utf-8",
    )
    return listed


def test_every_figure_has_rows_or_says_what_it_lacks(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(files)]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    rows = _rows(shown.out)
    assert all(len(row) == 3 for row in rows)
    measures = " ".join(row[0] for row in rows)
    for part in (
        "touch/spun/recall",
        "word MCC",
        "TER against",
        "area",
        "called",
        "safe replace",
        "ENT001",
    ):
        assert part in measures


def test_a_translated_document_counts_against_its_original(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(files), "--only", "documents"]) == 0
    areas = [row for row in _rows(capsys.readouterr().out) if "area" in row[0]]
    assert float(areas[0][2]) == 1.0  # the same pair in each: all above or all below


def test_a_round_trip_counts_against_its_original(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(files), "--only", "round-trips"]) == 0
    called, apart = _rows(capsys.readouterr().out)
    assert called[1] == apart[1]
    assert called[1].startswith("trips.jsonl: 3 pairs")
    assert float(apart[2]) == 1.0


def test_what_is_not_named_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "files.toml"
    listed.write_text('mqm = "none.jsonl"\n', encoding="utf-8")
    assert main([str(listed), "--only", "documents"]) == 0
    assert capsys.readouterr().err == "documents: documents and systems not given\n"
    assert main([str(listed), "--only", "mqm"]) == 2
    assert "none.jsonl: no such file" in capsys.readouterr().err
    assert main([str(tmp_path / "other.toml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_all_figures_say_what_they_are() -> None:
    assert len(figures()) > 8
    assert all(figure.make.__doc__ for figure in figures().values())


def test_only_what_is_kept_back_from_training_is_called(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(files), "--only", "kept-back"]) == 0
    toy, whole, others = _rows(capsys.readouterr().out)
    assert toy[1].startswith("toy: ")
    assert 0 < int(toy[1].split()[1]) < 20  # of 200
    assert toy[2] == whole[2]
    assert others[2].startswith("mistranslation 0; ")


def test_of_a_text_the_passage_that_says_i_most_is_taken() -> None:
    plain = "The bridge is shut again this week . ".split()
    often = "I said my piece and I left .".split()
    text = " ".join(plain * 40 + often * 16 + plain * 40)
    found = passage(text)
    assert found is not None
    assert len(found.split()) == 130
    assert found.split().count("I") > 16
    assert passage(" ".join(plain * 40 + often)) is None  # three times are not often
    assert passage(" ".join(often * 8)) is None  # too short to be judged


def test_own_texts_are_called_beside_passages(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(files), "--only", "personal"]) == 0
    passages, own, learners = _rows(capsys.readouterr().out)
    assert '"I" 6 times or more: 0 texts' in passages[1]
    assert own[1] == "bench/data/personal: 5 texts, 647 words"
    assert learners[1] == "bench/data/learners: 2 texts, 256 words"
