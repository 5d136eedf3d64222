"""`mtcheck report`: a correction report over many articles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli.base import FAILED, OK, app, warn
from mtcheck.cli.options import Paths, with_settings
from mtcheck.settings import Settings

Output = Annotated[
    Path,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="The report; its suffix picks the kind: .html, .md, .json or .csv.",
        show_default=False,
    ),
]


@app.command()
@with_settings
def report(settings: Settings, output: Output, paths: Paths = None) -> None:
    """Write a correction report over many articles; exit 0, or 2 when one was not checked."""
    from mtcheck.checker import Checker
    from mtcheck.cli.run import check_all, inputs, progress
    from mtcheck.emit import Options
    from mtcheck.report import kind_of, write_report

    kind_of(output)  # a wrong suffix shows before the work
    checker = Checker(settings)
    options = Options(settings, checker.signature)
    items = [
        item
        for item in inputs(paths, settings)
        if not (isinstance(item, str) and _same(item, output))
    ]
    rollup = write_report(check_all(progress(items, settings), checker), output, options)
    for failure in rollup.failures:
        warn(f"{failure.path}: {failure.message}")
    if not settings.quiet:
        total = rollup.total
        typer.echo(
            f"{output}: {total.documents:,} articles, {total.suspected:,} suspected,"
            f" {total.findings:,} findings, {len(rollup.failures):,} not checked",
            err=True,
        )
    raise typer.Exit(FAILED if rollup.failures else OK)


def _same(path: str, output: Path) -> bool:
    """True for an older report in a folder that is reported on."""
    return os.path.realpath(path) == os.path.realpath(output)
