"""The script that regenerates the table of offices."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.training import offices

HEAD = "file\tname\tlong_name\tadjective\tnoun\tchief_of_state\thead_of_government\tgovernment_type"
ROWS = """\
europe/aa.json|Aland|Kingdom of Aland|Alandish|Alander(s)|King OLOF (since 2001)\
|Prime Minister Siv BERG (since 2020)|parliamentary constitutional monarchy
europe/bb.json|none|Isle of Bora|Boran or Boric|Boran(s)|President Ann LEE\
|President Ann LEE|presidential republic
europe/cc.json|Cora|none|Coran|Coran(s)|King OLOF|Governor Jo ROE\
|self-governing overseas territory of Aland
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "facts.tsv"
    path.write_text(HEAD + "\n" + ROWS.replace("|", "\t"), encoding="utf-8")
    return path


@pytest.fixture
def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "history.tsv"
    path.write_text("# comment\nAland\tAaland\t\tpresident:1918-1920\tking\n", encoding="utf-8")
    monkeypatch.setattr(offices, "HISTORY", path)
    regions = tmp_path / "regions.tsv"
    regions.write_text("# comment\nCor\tCor\tCorish\tking\tking:\n", encoding="utf-8")
    monkeypatch.setattr(offices, "REGIONS", regions)
    return path


def test_rows(table: Path, history: Path) -> None:
    aland, cor, bora = (line.split("\t") for line in offices.build(table))
    assert aland[1:4] == ["Aland|Kingdom of Aland|Aaland", "Alandish", "king"]
    assert aland[4] == "king:|president:1918-1920|prime minister:"
    assert cor == ["Cor", "Cor", "Corish", "king", "king:"]
    assert bora == ["Isle of Bora", "Isle of Bora", "Boran|Boric", "president", "president:"]


def test_personal_names_are_dropped(table: Path, history: Path) -> None:
    assert not {"OLOF", "BERG", "LEE"} & set(" ".join(offices.build(table)).split())


def test_history_of_an_unknown_state_is_an_error(table: Path, history: Path) -> None:
    history.write_text("Atlantis\t\t\tking:-1000\tking\n", encoding="utf-8")
    with pytest.raises(ValueError, match="Atlantis"):
        offices.build(table)
