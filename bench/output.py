"""Pages and reports that the benches write where the user says."""

from __future__ import annotations

from pathlib import Path

from mtcheck.errors import UsageError
from mtcheck.replacing import replace_text


def expect(path: Path | None) -> None:
    """UsageError where nothing can be written to `path`, ahead of long measuring."""
    if path is not None and path.is_dir():
        raise UsageError(f"{path}: is a folder; name a file in it")
    if path is not None and not path.parent.is_dir():
        raise UsageError(f"{path.parent}: no such folder")


def write(path: Path, text: str) -> None:
    """Write the file as a whole or not at all; UsageError when that cannot be."""
    try:
        replace_text(path, text)
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror or error}") from error
