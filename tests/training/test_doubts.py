"""What speaks against the words of a translation."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

pytest.importorskip("lemminflect", reason="needs the train extra")

from mtcheck.errors import InputError
from mtcheck.training import doubts, judged
from mtcheck.training.config import load
from mtcheck.training.doubts import Wording, others

SOUND, POOR = "The ship sank off the coast .", "The ship downfell off the coast ."


def _lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def _judged(document: str, text: str, system: str, rater: str, *wrong: str) -> dict[str, Any]:
    spans = [
        {"start": text.index(word), "end": text.index(word) + len(word), "severity": "Minor",
         "category": "Fluency/Grammar"}
        for word in wrong
    ]  # fmt: skip
    return {"doc_id": document, "seg_id": "1", "system": system, "rater": rater, "text": text,
            "spans": spans}  # fmt: skip


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    rows = []
    for number in range(30):
        rows += [_judged(f"d{number}", SOUND, name, "r1") for name in ("one", "two", "three")]
        rows.append(_judged(f"d{number}", POOR, "four", "r1", "downfell"))
        rows.append(_judged(f"d{number}", POOR, "four", "r2"))
    return _lines(tmp_path / "mqm.jsonl", rows)


def test_other_translations_hold_a_word_and_its_neighbours() -> None:
    found = others({"one": SOUND, "two": SOUND, "three": POOR})
    words = POOR.split()
    shares = dict(zip(words, found["three"].tolist(), strict=True))
    assert shares["downfell"] == [0.0, 0.0]
    assert shares["ship"] == [1.0, 0.5]
    assert shares["coast"] == [1.0, 1.0]
    assert np.isnan(shares["."]).all()
    assert found["one"][2].tolist() == [0.5, 0.5]


def test_one_translation_alone_says_nothing() -> None:
    assert np.isnan(others({"one": SOUND})["one"]).all()


def test_words_that_others_lack_are_doubted_as_raters_doubt_them(marked: Path) -> None:
    wording = Wording.fit([marked])
    downfell, ship = wording(np.array([[0.0, 0.0], [1.0, 0.5]]))
    assert downfell == pytest.approx(0.5, abs=0.05)  # marked by one of two raters
    assert ship < 0.05
    document, found = next(
        one for one in doubts.mqm(marked, wording) if one[1].text.strip() == POOR
    )
    assert document == "d0"
    shares = dict(zip(POOR.split(), found.shares.tolist(), strict=True))
    assert shares["downfell"] == pytest.approx(0.5, abs=0.05)
    assert shares["coast"] < 0.1


def test_documents_are_doubted_by_wording_alone(tmp_path: Path, marked: Path) -> None:
    systems = {"one": SOUND, "two": SOUND, "four": POOR}
    rows = [{"year": 22, "lang_pair": "de-en", "doc_id": "x",
             "segments": [{"reference": SOUND, "systems": systems}] * 2}]  # fmt: skip
    path = _lines(tmp_path / "documents.jsonl", rows)
    found = dict(enumerate(doubts.documents(path, Wording.fit([marked]))))
    assert [one.kind for _, one in found.values()] == [*["machine-translated"] * 3, "clean"]
    assert np.isnan(found[3][1].shares).all()
    name, poor = found[2]
    assert name == "22/de-en/x"
    wrong = [poor.text[a:b] for (a, b), p in zip(poor.words, poor.shares, strict=True) if p > 0.3]
    assert wrong == ["downfell", "downfell"]
    two = {"reference": SOUND, "systems": {"one": SOUND}}
    few = _lines(tmp_path / "few.jsonl", [{**rows[0], "segments": [two]}])
    ((_, by_people),) = doubts.documents(few, Wording.fit([marked]))
    assert by_people.kind == "clean"


def test_what_was_edited_is_doubted(tmp_path: Path) -> None:
    rows = [{"lang_pair": "de-en", "text": POOR, "post_edit": SOUND}] * 4
    path = _lines(tmp_path / "edits.jsonl", rows)
    ((_, found),) = doubts.post_edits(path, Wording.fit([]))
    wrong = [found.text[a:b] for (a, b), p in zip(found.words, found.shares, strict=True) if p]
    assert wrong == ["downfell"] * 4


def test_documents_alone_do_not_say_which_words_are_wrong(tmp_path: Path, marked: Path) -> None:
    systems = {"one": SOUND, "two": SOUND, "four": POOR}
    row = {"year": 22, "lang_pair": "de-en", "doc_id": "y",
           "segments": [{"reference": SOUND, "systems": systems}]}  # fmt: skip
    documents = _lines(tmp_path / "documents.jsonl", [row])
    config = tmp_path / "recipe.toml"
    named = f'[judged]\ndocuments = ["{documents.as_posix()}"]\n'
    config.write_text(named, encoding="utf-8")
    assert _unsaid(config, "documents") == [True] * 4
    config.write_text(f'{named}mqm = ["{marked.as_posix()}"]\n', encoding="utf-8")
    assert _unsaid(config, "documents") == [False, False, False, True]


def _unsaid(config: Path, kind: str) -> list[bool]:
    """Whether nothing is known of the words of each text of a kind."""
    found = {name: list(some) for name, some in judged.doubted(load(config))}
    return [bool(np.isnan(one.shares).all()) for _, one in found[kind]]


def test_round_trips_only_say_who_wrote(tmp_path: Path) -> None:
    path = _lines(tmp_path / "trips.jsonl", [{"id": "a", "text": POOR, "original": SOUND}])
    (name, there), (_, before) = doubts.round_trips(path, Wording.fit([]))
    assert (name, there.text, there.kind) == ("a", POOR, "machine-translated")
    assert (before.text, before.kind) == (SOUND, "clean")
    assert np.isnan([*there.shares, *before.shares]).all()


def test_a_file_of_another_kind_is_named(tmp_path: Path) -> None:
    path = _lines(tmp_path / "other.jsonl", [{"text": SOUND}])
    config = tmp_path / "recipe.toml"
    config.write_text(f'[judged]\nmqm = ["{path.as_posix()}"]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"other\.jsonl: no mqm file"):
        list(judged.doubted(load(config)))


def test_one_system_alone_is_doubted_by_its_raters(tmp_path: Path) -> None:
    path = _lines(tmp_path / "mqm.jsonl", [_judged("d", POOR, "one", "r1", "downfell")])
    ((_, found),) = doubts.mqm(path, Wording.fit([path]))
    assert found.shares.tolist() == [0, 0, 1, 0, 0, 0, 0]
