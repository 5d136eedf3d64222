"""Human judgements of translations as samples, from small files."""

from __future__ import annotations

import json
import lzma
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("lemminflect", reason="needs the train extra")

from mtcheck.training import mtdata
from mtcheck.training.windows import NO_MT_LOSS


def _lines(path: Path, rows: list[dict[str, Any]]) -> Path:
    content = "".join(json.dumps(row) + "\n" for row in rows)
    if path.suffix == ".xz":
        path.write_bytes(lzma.compress(content.encode()))
    else:
        path.write_text(content, encoding="utf-8")
    return path


def _span(text: str, part: str, severity: str = "Minor", category: str = "Fluency/Grammar") -> Any:
    start = text.index(part)
    return {"start": start, "end": start + len(part), "severity": severity, "category": category}


@pytest.mark.parametrize("name", ["mqm.jsonl", "mqm.jsonl.xz"])
def test_words_that_raters_marked(tmp_path: Path, name: str) -> None:
    text = "The bridge open yesterday in the rain of heavy."
    common = {"doc_id": "d", "system": "online", "seg_id": "1", "text": text}
    marked = [
        [_span(text, "pen yest", "Major"), _span(text, "rain", category="Omission")],
        [_span(text, "of heavy.")],
        [],
    ]
    rows = [{**common, "spans": spans} for spans in marked]
    ((doc, sample),) = mtdata.mqm(_lines(tmp_path / name, rows))
    assert doc == "d"
    assert sample.kind == "machine-translated"
    assert not sample.targets
    shown = [sample.text[s.start : s.end] for s in sample.swaps]
    assert shown == ["open yesterday", "of", "heavy."]
    assert {shown[i] for i in sample.natural} == {"of", "heavy."}  # one of three, not major


def test_people_make_clean_samples(tmp_path: Path) -> None:
    row = {"doc_id": "d", "system": "Human-A", "seg_id": "1", "text": "It rained.", "spans": []}
    second = {**row, "seg_id": "2", "text": "It poured."}
    ((_, sample),) = mtdata.mqm(_lines(tmp_path / "m.jsonl", [row, second]))
    assert sample.kind == "clean"
    assert sample.text.split() == ["It", "rained.", "It", "poured."]


def test_post_edits(tmp_path: Path) -> None:
    rows = [
        {"lang_pair": "ro-en", "text": "He go home.", "post_edit": "He goes home."},
        {"lang_pair": "et-en", "text": "Lone.", "post_edit": "Lone."},
        {"lang_pair": "ro-en", "text": "It was a rain.", "post_edit": "It was rain."},
    ]
    (number, spoilt), (_, clean) = mtdata.post_edits(_lines(tmp_path / "p.jsonl", rows), run=2)
    assert number == 0
    assert clean.text == "He goes home. It was rain."
    assert clean.kind == "clean"
    shown = [(spoilt.text[s.start : s.end], s.original) for s in spoilt.swaps]
    assert shown == [("go", "goes"), ("a", "")]


def test_what_was_left_out_is_charged_to_the_next_word() -> None:
    (swap,) = mtdata.align("He went home", "He went straight home")
    assert (swap.start, swap.end, swap.original) == (8, 12, "straight home")
    assert mtdata.align("He went", "He went home") == []
    assert mtdata.align("the same", "The  same") == []


_SENTENCE = st.lists(st.sampled_from("a b c d e".split()), max_size=12).map(" ".join)


@given(_SENTENCE, _SENTENCE)
def test_alignments_turn_one_text_into_the_other(text: str, edited: str) -> None:
    out, at = [], 0
    for swap in mtdata.align(text, edited):
        assert at <= swap.start < swap.end <= len(text)
        out += [text[at : swap.start], swap.original]
        at = swap.end
    made = "".join([*out, text[at:]]).split()
    assert made == edited.split()[: len(made)]  # what was added at the end has no place


def test_documents(tmp_path: Path) -> None:
    segments = [
        {"reference": "One.", "systems": {"a": "Uno.", "b": "Un."}},
        {"reference": "Two.", "systems": {"a": "Dos."}},
    ]
    row = {"year": 2022, "lang_pair": "es-en", "doc_id": "x", "segments": segments}
    path = _lines(tmp_path / "d.jsonl", [row])
    found = {name: sample for _, name, sample in mtdata.documents(path, random.Random(1))}
    assert set(found) == {"reference", "a", "b"}
    assert found["reference"].text == "One. Two."
    assert found["reference"].kind == "clean"
    assert found["a"].text == "Uno. Dos."
    assert found["a"].base == NO_MT_LOSS
    assert len(list(mtdata.documents(path, random.Random(1), per_document=1))) == 2


def test_round_trips(tmp_path: Path) -> None:
    path = _lines(tmp_path / "t.jsonl", [{"id": "a", "text": "Been there.", "original": "Was."}])
    (_, there), (_, before) = mtdata.round_trips(path)
    assert (there.text, there.kind, there.base) == (
        "Been there.",
        "machine-translated",
        NO_MT_LOSS,
    )
    assert (before.text, before.kind) == ("Was.", "clean")
