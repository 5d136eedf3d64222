"""Where results are written: whole files that appear at once or not at all."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from mtcheck.corpus.opening import filesystem, is_url
from mtcheck.replacing import TEMPORARY, replacing


class Store(ABC):
    """A folder of result files, by name with `/` between parts; picklable."""

    @abstractmethod
    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """Write a file; it is there in full, also after a power cut, or not at all. OSError."""

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """The content of a file; None when there is none."""

    @abstractmethod
    def is_empty(self) -> bool:
        """True when there is nothing in the folder, or no folder."""

    @abstractmethod
    def clean(self) -> None:
        """Remove what interrupted writes left."""


class LocalStore(Store):
    """A folder of the operating system."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """A file beside it that takes its name at the end."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            for part in parts:
                file.write(part)

    def read(self, name: str) -> bytes | None:
        """The content of a file; None when there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def is_empty(self) -> bool:
        """True when there is nothing in the folder, or no folder."""
        return not self.root.exists() or next(self.root.iterdir(), None) is None

    def clean(self) -> None:
        """Remove temporary files."""
        for path in self.root.rglob(f".*{TEMPORARY}"):
            path.unlink(missing_ok=True)


class UrlStore(Store):
    """A folder under an fsspec URL."""

    def __init__(self, root: str) -> None:
        self.root = root.rstrip("/")

    def write(self, name: str, parts: Iterable[bytes]) -> None:
        """A put under another name and a move: some file systems show files while they grow."""
        system, path = filesystem(f"{self.root}/{name}")
        folder, _, last = path.rpartition("/")
        system.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/.{last}{TEMPORARY}"
        with system.open(temporary, "wb") as file:
            for part in parts:
                file.write(part)
        system.mv(temporary, path)

    def read(self, name: str) -> bytes | None:
        """The content of a file; None when there is none."""
        system, path = filesystem(f"{self.root}/{name}")
        try:
            return bytes(system.cat_file(path))
        except FileNotFoundError:
            return None

    def is_empty(self) -> bool:
        """True when there is nothing in the folder, or no folder."""
        system, path = filesystem(self.root)
        return not system.exists(path) or not system.find(path)

    def clean(self) -> None:
        """Remove temporary files."""
        system, path = filesystem(self.root)
        for found in system.find(path):
            if found.endswith(TEMPORARY) and found.rpartition("/")[2].startswith("."):
                system.rm_file(found)


def open_store(out: str) -> Store:
    """The store at a path or URL."""
    return UrlStore(out) if is_url(out) else LocalStore(out)
