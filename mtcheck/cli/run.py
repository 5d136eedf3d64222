"""What the commands share: going over the inputs, and the output format."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

from mtcheck.errors import InputError, UsageError
from mtcheck.result import Document, Failure

if TYPE_CHECKING:
    from mtcheck.checker import Checker
    from mtcheck.emit.base import Emitter
    from mtcheck.settings import Settings


def inputs(paths: list[str] | None, settings: Settings | None = None) -> list[str | Failure]:
    """The files to check, directories opened up; standard input when no path is given.

    Of the files in directories those that the settings exclude are left out.
    """
    from mtcheck.config import is_excluded
    from mtcheck.readers import expand  # parsers

    if not paths:
        if sys.stdin.isatty():
            raise UsageError("no path given (use - for standard input)")
        paths = ["-"]
    if paths.count("-") > 1:
        raise UsageError("standard input can be read only once")
    found = expand(paths)
    if settings is None or not settings.exclude:
        return list(found)
    return [
        item
        for item in found
        if isinstance(item, Failure) or item in paths or not is_excluded(settings, item)
    ]


def check_all(items: Iterable[str | Failure], checker: Checker) -> Iterator[Document | Failure]:
    """Each input's document, or why there is none; one bad input does not stop the others."""
    from mtcheck.cli._work import check
    from mtcheck.readers.base import fetch  # parsers

    for item in items:
        if isinstance(item, Failure):
            yield item
            continue
        try:
            name, data = fetch(item, checker.settings)
        except InputError as error:
            yield Failure(error.path, error.reason)
        else:
            yield check(checker, name, data)


def open_emitter(settings: Settings, signature: str, out: TextIO | None = None) -> Emitter:
    """The settings' output format on `out` (default standard output)."""
    from mtcheck.emit import Options, get

    stream = out or sys.stdout
    if settings.format != "text" and stream is sys.stdout:
        # Machines read UTF-8 with bare line feeds, whatever the locale says.
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    colour = wants_colour(stream)
    width = shutil.get_terminal_size((80, 24)).columns if stream.isatty() else 80
    options = Options(settings, signature, colour=colour, width=max(40, min(width, 120)))
    return get(settings.format)(stream, options)


def wants_colour(stream: TextIO) -> bool:
    """As no-color.org and force-color.org say."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def progress(items: list[str | Failure], settings: Settings) -> Iterator[str | Failure]:
    """The items, with a progress bar on standard error when that is a terminal."""
    if len(items) < 10 or settings.quiet or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(items, "Checking", console=Console(stderr=True), transient=True)
