"""Judged translations of a recipe, divided into those trained on and those that measure."""

from __future__ import annotations

import lzma
import random
import zlib
from typing import TYPE_CHECKING, Any

from mtcheck.errors import InputError
from mtcheck.training import mtdata
from mtcheck.training.mtnoise import damage
from mtcheck.training.windows import NO_MT_LOSS, Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mtcheck.training.config import Config

KINDS = ("mqm", "post_edits", "documents")
_SYSTEMS = 3
"""Systems drawn from each document that several translated, unless it is said otherwise."""
_CLEAN_EDITS = 0.5
"""Share of the post-edits that are shown as clean text."""


def samples(
    config: Config,
    *,
    development: bool,
    seed: int,
    kinds: Sequence[str] = KINDS,
    systems: int = _SYSTEMS,
) -> Iterator[Sample]:
    """Samples of all judged files; a tenth of the documents is kept back for development.

    InputError when a file cannot be read as what it was given for.
    """
    rng = random.Random(seed)
    for kind in kinds:
        for path in config.paths("judged", kind):
            try:
                for document, sample in _read(kind, path, rng, systems):
                    if (zlib.crc32(document.encode()) % 10 == 0) is development:
                        yield sample
            except (OSError, EOFError, lzma.LZMAError) as error:
                raise InputError(str(path), f"cannot be read: {error}") from error
            except (ValueError, LookupError, TypeError) as error:
                raise InputError(str(path), f"no {kind} file ({error!r})") from error


def _read(kind: str, path: Any, rng: random.Random, systems: int) -> Iterator[tuple[str, Sample]]:
    if kind == "mqm":
        yield from mtdata.mqm(path)
    elif kind == "post_edits":
        for row, sample in mtdata.post_edits(path):
            if sample.swaps or rng.random() < _CLEAN_EDITS:
                yield str(row // 4), sample
    else:
        for document, system, sample in mtdata.documents(path, rng, systems):
            if system == "reference":  # translated by people: no source of clean words
                sample.base = NO_MT_LOSS
            yield document, sample


def noise(texts: Sequence[str], seed: int) -> Iterator[Sample]:
    """Stand-ins where nothing judged is given: clean text noised as by poor translation."""
    rng = random.Random(seed)
    for text in texts:
        new, swaps = damage(text, rng.uniform(0.3, 1.2), rng)
        if swaps:
            yield Sample(new, swaps, "machine-translated")
