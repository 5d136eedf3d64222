"""`mtcheck explain`: the documentation of a rule."""

from __future__ import annotations

from typing import Annotated

import typer

from mtcheck.cli.base import app
from mtcheck.errors import UsageError


@app.command()
def explain(
    rule: Annotated[
        str | None, typer.Argument(help="Id or name of a rule.", show_default=False)
    ] = None,
    all: Annotated[bool, typer.Option("--all", help="All rules, one a line.")] = False,
) -> None:
    """Explain a rule: what it finds, why, and examples."""
    from mtcheck.rules.base import get, rules

    if all == (rule is not None):
        raise UsageError("explain takes the id or name of a rule, or --all")
    if rule is None:
        for known in rules().values():
            typer.echo(f"{known.id}  {known.name:<28} {known.category:<15} {known.summary}")
        return
    found = get(rule)
    typer.echo(f"{found.id} {found.name}")
    typer.echo(f"category {found.category}, MQM-based type {found.mqm}")
    typer.echo(f"severity {found.severity}, suggestions are {found.safety}")
    if found.needs_signals:
        typer.echo("needs the shipped networks")
    typer.echo(f"\n{found.documentation}\n")
    for failing, fixed in zip(found.failing, found.fixed, strict=True):
        typer.echo(f"  found:     {failing!r}")
        if fixed is not None:
            typer.echo(f"  fixed:     {fixed!r}")
    for passing in found.passing:
        typer.echo(f"  not found: {passing!r}")
