"""Simulated article spinners: families of word and phrase replacement.

A family proposes, at each place of a text, what a spinner of its kind would write
there.  `spin` walks an article as such tools do, top to bottom, and keeps account of
every swap, so that the label of each word is known.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mtcheck.models.ngrams import UNIT
from mtcheck.training.inflection import analyses, inflect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mtcheck.training.lexicons import Phrases, Senses

LONGEST = 6
VOWELS = "aeiou"


class Swap(NamedTuple):
    """One replacement: `text[start:end]` of the result stands where `original` stood."""

    start: int
    end: int
    original: str
    kind: str


class Proposal(NamedTuple):
    """`text` in the place of the next `units` units."""

    units: int
    text: str


class Family(Protocol):
    """A kind of spinner."""

    def __call__(self, words: Sequence[str], at: int, rng: random.Random) -> Proposal | None:
        """What this family writes in place of `words[at:]`, if anything; words are lower case."""


@dataclass
class PhraseFamily:
    """Replaces the longest phrase that its table knows."""

    table: Mapping[str, Sequence[str]]

    def __post_init__(self) -> None:
        self.heads = {head.split(" ")[0] for head in self.table}

    def __call__(self, words: Sequence[str], at: int, rng: random.Random) -> Proposal | None:
        """One of the replacements of the longest phrase at `at`."""
        if words[at] not in self.heads:
            return None
        for length in range(min(LONGEST, len(words) - at), 0, -1):
            options = self.table.get(" ".join(words[at : at + length]))
            if options:
                return Proposal(length, rng.choice(options))
        return None


@dataclass
class ThesaurusFamily:
    """Replaces single words by synonyms of one of their readings."""

    lookup: Callable[[str, str], Sequence[Sequence[str]]]
    """(lemma, part of speech) to senses."""
    first_sense: float = 0.5
    """Probability of taking the first sense rather than any."""
    botched: float = 0.15
    """Probability of leaving the synonym uninflected."""
    likeliest: bool = True
    """Take the likeliest reading of the word rather than any."""
    shortest: int = 3

    def __call__(self, words: Sequence[str], at: int, rng: random.Random) -> Proposal | None:
        """A synonym of the word at `at`, inflected or botched."""
        word = words[at]
        if len(word) < self.shortest or not word.isalpha():
            return None
        readings = analyses(word)
        if not readings:
            return None
        lemma, pos, tag = readings[0] if self.likeliest else rng.choice(readings)
        senses = self.lookup(lemma, pos)
        if not senses:
            return None
        sense = senses[0] if rng.random() < self.first_sense else rng.choice(senses)
        synonym = rng.choice(sense)
        text = synonym if rng.random() < self.botched else inflect(synonym, tag)
        return None if text.lower() == word else Proposal(1, text)


def senses_lookup(senses: Senses) -> Callable[[str, str], Sequence[Sequence[str]]]:
    """Look lemmas up in a thesaurus with senses."""
    return lambda lemma, pos: senses.get((lemma, pos), ())


def flat_lookup(table: Phrases) -> Callable[[str, str], Sequence[Sequence[str]]]:
    """Look lemmas up in a thesaurus without senses or parts of speech."""
    return lambda lemma, _pos: [table[lemma]] if lemma in table else ()


@dataclass
class Recipe:
    """How one article is spun."""

    families: Sequence[Family]
    rate: float
    """Share of the places where a family has something to say that are replaced."""
    names: float = 0.04
    """The same for capitalised words inside sentences."""
    consistent: bool = False
    """Replace a word in the same way throughout the article."""
    mends_article: float = 0.5
    """Probability that a/an before a replacement is put right."""


def spin(text: str, recipe: Recipe, rng: random.Random) -> tuple[str, list[Swap]]:
    """Spin `text`; returns the result and its swaps in order."""
    spans = [m.span() for m in UNIT.finditer(text)]
    words = [text[a:b].lower() for a, b in spans]
    memory: dict[str, str] = {}
    pieces: list[str] = []
    swaps: list[Swap] = []
    copied = length = 0
    at = 0
    while at < len(words):
        start, end = spans[at]
        opening = at == 0 or words[at - 1] in ".!?\"“”'‘:" or "\n" in text[spans[at - 1][1] : start]
        rate = recipe.names if text[start].isupper() and not opening else recipe.rate
        if rng.random() >= rate:
            at += 1
            continue
        proposals = (family(words, at, rng) for family in recipe.families)
        proposal = next((made for made in proposals if made), None)
        if proposal is None:
            at += 1
            continue
        end = spans[at + proposal.units - 1][1]
        original = text[start:end]
        if "\n" in original:
            at += 1
            continue
        new = (
            memory.setdefault(original.lower(), proposal.text)
            if recipe.consistent
            else proposal.text
        )
        new = _cased(new, original)
        if new.lower() == original.lower() or not new.strip():
            at += proposal.units
            continue
        gap = text[copied:start]
        if rng.random() < recipe.mends_article:
            gap = mend_article(gap, new)
        pieces += [gap, new]
        length += len(gap)
        swaps.append(Swap(length, length + len(new), original, "spun"))
        length += len(new)
        copied = end
        at += proposal.units
    pieces.append(text[copied:])
    return "".join(pieces), swaps


def _cased(new: str, original: str) -> str:
    """`new` with the capitals of `original`: the first letter's, or all."""
    if original[0].isupper() and new:
        new = new[0].upper() + new[1:]
    return new.upper() if original.isupper() and len(original) > 3 else new


def mend_article(before: str, word: str) -> str:
    """`before` with a closing a/an that agrees with `word`."""
    stripped = before.rstrip()
    head, space, last = stripped.rpartition(" ")
    gap = before[len(stripped) :]
    if last.lower() not in ("a", "an") or not gap:
        return before
    right = "an" if word[0].lower() in VOWELS else "a"
    if last[0].isupper():
        right = right.capitalize()
    return f"{head}{space}{right}{gap}"
