"""The options that commands share, defined once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtcheck.config import resolve
from mtcheck.finding import Severity
from mtcheck.settings import Settings

Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH|-]...",
        help="Files, directories, or - for standard input.",
        show_default=False,
    ),
]


class FailOn(StrEnum):
    """Values of `--fail-on`."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"
    NEVER = "never"


def _option(help: str, *names: str, **more: Any) -> Any:
    return typer.Option(*names, help=help, show_default=False, **more)


# Each is None unless given, so that a configuration file can speak where the command line does not.
# Names are those of `Settings`.
_COMMON: dict[str, Any] = {
    "format": Annotated[str | None, _option("Output format (default text).", "--format", "-f")],
    "fail_on": Annotated[
        FailOn | None, _option("Lowest severity that makes the exit code 1 (default major).")
    ],
    "exit_zero": Annotated[bool | None, _option("Exit 0 whatever is found.", "--exit-zero")],
    "select": Annotated[list[str] | None, _option("Run only these rules.", metavar="RULE,...")],
    "ignore": Annotated[list[str] | None, _option("Leave these rules out.", metavar="RULE,...")],
    "extend_select": Annotated[
        list[str] | None, _option("Run these rules as well.", metavar="RULE,...")
    ],
    "min_confidence": Annotated[
        float | None, _option("Drop findings below this confidence.", min=0.0, max=1.0)
    ],
    "baseline": Annotated[Path | None, _option("File of known findings, not reported again.")],
    "write_baseline": Annotated[
        bool | None, _option("Write this run's findings to the baseline.", "--write-baseline")
    ],
    "diff_base": Annotated[
        str | None, _option("Only lines changed since this git revision.", metavar="REV")
    ],
    "config": Annotated[Path | None, _option("Configuration file (default: the nearest).")],
    "stdin_filename": Annotated[str | None, _option("Name of standard input in the report.")],
    "encoding": Annotated[str | None, _option("Encoding of the input (default UTF-8).")],
    "jobs": Annotated[
        int | None, _option("Worker processes; 0 for one a core.", "--jobs", "-j", min=0)
    ],
    "cache": Annotated[bool | None, _option("Do not use remembered results.", " /--no-cache")],
    "rewrite": Annotated[bool | None, _option("Make no suggestions.", " /--no-rewrite")],
    "rewriter": Annotated[
        str | None, _option("Another rewriter: hf:NAME-OR-DIRECTORY (needs the extra hf).")
    ],
    "languagetool": Annotated[
        str | None,
        _option("Ask this LanguageTool server as well, or start one.", metavar="URL|local"),
    ],
    "models": Annotated[
        bool | None, _option("Run only rules of pattern and fact.", " /--no-models")
    ],
    "models_dir": Annotated[Path | None, _option("Folder of the networks.")],
    "quiet": Annotated[bool | None, _option("Only findings.", "--quiet", "-q")],
    "verbose": Annotated[
        bool | None, _option("Say what was withheld or skipped, and why.", "--verbose", "-v")
    ],
}


def with_settings(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command all common options; it receives them as its argument `settings`.

    A command with an argument `resolved` gets the settings with the source of each value.
    """
    signature = inspect.signature(command, eval_str=True)
    own = [p for p in signature.parameters.values() if p.name not in ("settings", "resolved")]
    with_sources = "resolved" in signature.parameters
    common = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
        for name, annotation in _COMMON.items()
    ]

    @functools.wraps(command)
    def wrapper(**values: Any) -> Any:
        given = {name: values.pop(name) for name in _COMMON}
        resolved = resolve(_given_values(given), values.get("paths") or ())
        if with_sources:
            return command(**values, resolved=resolved)
        return command(**values, settings=resolved.settings)

    wrapper.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=[*(p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own), *common]
    )
    wrapper.__annotations__ = {p.name: p.annotation for p in [*own, *common]}
    del wrapper.__wrapped__
    return wrapper


def _given_values(given: dict[str, Any]) -> dict[str, Any]:
    """Values of `Settings` out of the command line's; those that are None were not given."""
    values = {name: value for name, value in given.items() if value is not None}
    for name in ("select", "ignore", "extend_select"):
        if name in values:
            values[name] = tuple(
                key.strip() for entry in values[name] for key in entry.split(",") if key.strip()
            )
    if "fail_on" in values:
        fail_on = values["fail_on"]
        values["fail_on"] = None if fail_on is FailOn.NEVER else Severity(fail_on.value)
    return values


assert set(_COMMON) <= {field.name for field in fields(Settings)}  # noqa: S101  (names must agree)
