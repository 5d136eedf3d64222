"""Packed files of windows: simulated ones to train on, judged ones beside them, some to measure."""

from __future__ import annotations

import random
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.errors import UsageError
from mtcheck.training import judged
from mtcheck.training.doubts import of_swaps
from mtcheck.training.recipes import draw
from mtcheck.training.simulate import natural, simulate
from mtcheck.training.spelling import pairs, respell
from mtcheck.training.spinner import PhraseFamily, Recipe, spin
from mtcheck.training.taught import taught
from mtcheck.training.windows import Packer, Sample

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tokenizers import Tokenizer

    from mtcheck.models.features import WordFeatures
    from mtcheck.training.config import Config
    from mtcheck.training.corpus import Text
    from mtcheck.training.spinner import Family

SIDE = "side.npz"
_PHRASE_RATE, _WORD_RATE = (0.2, 0.8), (0.1, 0.5)
"""Shares of the places that are swapped in development text, drawn by kind of family."""
_NOISED = 1600
"""Characters of an article that is noised."""


class Maker:
    """Writes the packed files of a recipe into `folder`."""

    def __init__(
        self,
        config: Config,
        tokenizer: Tokenizer,
        features: WordFeatures,
        families: Mapping[str, Family],
        folder: Path,
    ) -> None:
        self.config, self.families, self.folder = config, families, folder
        self._tokenizer, self._features = tokenizer, features
        section = config["spellings"]
        lists = [Path(section[name]) for name in ("american", "british") if section[name]]
        self._spellings = pairs(lists[0], lists[1]) if len(lists) == 2 else {}
        self._british = section["share"] if self._spellings else 0.0
        folder.mkdir(parents=True, exist_ok=True)

    def shards(self, texts: Sequence[Text]) -> Iterator[Path]:
        """Each shard of simulated windows, made one after the other from every n-th text."""
        number = self.config["shards"]["number"]
        for k in range(number):
            packer = self._packer(1000 + k)
            for text in texts[k::number]:
                british = packer.rng.random() < self._british
                whole = respell(text.text, self._spellings) if british else text.text
                for chunk in self._chunks(whole):
                    _, sample = simulate(
                        chunk, self.families, packer.rng, shares=self.config["shares"]
                    )
                    if sample.kind == "spun":
                        sample.natural = natural(sample.text, sample.swaps, self._features.ngrams)
                    packer.add(sample)
            yield self._save(packer, f"shard_{k:02d}.npz")

    def side(self, texts: Sequence[Text]) -> Path:
        """Windows of judged translations, or of noised text where none are given."""
        packer = self._packer(77)
        for sample in self._judged(texts, development=False):
            packer.add(sample)
        return self._save(packer, SIDE)

    def doubted(self, texts: Sequence[Text]) -> Iterator[Path]:
        """A file for each kind of judged translations, and of noised and of copied text."""
        section = self.config["translation"]
        cuts = [text.text[:_NOISED] for text in texts[: section["noised"]]]
        noised = map(of_swaps, judged.contrasts(cuts, self.config.seed + 71))
        # From the other end, so that few articles are both noised and copied.
        last = [text.text[:_NOISED] for text in texts[::-1][: section["copied"]]]
        copies = map(of_swaps, judged.copies(last, self.config.seed + 72))
        copied = "copies", ((str(n), one) for n, one in enumerate(copies))
        given = chain(taught(self.config, copied), [("noise", noised)])
        for number, (kind, found) in enumerate(given):
            packer = self._packer(80 + number)
            for one in found:
                packer.share(one)
            yield self._save(packer, f"doubts_{kind}.npz")

    def development(self, texts: Sequence[Text]) -> Iterator[Path]:
        """One file of clean text, one for each leading family, one of judged translations."""
        count, at = self.config["shards"]["development"], 0
        for lead in ["clean", *(n for n in self.config["shares"] if n in self.families)]:
            packer = self._packer(99 + at)
            some = [texts[(at + i) % len(texts)] for i in range(min(count, len(texts)))]
            at += len(some)
            for text in some:
                chunk = self._chunks(text.text)[0]
                packer.add(
                    Sample(chunk, (), "clean")
                    if lead == "clean"
                    else spun(chunk, self.families[lead], packer.rng)
                )
            yield self._save(packer, f"dev_{lead}.npz")
        packer = self._packer(98)
        for sample in self._judged(texts, development=True):
            packer.add(sample)
        if packer.store.kinds:
            yield self._save(packer, "dev_mt.npz")

    def _judged(self, texts: Sequence[Text], *, development: bool) -> Iterator[Sample]:
        seed = self.config.seed + 70
        if any(self.config["judged"][kind] for kind in judged.KINDS):
            yield from judged.samples(self.config, development=development, seed=seed)
        else:
            yield from judged.noise([self._chunks(t.text)[0] for t in texts[:2000]], seed)

    def _packer(self, salt: int) -> Packer:
        return Packer(
            self._tokenizer, self._features, random.Random(1000 * self.config.seed + salt)
        )

    def _save(self, packer: Packer, name: str) -> Path:
        if not packer.store.kinds:
            raise UsageError(f"too little clean text: nothing to put into {name}")
        path = self.folder / name
        packer.store.save(path)
        return path

    def _chunks(self, text: str) -> list[str]:
        """Paragraphs joined up to the recipe's number of characters."""
        chunks: list[list[str]] = [[]]
        for paragraph in text.split("\n"):
            if sum(map(len, chunks[-1])) > self.config["shards"]["characters"]:
                chunks.append([])
            chunks[-1].append(paragraph)
        return ["\n".join(chunk) for chunk in chunks[: self.config["shards"]["pieces"]]]


def spun(text: str, family: Family, rng: random.Random) -> Sample:
    """`text` spun by one family alone."""
    rate = rng.uniform(*(_PHRASE_RATE if isinstance(family, PhraseFamily) else _WORD_RATE))
    new, swaps = spin(text, Recipe([family], rate), rng)
    return Sample(new, swaps, "spun")


def drawn(
    text: str, families: Mapping[str, Family], shares: Mapping[str, float], rng: random.Random,
    factor: float = 1.0,
) -> Sample:  # fmt: skip
    """`text` spun by a drawn recipe, at `factor` times its rate."""
    _, recipe = draw(families, rng, shares=shares)
    recipe.rate = min(1.0, factor * recipe.rate)
    new, swaps = spin(text, recipe, rng)
    return Sample(new, swaps, "spun")
