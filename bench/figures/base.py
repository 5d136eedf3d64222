"""What a figure is: rows of a table, from files that the user names."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.checker import Checker
from mtcheck.errors import InputError, UsageError
from mtcheck.evaluation.base import Case
from mtcheck.evaluation.gold import GoldArticle, read_gold
from mtcheck.evaluation.measure import cases
from mtcheck.registry import Registry
from mtcheck.settings import Settings
from mtcheck.training import corpus
from mtcheck.training.config import load
from mtcheck.training.corpus import Text


class Row(NamedTuple):
    """One figure: what was measured, on what, and the value."""

    measure: str
    text: str
    value: str


class Given:
    """The files of one evaluation, named by a TOML file, and checkers that all figures share."""

    def __init__(self, path: Path) -> None:
        try:
            self._data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        except OSError as error:
            raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
        except ValueError as error:
            raise InputError(str(path), f"not TOML: {error}") from error
        self._folder = path.parent

    def has(self, key: str) -> bool:
        """True when the file names something for `key`."""
        return bool(self._data.get(key))

    def value(self, key: str) -> Any:
        """What the file says for a key, as it is."""
        return self._data[key]

    def paths(self, key: str) -> list[Path]:
        """The files of a key, relative to the TOML file; UsageError when one is not there."""
        named = self._data[key]
        found = [self._folder / name for name in ([named] if isinstance(named, str) else named)]
        for path in found:
            if not path.exists():
                raise UsageError(f"{key}: {path}: no such file or directory")
        return found

    @cached_property
    def groups(self) -> dict[str, list[GoldArticle]]:
        """Gold articles by the name of their group."""
        named = self._data.get("gold", {})
        return {
            name: read_gold([self._folder / path for path in paths])
            for name, paths in named.items()
        }

    @cached_property
    def cases(self) -> dict[str, list[Case]]:
        """Gold articles by the name of their group, with what the checker says of them."""
        return {name: list(cases(self.checker, some)) for name, some in self.groups.items()}

    @cached_property
    def simulated(self) -> dict[str, list[GoldArticle]]:
        """Of each group the articles that `mtcheck simulate` has damaged, where there are some."""
        some = {name: list(filter(is_simulated, found)) for name, found in self.groups.items()}
        return {name: articles for name, articles in some.items() if articles}

    @cached_property
    def kept_back(self) -> list[Text]:
        """What the recipe keeps back from training, of the collections in the folders `clean`."""
        found = corpus.read(self.paths("clean"), load(None)["texts"])
        return [text for text in found if text.split in ("dev", "held")]

    @cached_property
    def checker(self) -> Checker:
        """As `mtcheck check` runs it."""
        return Checker()

    @cached_property
    def finder(self) -> Checker:
        """The same without rewriting, which changes no verdict and no span."""
        return Checker(Settings(rewrite=False))


Make = Callable[[Given], Iterator[Row]]


class Figure(NamedTuple):
    """Rows made from the files of the keys `needs`."""

    make: Make
    needs: tuple[str, ...]


_REGISTRY: Registry[Figure] = Registry("figure", "bench.figures")


def figure(name: str, *needs: str) -> Callable[[Make], Make]:
    """Register the decorated function under `name`; it runs where all of `needs` are given."""

    def register(make: Make) -> Make:
        _REGISTRY.add(name, Figure(make, needs))
        return make

    return register


def figures() -> dict[str, Figure]:
    """All figures by name."""
    return _REGISTRY.all()


def is_simulated(article: GoldArticle) -> bool:
    """True for an article whose text before it was damaged is known."""
    return bool(article.original and article.spans)


def words(texts: Iterable[str]) -> int:
    """How many words there are, as the tables count them."""
    return sum(len(text.split()) for text in texts)


def share(hits: int, of: int) -> str:
    """`3 of 4 (75 %)`."""
    return f"{hits:,} of {of:,} ({hits / max(1, of):.1%})"
