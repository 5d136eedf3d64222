"""Where a bench cannot write, it says so in one line, and before it measures."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.ecosystem import main as ecosystem
from bench.output import expect, write
from bench.peers.__main__ import main as peers
from bench.webster import main as webster
from mtcheck.errors import UsageError


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(tmp_path / "none" / "page.md")
    assert peers(["gold.jsonl", "-o", out]) == 2
    assert capsys.readouterr().err == f"peers: {tmp_path / 'none'}: no such folder\n"
    assert ecosystem([str(tmp_path), "--before", "x", "--save", out]) == 2
    assert capsys.readouterr().err == f"ecosystem: {tmp_path / 'none'}: no such folder\n"


def test_the_thesaurus_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["webster", "gcide.gz", "-o", str(tmp_path)])
    with pytest.raises(SystemExit, match="is a folder"):
        webster()


def test_a_page_is_written_or_its_name_told(tmp_path: Path) -> None:
    expect(None)
    write(tmp_path / "page.md", "text\n")
    assert (tmp_path / "page.md").read_text(encoding="utf-8") == "text\n"
    with pytest.raises(UsageError, match=r"page\.md: cannot be written"):
        write(tmp_path / "page.md" / "page.md", "text\n")
