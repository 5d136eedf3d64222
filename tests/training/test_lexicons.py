"""Readers of synonym sources, on small files of their kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.training import lexicons


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_spinner_tables(tmp_path: Path) -> None:
    path = _write(tmp_path / "table", "Hotel|lodge| inn \nhotel|again\n\nalone\nnew|fresh\n")
    assert lexicons.spinner_table(path) == {"hotel": ["lodge", "inn"], "new": ["fresh"]}
    every = lexicons.spinner_table(path, shuffle=True)
    assert every["lodge"] == ["Hotel", "inn"]
    assert every["fresh"] == ["new"]


def test_moby(tmp_path: Path) -> None:
    path = _write(tmp_path / "words", "Hotel,inn,lodge\nalone\n")
    assert lexicons.moby(path) == {"hotel": ["inn", "lodge"]}


def test_mythes(tmp_path: Path) -> None:
    lines = "UTF-8\nhotel|2\n(noun)|hotel|inn|lodge (generic term)\n(adv)|x\nopen|1\n(verb)|begin\n"
    path = _write(tmp_path / "th.dat", lines)
    assert lexicons.mythes(path) == {
        ("hotel", "NOUN"): [["inn"]],
        ("hotel", "ADV"): [["x"]],
        ("open", "VERB"): [["begin"]],
    }


def _aiksaurus(folder: Path, meanings: list[list[int]]) -> Path:
    def row(numbers: list[int]) -> bytes:
        return b"".join(n.to_bytes(2, "big") for n in [*numbers, 0xFFFF])

    words = {"guest:house": [0], "hotel": [0], "inn": [0, 1], "pub": [1]}
    data = b"".join(word.encode() + b"\0" + row(rest) for word, rest in words.items())
    (folder / "words.dat").write_bytes(data)
    (folder / "meanings.dat").write_bytes(b"".join(map(row, meanings)))
    return folder


def test_aiksaurus(tmp_path: Path) -> None:
    folder = _aiksaurus(tmp_path, [[1, 2, 0, 1, 2], [3, 3, 2, 3]])
    assert lexicons.aiksaurus(folder) == {
        "guest house": [["hotel", "inn"]],
        "hotel": [["inn", "guest house"]],
        "inn": [["hotel", "guest house"], ["pub"]],
        "pub": [["inn"]],
    }


def test_aiksaurus_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not there"):
        lexicons.aiksaurus(_aiksaurus(tmp_path, [[1, 9]]))
    (tmp_path / "meanings.dat").write_bytes(b"\0\1\0")
    with pytest.raises(ValueError, match="no end"):
        lexicons.aiksaurus(tmp_path)


def test_wordnet(tmp_path: Path) -> None:
    licence = "  1 This is the licence.\n"
    data = {
        "noun": licence
        + "00000010 06 n 02 hotel 0 guest_house 0 001 @ 00000020 n 0000 | where guests stay\n"
        + "00000020 06 n 01 building 0 000 | it has walls\n",
        "verb": "00000030 30 v 02 open 0 open_up 0 000 01 + 08 00 | cause to open\n",
        "adj": "00000040 00 s 02 new(a) 0 fresh 0 000 | not old\n",
        "adv": licence,
    }
    index = {
        "noun": licence
        + "hotel n 1 1 @ 1 0 00000010\nguest_house n 1 0 1 0 00000010\n"
        + "building n 1 0 1 0 00000020\n",
        "verb": "open v 1 0 1 0 00000030\n",
        "adj": "new a 1 0 1 0 00000040\n",
        "adv": "",
    }
    for name, text in data.items():
        _write(tmp_path / f"data.{name}", text)
        _write(tmp_path / f"index.{name}", index[name])
    senses = lexicons.wordnet(tmp_path)
    assert senses == {
        ("hotel", "NOUN"): [["guest house"]],
        ("guest house", "NOUN"): [["hotel"]],
        ("open", "VERB"): [["open up"]],
        ("new", "ADJ"): [["fresh"]],
    }
    assert lexicons.wordnet(tmp_path, relatives=True)["hotel", "NOUN"] == [
        ["guest house", "building"]
    ]


def test_tortured_phrases(tmp_path: Path) -> None:
    rows = [
        ("deep learning", "profound learning"),
        ("deep water (sea)", "profound water"),
        ("big data", "colossal information"),
        ("same", "Same"),
        ("a/b", "c"),
    ]
    table = "expected\ttortured\n" + "".join(f"{a}\t{b}\n" for a, b in rows)
    phrases, words = lexicons.tortured(_write(tmp_path / "t.tsv", table))
    assert phrases == {
        "deep learning": ["profound learning"],
        "deep water": ["profound water"],
        "big data": ["colossal information"],
    }
    assert words == {"deep": ["profound", "profound"]}
