"""Text that calibration and ranking are fitted on: kept back from the network, as in real use."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from mtcheck.article import Article
from mtcheck.errors import UsageError
from mtcheck.finding import Label
from mtcheck.models.calibration import LABELS
from mtcheck.models.network_proposer import NetworkProposer
from mtcheck.models.network_tagger import NetworkTagger
from mtcheck.models.verdict import judge
from mtcheck.models.windows import unit_table
from mtcheck.settings import Settings
from mtcheck.training import judged
from mtcheck.training.calibrate import NOISED, RawTagger, Scored
from mtcheck.training.ranking import fit
from mtcheck.training.shards import drawn
from mtcheck.training.simulate import mixed
from mtcheck.training.windows import NO_MT_LOSS, Sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from mtcheck.models.network import Network
    from mtcheck.training.config import Config
    from mtcheck.training.corpus import Text
    from mtcheck.training.progress import Watch
    from mtcheck.training.spinner import Family

_SHORTEST = 80
_WORDS = 20
"""Words of the shortest article that a verdict is fitted on."""
_LENGTHS = (150, 300, 600, 1200, 2500, 4000)
"""Characters of the cuts: where only translations are short, what is short looks translated."""
_SHORT = 800
"""Characters below which judged samples are also read joined to articles."""
_COPIED = 6
"""One clean article in so many is read as careless scrapers leave it, too."""
_LONGEST = 1500
"""Characters of an article that candidates are ranked in."""


def scored(
    network: Network,
    texts: Sequence[Text],
    families: Mapping[str, Family],
    config: Config,
    watch: Watch,
) -> list[Scored]:
    """Logits and truth of clean, spun and translated articles."""
    rng = random.Random(config.seed + 31)
    tagger = RawTagger(network)
    some = even(texts, 2 * config["calibration"]["articles"], rng)
    out = []
    for at, sample in enumerate(_spun(some, families, config, rng)):
        out.append(tagger.score(sample))
        watch(at / max(1, len(some)), {})
    share = config["calibration"]["judged"]
    out += [tagger.score(s) for s in _translated(some, config) if rng.random() < share]
    careless = [crop(text.text, rng) for text in some[::_COPIED]]
    for sample in judged.copies(careless, config.seed + 32):
        found = tagger.score(sample)
        out.append(found._replace(spun=np.full(len(found.spun), np.nan)))
    for sample in judged.contrasts([crop(text.text, rng) for text in some], config.seed + 33):
        if sample.swaps:
            out.append(tagger.score(sample)._replace(label=NOISED))
    missing = set(LABELS) - {one.label for one in out if len(one.logits) >= _WORDS}
    if missing:
        raise UsageError(
            f"too little text is kept back to calibrate on: none {' and none '.join(missing)}"
        )
    return out


def looked_at(
    network: Network,
    texts: Sequence[Text],
    families: Mapping[str, Family],
    config: Config,
    watch: Watch,
) -> tuple[list[NDArray[np.float32]], list[bool]]:
    """Unit features of articles, and whether the network calls each something else than spun."""
    rng = random.Random(config.seed + 55)
    tagger = NetworkTagger(network)
    some = even(texts, 2 * config["first_pass"]["articles"], rng)
    samples = [*_spun(some, families, config, rng), *_translated(some, config)]
    tables, sound = [], []
    for at, sample in enumerate(rng.sample(samples, len(samples))):
        article = Article(sample.text)
        signals = tagger.signals(article)
        tables.append(unit_table(article, network).features)
        sound.append(judge(article, signals, (), Settings()).label is not Label.SPUN)
        watch(at / len(samples), {})
    return tables, sound


def ranking(
    network: Network,
    texts: Sequence[Text],
    families: Mapping[str, Family],
    config: Config,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Weights that put the right candidate first, from spans as they are flagged."""
    rng = random.Random(config.seed + 77)
    asked = []
    for text in even(texts, config["ranking"]["articles"], rng):
        cut = _cut(text.text, _LONGEST)
        sample = drawn(cut, families, config["shares"], rng)
        spans = flagged(sample, rng)
        if spans:
            asked.append((sample, spans))
    return fit(NetworkProposer(network), asked)


def flagged(sample: Sample, rng: random.Random) -> list[tuple[int, int, str]]:
    """(start, end, original) of the swaps, neighbours at times in one."""
    spans: list[tuple[int, int, str]] = []
    for swap in sample.swaps:
        if spans and sample.text[spans[-1][1] : swap.start] == " " and rng.random() < 0.6:
            start, _, before = spans[-1]
            spans[-1] = (start, swap.end, f"{before} {swap.original}")
        else:
            spans.append((swap.start, swap.end, swap.original))
    return spans


def even(texts: Sequence[Text], most: int, rng: random.Random) -> list[Text]:
    """At most `most` texts, drawn source by source in turn, no large one drowning the rest."""
    heaps: dict[str, list[Text]] = {}
    for text in rng.sample(texts, len(texts)):
        heaps.setdefault(text.source, []).append(text)
    out: list[Text] = []
    while heaps and len(out) < most:
        for source in list(heaps):
            out.append(heaps[source].pop())
            if not heaps[source]:
                del heaps[source]
    return out[:most]


def _spun(
    texts: Sequence[Text], families: Mapping[str, Family], config: Config, rng: random.Random
) -> Iterator[Sample]:
    """Two clean texts for each that is spun wholly or in part, at high and at low rates."""
    for at, text in enumerate(texts):
        cut = crop(text.text, rng)
        if len(cut) < _SHORTEST:
            continue
        if at % 3 < 2:
            yield Sample(cut, (), "clean")
            continue
        if rng.random() < 0.15:
            _, sample = mixed(cut, families, rng, config["shares"])
        else:
            factor = rng.choice((0.4, 0.7, 1.0, 1.0))
            sample = drawn(cut, families, config["shares"], rng, factor)
        if len(sample.swaps) > 2:
            yield sample


def _translated(texts: Sequence[Text], config: Config) -> Iterator[Sample]:
    if judged.given(config):
        kept = partial(judged.samples, config, development=True, seed=config.seed + 9)
        found = list(kept())
        for sample in found:
            if sample.kind == LABELS[0]:  # as people translated or edited it: no original English
                sample.base = NO_MT_LOSS
        found += kept(kinds=[judged.ROUND_TRIPS])
        yield from found
        yield from joined([sample for sample in found if len(sample.text) < _SHORT])
    else:
        yield from judged.noise([text.text for text in texts], config.seed + 9)


def joined(samples: Iterable[Sample], number: int = 3) -> Iterator[Sample]:
    """Samples of one kind, `number` at a time in one, as paragraphs: short ones as an article."""
    waiting: dict[str, list[Sample]] = {}
    for sample in samples:
        some = waiting.setdefault(sample.kind, [])
        some.append(sample)
        if len(some) < number:
            continue
        text, swaps = "", []
        for one in some:
            swaps += [
                s._replace(start=s.start + len(text), end=s.end + len(text)) for s in one.swaps
            ]
            text += one.text.rstrip() + "\n"
        some.clear()
        yield Sample(text, swaps, sample.kind)


def crop(text: str, rng: random.Random) -> str:
    """A run of paragraphs of a drawn length, from a drawn start."""
    paragraphs = text.split("\n")
    start = rng.randrange(max(1, len(paragraphs) - 6))
    return _cut("\n".join(paragraphs[start:]), rng.choice(_LENGTHS))


def _cut(text: str, most: int) -> str:
    """`text` up to the last end of a sentence within `most` characters."""
    if len(text) <= most:
        return text
    return text[: text.rfind(". ", 0, most) + 1] or text[:most]
