"""`mtcheck scan`: corpora of many articles, resumable."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtcheck.cli.base import FAILED, app, warn
from mtcheck.cli.options import with_settings
from mtcheck.corpus.options import Engine, Level, OutFormat, ScanOptions
from mtcheck.errors import UsageError
from mtcheck.finding import Label
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.corpus.scan import Watcher


@app.command()
@with_settings
def scan(  # noqa: PLR0917  (typer passes them by name)
    settings: Settings,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Folders, patterns, .jsonl, .parquet or .warc files (also compressed), URLs, "
            "or - for JSON lines on standard input.",
            show_default=False,
        ),
    ],
    out: Annotated[
        str, typer.Option("--output", "-o", metavar="OUT", help="Folder or URL for the results.")
    ],
    level: Annotated[
        Level, typer.Option(help="How much is worked out and written.")
    ] = Level.FINDINGS,
    thorough: Annotated[
        bool,
        typer.Option(
            "--thorough", help="Have the network read also what looks clean at first sight."
        ),
    ] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0 for one a core.")] = 0,
    engine: Annotated[Engine, typer.Option(help="Where articles are checked.")] = Engine.LOCAL,
    ray_address: Annotated[
        str | None, typer.Option(help="Ray cluster to use.", show_default=False)
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with an earlier scan.")] = False,
    out_format: Annotated[OutFormat, typer.Option(help="Format of results.")] = OutFormat.JSONL,
    keep: Annotated[
        list[Label] | None,
        typer.Option(help="Also write the records with this verdict, as they came."),
    ] = None,
    text_field: Annotated[str, typer.Option(help="Field or column of the article.")] = "text",
    id_field: Annotated[str, typer.Option(help="Field or column of the id.")] = "id",
    url_field: Annotated[str, typer.Option(help="Field or column of the address.")] = "url",
    shard_size: Annotated[
        int, typer.Option(min=1, help="Records a shard, the unit of resuming.")
    ] = 500,
) -> None:
    """Check a corpus; exit 0 when it was read to its end, 2 on an error.

    OUT gets documents/, rejects/, kept/ and summary.json. An interrupted scan loses nothing:
    --resume goes on where it stopped.
    """
    from mtcheck.checker import Checker
    from mtcheck.corpus.scan import scan as run

    if settings.format not in ("text", "json"):
        raise UsageError("scan prints its summary as text or json")
    if ray_address and engine is not Engine.RAY:
        raise UsageError("--ray-address needs --engine ray")
    options = ScanOptions(
        level=level,
        first_pass=not thorough,
        text_field=text_field,
        id_field=id_field,
        url_field=url_field,
        out_format=out_format,
        keep=tuple(sorted(set(keep or ()))),
        shard_records=shard_size,
    )
    summary = run(
        sources,
        out,
        checker=Checker(settings),
        options=options,
        workers=workers,
        engine=engine,
        address=ray_address,
        resume=resume,
        watcher=_watcher(settings),
    )
    _show(summary, out, settings)
    problem = _problem(summary)
    if problem:
        warn(problem)
        raise typer.Exit(FAILED)


def _watcher(settings: Settings) -> Watcher | None:
    from mtcheck.corpus.progress import Bar, Log

    if settings.quiet:
        return None
    return Bar() if sys.stderr.isatty() else Log(sys.stderr)


def _problem(summary: dict[str, Any]) -> str | None:
    """What makes a scan that ran to its end a failure all the same."""
    rejects = summary["rejects"]
    if rejects.get("damaged"):
        return f"{rejects['damaged']} damaged inputs were read only in part (see rejects/)"
    if rejects and not summary["documents"]:
        reasons = ", ".join(f"{reason} {count}" for reason, count in rejects.items())
        return f"no record could be checked: {reasons} (see rejects/)"
    return None


def _show(summary: dict[str, Any], out: str, settings: Settings) -> None:
    from mtcheck.corpus.summary import text
    from mtcheck.emit.json import dump

    if settings.format == "json":
        typer.echo(dump(summary))
    elif not settings.quiet:
        typer.echo(text(summary, out))
