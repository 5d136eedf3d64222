"""Pages and reports that the benches write where the user says."""

from __future__ import annotations

from pathlib import Path

from mtcheck.replacing import expect_file, naming, replace_text


def expect(path: Path | None) -> None:
    """UsageError where nothing can be written to `path`, ahead of long measuring."""
    if path is not None:
        expect_file(path)


def write(path: Path, text: str) -> None:
    """Write the file as a whole or not at all; UsageError when that cannot be."""
    with naming(path):
        replace_text(path, text)
