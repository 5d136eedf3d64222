"""Makes the lexical memory: from swaps seen in simulated text, and from thesauri read backwards."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from mtcheck.models.memory import LONGEST
from mtcheck.models.phrases import Options
from mtcheck.training import lexicons
from mtcheck.training.inflection import analyses, inflect
from mtcheck.training.shards import drawn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from mtcheck.training.recipes import Sources
    from mtcheck.training.spinner import Family

_INSIDE = re.compile(r"(?<=[a-z,] )[^\W\d_]+(?:['’][^\W\d_]+)*")
_CHARACTERS = 6000
"""How much of an article is spun."""
_NAMED = 6000
"""Articles read for names."""
_SEEN, _READ = 0.75, 0.25
"""Weights of the two kinds of evidence for a phrase that has both."""
_READ_ALONE = 0.6
_FAINT = 0.4
"""Summed weight below which a thesaurus says nothing of a phrase."""


def memory(
    texts: Sequence[str],
    families: Mapping[str, Family],
    shares: Mapping[str, float],
    sources: Sources,
    section: Mapping[str, Any],
    seed: int,
) -> tuple[dict[str, Options], list[str]]:
    """Phrases and names of `texts`; `section` is `memory` of the recipe."""
    some = texts[: section["articles"]]
    seen = swaps(some, families, shares, section["passes"], random.Random(seed))
    common = heads(texts[: section["vocabulary"]], section["commonest"])
    return merged(seen, backwards(common, sources), section["most"]), names(some)


def heads(texts: Iterable[str], commonest: int) -> dict[str, int]:
    """Words that `texts` write at least `commonest` times, with their counts."""
    found = Counter[str]()
    for text in texts:
        found.update(re.findall(r"[a-z]{3,}", text))
    return {word: n for word, n in found.items() if n >= commonest}


def swaps(
    texts: Iterable[str],
    families: Mapping[str, Family],
    shares: Mapping[str, float],
    passes: int,
    rng: random.Random,
) -> dict[str, Options]:
    """What replaced phrases stood for in `texts` spun `passes` times, with its share."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for _ in range(passes):
            sample = drawn(text[:_CHARACTERS], families, shares, rng, 1.5)
            for swap in sample.swaps:
                found[_plain(sample.text[swap.start : swap.end])][_plain(swap.original)] += 1
    out = {}
    for phrase, originals in found.items():
        total = originals.total()
        kept = [(text, n / total) for text, n in originals.most_common(12) if n > 1]
        if kept and len(phrase.split()) <= LONGEST:
            out[phrase] = kept
    return out


def backwards(heads: Mapping[str, int], sources: Sources, most: int = 14) -> dict[str, Options]:
    """What words of `heads` (with their counts) a thesaurus could have made each synonym from."""
    out = {}
    for phrase, originals in inverse(heads, sources).items():
        best = sorted(originals.items(), key=lambda item: -item[1])[:most]
        total = sum(weight for _, weight in best)
        if total >= _FAINT:
            out[phrase] = [(word, weight / total) for word, weight in best]
    return out


def inverse(heads: Mapping[str, int], sources: Sources) -> dict[str, dict[str, float]]:
    """Synonym to the words of `heads` that it may stand for, with how often that is expected."""
    table: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    lookups = list(_senses(sources))
    flat = [(lexicons.moby(path), trust) for path, trust in _flat(sources) if path]
    for word, times in heads.items():
        for place, (lemma, pos, tag) in enumerate(analyses(word)[:2]):
            weight = times * (0.25 if place else 1.0)
            for senses, trust in lookups:
                for rank, synonyms in enumerate(senses.get((lemma, pos), ())[:6], 1):
                    share = trust * weight / (len(synonyms) * rank)
                    for synonym in synonyms:
                        _add(table, inflect(synonym, tag), word, share)
            for thesaurus, trust in flat:
                synonyms = thesaurus.get(lemma, [])
                for synonym in synonyms:
                    if synonym.count(" ") < 2 and synonym.islower():
                        _add(table, inflect(synonym, tag), word, trust * weight / len(synonyms))
    return table


def merged(
    seen: Mapping[str, Options], read: Mapping[str, Options], most: int
) -> dict[str, Options]:
    """Both tables in one, at most `most` originals a phrase."""
    out = {}
    for phrase in sorted(seen.keys() | read.keys()):
        shares: dict[str, float] = defaultdict(float)
        for text, share in seen.get(phrase, ()):
            shares[text] += share * (_SEEN if phrase in read else 1.0)
        for text, share in read.get(phrase, ()):
            shares[text] += share * (_READ if phrase in seen else _READ_ALONE)
        best = sorted(shares.items(), key=lambda item: -item[1])[:most]
        kept = [(text, share) for text, share in best if share * 255 >= 0.6]
        if kept:
            out[phrase] = kept
    return out


def names(texts: Sequence[str]) -> list[str]:
    """Words that `texts` hardly ever write in small letters inside sentences."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts[:_NAMED]:
        for match in _INSIDE.finditer(text):
            forms[match.group().lower()][match.group()] += 1
    return [
        seen.most_common(1)[0][0]
        for word, seen in forms.items()
        if len(word) > 1 and seen.total() >= 8 and seen[word] < 0.06 * seen.total()
    ]


def _senses(sources: Sources) -> Iterator[tuple[lexicons.Senses, float]]:
    """Thesauri with senses, each with how far it is trusted."""
    if sources.wordnet:
        yield lexicons.wordnet(sources.wordnet, relatives=True), 1.0
    if sources.mythes:
        yield lexicons.mythes(sources.mythes), 0.6


def _flat(sources: Sources) -> Iterator[tuple[Path | None, float]]:
    """Thesauri without senses."""
    yield sources.moby, 0.8
    yield sources.neighbours, 0.3


def _add(table: dict[str, dict[str, float]], synonym: str, word: str, weight: float) -> None:
    phrase = synonym.lower()
    if phrase != word and len(phrase) > 2 and phrase.count(" ") < 4:
        table[phrase][word] += weight


def _plain(text: str) -> str:
    return text.lower().replace("’", "'")
