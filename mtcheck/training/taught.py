"""Judged translations as the translation network learns from them."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.training import judged
from mtcheck.training.doubts import ENGINE, PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mtcheck.training.config import Config
    from mtcheck.training.doubts import Doubted

    Named = tuple[str, Doubted]
    """A document, and a text of it."""


def taught(
    config: Config, copies: tuple[str, Iterator[Named]]
) -> Iterator[tuple[str, Iterable[Doubted]]]:
    """By kind, judged translations and `copies` of what people wrote.

    Where the recipe names a language model, with what that says of some of them. InputError when
    it cannot be loaded.
    """
    translated = judged.given(config)
    given = chain(judged.doubted(config) if translated else (), [copies])
    if config["teacher"]["model"] and translated:
        yield from _read(config, given)
        return
    for kind, found in given:
        yield kind, (one for _, one in found)


def _read(
    config: Config, given: Iterable[tuple[str, Iterator[Named]]]
) -> Iterator[tuple[str, list[Doubted]]]:
    from mtcheck.training.authors import Authors
    from mtcheck.training.teacher import Reader, Teacher  # loads transformers

    section = config["teacher"]
    reader = Reader(Path(section["model"]))
    teacher, authors = Teacher(reader, config.seed), Authors(reader)
    rng = random.Random(config.seed + 73)
    out: dict[str, list[Doubted]] = {}
    for kind, found in given:
        out[kind] = []
        pairs = list(found)
        texts = [text for _, text in pairs]
        some: Iterable[Doubted] = texts
        if kind == "mqm":
            some = teacher.taught(texts, section["weight"])
        elif kind == "documents":
            some = teacher.told(texts, section["weight"], section["documents"])
        for (document, _), text in zip(pairs, some, strict=True):
            if text.kind in (PEOPLE, ENGINE) and rng.random() < section["authors"]:
                authors.read(kind, document, text)
            else:
                out[kind].append(text)
    for kind, text in authors.told():
        out[kind].append(text)
    yield from out.items()
