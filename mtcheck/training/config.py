"""The recipe of a training: the shipped one, changed by a file of the user's."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError, UsageError, unknown
from mtcheck.training.recipes import Sources

RECIPE = Path(__file__).parent / "data" / "recipe.toml"
_PATHS = frozenset(
    "folders spinner_table wordnet moby mythes aiksaurus tortured mqm post_edits documents encoder "
    "round_trips american british model start".split()
)
_OPEN = frozenset({"weights", "shares", "rounds"})
"""Tables whose keys are names of the user's own."""


@dataclass(frozen=True)
class Config:
    """One value a section of recipe.toml, which says what each key means."""

    seed: int
    sections: dict[str, dict[str, Any]]

    def __getitem__(self, section: str) -> dict[str, Any]:
        return self.sections[section]

    def paths(self, section: str, key: str) -> list[Path]:
        """The files or folders that a key names."""
        return list(map(Path, self[section][key]))

    def synonyms(self, neighbours: Path | None = None) -> Sources:
        """Where the synonym tables lie, with one made out of word vectors if there is one."""
        given = {key: Path(value) if value else None for key, value in self["synonyms"].items()}
        return Sources(**given, neighbours=neighbours)

    def with_texts(self, folders: list[Path]) -> Config:
        """The same with more folders of clean text."""
        texts = self["texts"] | {"folders": [*self["texts"]["folders"], *map(str, folders)]}
        return replace(self, sections=self.sections | {"texts": texts})

    def with_seconds(self, seconds: float) -> Config:
        """The same with another training time."""
        network = self["network"] | {"seconds": seconds, "steps": 0}
        return replace(self, sections=self.sections | {"network": network})


def load(path: Path | None = None) -> Config:
    """Read the shipped recipe and, over it, the file at `path`.

    InputError when it cannot be read, UsageError for an unknown key or a value that does not fit.
    """
    data = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    if path is not None:
        _change(data, _read(path), path, "")
    return Config(data.pop("seed"), data)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise InputError(str(path), f"not TOML: {error}") from error


def _change(known: dict[str, Any], given: dict[str, Any], path: Path, section: str) -> None:
    for key, value in given.items():
        name = f"{section}.{key}".lstrip(".")
        if section.rpartition(".")[2] in _OPEN:
            known[key] = _fits(0.0, value, f"{path}: {name}")
        elif key not in known:
            raise unknown(f"key in {path}", name, [f"{section}.{k}".lstrip(".") for k in known])
        elif isinstance(known[key], dict) and isinstance(value, dict):
            _change(known[key], value, path, name)
        else:
            fit = _fits(known[key], value, f"{path}: {name}")
            known[key] = _resolved(fit, path.parent) if key in _PATHS else fit


def _fits(like: Any, value: Any, name: str) -> Any:
    """`value` when it is of the kind of `like`."""
    if isinstance(like, float) and type(value) is int:
        value = float(value)
    right = type(value) is type(like) and (
        not isinstance(like, list) or all(isinstance(item, str) for item in value)
    )
    if not right:
        raise UsageError(f"{name}: {value!r} is no {_KINDS[type(like)]}")
    if isinstance(value, int | float) and value < 0:
        raise UsageError(f"{name}: {value!r} is below 0")
    return value


_KINDS = {
    int: "whole number",
    float: "number",
    str: "string",
    list: "list of strings",
    dict: "table",
}


def _resolved(value: Any, folder: Path) -> Any:
    if isinstance(value, list):
        return [_resolved(item, folder) for item in value]
    return str(folder / Path(value).expanduser()) if value else ""
