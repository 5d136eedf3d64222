"""Results remembered by content, so that what did not change is not checked again.

One SQLite file, which several runs may use at once. A key covers the bytes of the input, the
settings, the code and the networks (by size and time of change); nothing heavy is imported to
make one. Whatever is wrong with the file, checking goes on without it.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Self

from mtcheck import __version__
from mtcheck.models.files import models_dir
from mtcheck.settings import Settings

FOLDER_VARIABLE = "MTCHECK_CACHE_DIR"
_NAME = "results-1.sqlite"
_MOST = 200_000
_TOGETHER = 100
_MOST_PENDING = 1000
_WAIT_SECONDS = 2.0
_PAUSE_SECONDS = 0.01
_PACKAGE = Path(__file__).resolve().parent
# Settings that results do not depend on; any other, also a future one, is part of the key.
_OUTSIDE = frozenset(
    "format fail_on exit_zero baseline write_baseline config diff_base exclude overrides root "
    "stdin_filename jobs threads cache quiet verbose".split()
)


def folder() -> Path:
    """Where results are kept: `$MTCHECK_CACHE_DIR`, or the user's cache folder."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    from platformdirs import user_cache_path

    return user_cache_path("mtcheck", appauthor=False)


class Cache:
    """Bytes by key in one file. Use as a context manager: what was put is saved at its end."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path or folder() / _NAME
        self._pending: list[tuple[bytes, bytes]] = []
        self._wrote = False
        self._db = self._open()

    def _open(self) -> sqlite3.Connection | None:
        until = time.monotonic() + _WAIT_SECONDS
        removed = False
        while True:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                db = sqlite3.connect(self.path, timeout=_WAIT_SECONDS, isolation_level=None)
                try:
                    db.execute("PRAGMA journal_mode=WAL")
                    db.execute("PRAGMA synchronous=OFF")  # a lost result is only made again
                    db.execute(
                        "CREATE TABLE IF NOT EXISTS results "
                        "(number INTEGER PRIMARY KEY, key BLOB UNIQUE, value BLOB)"
                    )
                except BaseException:
                    db.close()
                    raise
            except sqlite3.OperationalError as error:
                # SQLite does not wait by itself while another run turns a new file to WAL.
                if not _busy(error) or time.monotonic() > until:
                    return None  # read-only, full, or busy for long: do without
                time.sleep(_PAUSE_SECONDS)
            except sqlite3.DatabaseError:
                if removed:
                    return None
                self._remove()  # not a database any more: begin anew
                removed = True
            except OSError:
                return None
            else:
                return db

    def _remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{self.path}{suffix}")

    def get(self, key: bytes) -> bytes | None:
        """What was put under the key, or None."""
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT value FROM results WHERE key = ?", (key,)).fetchone()
        except sqlite3.DatabaseError as error:
            if not _busy(error):
                self._give_up()
            return None
        return bytes(row[0]) if row and isinstance(row[0], bytes) else None

    def put(self, key: bytes, value: bytes) -> None:
        """Remember the value."""
        if self._db is None:
            return
        self._pending.append((key, value))
        if len(self._pending) % _TOGETHER == 0:
            self._save()

    def _save(self) -> None:
        pending, self._pending = self._pending, []
        if self._db is None or not pending:
            return
        try:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.executemany(
                "INSERT OR REPLACE INTO results (key, value) VALUES (?, ?)", pending
            )
            self._db.execute("COMMIT")
            self._wrote = True
        except sqlite3.OperationalError as error:  # another run is writing, or the disk is full
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")
            if _busy(error) and len(pending) < _MOST_PENDING:
                self._pending = pending  # with the next ones
        except sqlite3.DatabaseError:
            self._give_up()

    def _give_up(self) -> None:
        if self._db is not None:
            with suppress(sqlite3.Error):
                self._db.close()
        self._db = None
        self._remove()

    def close(self) -> None:
        """Save, drop the oldest results over the limit, and close the file."""
        self._save()
        if self._db is None:
            return
        with closing(self._db), suppress(sqlite3.Error):
            if self._wrote:
                self._db.execute(
                    "DELETE FROM results WHERE number <= (SELECT max(number) FROM results) - ?",
                    (_MOST,),
                )
        self._db = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _busy(error: sqlite3.Error) -> bool:
    """Another run holds the file; nothing is wrong with it."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def key(settings: Settings, suffix: str = "", data: bytes = b"") -> bytes:
    """The key of an input of that suffix and content under the settings of its path.

    Without an input, the key of what holds for the whole run.
    """
    digest = hashlib.sha256(_prefix(settings))
    digest.update(suffix.lower().encode("utf-8", "surrogatepass") + b"\0")
    digest.update(data)
    return digest.digest()


@lru_cache(maxsize=64)
def _prefix(settings: Settings) -> bytes:
    parts = [__version__, sys.version, *_state(_PACKAGE), *_libraries()]
    parts += [
        f"{field.name}={getattr(settings, field.name)!r}"
        for field in fields(settings)
        if field.name not in _OUTSIDE
    ]
    if settings.models:
        networks = models_dir(settings.models_dir)
        parts += _state(networks) if networks else []
    if settings.rewriter:
        parts += _state(Path(settings.rewriter.partition(":")[2]))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


def _libraries() -> Iterator[str]:
    """The folder of installed packages changes when one is installed or removed."""
    for entry in sys.path:
        if entry.endswith(("site-packages", "dist-packages")):
            with suppress(OSError):
                yield f"{entry} {os.stat(entry).st_mtime_ns}"


def _state(top: Path) -> Iterator[str]:
    """Name, size and time of change of all files in a folder; the interpreter's own aside."""
    pending = [str(top)]
    while pending:
        try:
            entries = sorted(os.scandir(pending.pop()), key=lambda entry: entry.path)
        except OSError:
            continue
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    pending.append(entry.path)
            else:
                status = entry.stat()
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
