"""Known findings, kept in a file, so that only new ones are reported.

A finding is known by its rule, its text and the words beside it, not by its place. Where the
neighbouring words were changed, an entry of the same rule and text that is not used otherwise
stands in for it, so that mending one error does not make its neighbours new.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from mtcheck.errors import UsageError
from mtcheck.fingerprint import fingerprints, folded
from mtcheck.replacing import naming, replace_text
from mtcheck.result import Document, penalty_per_100_words

SCHEMA = "mtcheck-baseline/1"
_LONGEST = 100


class Entry(NamedTuple):
    """A known finding; `path` is relative to the baseline's folder, `text` folded and cut."""

    path: str
    rule: str
    text: str
    context: str


class Baseline:
    """The entries of one file, and which of them were met in this run."""

    def __init__(self, path: Path, entries: Iterable[Entry] = ()) -> None:
        self.path = path
        self._entries: dict[str, list[Entry]] = {}
        for entry in entries:
            self._entries.setdefault(entry.path, []).append(entry)
        self._checked: set[str] = set()
        self._new: list[Entry] = []
        self._expired: list[Entry] = []

    @classmethod
    def read(cls, path: Path, *, missing_ok: bool = False) -> Baseline:
        """The baseline in a file; UsageError when it is missing (unless allowed) or damaged."""
        try:
            content = json.loads(path.read_bytes())
            if content["schema"] != SCHEMA:
                raise UsageError(f"{path}: not a baseline of schema {SCHEMA}")
            return cls(path, [_entry(item) for item in content["findings"]])
        except FileNotFoundError as error:
            if missing_ok:
                return cls(path)
            raise UsageError(f"{path}: no such baseline; make it with --write-baseline") from error
        except OSError as error:
            raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise UsageError(f"{path}: not a baseline: {error!r}") from error

    def record(self, document: Document) -> Document:
        """The document without findings, all of which are for the file to be written."""
        key = self._key(document.path)
        self._checked.add(key)
        self._new += _entries(key, document)
        return replace(document, findings=(), penalty_per_100_words=0.0)

    def narrow(self, document: Document, ran: Callable[[], Container[str]]) -> Document:
        """The document without known findings, and with notes on them and on expired entries.

        An entry is expired when its finding was not met though its rule is one of `ran()`, which
        is asked only where it matters.
        """
        key = self._key(document.path)
        self._checked.add(key)
        made = list(_entries(key, document))
        rest = list(self._entries.get(key, ()))
        known = [self._take(rest, entry, exact=True) for entry in made]
        known = [
            found or self._take(rest, entry, exact=False)
            for found, entry in zip(known, made, strict=True)
        ]
        expired = [entry for entry in rest if entry.rule in ran()]
        self._expired += expired
        left = [f for f, found in zip(document.findings, known, strict=True) if not found]
        notes = list(document.notes)
        if any(known):
            notes.append(f"{sum(known)} known in the baseline, not shown")
        notes += [f"expired in the baseline: {e.rule} {json.dumps(e.text)}" for e in expired]
        penalty = penalty_per_100_words(left, document.article.word_count)
        return replace(
            document, findings=tuple(left), penalty_per_100_words=penalty, notes=tuple(notes)
        )

    @staticmethod
    def _take(rest: list[Entry], entry: Entry, *, exact: bool) -> bool:
        for index, known in enumerate(rest):
            if known == entry or (not exact and known[:3] == entry[:3]):
                del rest[index]
                return True
        return False

    def expired(self) -> list[Entry]:
        """Entries of checked inputs that were not met, and all of files that are gone."""
        gone = [
            entry
            for path, entries in self._entries.items()
            if path not in self._checked and not os.path.lexists(self.path.parent / path)
            for entry in entries
        ]
        return [*self._expired, *gone]

    def write(self) -> int:
        """Replace the file by this run's findings and return how many there are in it.

        Entries of files that were not checked stay, unless the file is gone.
        """
        gone = set(self.expired())
        kept = [
            entry
            for path, entries in self._entries.items()
            if path not in self._checked
            for entry in entries
            if entry not in gone
        ]
        entries = sorted([*kept, *self._new], key=lambda entry: entry.path)
        lines = ",\n".join(json.dumps(entry._asdict()) for entry in entries)
        text = f'{{"schema": "{SCHEMA}", "findings": [\n{lines}\n]}}\n'
        with naming(self.path):
            replace_text(self.path, text)
        return len(entries)

    def _key(self, path: str) -> str:
        with suppress(ValueError):  # another drive
            path = os.path.relpath(path, self.path.absolute().parent) if path else "text"
        return path.replace(os.sep, "/")


def _entry(item: dict[str, object]) -> Entry:
    entry = Entry(**item)  # type: ignore[arg-type]
    if not all(isinstance(value, str) for value in entry):
        raise TypeError(item)
    return entry


def _entries(path: str, document: Document) -> Iterator[Entry]:
    marks = fingerprints(document.article, document.findings)
    for finding, mark in zip(document.findings, marks, strict=True):
        yield Entry(path, finding.rule, folded(finding.text)[:_LONGEST], mark)
