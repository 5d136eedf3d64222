"""`mtcheck config`: what is configured and where it comes from."""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import Annotated, Any

import typer

from mtcheck.cli.base import app
from mtcheck.cli.options import Paths, with_settings
from mtcheck.config import Resolved
from mtcheck.errors import UsageError


@app.command()
@with_settings
def config(
    resolved: Resolved,
    paths: Paths = None,  # noqa: ARG001  (where the search for the file begins)
    show: Annotated[
        bool, typer.Option("--show", help="Print what holds and where it comes from (default).")
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of the configuration.")
    ] = False,
) -> None:
    """Show the configuration that holds for the given paths."""
    if show and schema:
        raise UsageError("config takes one of --show and --schema")
    if schema:
        from mtcheck.config.schema import config_schema

        typer.echo(json.dumps(config_schema(), indent=2, ensure_ascii=False))
        return
    from mtcheck.config.keys import KEYS, PER_PATH

    settings, sources, file = resolved
    typer.echo(f"# {file or 'no configuration file'}")
    rows = []
    for name, key in KEYS.items():
        if name not in ("accept-files", "overrides"):
            rows.append((_line(name, getattr(settings, key.field)), sources[key.field]))
    _table(rows)
    names = {KEYS[name].field: name for name in PER_PATH}
    for override in settings.overrides:
        typer.echo("\n[[overrides]]")
        rows = [(f"paths = {toml(override.paths)}", sources["overrides"])]
        rows += [(_line(names[f], v), sources["overrides"]) for f, v in override.values]
        _table(rows)


def _line(name: str, value: Any) -> str:
    return f"{name} = {toml('never' if name == 'fail-on' and value is None else value)}"


def _table(rows: list[tuple[str, str]]) -> None:
    width = min(48, max(len(left) for left, _ in rows))
    for left, source in rows:
        typer.echo(f"{left:<{width}}  # {source}")


def toml(value: Any) -> str:
    """A value of `Settings` as TOML writes it; what is not set is an empty string."""
    if isinstance(value, Enum):
        return toml(value.value)
    if isinstance(value, tuple) and hasattr(value, "phrase"):
        return toml(value.phrase)
    if isinstance(value, tuple):
        return f"[{', '.join(toml(item) for item in value)}]"
    if value is None:
        return '""'
    if isinstance(value, Path):
        return toml(str(value))
    return json.dumps(value, ensure_ascii=False)
