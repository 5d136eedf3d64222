"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from mtcheck.errors import UsageError

TEMPORARY = ".tmp"
"""How the names of files end that are not complete; they begin with a full stop."""


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[BinaryIO]:
    """A file open for bytes that takes the place of `path` once the block has ended.

    It is then there in full, also after a power cut, with the permissions of the file before it
    or of any new one, and behind the same link. When the block or the disk fails, all stays as it
    was. Errors of the disk are OSError and name `path`.
    """
    target = path.resolve()
    name = None
    try:
        handle, name = tempfile.mkstemp(TEMPORARY, f".{target.name}.", target.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, _mode(target))
        os.replace(name, target)
    except BaseException as error:
        if name is not None:
            with contextlib.suppress(OSError):
                os.unlink(name)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise
    sync_folder(target.parent)


def replace_text(path: Path, text: str) -> None:
    """Write a text file in UTF-8, whole or not at all; what UTF-8 lacks is escaped. OSError."""
    with replacing(path) as file:
        file.write(text.encode("utf-8", "backslashreplace"))


def expect_file(path: Path) -> None:
    """UsageError where no file can be at `path`, ahead of the work that it is for."""
    if path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it")
    if not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder")


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Errors of the disk as UsageError on the file that is being written."""
    try:
        yield
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error


def _mode(target: Path) -> int:
    try:
        return target.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0o022)
        os.umask(mask)
        return 0o666 & ~mask


def sync_folder(folder: Path | str) -> None:
    """Make renames in the folder last through a power cut, where the file system can."""
    with contextlib.suppress(OSError):  # not every file system can
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
