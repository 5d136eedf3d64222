"""`mtcheck report`: a correction report over many articles."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.base import FAILED, OK, app, warn
from mtcheck.cli.options import Paths, with_settings
from mtcheck.errors import UsageError
from mtcheck.result import Document, Failure
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.checker import Checker

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
    from mtcheck.cli._work import Worker
    from mtcheck.cli.run import inputs, progress
    from mtcheck.emit import Options
    from mtcheck.report import kind_of, write_report

    kind_of(output)  # a wrong suffix shows before the work
    if settings.write_baseline or settings.diff_base is not None:
        raise UsageError("--write-baseline and --diff-base are for check, not for report")
    checker = Checker(settings)
    narrow = _without_known(checker)
    items = [i for i in inputs(paths, settings) if not (isinstance(i, str) and _same(i, output))]
    with Worker(checker) as worker:
        options = Options(settings, worker.signature)
        results = (
            result if isinstance(result, Failure) else narrow(result)
            for result in worker.run(progress(items, settings))
        )
        rollup = write_report(results, output, options)
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


def _without_known(checker: Checker) -> Callable[[Document], Document]:
    """Takes out of a document what the baseline knows."""
    if checker.settings.baseline is None:
        return lambda document: document
    from mtcheck.baseline import Baseline

    baseline = Baseline.read(checker.settings.baseline)
    return lambda document: baseline.narrow(document, lambda: {rule.id for rule in checker.rules})


def _same(path: str, output: Path) -> bool:
    """True for an older report in a folder that is reported on."""
    return os.path.realpath(path) == os.path.realpath(output)
