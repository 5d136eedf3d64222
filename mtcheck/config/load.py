"""Find and read the configuration file, and lay the command line over it."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.config.keys import ADDING, parse_table
from mtcheck.errors import UsageError
from mtcheck.settings import Override, Settings

OWN, SHARED = "mtcheck.toml", "pyproject.toml"
DEFAULT, COMMAND_LINE = "default", "command line"


class Resolved(NamedTuple):
    """Settings, where each value comes from (by field), and the file that was read."""

    settings: Settings
    sources: dict[str, str]
    file: Path | None


def find(start: Path) -> Path | None:
    """The nearest mtcheck.toml, or pyproject.toml with `[tool.mtcheck]`, at or above a folder."""
    for folder in (start, *start.parents):
        if (folder / OWN).is_file():
            return folder / OWN
        shared = folder / SHARED
        if shared.is_file() and _table(shared) is not None:
            return shared
    return None


def _table(path: Path) -> dict[str, Any] | None:
    """The configuration table of a file; None for a pyproject.toml without one."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UsageError(f"{path}: not TOML: {error or 'nested too deeply'}") from error
    if path.name != SHARED:
        return content
    tools = content.get("tool", {})
    table = tools.get("mtcheck") if isinstance(tools, dict) else None
    if table is not None and not isinstance(table, dict):
        raise UsageError(f"{path}: tool.mtcheck must be a table")
    return table


def start_folder(paths: Iterable[str]) -> Path:
    """Where to begin the search: the folder that all given paths have in common."""
    absolute = [os.path.abspath(path) for path in paths if path != "-" and "\0" not in path]
    folders = {path if os.path.isdir(path) else os.path.dirname(path) for path in absolute}
    try:
        return Path(os.path.commonpath(folders))
    except ValueError:  # none given, or on several drives
        return Path.cwd()


def resolve(given: Mapping[str, Any], paths: Iterable[str] = ()) -> Resolved:
    """The command line's values (by field) over the nearest file's over the defaults.

    `given["config"]` names the file to read instead of the nearest one. UsageError says which
    file or value is at fault.
    """
    chosen = given.get("config")
    file = Path(chosen) if chosen is not None else find(start_folder(paths))
    table = _table(file) if file is not None else None
    read = parse_table(table, file.absolute()) if file is not None and table else {}
    if "overrides" in read:
        read["overrides"] = tuple(_without(override, given) for override in read["overrides"])
    sources = {field.name: DEFAULT for field in fields(Settings)}
    sources |= dict.fromkeys(read, str(file)) | dict.fromkeys(given, COMMAND_LINE)
    values = {**read, **given}
    if file is not None:
        values |= {"root": file.absolute().parent}
        sources["root"] = str(file)
    try:
        return Resolved(replace(Settings(), **values), sources, file)
    except ValueError as error:
        raise UsageError(str(error)) from error


def _without(override: Override, given: Mapping[str, Any]) -> Override:
    """The override without what the command line says; what adds up still does."""
    values = tuple(v for v in override.values if v[0] not in given or v[0] in ADDING)
    return Override(override.paths, values)
