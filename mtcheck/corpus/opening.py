"""Opening inputs: local paths or URLs, compressed or not, with the place in the stored file."""

from __future__ import annotations

import gzip
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from mtcheck.errors import UsageError

_BUFFER = 1 << 20
Tell = Callable[[], int]


class DamagedError(Exception):
    """A compressed file that ends too early or does not decode."""


def is_url(path: str) -> bool:
    """True for what fsspec opens rather than the operating system."""
    return "://" in path


def filesystem(url: str) -> tuple[Any, str]:
    """The fsspec file system of a URL and the path in it; UsageError without fsspec."""
    try:
        import fsspec
    except ImportError:
        raise UsageError(f"{url}: URLs need fsspec (pip install 'mtcheck[corpus]')") from None
    try:
        return cast("tuple[Any, str]", fsspec.core.url_to_fs(url))
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: {error}") from None


def open_stored(path: str) -> IO[bytes]:
    """The file as stored, for reading."""
    if is_url(path):
        system, inner = filesystem(path)
        return cast("IO[bytes]", system.open(inner, "rb"))
    return open(path, "rb", buffering=_BUFFER)


@contextmanager
def open_records(path: str) -> Iterator[tuple[IO[bytes], Tell]]:
    """The decompressed content, and how far into the stored file reading has got."""
    with open_stored(path) as stored:
        yield _decompressed(stored, path), stored.tell


def _decompressed(stored: IO[bytes], path: str) -> IO[bytes]:
    if path.endswith(".gz"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=stored))
    if path.endswith(".xz"):
        return lzma.LZMAFile(stored)
    if path.endswith(".zst"):
        return cast("IO[bytes]", io.BufferedReader(_Zstandard(stored, path), _BUFFER))
    return stored


class _Zstandard(io.RawIOBase):
    """Frames one after the other; unlike zstandard's own reader it tells a truncated file."""

    def __init__(self, stored: IO[bytes], path: str) -> None:
        try:
            import zstandard
        except ImportError:
            message = f"{path}: .zst needs zstandard (pip install 'mtcheck[corpus]')"
            raise UsageError(message) from None
        self._make = zstandard.ZstdDecompressor().decompressobj
        self._stored = stored
        self._frame: Any = None
        self._ready = b""

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill `buffer`; DamagedError when the file ends inside a frame."""
        while not self._ready and self._more():
            pass
        taken = self._ready[: len(buffer)]
        self._ready = self._ready[len(taken) :]
        buffer[: len(taken)] = taken
        return len(taken)

    def _more(self) -> bool:
        rest = self._frame.unused_data if self._frame is not None and self._frame.eof else b""
        # Small pieces: a highly compressed one may unfold to a thousand times its size.
        data = rest or self._stored.read(1 << 14)
        if not data:
            if self._frame is not None and not self._frame.eof:
                raise DamagedError("compressed file ends before its end marker")
            return False
        if self._frame is None or self._frame.eof:
            self._frame = self._make()
        self._ready = self._frame.decompress(data)
        return True


def damage(error: Exception) -> str | None:
    """What is wrong with the file, when the error says that its content is broken.

    None for errors of the disk, the network or the program.
    """
    if isinstance(error, OSError) and error.errno is not None:
        return None
    broken = (DamagedError, EOFError, OSError, zlib.error, lzma.LZMAError)
    if isinstance(error, broken) or type(error).__name__ in ("ZstdError", "ArrowInvalid"):
        return f"damaged: {error}" if str(error) else "damaged"
    return None
