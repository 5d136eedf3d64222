"""Files replaced all together or not at all, each of them atomically.

First every new content is written and synced beside its file, then all are renamed into place;
when one rename fails, those before it are undone.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mtcheck.errors import InputError
from mtcheck.replacing import sync_folder

_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE,
          codecs.BOM_UTF16_BE)  # fmt: skip
_SAME = "it cannot be written back byte for byte in"


class Change(NamedTuple):
    """A file's path as the user gave it, its bytes as read and as wanted."""

    path: str
    before: bytes
    after: bytes


class _Staged(NamedTuple):
    change: Change
    target: str
    new: str
    old: str


def encode_like(before: bytes, old: str, new: str, encoding: str, path: str) -> bytes:
    """`new` in the encoding, byte order and byte order mark that `before` has for `old`.

    InputError when `before` is not `old` (the file was changed meanwhile), when the encoding
    would not give the same bytes for the same text, or cannot write the new text.
    """
    mark, codec = split_mark(before, encoding)
    try:
        if before[len(mark) :].decode(codec).removeprefix("\ufeff") != old:
            raise InputError(path, "changed while it was being checked")
        if mark + old.encode(codec) != before:
            raise InputError(path, f"{_SAME} {codec}")
    except UnicodeDecodeError as error:
        raise InputError(path, "changed while it was being checked") from error
    except UnicodeEncodeError as error:
        raise InputError(path, f"{_SAME} {codec}") from error
    try:
        return mark + new.encode(codec)
    except UnicodeEncodeError as error:
        character = new[error.start]
        raise InputError(path, f"{character!r} cannot be written in {codec}") from error


def split_mark(data: bytes, encoding: str) -> tuple[bytes, str]:
    """The byte order mark (maybe empty) and the codec for what follows it."""
    name = codecs.lookup(encoding).name
    if name in ("utf-8", "utf-8-sig"):
        return (codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""), "utf-8"
    if name in ("utf-16", "utf-32"):
        # Python's own codec reads the mark and would write the machine's byte order.
        big = (codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
        for mark in _MARKS[1:]:
            if data.startswith(mark) and (len(mark) == 4) == (name == "utf-32"):
                return mark, f"{name}-{'be' if mark in big else 'le'}"
        return b"", f"{name}-{sys.byteorder[0]}e"
    for mark, codec in (
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ):
        if name == codec and data.startswith(mark):
            return mark, codec
    return b"", name


def replace_all(changes: Sequence[Change]) -> None:
    """Put every change into place; InputError, and nothing is changed, when one cannot be made.

    Symbolic links are followed and stay links. Permissions are kept, and the owner where allowed.
    """
    with contextlib.ExitStack() as cleanup:
        staged = [_stage(change, cleanup) for change in _distinct(changes)]
        done: list[_Staged] = []
        try:
            for entry in staged:
                with _as_input_error(entry.change.path, "cannot be written"):
                    _unchanged(entry)
                    os.replace(entry.new, entry.target)
                    done.append(entry)
        except BaseException:
            for entry in reversed(done):
                os.replace(entry.old, entry.target)
            raise
        for folder in {os.path.dirname(entry.target) for entry in done}:
            sync_folder(folder)


def _distinct(changes: Sequence[Change]) -> Iterator[Change]:
    """One change for each file, whatever names it was given under."""
    seen: dict[str, Change] = {}
    for change in changes:
        target = os.path.realpath(change.path)
        if target not in seen:
            seen[target] = change
            yield change
        elif seen[target].after != change.after:
            raise InputError(change.path, f"is the same file as {seen[target].path}")


def _stage(change: Change, cleanup: contextlib.ExitStack) -> _Staged:
    """Write the new content beside the file, and keep a way back to the old one."""
    with _as_input_error(change.path, "cannot be written"):
        target = os.path.realpath(change.path)
        status = os.stat(target)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(change.path, "cannot be written: not a regular file")
        if not os.access(target, os.W_OK):
            raise InputError(change.path, "cannot be written: it is read-only")
        new = _sibling(target, ".new", cleanup)
        with open(new, "wb") as file:
            file.write(change.after)
            _keep_attributes(file.fileno(), new, status)
            file.flush()
            os.fsync(file.fileno())
        old = _sibling(target, ".old", cleanup)
        os.unlink(old)
        try:
            os.link(target, old)
        except OSError:  # a file system without hard links
            shutil.copy2(target, old)
        entry = _Staged(change, target, new, old)
        _unchanged(entry)
        return entry


def _sibling(target: str, suffix: str, cleanup: contextlib.ExitStack) -> str:
    folder = os.path.dirname(target)
    handle, path = tempfile.mkstemp(prefix=".mtcheck-", suffix=suffix, dir=folder)
    os.close(handle)
    cleanup.callback(_remove, path)
    return path


def _remove(path: str) -> None:
    with contextlib.suppress(OSError):
        os.unlink(path)


def _keep_attributes(handle: int, path: str, status: os.stat_result) -> None:
    if hasattr(os, "fchown"):
        with contextlib.suppress(OSError):  # only root may give files away
            os.fchown(handle, status.st_uid, status.st_gid)
    os.chmod(path, stat.S_IMODE(status.st_mode))


def _unchanged(entry: _Staged) -> None:
    with open(entry.target, "rb") as file:
        if file.read() != entry.change.before:
            raise InputError(entry.change.path, "changed while it was being fixed")


@contextlib.contextmanager
def _as_input_error(path: str, what: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise InputError(path, f"{what}: {error.strerror or error}") from error
