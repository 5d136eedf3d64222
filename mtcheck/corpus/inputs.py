"""From what the user named to inputs: files of many records, and one set of single files."""

from __future__ import annotations

import glob
import hashlib
import os
from collections.abc import Iterable, Iterator
from stat import S_ISREG

from mtcheck.corpus.opening import filesystem, is_url, open_stored
from mtcheck.corpus.records import Input
from mtcheck.corpus.sources import for_path
from mtcheck.corpus.sources.jsonl import STDIN
from mtcheck.errors import InputError
from mtcheck.readers import readers

_SAMPLE = 1 << 20


def find_inputs(sources: Iterable[str]) -> list[Input]:
    """Inputs in order of name; InputError when a source is missing or nothing in it is known."""
    paths: set[str] = set()
    for given in sources:
        found = [given] if given == STDIN else list(_expand(given))
        if not found:
            raise InputError(given, "nothing to scan: no file of a known kind")
        paths.update(found)
    many = sorted(path for path in paths if path == STDIN or for_path(path))
    single = sorted(paths.difference(many))
    inputs = [_records(index, path) for index, path in enumerate(many)]
    if single:
        inputs.append(_files(len(inputs), single))
    return inputs


def _expand(given: str) -> Iterator[str]:
    if is_url(given):
        yield from _expand_url(given)
    elif os.path.isdir(given):
        yield from _walk(given)
    elif os.path.exists(given):
        yield given
    elif glob.has_magic(given):
        for path in glob.iglob(given, recursive=True):
            if os.path.isfile(path):
                yield path
    else:
        raise InputError(given, "no such file or directory")


def _known(name: str) -> bool:
    suffix = os.path.splitext(name)[1].lower()
    known = for_path(name) or any(suffix in reader.suffixes for reader in readers().values())
    return bool(known) and not name.startswith(".")


def _walk(folder: str) -> Iterator[str]:
    def stop(error: OSError) -> None:
        raise InputError(str(error.filename), f"cannot be read: {error.strerror}")

    for place, folders, names in os.walk(folder, onerror=stop):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (os.path.join(place, name) for name in names if _known(name))


def _expand_url(given: str) -> Iterator[str]:
    system, path = filesystem(given)
    if glob.has_magic(path):
        found = system.glob(path)
    elif system.isdir(path):
        found = [name for name in system.find(path) if _known(name.rpartition("/")[2])]
    elif system.exists(path):
        found = [path]
    else:
        raise InputError(given, "no such file or directory")
    yield from (system.unstrip_protocol(name) for name in found)


def _records(index: int, path: str) -> Input:
    size, fingerprint = (0, "") if path == STDIN else _fingerprint(path)
    return Input(index, for_path(path) or "jsonl", path, size, fingerprint)


def _fingerprint(path: str) -> tuple[int, str]:
    """Size and hash over it and the file's ends; the shards' digests cover the rest."""
    try:
        if not is_url(path) and not S_ISREG(os.stat(path).st_mode):
            return 0, ""  # a pipe can be read only once
        with open_stored(path) as file:
            head = file.read(_SAMPLE)
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - _SAMPLE))
            digest = hashlib.sha256(b"%d\0" % size + head + file.read())
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror or error}") from error
    return size, digest.hexdigest()


def _files(index: int, paths: list[str]) -> Input:
    digest = hashlib.sha256()
    total = 0
    for path in paths:
        size, changed = _status(path)
        total += size
        digest.update(f"{path}\0{size}\0{changed}\n".encode("utf-8", "surrogateescape"))
    return Input(index, "files", "", total, digest.hexdigest(), tuple(paths))


def _status(path: str) -> tuple[int, str]:
    if is_url(path):
        system, inner = filesystem(path)
        return int(system.size(inner) or 0), str(system.ukey(inner))
    try:
        status = os.stat(path)
    except OSError:
        return 0, ""  # a dangling link, say: a bad record when its turn comes
    return status.st_size, str(status.st_mtime_ns)
