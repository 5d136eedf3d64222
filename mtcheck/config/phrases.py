"""Lists of the user's own: phrases to flag, and terms to accept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from mtcheck.errors import UsageError
from mtcheck.finding import Severity
from mtcheck.settings import Phrase

_DELETE = "(delete)"
_MOST = 3


def read_phrases(path: Path) -> tuple[Phrase, ...]:
    """Phrases of a file of columns parted by tabs: phrase, replacements, reason, severity.

    Replacements are parted by `|`; `(delete)` deletes, an empty column suggests nothing. Empty
    lines and those that begin with `#` are left out. UsageError names the line at fault.
    """
    found: dict[str, tuple[int, Phrase]] = {}
    for number, line in _lines(path):
        try:
            phrase = _phrase(line)
        except ValueError as error:
            raise UsageError(f"{path}: line {number}: {error}") from error
        first, _ = found.setdefault(phrase.phrase.casefold(), (number, phrase))
        if first != number:
            raise UsageError(f"{path}: line {number}: {phrase.phrase!r} stands in line {first} too")
    return tuple(phrase for _, phrase in found.values())


def _phrase(line: str) -> Phrase:
    columns = [" ".join(column.split()) for column in line.split("\t")]
    if not columns[0]:
        raise ValueError("the first column, the phrase, is empty")
    if len(columns) > 4:
        raise ValueError("more than four columns (phrase, replacements, reason, severity)")
    phrase, replacements, reason, severity = [*columns, "", "", ""][:4]
    suggestions = tuple(
        "" if text.strip() == _DELETE else text.strip()
        for text in replacements.split("|")
        if text.strip()
    )
    if len(suggestions) > _MOST:
        raise ValueError("more than three replacements")
    if any(f" {phrase.casefold()} " in f" {text.casefold()} " for text in suggestions):
        raise ValueError(f"{phrase!r} stands in its own replacement")
    try:
        level = Severity(severity.lower()) if severity else Severity.MINOR
    except ValueError as error:
        raise ValueError(f"severity {severity!r} is none of {', '.join(Severity)}") from error
    return Phrase(phrase, suggestions, reason, level)


def read_terms(path: Path) -> tuple[str, ...]:
    """Accepted words and phrases of a file, one a line; `#` begins a comment line."""
    return tuple(" ".join(line.split()) for _, line in _lines(path))


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: byte {error.start} cannot be decoded") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line
