"""Result files appear at once or not at all."""

from __future__ import annotations

import errno
import os
import pickle
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from mtcheck.corpus.store import Store, open_store


@pytest.fixture(params=["local", "file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "local":
        yield open_store(str(tmp_path / "out"))
        return
    fsspec = pytest.importorskip("fsspec")
    if request.param == "file":
        yield open_store(f"file://{tmp_path}/out")
        return
    yield open_store("memory://out")
    fsspec.filesystem("memory").rm("/", recursive=True)


def test_written_files_are_read_back(store: Store) -> None:
    assert store.is_empty()
    assert store.read("a/b.txt") is None
    store.write("a/b.txt", [b"one ", b"two"])
    assert store.read("a/b.txt") == b"one two"
    store.write("a/b.txt", [b"three"])
    assert store.read("a/b.txt") == b"three"
    assert not store.is_empty()
    assert pickle.loads(pickle.dumps(store)).read("a/b.txt") == b"three"


def test_a_failed_write_leaves_what_was_there(store: Store) -> None:
    def parts() -> Iterator[bytes]:
        yield b"half"
        raise OSError(errno.EIO, "Input/output error")

    store.write("a.txt", [b"whole"])
    with pytest.raises(OSError, match="Input/output"):
        store.write("a.txt", parts())
    assert store.read("a.txt") == b"whole"
    store.clean()
    store.write("b.txt", [b"next"])
    assert store.read("b.txt") == b"next"


def test_a_full_disk_names_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store = open_store(str(tmp_path))
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as raised:
        store.write("a/b.txt", [b"x"])
    assert raised.value.filename == str(tmp_path / "a" / "b.txt")
    assert not list((tmp_path / "a").iterdir())


def test_files_are_flushed_before_they_get_their_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    fsync, replace = os.fsync, os.replace

    def watched_fsync(handle: int) -> None:
        kind = "folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file"
        events.append(f"fsync {kind}")
        fsync(handle)

    def watched_replace(*names: str) -> None:
        events.append("rename")
        replace(*names)

    monkeypatch.setattr(os, "fsync", watched_fsync)
    monkeypatch.setattr(os, "replace", watched_replace)
    open_store(str(tmp_path)).write("a.txt", [b"x"])
    assert events == ["fsync file", "rename", "fsync folder"]


def test_what_a_killed_run_left_is_cleaned(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    store.write("a/b.txt", [b"x"])
    (tmp_path / "a" / ".b.txt.xyz.tmp").write_bytes(b"half")
    store.clean()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


def test_permissions_are_those_of_ordinary_files(tmp_path: Path) -> None:
    open_store(str(tmp_path)).write("a.txt", [b"x"])
    (tmp_path / "b.txt").write_bytes(b"x")
    assert (tmp_path / "a.txt").stat().st_mode == (tmp_path / "b.txt").stat().st_mode
