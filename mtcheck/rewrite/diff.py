"""Unified diffs that `git apply` takes."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_QUOTED = re.compile(r'[\x00-\x1f\x7f"\\]')
_ESCAPES = {"\a": "a", "\b": "b", "\t": "t", "\n": "n", "\v": "v", "\f": "f", "\r": "r"}


def unified_diff(path: str, before: str, after: str, context: int = 3) -> str:
    """The diff between two texts of one file; empty when they are the same.

    Lines end at LF alone, as git has it, so that CR, form feeds and Unicode's separators stay
    what they are. `path` is shown from the working directory where it lies below it.
    """
    if before == after:
        return ""
    name = diff_name(path)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in difflib.unified_diff(
            _LINE.findall(before),
            _LINE.findall(after),
            _header(f"a/{name}"),
            _header(f"b/{name}"),
            n=context,
        )
    )


def diff_name(path: str) -> str:
    """The path with forward slashes, relative to the working directory where it lies below it."""
    shown = path
    if os.path.isabs(path):
        here = os.getcwd()
        if os.path.commonpath([here, os.path.abspath(path)]) == here:
            shown = os.path.relpath(path, here)
    normal = os.path.normpath(shown) if shown else "text"
    return Path(normal).as_posix().lstrip("/")


def _header(name: str) -> str:
    """The name as git writes it: quoted where a character could end it, a tab after spaces."""
    if _QUOTED.search(name):
        return '"' + _QUOTED.sub(_escaped, name) + '"'
    return name + "\t" if " " in name else name


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    if character in '"\\':
        return "\\" + character
    return "\\" + (_ESCAPES.get(character) or f"{ord(character):03o}")
