"""The keys of a configuration file: names, types and how a value becomes one of `Settings`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mtcheck.config.phrases import read_phrases, read_terms
from mtcheck.errors import UsageError, unknown
from mtcheck.finding import Severity
from mtcheck.settings import Override

# Where a configuration file lies; its paths are relative to it.
Parse = Callable[[Any, Path], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key: the field of `Settings` that it fills, the parser, and its JSON Schema.

    The parser raises ValueError that says what the value must be. `adds` keys add to what was
    there before instead of replacing it.
    """

    field: str
    parse: Parse
    schema: Mapping[str, Any]
    help: str
    adds: bool = False


def _string(value: Any, _: Path) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("must be a string")
    return value


def _boolean(value: Any, _: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")  # noqa: TRY004  (one kind of error for all)
    return value


def _strings(value: Any, _: Path) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        raise ValueError("must be a list of strings")
    return tuple(value)


def _number(low: float, high: float) -> Parse:
    def parse(value: Any, _: Path) -> float:
        right = isinstance(value, int | float) and not isinstance(value, bool)
        if not right or not low <= value <= high:
            raise ValueError(f"must be a number from {low:g} to {high:g}")
        return float(value)

    return parse


def _integer(low: int) -> Parse:
    def parse(value: Any, _: Path) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < low:
            raise ValueError(f"must be a whole number, {low} or more")
        return value

    return parse


_FAIL_ON = [*(s.value for s in Severity), "never"]


def _fail_on(value: Any, _: Path) -> Severity | None:
    if value not in _FAIL_ON:
        raise ValueError(f"must be one of {', '.join(_FAIL_ON)}")
    return None if value == "never" else Severity(value)


def _path(value: Any, folder: Path) -> Path:
    return folder / _string(value, folder)


def _phrases(value: Any, folder: Path) -> Any:
    return tuple(p for name in _strings(value, folder) for p in read_phrases(folder / name))


def _accept_files(value: Any, folder: Path) -> tuple[str, ...]:
    return tuple(term for name in _strings(value, folder) for term in read_terms(folder / name))


def _overrides(value: Any, folder: Path) -> tuple[Override, ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError("must be a list of tables")
    return tuple(_override(dict(item), folder, number) for number, item in enumerate(value, 1))


def _override(table: dict[str, Any], folder: Path, number: int) -> Override:
    try:
        paths = _strings(table.pop("paths", None), folder)
    except ValueError as error:
        raise ValueError(f"number {number}: paths {error}") from error
    values = []
    for name, value in table.items():
        if name not in PER_PATH:
            raise ValueError(f"number {number}: {unknown('key', name, ['paths', *PER_PATH])}")
        try:
            values.append((KEYS[name].field, KEYS[name].parse(value, folder)))
        except ValueError as error:
            raise ValueError(f"number {number}: {name} {error}") from error
    return Override(paths, tuple(values))


_BOOLEAN = {"type": "boolean"}
_STRING = {"type": "string", "minLength": 1}
_LIST = {"type": "array", "items": _STRING}

KEYS: dict[str, Key] = {
    "format": Key("format", _string, _STRING, "Output format."),
    "fail-on": Key(
        "fail_on", _fail_on, {"enum": _FAIL_ON}, "Lowest severity that makes the exit code 1."
    ),
    "exit-zero": Key("exit_zero", _boolean, _BOOLEAN, "Exit 0 whatever is found."),
    "select": Key("select", _strings, _LIST, "Run only these rules: ids, names, prefixes."),
    "ignore": Key("ignore", _strings, _LIST, "Leave these rules out.", adds=True),
    "extend-select": Key("extend_select", _strings, _LIST, "Run these rules as well.", adds=True),
    "min-confidence": Key(
        "min_confidence",
        _number(0, 1),
        {"type": "number", "minimum": 0, "maximum": 1},
        "Drop findings below this confidence.",
    ),
    "baseline": Key("baseline", _path, _STRING, "File of known findings, not reported again."),
    "encoding": Key("encoding", _string, _STRING, "Encoding of the input."),
    "jobs": Key(
        "jobs", _integer(0), {"type": "integer", "minimum": 0}, "Worker processes; 0: one a core."
    ),
    "cache": Key("cache", _boolean, _BOOLEAN, "Remember results by content."),
    "rewrite": Key("rewrite", _boolean, _BOOLEAN, "Ask the rewriter for suggestions."),
    "rewriter": Key("rewriter", _string, _STRING, "Another rewriter: hf:NAME-OR-DIRECTORY."),
    "safe-confidence": Key(
        "safe_confidence",
        _number(0, 1),
        {"type": "number", "minimum": 0, "maximum": 1},
        "The rewriter's suggestions are unsafe where the finding or they are less sure than this.",
    ),
    "languagetool": Key(
        "languagetool", _string, _STRING, "Address of a LanguageTool server to ask, or local."
    ),
    "models": Key("models", _boolean, _BOOLEAN, "Use the networks."),
    "models-dir": Key("models_dir", _path, _STRING, "Folder of the networks."),
    "quiet": Key("quiet", _boolean, _BOOLEAN, "Only findings."),
    "verbose": Key("verbose", _boolean, _BOOLEAN, "Say what was withheld or skipped, and why."),
    "max-bytes": Key(
        "max_bytes", _integer(1), {"type": "integer", "minimum": 1}, "Larger inputs are refused."
    ),
    "min-words": Key(
        "min_words", _integer(0), {"type": "integer", "minimum": 0}, "Shorter texts get no verdict."
    ),
    "accept": Key(
        "accept", _strings, _LIST, "Words and phrases that are right as they stand.", adds=True
    ),
    "accept-files": Key(
        "accept",
        _accept_files,
        _LIST,
        "Files of accepted words and phrases, one a line.",
        adds=True,
    ),
    "phrases": Key(
        "phrases", _phrases, _LIST, "Files of phrases to flag: phrase, replacements, reason."
    ),
    "exclude": Key(
        "exclude", _strings, _LIST, "Patterns of files to leave out when searching directories."
    ),
    "overrides": Key("overrides", _overrides, {}, "Other settings for some paths."),
}

PER_PATH = ("select", "ignore", "extend-select", "min-confidence", "fail-on", "rewrite", "accept")
ADDING = frozenset(key.field for key in KEYS.values() if key.adds)


def parse_table(table: Mapping[str, Any], path: Path) -> dict[str, Any]:
    """Values of `Settings` in a configuration table; UsageError names file and key."""
    values: dict[str, Any] = {}
    for name, value in table.items():
        if name not in KEYS:
            raise UsageError(f"{path}: {unknown('key', name, KEYS)}")
        key = KEYS[name]
        try:
            parsed = key.parse(value, path.parent)
        except ValueError as error:
            raise UsageError(f"{path}: {name} {error}") from error
        values[key.field] = values[key.field] + parsed if key.field in values else parsed
    return values
