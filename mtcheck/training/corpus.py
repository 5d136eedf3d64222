"""Clean text from folders: which articles are counted, which are spun, which measure."""

from __future__ import annotations

import json
import lzma
import re
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from mtcheck.errors import InputError
from mtcheck.training.mtdata import read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ENDINGS = (".txt", ".jsonl", ".jsonl.xz")
_RESIDUE = re.compile(
    r"###|\bclick here\b|subscribe|newsletter|all rights reserved|©|cookie|follow us|sign up|"
    r"advertisement|read more|contact:|for immediate release|continue reading",
    re.IGNORECASE,
)
_CLOSING = ".!?\"”’')"
_SHORTEST = 25
"""Characters of the shortest paragraph."""
_LETTERS = 0.7
"""Least share of letters in a paragraph."""


@dataclass(frozen=True)
class Text:
    """One clean article."""

    source: str
    id: str
    split: str
    """count, train, dev, or held for sources that are never trained on"""
    text: str
    """Paragraphs, one a line"""


def files(folders: Sequence[Path]) -> list[Path]:
    """The files of clean text below `folders`, sorted.  InputError when one holds none."""
    found: list[Path] = []
    for folder in folders:
        if not folder.exists():
            raise InputError(str(folder), "no such file or directory")
        inside = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        mine = [path for path in inside if path.is_file() and path.name.endswith(ENDINGS)]
        if not mine:
            raise InputError(str(folder), f"holds no {', '.join(ENDINGS)} file")
        found += mine
    return found


def read(folders: Sequence[Path], texts: dict[str, Any]) -> Iterator[Text]:
    """The articles below `folders`, cleaned and split as section `texts` of the recipe says.

    A source is a file of records, or a folder of .txt files. The split hangs on source and id
    alone, so that an article keeps its place when others come.
    """
    for folder in folders:
        for path in files([folder]):
            for source, name, raw in _articles(path, folder):
                text = clean(raw)
                if len(text) < texts["shortest"]:
                    continue
                whole, rest = divmod(texts["weights"].get(source, 1.0), 1)
                times = int(whole) + (zlib.crc32(name.encode()) % 1000 < rest * 1000)
                split = _split(source, name, texts)
                for _ in range(times if split == "train" else 1):
                    yield Text(source, name, split, text)


def clean(text: str) -> str:
    """The paragraphs of `text` that are whole sentences of prose, one a line."""
    kept = []
    for line in text.split("\n"):
        paragraph = re.sub(r"\s+", " ", line).strip()
        if (
            len(paragraph) >= _SHORTEST
            and paragraph[-1] in _CLOSING
            and not _RESIDUE.search(paragraph)
            and sum(map(str.isalpha, paragraph)) >= _LETTERS * len(paragraph)
        ):
            kept.append(paragraph)
    return "\n".join(kept)


def save(path: Path, texts: Sequence[Text]) -> None:
    """Write articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(asdict(text), ensure_ascii=False) + "\n" for text in texts)


def load(path: Path, *splits: str) -> list[Text]:
    """The articles of some splits out of what `save` wrote."""
    return [text for text in (Text(**row) for row in read_lines(path)) if text.split in splits]


def _split(source: str, id: str, texts: dict[str, Any]) -> str:
    if source in texts["held_out"]:
        return "held"
    place = zlib.crc32(f"{source}/{id}".encode()) % 100
    if place < round(100 * texts["counted"]):
        return "count"
    return "train" if place < round(100 * (texts["counted"] + texts["trained"])) else "dev"


def _articles(path: Path, folder: Path) -> Iterator[tuple[str, str, str]]:
    """(source, id, text) of each article of a file."""
    stem = path.name.partition(".")[0]
    try:
        if path.suffix == ".txt":
            name = path.relative_to(folder).as_posix() if path != folder else path.name
            yield path.parent.name, name, path.read_text(encoding="utf-8")
            return
        for number, row in enumerate(read_lines(path), 1):
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise InputError(str(path), f"row {number}: not a JSON object with a `text`")
            yield stem, str(row.get("id", number)), row["text"]
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    except ValueError as error:
        raise InputError(str(path), f"neither UTF-8 text nor JSON lines: {error}") from error
