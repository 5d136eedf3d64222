"""Diffs that git takes, whatever the lines and names look like."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.rewrite.diff import diff_name, unified_diff
from tests.texts import texts


def git(folder: Path, *arguments: str, data: bytes | None = None) -> bytes:
    run = subprocess.run(
        ["git", "-c", "core.autocrlf=false", *arguments],
        cwd=folder, input=data, capture_output=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr.decode()
    return run.stdout


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    git(folder, "init", "-q", ".")
    return folder


def passes(folder: Path, name: str, before: str, after: str) -> None:
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(before.encode())
    patch = unified_diff(name, before, after).encode()
    git(folder, "apply", "--whitespace=nowarn", "-", data=patch)
    assert path.read_bytes() == after.encode()


LINES = st.lists(
    st.sampled_from(["a", "b\n", "\r\n", "\r", "c\u2028", "d\x0c", "\n", "word ", "-- x", "@@"]),
    min_size=1,
    max_size=15,
).map("".join)


@given(LINES, LINES)
def test_git_applies_it(repository: Path, before: str, after: str) -> None:
    if before != after:
        passes(repository, "a.txt", before, after)


@given(texts(), texts(5))
def test_git_applies_changes_of_awkward_texts(repository: Path, text: str, new: str) -> None:
    before = "first\n" + text.replace("\0", "") + "\nlast"
    after = before.replace("first", "second") + new.replace("\0", "")
    passes(repository, "a.txt", before, after)


@pytest.mark.parametrize(
    "name", ["a b.txt", "folder/ä.txt", 'q"uote.txt', "back\\slash.txt", "tab\t.txt", "-a.txt"]
)
def test_git_finds_the_file(repository: Path, name: str) -> None:
    passes(repository, name, "one\ntwo\n", "one\nthree\n")


def test_the_same_text_has_no_diff() -> None:
    assert unified_diff("a.txt", "x", "x") == ""


def test_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert diff_name(str(tmp_path / "a" / "b.txt")) == "a/b.txt"
    assert diff_name("./a//b.txt") == "a/b.txt"
    assert diff_name("/elsewhere/b.txt") == "elsewhere/b.txt"
    assert diff_name("") == "text"
