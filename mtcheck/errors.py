"""Errors that a user can do something about: one line each, never a traceback."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


class MtcheckError(Exception):
    """Base of all expected errors; `str(error)` is one line for the user."""


class UsageError(MtcheckError):
    """An option or a name that does not exist or does not fit."""


class InputError(MtcheckError):
    """An input that cannot be read or checked.

    `path` is the input's name as the user gave it; `reason` says what is wrong with it.
    """

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason

    def __reduce__(self) -> tuple[type[InputError], tuple[str, str]]:
        return InputError, (self.path, self.reason)


class ModelError(MtcheckError):
    """A model file that is missing, damaged or of another version."""


class RegistryError(MtcheckError):
    """Two rules, readers or formats with the same id, or one without documentation."""


def unknown(kind: str, name: str, known: Iterable[str]) -> UsageError:
    """The error for an unknown name: the nearest known one, and all that exist."""
    names = sorted(known)
    folded = {known_name.lower(): known_name for known_name in names}
    near = difflib.get_close_matches(name.lower(), folded, n=1, cutoff=0.5)
    hint = f"; did you mean {folded[near[0]]}?" if near else ""
    return UsageError(f"unknown {kind} {name!r}{hint} (known: {', '.join(names) or 'none'})")
