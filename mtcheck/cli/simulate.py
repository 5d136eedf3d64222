"""`mtcheck simulate`: damaged text with gold spans out of clean text."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mtcheck.cli.base import FAILED, OK, app, warn
from mtcheck.errors import InputError, UsageError
from mtcheck.result import Failure

if TYPE_CHECKING:
    from mtcheck.evaluation.gold import GoldArticle

_MT_RATE = (0.3, 1.2)
_ALONE_RATE = (0.5, 1.0)


class Kind(StrEnum):
    """What is done to an article."""

    SPUN = "spun"
    MIXED = "mixed"
    MT = "mt"
    CLEAN = "clean"


def _table(help: str) -> Any:
    return typer.Option(help=help, show_default=False)


@app.command()
def simulate(  # noqa: PLR0917
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH...", help="Clean text: files, directories, .jsonl, or -."),
    ],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Gold file to write (default standard output)."),
    ] = None,
    kind: Annotated[
        list[Kind] | None, typer.Option(help="What to do to an article; several are drawn from.")
    ] = None,
    rate: Annotated[
        float | None,
        typer.Option(
            min=0.0, max=1.0, help="Share of places changed (default: drawn).", show_default=False
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Same seed, same text.")] = 0,
    spinner_table: Annotated[
        Path | None, _table("Spinner dictionary: word|synonym|... lines.")
    ] = None,
    wordnet: Annotated[Path | None, _table("Folder of the WordNet database files.")] = None,
    moby: Annotated[Path | None, _table("Thesaurus of word,synonym,... lines, as Moby's.")] = None,
    mythes: Annotated[Path | None, _table("MyThes thesaurus (th_*.dat).")] = None,
    aiksaurus: Annotated[
        Path | None, _table("Folder of Aiksaurus' words.dat and meanings.dat.")
    ] = None,
    tortured: Annotated[Path | None, _table("Tortured phrases: a table with columns.")] = None,
) -> None:
    """Spin articles or damage them as poor machine translation does, as a gold file.

    Each row holds the damaged text, its gold spans with the words that stood there, the label and
    the original. Needs the extra train.
    """
    tables = {
        "spinner_table": spinner_table,
        "wordnet": wordnet,
        "moby": moby,
        "mythes": mythes,
        "aiksaurus": aiksaurus,
        "tortured": tortured,
    }
    simulator = _Simulator(tables, kind or [Kind.SPUN], rate, seed)
    failures = 0
    part = output.with_name(f".{output.name}.part") if output else None
    try:
        target = part.open("w", encoding="utf-8", newline="\n") if part else nullcontext(sys.stdout)
        with target as file:
            for item in _texts(paths):
                if isinstance(item, Failure):
                    failures += 1
                    warn(f"{item.path}: {item.message}")
                else:
                    file.write(_row(simulator.damage(*item)))
        if part and output:
            part.replace(output)
    finally:
        if part:
            part.unlink(missing_ok=True)
    raise typer.Exit(FAILED if failures else OK)


class _Simulator:
    """Draws what happens to each article from its text and the seed, wherever it lies."""

    def __init__(
        self, tables: dict[str, Path | None], kinds: list[Kind], rate: float | None, seed: int
    ) -> None:
        # Training is no part of the run time: it is found by name, when this command runs.
        try:
            self._recipes = import_module("mtcheck.training.recipes")
            self._spinner = import_module("mtcheck.training.spinner")
            self._noise = import_module("mtcheck.training.mtnoise")
        except ImportError as error:
            raise UsageError(
                f"simulate needs {error.name}: pip install 'mtcheck[train]'"
            ) from error
        self._kinds, self._rate, self._seed = kinds, rate, seed
        given = [str(path) for path in tables.values() if path]
        try:
            self._families = self._recipes.families(self._recipes.Sources(**tables))
        except (ValueError, LookupError) as error:
            raise UsageError(
                f"{', '.join(given)}: cannot be read as what it was given for ({error})"
            ) from error

    def damage(self, name: str, text: str) -> GoldArticle:
        """One article of the gold file."""
        from mtcheck.evaluation.gold import GoldArticle, GoldSpan
        from mtcheck.finding import Label, Severity

        chance = random.Random(f"{self._seed} {text}")  # noqa: S311
        new, swaps = getattr(self, f"_{chance.choice(self._kinds)}")(text, chance)
        spans = tuple(
            GoldSpan(
                swap.start,
                swap.end,
                new[swap.start : swap.end],
                "mistranslation" if swap.kind == "mt" else "spun",
                Severity.MAJOR,
                (swap.original,),
            )
            for swap in swaps
        )
        label = Label.CLEAN
        if spans:
            label = Label.SPUN if spans[0].category == "spun" else Label.MACHINE_TRANSLATED
        return GoldArticle(name, new, spans, label, text)

    def _clean(self, text: str, _: random.Random) -> tuple[str, list[Any]]:
        return text, []

    def _mt(self, text: str, chance: random.Random) -> tuple[str, Any]:
        rate = chance.uniform(*_MT_RATE) if self._rate is None else self._rate
        return self._noise.damage(text, rate, chance)  # type: ignore[no-any-return]

    def _spun(self, text: str, chance: random.Random) -> tuple[str, Any]:
        return self._spinner.spin(text, self._recipe(chance), chance)  # type: ignore[no-any-return]

    def _mixed(self, text: str, chance: random.Random) -> tuple[str, list[Any]]:
        """Two paragraphs of five are spun."""
        recipe = self._recipe(chance)
        lines: list[str] = []
        swaps: list[Any] = []
        length = 0
        for line in text.split("\n"):
            new, found = (
                self._spinner.spin(line, recipe, chance) if chance.random() < 0.4 else (line, [])
            )
            swaps += (s._replace(start=s.start + length, end=s.end + length) for s in found)
            lines.append(new)
            length += len(new) + 1
        return "\n".join(lines), swaps

    def _recipe(self, chance: random.Random) -> Any:
        if set(self._families) == {"roundabout"}:
            rate = chance.uniform(*_ALONE_RATE)
            recipe = self._spinner.Recipe(list(self._families.values()), rate)
        else:
            _, recipe = self._recipes.draw(self._families, chance)
        return recipe if self._rate is None else replace(recipe, rate=self._rate)


def _row(article: GoldArticle) -> str:
    from mtcheck.emit.json import dump
    from mtcheck.evaluation.gold import gold_row

    return dump(gold_row(article)) + "\n"


def _texts(paths: list[str]) -> Iterator[tuple[str, str] | Failure]:
    """Name and text of each article; why one could not be read."""
    from mtcheck.readers import expand
    from mtcheck.readers.base import read
    from mtcheck.settings import Settings

    for item in expand(paths):
        if isinstance(item, Failure):
            yield item
        elif item.endswith((".jsonl", ".ndjson")):
            yield from _records(item)
        else:
            try:
                yield item, read(item, Settings()).text
            except InputError as error:
                yield Failure(error.path, error.reason)


def _records(path: str) -> Iterator[tuple[str, str] | Failure]:
    """The `text` of each row of a JSON lines file; rows without are failures, and skipped."""
    try:
        with Path(path).open(encoding="utf-8", errors="strict") as file:
            for number, line in enumerate(file, 1):
                if not line.strip():
                    continue
                try:
                    text = json.loads(line)["text"]
                except (ValueError, LookupError, TypeError, RecursionError):
                    text = None
                if isinstance(text, str) and text.strip():
                    yield f"{path}:{number}", text
                else:
                    yield Failure(path, f"line {number}: not a JSON object with a `text`")
    except UnicodeDecodeError as error:
        yield Failure(path, f"not UTF-8: byte {error.start} cannot be decoded")
    except OSError as error:
        yield Failure(path, f"cannot be read: {error.strerror or error}")
