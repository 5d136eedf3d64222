"""Phrases and what they may stand for, packed: megabytes where a dictionary takes hundreds."""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

Options = list[tuple[str, float]]
"""Originals with their share among all originals of a phrase."""
MOST = 12
"""Originals of a phrase that are looked at."""
SHARES = 255
"""Shares are stored in parts of it."""


class PackedPhrases:
    """Options by phrase; `keys` are sorted hashes, so that no phrase itself is stored."""

    def __init__(self, arrays: Mapping[str, NDArray[np.generic]]) -> None:
        self._keys, self._offsets = arrays["keys"], arrays["offsets"]
        self._texts, self._shares = arrays["texts"], arrays["shares"]
        self._ends, self._letters = arrays["ends"], arrays["letters"].tobytes()

    def __len__(self) -> int:
        return len(self._keys)

    def get(self, phrase: str) -> Options | None:
        """The first MOST originals of a phrase, best first; None where it is not known."""
        key = np.uint64(_hash(phrase))  # a Python number would make NumPy copy the table
        row = int(np.searchsorted(self._keys, key))
        if row == len(self._keys) or self._keys[row] != key:
            return None
        start, end = int(self._offsets[row]), int(self._offsets[row + 1])
        span = slice(start, min(end, start + MOST))
        texts, shares = self._texts[span].tolist(), self._shares[span].tolist()
        return [(self._text(t), s / SHARES) for t, s in zip(texts, shares, strict=True)]

    def _text(self, number: int) -> str:
        start = int(self._ends[number - 1]) if number else 0
        return self._letters[start : int(self._ends[number])].decode()


def pack(table: Mapping[str, Options], names: Iterable[str]) -> bytes:
    """The content of a file of `table` and of `names`, the same bytes for the same content."""
    phrases = sorted(table, key=_hash)
    words = sorted({text for options in table.values() for text, _ in options})
    number = {word: place for place, word in enumerate(words)}
    options = [option for phrase in phrases for option in table[phrase]]
    letters, ends = _joined(words)
    name_letters, name_ends = _joined(sorted(names))
    out = io.BytesIO()
    np.savez_compressed(
        out,
        keys=np.array([_hash(phrase) for phrase in phrases], np.uint64),
        offsets=np.cumsum([0, *(len(table[phrase]) for phrase in phrases)]).astype(np.uint32),
        texts=np.array([number[text] for text, _ in options], np.uint32),
        shares=np.array([max(1, round(SHARES * share)) for _, share in options], np.uint8),
        letters=letters, ends=ends, name_letters=name_letters, name_ends=name_ends,
    )  # fmt: skip
    return out.getvalue()


def unpack(content: bytes) -> tuple[PackedPhrases, list[str]]:
    """What `pack` wrote: phrases and names.  Raises ValueError when it is something else."""
    try:
        with np.load(io.BytesIO(content)) as file:
            arrays = {name: file[name] for name in file.files}
        letters = arrays["name_letters"].tobytes()
        bounds = [0, *arrays["name_ends"].tolist()]
        names = [letters[a:b].decode() for a, b in pairwise(bounds)]
        return PackedPhrases(arrays), names
    except (OSError, EOFError, KeyError, AttributeError, zipfile.BadZipFile, zlib.error) as error:
        raise ValueError(f"no file of phrases ({error})") from error


def _joined(words: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.uint32]]:
    """All words' UTF-8 in one array, and where each ends."""
    coded = [word.encode() for word in words]
    letters = np.frombuffer(b"".join(coded), np.uint8)
    return letters, np.cumsum([len(code) for code in coded]).astype(np.uint32)


def _hash(phrase: str) -> int:
    return int.from_bytes(hashlib.blake2b(phrase.encode(), digest_size=8).digest(), "big")
