"""`mtcheck check`: findings of files, directories or standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from mtcheck.cli.base import FAILED, FOUND, OK, app, warn
from mtcheck.cli.options import Paths, with_settings
from mtcheck.result import Document, Failure, Summary
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.baseline import Baseline


@app.command()
@with_settings
def check(settings: Settings, paths: Paths = None) -> None:
    """Show suspected errors; exit 0 none at or above --fail-on, 1 some, 2 error."""
    from mtcheck.checker import Checker
    from mtcheck.cli._narrow import baseline_of, changed, known
    from mtcheck.cli._work import Worker
    from mtcheck.cli.run import inputs, open_emitter, progress

    checker = Checker(settings)
    baseline = baseline_of(settings)
    items = inputs(paths, settings)
    items, on_changed_lines = changed(items, settings)
    summary = Summary()
    failing = False
    with Worker(checker) as worker:
        signature = worker.signature  # unknown rules and damaged models show before any output
        emitter = open_emitter(settings, signature)
        emitter.start()
        for result in worker.run(progress(items, settings)):
            if isinstance(result, Failure):
                summary.errors += 1
                warn(f"{result.path}: {result.message}")
                emitter.error(result)
                continue
            document = on_changed_lines(known(baseline, checker)(result))
            summary.add(document)
            failing = failing or fails(document, settings)
            emitter.document(document)
        emitter.finish(summary)
    if baseline is not None:
        failing = _finish(baseline, settings) and failing
    if summary.errors:
        raise typer.Exit(FAILED)
    raise typer.Exit(FOUND if failing and not settings.exit_zero else OK)


def fails(document: Document, settings: Settings) -> bool:
    """True when a finding is at or above `--fail-on` for its path."""
    from mtcheck.config import for_path

    limit = for_path(settings, document.path).fail_on
    return limit is not None and any(f.severity.rank >= limit.rank for f in document.findings)


def _finish(baseline: Baseline, settings: Settings) -> bool:
    """Write the baseline or say what expired in it; False when findings do not fail the run."""
    if settings.write_baseline:
        number = baseline.write()
        if not settings.quiet:
            warn(f"{number} findings in the baseline {baseline.path}")
        return False
    expired = baseline.expired()
    if expired and not settings.quiet:
        first = f"{expired[0].path}: {expired[0].rule} {expired[0].text!r}"
        warn(
            f"{len(expired)} expired in the baseline {baseline.path}, such as {first};"
            " renew it with --write-baseline"
        )
    return True
