"""A file is replaced as a whole or stays as it was."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from mtcheck.replacing import replace_text, replacing


def test_the_new_text_takes_the_old_ones_place(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    replace_text(target, "one\n")
    target.chmod(0o640)
    replace_text(target, "two é \udc80\n")
    assert target.read_bytes() == "two é \\udc80\n".encode()
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_link_stays_one(tmp_path: Path) -> None:
    target, link = tmp_path / "a.txt", tmp_path / "b.txt"
    target.write_text("one", encoding="utf-8")
    link.symlink_to(target)
    replace_text(link, "two")
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "two"


def test_what_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    replace_text(target, "one")

    def interrupted() -> None:
        with replacing(target) as file:
            file.write(b"tw")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert target.read_text(encoding="utf-8") == "one"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_errors_name_the_file_that_was_meant(tmp_path: Path) -> None:
    target = tmp_path / "none" / "a.txt"
    with pytest.raises(FileNotFoundError) as raised:
        replace_text(target, "one")
    assert raised.value.filename == str(target)
