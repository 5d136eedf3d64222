"""From a path, bytes or standard input to an `Article`, by the reader of the suffix."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mtcheck.article import Article
from mtcheck.errors import InputError
from mtcheck.readers.decode import decode
from mtcheck.registry import Registry
from mtcheck.result import Failure
from mtcheck.settings import Settings

Parse = Callable[[str, str, str], Article]
Declared = Callable[[bytes], str | None]
STDIN = "-"


@dataclass(frozen=True, slots=True)
class Reader:
    """Makes an article of decoded text: `parse(text, path, encoding)`."""

    id: str
    suffixes: tuple[str, ...]
    parse: Parse
    declared: Declared | None = None
    """Reads the encoding that the bytes themselves name, where the kind has such a thing."""


_REGISTRY: Registry[Reader] = Registry("reader", "mtcheck.readers")


def reader(id: str, *suffixes: str, declared: Declared | None = None) -> Callable[[Parse], Parse]:
    """Register the decorated function as the reader of files with these suffixes."""

    def register(parse: Parse) -> Parse:
        _REGISTRY.add(id, Reader(id, suffixes, parse, declared))
        return parse

    return register


def readers() -> dict[str, Reader]:
    """All readers by id."""
    return _REGISTRY.all()


def _for_suffix(suffix: str) -> Reader:
    found = (known for known in _REGISTRY if suffix.lower() in known.suffixes)
    return next(found, _REGISTRY.get("text"))


def read_bytes(data: bytes, path: str, settings: Settings) -> Article:
    """The article in `data`; `path` names it and its suffix picks the reader.

    InputError when it is too large, empty, binary, or not in the encoding expected.
    """
    if len(data) > settings.max_bytes:
        raise InputError(path, _too_large(f"{len(data) / 1e6:.1f} MB", settings))
    chosen = _for_suffix(Path(path).suffix)
    named = chosen.declared(data) if chosen.declared else None
    text, encoding = decode(data, path, settings.encoding, named)
    if not text.strip():
        raise InputError(path, "empty: there is no text to check")
    return chosen.parse(text, path, encoding)


def _too_large(size: str, settings: Settings) -> str:
    limit = f"{settings.max_bytes / 1e6:g} MB"
    return f"too large: {size}, limit {limit} (use `mtcheck scan` for corpora)"


def fetch(path: str, settings: Settings) -> tuple[str, bytes]:
    """Name and bytes of a path, or of standard input for `-`; InputError when it cannot be read.

    Too large ones are cut one byte over the limit.
    """
    if path == STDIN:
        name = settings.stdin_filename or "<stdin>"
        return name, sys.stdin.buffer.read(settings.max_bytes + 1)
    return path, _bytes(Path(path), settings)


def read_path(path: Path, settings: Settings) -> Article:
    """The article in a file; InputError says why when there is none."""
    return read_bytes(_bytes(path, settings), str(path), settings)


def _bytes(path: Path, settings: Settings) -> bytes:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > settings.max_bytes:
                raise InputError(str(path), _too_large(f"{size / 1e6:.1f} MB", settings))
            # A pipe or device tells no size: one byte over the limit is enough to refuse it.
            return file.read(settings.max_bytes + 1)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(str(path).replace("\0", "\\0"), f"cannot be read: {error}") from error


def read(path: str, settings: Settings) -> Article:
    """The article at a path, or on standard input for `-`."""
    name, data = fetch(path, settings)
    return read_bytes(data, name, settings)


def expand(paths: Iterable[str]) -> Iterator[str | Failure]:
    """Files under the given paths, directories searched for known suffixes in order of name.

    Hidden entries of directories are left out. A directory that cannot be listed, or in which
    nothing is known, is a Failure.
    """
    for given in paths:
        if given == STDIN or not os.path.isdir(given):
            yield given
            continue
        known = frozenset(suffix for entry in _REGISTRY for suffix in entry.suffixes)
        found = False
        for item in _walk(given, known):
            found = True
            yield item
        if not found:
            yield Failure(given, f"no file with a known suffix ({', '.join(sorted(known))})")


def _walk(folder: str, known: frozenset[str]) -> Iterator[str | Failure]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Failure(folder, f"cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, known)
        elif entry.is_file() and os.path.splitext(entry.name)[1].lower() in known:
            yield entry.path
