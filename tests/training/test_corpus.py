"""Clean text from folders: what is read, what is dropped, and where an article falls."""

import json
import lzma
from pathlib import Path

import pytest

from mtcheck.errors import InputError

pytest.importorskip("lemminflect")

from mtcheck.training.corpus import clean, load, read, save

SECTION = {"held_out": ["far"], "counted": 0.7, "trained": 0.27, "shortest": 40, "weights": {}}
LINE = "The council met in the old town hall on Monday evening."


def test_furniture_and_fragments_are_dropped() -> None:
    lines = [
        LINE,
        "Subscribe to our newsletter for more of this.",
        "Too short.",
        "A headline without end " * 3,
    ]
    assert clean("\n".join(lines)) == LINE


def test_every_form_is_read_and_every_article_has_one_place(tmp_path: Path) -> None:
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "a.txt").write_text(LINE, encoding="utf-8")
    rows = "".join(
        json.dumps({"id": i, "source": "wire", "text": f"{LINE} {i}."}) + "\n" for i in range(200)
    )
    (tmp_path / "plain.jsonl").write_text(rows, encoding="utf-8")
    (tmp_path / "far.jsonl.xz").write_bytes(lzma.compress(rows.encode()))
    texts = list(read([tmp_path], SECTION))
    assert len(texts) == 401
    assert {text.source for text in texts} == {"near", "plain", "far"}
    assert {text.split for text in texts if text.source == "far"} == {"held"}
    counted = [text for text in texts if text.source == "plain" and text.split == "count"]
    assert 110 < len(counted) < 170
    (tmp_path / "more.jsonl").write_text(json.dumps({"text": LINE}), encoding="utf-8")
    again = {(t.source, t.id): t.split for t in read([tmp_path], SECTION)}
    assert all(again[t.source, t.id] == t.split for t in texts)
    save(tmp_path / "all", texts)
    assert load(tmp_path / "all", "held") == [text for text in texts if text.split == "held"]


def test_weights_thin_and_repeat_what_is_trained_on(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": i, "text": LINE}) + "\n" for i in range(400))
    (tmp_path / "much.jsonl").write_text(rows, encoding="utf-8")
    section = SECTION | {"counted": 0.0, "trained": 1.0}
    half = list(read([tmp_path], section | {"weights": {"much": 0.5}}))
    assert 150 < len(half) < 250
    assert len(list(read([tmp_path], section | {"weights": {"much": 2.0}}))) == 800


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.jsonl", b'{"text": 3}\n', "row 1: not a JSON object with a `text`"),
        ("a.jsonl", b"{", "neither UTF-8 text nor JSON lines"),
        ("a.txt", b"\xff\xfe\x00", "neither UTF-8 text nor JSON lines"),
        ("a.jsonl.xz", b"no archive", "cannot be read"),
        ("a.pdf", b"", "holds no .txt, .jsonl, .jsonl.xz file"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        list(read([tmp_path], SECTION))
