"""The program `mtcheck`.

A command is a file of its own under `mtcheck/cli/`, named like the command::

    @app.command()
    @with_settings
    def check(paths: Paths, settings: Settings) -> None:
        \"\"\"Help text.\"\"\"

Modules are imported for `--help`, so whatever is heavy is imported inside the function.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Annotated, NoReturn, TextIO

import typer

from mtcheck import __version__
from mtcheck.errors import MtcheckError

OK, FOUND, FAILED = 0, 1, 2
_NOT_COMMANDS = frozenset({"base", "options", "run"})

app = typer.Typer(
    name="mtcheck",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mtcheck {__version__}")
        raise typer.Exit


@app.callback()
def _program(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Find and repair spun, mistranslated and broken text in English articles."""


def _commands() -> list[str]:
    package = str(Path(__file__).parent)
    names = (module.name for module in iter_modules([package]))
    return [name for name in names if name not in _NOT_COMMANDS and not name.startswith("_")]


def load(arguments: list[str]) -> None:
    """Import the asked command alone where one is named, else all of them."""
    names = _commands()
    asked = [name for name in names if arguments and arguments[0] == name.strip("_")]
    for name in asked or names:
        import_module(f"mtcheck.cli.{name}")


def fail(message: str) -> NoReturn:
    """End the program with one line on standard error and exit code 2."""
    warn(message)
    raise SystemExit(FAILED)


def warn(message: str) -> None:
    """One line on standard error, whatever stands in the message."""
    from mtcheck.emit.escape import one_line

    try:
        print(f"mtcheck: {one_line(message)}", file=sys.stderr, flush=True)  # noqa: T201
    except OSError:  # a full disk: the exit code still tells
        _end(sys.stderr)


def _end(stream: TextIO) -> None:
    """Write what is left of an output, or have Python not try again when the program ends."""
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _open_streams() -> None:
    """Where standard output or error is closed, what is meant for it goes nowhere."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115
        getattr(sys, name).reconfigure(errors="backslashreplace")


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the program: exit 0 nothing found, 1 something found, 2 error."""
    given = sys.argv[1:] if arguments is None else arguments
    _open_streams()
    try:
        load(given)
        code = app(given, prog_name="mtcheck", standalone_mode=False)
        sys.stdout.flush()
    except MtcheckError as error:
        fail(str(error))
    except typer.TyperException as error:
        fail(error.format_message() or "no command given; see mtcheck --help")
    except (KeyboardInterrupt, typer.Abort):
        warn("interrupted")
        raise SystemExit(130) from None
    except BrokenPipeError:
        # The reader of our output went away (`| head`): nobody is left to tell.
        _end(sys.stdout)
        raise SystemExit(FAILED) from None
    except OSError as error:
        _end(sys.stdout)
        fail(f"{error.filename or 'output'}: {error.strerror or error}")
    except Exception as error:  # noqa: BLE001  (the last resort: still one line)
        if "--verbose" in given:
            traceback.print_exc()
        fail(f"internal error: {type(error).__name__}: {error}")
    raise SystemExit(code if isinstance(code, int) else OK)
