"""`mtcheck check`: findings of files, directories or standard input."""

from __future__ import annotations

import typer

from mtcheck.cli.base import FAILED, FOUND, OK, app, warn
from mtcheck.cli.options import Paths, with_settings
from mtcheck.result import Document, Summary
from mtcheck.settings import Settings


@app.command()
@with_settings
def check(settings: Settings, paths: Paths = None) -> None:
    """Show suspected errors; exit 0 none at or above --fail-on, 1 some, 2 error."""
    from mtcheck.checker import Checker
    from mtcheck.cli.run import check_all, inputs, open_emitter, progress

    checker = Checker(settings)
    signature = checker.signature  # unknown rules and damaged models show before any output
    items = inputs(paths, settings)
    emitter = open_emitter(settings, signature)
    summary = Summary()
    failing = False
    emitter.start()
    for result in check_all(progress(items, settings), checker):
        if isinstance(result, Document):
            summary.add(result)
            failing = failing or fails(result, settings)
            emitter.document(result)
        else:
            summary.errors += 1
            warn(f"{result.path}: {result.message}")
            emitter.error(result)
    emitter.finish(summary)
    if summary.errors:
        raise typer.Exit(FAILED)
    raise typer.Exit(FOUND if failing and not settings.exit_zero else OK)


def fails(document: Document, settings: Settings) -> bool:
    """True when a finding is at or above `--fail-on`."""
    limit = settings.fail_on
    return limit is not None and any(f.severity.rank >= limit.rank for f in document.findings)
