"""`mtcheck evaluate`: quality numbers on gold files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtcheck.cli.base import app, warn
from mtcheck.cli.options import with_settings
from mtcheck.errors import UsageError, unknown
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtcheck.evaluation.base import Case, Score

_FORMATS = ("html", "json", "text")


@app.command()
@with_settings
def evaluate(  # noqa: PLR0917
    settings: Settings,
    gold: Annotated[list[str], typer.Argument(metavar="GOLD...", help="Gold files (JSON lines).")],
    articles: Annotated[
        Path | None, typer.Option(help="Folder of the articles, for gold rows without text.")
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", help="Also write here: .json, .html or .txt."),
    ] = None,
    m2: Annotated[
        Path | None, typer.Option("--m2", help="Folder for gold.m2 and system.m2, as ERRANT's.")
    ] = None,
    metric: Annotated[list[str] | None, typer.Option(help="Only this metric.")] = None,
    resamples: Annotated[
        int, typer.Option(min=0, help="Bootstrap samples for the intervals; 0 for none.")
    ] = 1000,
) -> None:
    """Score findings, fixes and verdicts on gold articles; formats text, json and html."""
    from mtcheck.checker import Checker
    from mtcheck.evaluation import gold as gold_files
    from mtcheck.evaluation import measure
    from mtcheck.replacing import replace_text

    if settings.format not in _FORMATS:
        raise unknown("format", settings.format, _FORMATS)
    for path in output or ():
        _format_of(path)
    chosen = _metrics(metric or [])
    rows = gold_files.read_gold(gold, articles)
    checker = Checker(settings)
    observed = list(_progress(measure.cases(checker, rows), len(rows), settings))
    scores = measure.measure(
        observed, signature=checker.signature, resamples=resamples, only=chosen
    )
    for path in output or ():
        replace_text(path, _render(_format_of(path), scores, observed))
    if m2:
        _write_m2(m2, observed)
    sys.stdout.write(_render(settings.format, scores, observed))


def _metrics(asked: list[str]) -> list[str]:
    """The metrics asked for; without any, all whose packages are installed."""
    from importlib.util import find_spec

    from mtcheck.evaluation.base import metrics

    known = metrics()
    for name in asked:
        if name not in known:
            raise unknown("metric", name, known)
    if asked:
        return asked
    lacking = [
        name for name, cls in known.items() if cls.requires and find_spec(cls.requires) is None
    ]
    if lacking:
        warn(f"without {', '.join(lacking)}: pip install 'mtcheck[evaluate]'")
    return [name for name in known if name not in lacking]


def _format_of(path: Path) -> str:
    found = {".json": "json", ".html": "html", ".txt": "text"}.get(path.suffix.lower())
    if found is None:
        raise UsageError(f"{path}: the suffix must be .json, .html or .txt")
    return found


def _render(format: str, scores: Sequence[Score], observed: Sequence[Case]) -> str:
    if format == "json":
        import json

        return json.dumps({"scores": [score.to_dict() for score in scores]}, indent=1) + "\n"
    if format == "html":
        from mtcheck.evaluation.page import page

        return page(scores, observed, "mtcheck evaluation")
    from mtcheck.evaluation.table import table

    return table(scores)


def _write_m2(folder: Path, observed: Sequence[Case]) -> None:
    from mtcheck.evaluation.m2 import m2
    from mtcheck.replacing import replace_text

    folder.mkdir(parents=True, exist_ok=True)
    blocks = [m2(case) for case in observed if case.gold.is_annotated]
    for name, texts in zip(("gold.m2", "system.m2"), zip(*blocks, strict=True), strict=False):
        replace_text(folder / name, "\n".join(texts))


def _progress(items: Any, total: int, settings: Settings) -> Any:
    if total < 10 or settings.quiet or not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, "Evaluating", total=total, console=Console(stderr=True), transient=True)
