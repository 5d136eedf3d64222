"""Files are replaced all together or not at all, with all that belongs to them kept."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.errors import InputError
from mtcheck.rewrite import write
from mtcheck.rewrite.write import Change, encode_like, replace_all, split_mark

MARKS = {
    "utf-8": b"",
    "utf-8-sig": b"\xef\xbb\xbf",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "utf-32-le": b"\xff\xfe\0\0",
    "utf-32-be": b"\0\0\xfe\xff",
}


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    for path in paths:
        path.write_bytes(b"old " + path.name.encode())
    return paths


def changes(files: list[Path]) -> list[Change]:
    return [Change(str(path), path.read_bytes(), b"new " + path.name.encode()) for path in files]


def untouched(files: list[Path]) -> bool:
    contents = all(path.read_bytes() == b"old " + path.name.encode() for path in files)
    return contents and sorted(files[0].parent.iterdir()) == sorted(files)


def test_all_are_replaced_and_nothing_else_is_left(files: list[Path]) -> None:
    replace_all(changes(files))
    assert [path.read_bytes() for path in files] == [b"new a.txt", b"new b.txt", b"new c.txt"]
    assert sorted(files[0].parent.iterdir()) == files


def test_permissions_are_kept(files: list[Path]) -> None:
    files[0].chmod(0o640)
    files[1].chmod(0o755)
    replace_all(changes(files))
    assert [stat.S_IMODE(path.stat().st_mode) for path in files[:2]] == [0o640, 0o755]


def test_symbolic_links_stay_links(files: list[Path], tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to("a.txt")
    (change,) = changes([link])
    replace_all([change])
    assert link.is_symlink()
    assert files[0].read_bytes() == b"new link.txt"


def test_a_file_under_two_names_is_written_once(files: list[Path], tmp_path: Path) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to("a.txt")
    one = changes(files[:1])[0]
    replace_all([one, one._replace(path=str(link))])
    assert files[0].read_bytes() == b"new a.txt"
    again = changes(files[:1])[0]
    with pytest.raises(InputError, match="same file"):
        replace_all([again, again._replace(path=str(link), after=b"other")])


@pytest.mark.parametrize("failing", [0, 1, 2])
@pytest.mark.parametrize("step", ["fsync", "replace", "link"])
def test_a_step_that_fails_leaves_all_as_it_was(
    files: list[Path], monkeypatch: pytest.MonkeyPatch, failing: int, step: str
) -> None:
    real = getattr(os, step)
    calls = 0

    def broken(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == failing + 1:
            raise OSError(28, "No space left on device")
        return real(*arguments)

    wanted = changes(files)
    monkeypatch.setattr(write.os, step, broken)
    if step == "link":  # a file system without hard links: copies serve as well
        replace_all(wanted)
        assert not untouched(files)
        return
    with pytest.raises(InputError) as caught:
        replace_all(wanted)
    monkeypatch.undo()
    assert str(caught.value) == f"{files[failing]}: cannot be written: No space left on device"
    assert untouched(files)


def test_an_interruption_leaves_all_as_it_was(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace
    done = []

    def interrupted(source: str, target: str) -> None:
        if len(done) == 1:
            done.append(target)
            raise KeyboardInterrupt
        done.append(target)
        real(source, target)

    wanted = changes(files)
    monkeypatch.setattr(write.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        replace_all(wanted)
    monkeypatch.undo()
    assert untouched(files)


def test_a_file_that_changed_meanwhile_is_left(files: list[Path]) -> None:
    wanted = changes(files)
    files[2].write_bytes(b"edited")
    with pytest.raises(InputError, match=r"c\.txt: changed while it was being fixed"):
        replace_all(wanted)
    assert files[0].read_bytes() == b"old a.txt"
    assert files[2].read_bytes() == b"edited"


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, why in ((pipe, "not a regular file"), (tmp_path / "none", "No such file")):
        with pytest.raises(InputError, match=why):
            replace_all([Change(str(path), b"", b"x")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_read_only_files_are_refused(files: list[Path]) -> None:
    wanted = changes(files)
    files[1].chmod(0o444)
    with pytest.raises(InputError, match="read-only"):
        replace_all(wanted)
    assert untouched(files)


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff")),
    st.sampled_from(sorted(MARKS)),
)
def test_marks_and_byte_order_are_kept(old: str, new: str, encoding: str) -> None:
    mark, codec = MARKS[encoding], encoding.removesuffix("-sig")
    before = mark + old.encode(codec)
    named = encoding if encoding.startswith("utf-8") else encoding[:6]
    after = encode_like(before, old, new, named, "a.txt")
    assert after == mark + new.encode(codec)
    assert split_mark(before, named) == (mark, codec)


def test_encodings_of_one_byte() -> None:
    assert encode_like(b"caf\xe9\r\n", "café\r\n", "thé\r\n", "cp1252", "a") == b"th\xe9\r\n"
    with pytest.raises(InputError, match="'日' cannot be written in cp1252"):
        encode_like(b"x", "x", "日", "cp1252", "a")


def test_what_does_not_come_back_the_same_is_refused() -> None:
    with pytest.raises(InputError, match="changed while it was being checked"):
        encode_like(b"x", "y", "z", "utf-8", "a")
    with pytest.raises(InputError, match="changed while it was being checked"):
        encode_like(b"\xff", "y", "z", "utf-8", "a")
    with pytest.raises(InputError, match="byte for byte"):
        encode_like(b"+AGE-", "a", "b", "utf-7", "a")
