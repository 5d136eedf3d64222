"""`mtcheck fix`: suggestions as a diff, written to the files, or one question each."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from mtcheck.cli.base import FAILED, FOUND, OK, app, warn
from mtcheck.cli.check import fails
from mtcheck.cli.options import Paths, with_settings
from mtcheck.errors import InputError, UsageError
from mtcheck.result import Document, Failure
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.checker import Checker
    from mtcheck.cli._fixed import Fixed
    from mtcheck.cli._narrow import Narrow

_STDIN = "-"
_NOT_IN_PLACE = "HTML cannot be fixed in place; skipped (mtcheck fix --diff shows the fixes)"


@app.command()
@with_settings
def fix(
    settings: Settings,
    paths: Paths = None,
    *,
    diff: Annotated[bool, typer.Option("--diff", help="Show a diff (the default).")] = False,
    write: Annotated[
        bool,
        typer.Option("--write", "-w", help="Write the files; standard input to standard output."),
    ] = False,
    interactive: Annotated[
        bool, typer.Option("--interactive", "-i", help="Ask about each suggestion, then write.")
    ] = False,
    unsafe: Annotated[
        bool, typer.Option("--unsafe", help="Also the suggestions that a person should look at.")
    ] = False,
) -> None:
    """Apply suggestions. --diff exits 1 when there is one; the others as check, for what is left.

    --write changes all files or, when anything fails, none (exit 2).
    """
    from mtcheck.checker import Checker
    from mtcheck.cli._narrow import baseline_of, changed, known
    from mtcheck.cli.run import inputs

    if diff + write + interactive > 1:
        raise UsageError("take one of --diff, --write and --interactive")
    if settings.write_baseline:
        raise UsageError("--write-baseline goes with mtcheck check")
    checker = Checker(settings)
    checker.load_ahead()
    _ = checker.signature  # unknown rules and damaged models show before any output
    unknown_only = known(baseline_of(settings), checker)
    items, on_changed_lines = changed(_distinct(inputs(paths, settings)), settings)
    if interactive and _STDIN in items:
        raise UsageError("--interactive reads answers from standard input: name files")
    run = _Run(checker, lambda document: on_changed_lines(unknown_only(document)), unsafe=unsafe)
    if interactive:
        run.interactive(items)
    elif write:
        run.write(items)
    else:
        run.diff(items)
    run.report("made" if interactive or write else "to make")
    raise typer.Exit(run.code)


def _distinct(items: list[str | Failure]) -> list[str | Failure]:
    """Each file once, whatever names it was given under."""
    known: dict[object, str | Failure] = {}
    for item in items:
        known.setdefault(os.path.realpath(item) if isinstance(item, str) else id(item), item)
    return list(known.values())


@dataclass
class _Run:
    """One run over the inputs, with its tally."""

    checker: Checker
    narrow: Narrow
    unsafe: bool
    errors: int = 0
    skipped: int = 0
    fixes: int = 0
    files: int = 0
    held_back: int = 0
    found: bool = False

    @property
    def code(self) -> int:
        """Exit code."""
        if self.errors or self.skipped:
            return FAILED
        return FOUND if self.found and not self.checker.settings.exit_zero else OK

    def diff(self, items: list[str | Failure]) -> None:
        """Write diffs to standard output as they come."""
        from mtcheck.cli._fixed import diff_of

        for fixed in self._all_fixed(items):
            self._count(fixed)
            if fixed.changed:
                self.found = True
                patch, problem = diff_of(fixed)
                _show_patch(patch)
                if problem:
                    warn(f"{fixed.document.path}: {problem}")

    def write(self, items: list[str | Failure]) -> None:
        """Write all files, or none when an input or a file fails."""
        from mtcheck.rewrite.write import replace_all

        made = [fixed for fixed in self._all_fixed(items) if not self._is_page(fixed)]
        try:
            if not self.errors:
                replace_all([f.change for f in made if f.changed and f.item != _STDIN])
        except InputError as error:
            self._error(error)
        if self.errors:
            warn("nothing was written")
            return
        for fixed in made:
            self._count(fixed)
            self._rest(fixed)
            if fixed.item == _STDIN:
                _put(fixed.as_bytes)

    def interactive(self, items: list[str | Failure]) -> None:
        """Ask about each suggestion and write each file after its last question."""
        from mtcheck.cli._ask import Asker
        from mtcheck.cli._fixed import fix_all, fix_some
        from mtcheck.cli.run import wants_colour
        from mtcheck.rewrite.write import replace_all

        asker = Asker(unsafe=self.unsafe, colour=wants_colour(sys.stdout))
        for item, document in self._documents(items):
            if document.article.markup == "html":
                if not self._is_page(fix_all(item, document, self._check, unsafe=self.unsafe)):
                    self.found = self.found or fails(document, self.checker.settings)
                continue
            edits = [] if asker.stopped else asker.ask(document)
            try:
                fixed = fix_some(item, document, self._check, edits)
                replace_all([fixed.change] if fixed.changed else [])
            except InputError as error:
                self._error(error)
                continue
            self._count(fixed)
            self._rest(fixed)

    def report(self, verb: str) -> None:
        """One line on standard error about the whole run."""
        if self.checker.settings.quiet or (self.errors and not self.files):
            return
        line = f"{_number(self.fixes, 'fix', 'fixes')} {verb}"
        if self.files:
            line += f" in {_number(self.files, 'file', 'files')}"
        if self.held_back:
            line += f"; {self.held_back} more with --unsafe"
        typer.echo(line, err=True)

    def _documents(self, items: list[str | Failure]) -> Iterator[tuple[str, Document]]:
        """Each input that could be checked; the others are named and counted."""
        from mtcheck.cli._work import Worker

        with Worker(self.checker) as worker:
            for item, result in zip(items, worker.run(items), strict=True):
                if isinstance(result, Failure):
                    self.errors += 1
                    warn(f"{result.path}: {result.message}")
                    continue
                if self.checker.settings.verbose:
                    for note in result.notes:
                        warn(f"{result.path}: {note}")
                yield str(item), self.narrow(result)

    def _check(self, article: Article) -> Document:
        return self.narrow(self.checker.check(article))

    def _all_fixed(self, items: list[str | Failure]) -> Iterator[Fixed]:
        from mtcheck.cli._fixed import fix_all

        for item, document in self._documents(items):
            try:
                yield fix_all(item, document, self._check, unsafe=self.unsafe)
            except InputError as error:
                self._error(error)

    def _is_page(self, fixed: Fixed) -> bool:
        """True for HTML that would be changed: said in one line, and left as it is."""
        if not fixed.changed or fixed.document.article.markup != "html":
            return False
        self.skipped += 1
        warn(f"{fixed.document.path}: {_NOT_IN_PLACE}")
        return True

    def _error(self, error: InputError) -> None:
        self.errors += 1
        warn(str(error))

    def _count(self, fixed: Fixed) -> None:
        self.fixes += fixed.fixes
        self.files += fixed.changed
        if not self.unsafe:
            self.held_back += fixed.held_back

    def _rest(self, fixed: Fixed) -> None:
        self.found = self.found or fails(fixed.rest, self.checker.settings)


def _show_patch(patch: bytes) -> None:
    """In the file's own bytes to a pipe; coloured and made harmless on a terminal."""
    from mtcheck.cli.run import wants_colour
    from mtcheck.emit.escape import one_line

    if not sys.stdout.isatty():
        _put(patch)
        return
    colours = {"+": typer.colors.GREEN, "-": typer.colors.RED, "@": typer.colors.CYAN}
    colour = wants_colour(sys.stdout)
    for line in patch.decode("utf-8", "replace").split("\n")[:-1]:
        shown = one_line(line.rstrip("\r"))
        typer.echo(typer.style(shown, fg=colours.get(line[:1])) if colour else shown)


def _put(data: bytes) -> None:
    """Bytes to standard output, after what was written to it as text."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _number(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
