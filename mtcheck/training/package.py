"""The folder of models that checking reads: files, and a manifest of their hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import warnings
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.models.candidates import FEATURES, MEASURED
from mtcheck.models.memory import Memory
from mtcheck.models.network import MANIFEST, SEP
from mtcheck.models.ranking import Ranking
from mtcheck.training.export import export, export_translation

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from mtcheck.training.network import Network, Translation

_ENDINGS = (".onnx", ".npz", ".json", ".xz")


def network(
    net: Network,
    folder: Path,
    tables: Iterable[Path],
    tokenizer: Path,
    written: Sequence[int] | None = None,
) -> None:
    """Export the network into `folder`, beside its tables and tokenizer.

    The decoder writes the pieces `written`, by default all.
    Where there is no memory and no ranking yet, an empty one and the decoder's own order
    stand in, so that the folder can be used at once.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter warns of its own age and of indexing
        export(net, folder, written=written)
    for table in tables:
        shutil.copyfile(table, folder / table.name)
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    if not (folder / "memory.npz").exists():
        (folder / "memory.npz").write_bytes(Memory.dumps({}))
    if not (folder / "ranking.json").exists():
        order = {
            name: asdict(Ranking.first(features))
            for name, features in (("remembered", MEASURED), ("written", FEATURES))
        }
        (folder / "ranking.json").write_text(json.dumps(order), encoding="utf-8")
    manifest(folder)


def translation(net: Translation, folder: Path) -> None:
    """Export the translation network into `folder`, beside the network it reads words with."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        export_translation(net, folder)
    manifest(folder)


def commonest(shards: Iterable[Path], most: int) -> list[int]:
    """The end mark and the `most` commonest pieces of what the rewriter was taught to write."""
    counts = np.zeros(1, np.int64)
    for path in shards:
        with np.load(path) as file:
            new = np.bincount(file["targets"], minlength=len(counts))
        new[: len(counts)] += counts
        counts = new
    best = np.argsort(-counts, kind="stable")[:most]
    return sorted({SEP, *best[counts[best] > 0].tolist()})


def put(folder: Path, name: str, content: bytes | dict[str, Any]) -> None:
    """Write one file of the folder, and its hash into the manifest."""
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    _write(folder / name, data)
    manifest(folder)


def manifest(folder: Path) -> None:
    """Name the hashes of all model files in `folder`."""
    hashes = {
        path.name: file_hash(path)
        for path in sorted(folder.iterdir())
        if path.suffix in _ENDINGS and path.name != MANIFEST
    }
    text = json.dumps({"sha256": hashes}, indent=1, sort_keys=True) + "\n"
    _write(folder / MANIFEST, text.encode())


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f"{path.name}.part")
    part.write_bytes(data)
    part.replace(path)
