"""What leaves findings out of a run: the baseline of known ones, and lines that did not change."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from mtcheck.errors import UsageError
from mtcheck.result import Document, Failure
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.baseline import Baseline
    from mtcheck.checker import Checker

Narrow = Callable[[Document], Document]


def baseline_of(settings: Settings) -> Baseline | None:
    """The baseline that the settings name; UsageError when it is missing or damaged."""
    if settings.baseline is None:
        if settings.write_baseline:
            raise UsageError("--write-baseline needs --baseline FILE")
        return None
    if settings.write_baseline and settings.diff_base is not None:
        raise UsageError("--write-baseline and --diff-base do not go together")
    from mtcheck.baseline import Baseline

    return Baseline.read(settings.baseline, missing_ok=settings.write_baseline)


def known(baseline: Baseline | None, checker: Checker) -> Narrow:
    """Takes known findings out of a document."""
    if baseline is None:
        return lambda document: document
    if checker.settings.write_baseline:
        return baseline.record
    return lambda document: baseline.narrow(document, lambda: {rule.id for rule in checker.rules})


def changed(items: list[str | Failure], settings: Settings) -> tuple[list[str | Failure], Narrow]:
    """The items that `--diff-base` leaves, and what takes other findings out of a document."""
    if settings.diff_base is None:
        return items, lambda document: document
    from mtcheck.changes import Changes
    from mtcheck.config.load import start_folder

    changes = Changes(settings.diff_base, start_folder(i for i in items if isinstance(i, str)))
    left = [item for item in items if isinstance(item, Failure) or changes.touches(item)]
    return left, changes.narrow
