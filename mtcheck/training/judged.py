"""Judged translations of a recipe, divided into those trained on and those that measure."""

from __future__ import annotations

import lzma
import random
import zlib
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from mtcheck.errors import InputError
from mtcheck.training import doubts, mtdata
from mtcheck.training.copied import copied
from mtcheck.training.mtnoise import damage
from mtcheck.training.windows import NO_MT_LOSS, Sample

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from mtcheck.training.config import Config
    from mtcheck.training.doubts import Doubted

T = TypeVar("T")
KINDS = ("mqm", "post_edits", "documents")
ROUND_TRIPS = "round_trips"
"""Says who wrote an article, and nothing of its words."""
_SYSTEMS = 3
"""Systems drawn from each document that several translated, unless it is said otherwise."""
_CLEAN_EDITS = 0.5
"""Share of the post-edits that are shown as clean text."""
_LEFT = 0.45
_PLAIN = 0.1
"""Share of the words that are wrong from which noised text reads like a poor engine's."""
_RATES = (0.15, 0.3, 0.6, 1.0, 1.6, 2.5)
"""How much of `contrasts` stays clean, and at which rates the rest is noised."""


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
        read = partial(_read, kind, rng=rng, systems=systems)
        for _, sample in _told(config, kind, read, development=development):
            yield sample


def given(config: Config) -> list[str]:
    """All kinds that the recipe names files of."""
    return [kind for kind in (*KINDS, ROUND_TRIPS) if config["judged"][kind]]


def doubted(config: Config) -> Iterator[tuple[str, Iterator[tuple[str, Doubted]]]]:
    """Of each kind that is given, (document, a text of it): who wrote it, what is wrong with it.

    Kept-back documents are left out. The same errors as `samples`.
    """
    mqm = config.paths("judged", "mqm")
    with _named("mqm", mqm):
        wording = doubts.Wording.fit(mqm)
    for kind in given(config):
        read = partial(doubts.READERS[kind], wording=wording)
        yield kind, _told(config, kind, read, development=False)


def _told(
    config: Config,
    kind: str,
    read: Callable[[Path], Iterator[tuple[str, T]]],
    *,
    development: bool,
) -> Iterator[tuple[str, T]]:
    for path in config.paths("judged", kind):
        with _named(kind, [path]):
            for document, one in read(path):
                if (zlib.crc32(document.encode()) % 10 == 0) is development:
                    yield document, one


@contextmanager
def _named(kind: str, paths: Sequence[Path]) -> Iterator[None]:
    """Errors of reading `paths` as files of a kind, said in a line."""
    name = ", ".join(map(str, paths))
    try:
        yield
    except (OSError, EOFError, lzma.LZMAError) as error:
        raise InputError(name, f"cannot be read: {error}") from error
    except (ValueError, LookupError, TypeError) as error:
        raise InputError(name, f"no {kind} file ({error!r})") from error


def _read(kind: str, path: Path, rng: random.Random, systems: int) -> Iterator[tuple[str, Sample]]:
    if kind == "mqm":
        yield from mtdata.mqm(path)
    elif kind == "post_edits":
        for row, sample in mtdata.post_edits(path):
            if sample.swaps or rng.random() < _CLEAN_EDITS:
                yield str(row // 4), sample
    elif kind == ROUND_TRIPS:
        yield from mtdata.round_trips(path)
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


def contrasts(texts: Sequence[str], seed: int) -> Iterator[Sample]:
    """Clean text, some of it left and the rest noised from hardly to beyond all sense.

    What is noised plainly counts as an engine's, the rest as nobody's.
    """
    rng = random.Random(seed)
    for text in texts:
        if rng.random() < _LEFT:
            yield Sample(text, (), "clean")
            continue
        new, swaps = damage(text, rng.choice(_RATES), rng)
        wrong = sum(len(new[swap.start : swap.end].split()) for swap in swaps)
        plain = wrong > _PLAIN * len(new.split())
        yield Sample(new, swaps, "machine-translated" if plain else "unknown")


def copies(texts: Sequence[str], seed: int) -> Iterator[Sample]:
    """Clean text as careless scrapers leave it."""
    rng = random.Random(seed)
    return (Sample(copied(text, rng), (), "clean") for text in texts)
