"""The files that a recipe names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from mtcheck.errors import InputError, UsageError
from mtcheck.models.network import MANIFEST

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mtcheck.training.config import Config


GRAPHS = ("encoder.onnx", "spans.onnx", "step.onnx")
COUNTS = "ngrams.npz"
"""Files of trained models that a training can go on from."""


def check(config: Config) -> None:
    """Refuse what would fail hours later."""
    if not config["texts"]["folders"]:
        raise UsageError("no clean text: name folders by --texts or in [texts] of --config")
    for section in ("synonyms", "judged", "spellings", "teacher"):
        for name in _names(config[section]):
            if not Path(name).exists():
                raise InputError(name, "no such file or directory")
    for path in start(config, MANIFEST, *GRAPHS, COUNTS):
        if not path.is_file():
            raise InputError(str(path), "no such file, and network.start names its folder")
    if config["network"]["kept"] > 1:
        raise UsageError(f"network.kept: {config['network']['kept']} is more than the whole, 1")
    if not any(config["synonyms"].values()):
        raise UsageError("no synonyms to spin with: name some in [synonyms] of --config")


def start(config: Config, *names: str) -> list[Path]:
    """Files of the models that the recipe goes on from; none when it names no such folder."""
    folder = config["network"]["start"]
    return [Path(folder) / name for name in names] if folder else []


def tables(section: dict[str, Any]) -> list[Path]:
    """The files that a section names, folders opened up."""
    found: list[Path] = []
    for path in map(Path, _names(section)):
        found += sorted(p for p in path.iterdir() if p.is_file()) if path.is_dir() else [path]
    return found


def _names(section: dict[str, Any]) -> Iterator[str]:
    """The paths that a section gives, one by one."""
    for value in section.values():
        for name in value if isinstance(value, list) else [value]:
            if name and isinstance(name, str):
                yield name
