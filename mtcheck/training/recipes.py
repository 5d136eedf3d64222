"""Which spinners an article meets in training, and how often."""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mtcheck.training import lexicons
from mtcheck.training.spinner import (
    Family,
    PhraseFamily,
    Recipe,
    ThesaurusFamily,
    flat_lookup,
    senses_lookup,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ROUNDABOUT = Path(__file__).parent / "data" / "roundabout.tsv"


@dataclass(frozen=True)
class Sources:
    """Where synonym tables lie; what is None is left out."""

    spinner_table: Path | None = None
    wordnet: Path | None = None
    moby: Path | None = None
    mythes: Path | None = None
    tortured: Path | None = None
    aiksaurus: Path | None = None
    neighbours: Path | None = None


SHARES: dict[str, float] = tomllib.loads(
    (Path(__file__).parent / "data" / "recipe.toml").read_text(encoding="utf-8")
)["shares"]
"""How often each family leads an article; shares of absent ones fall to the others."""


def roundabout(path: Path = ROUNDABOUT) -> lexicons.Phrases:
    """Read the roundabout connectives: plain word, then its replacements, by tabs."""
    rows = (
        line.split("\t") for line in path.read_text(encoding="utf-8").splitlines() if line[0] != "#"
    )
    return {head: rest for head, *rest in rows}


def families(sources: Sources) -> dict[str, Family]:
    """The families that `sources` allow, by name."""
    found: dict[str, Family] = {"roundabout": PhraseFamily(roundabout())}
    if sources.spinner_table:
        found["dictionary"] = PhraseFamily(lexicons.spinner_table(sources.spinner_table))
        found["dictionary-shuffled"] = PhraseFamily(
            lexicons.spinner_table(sources.spinner_table, shuffle=True)
        )
    if sources.tortured:
        phrases, words = lexicons.tortured(sources.tortured)
        found["tortured"] = PhraseFamily({**words, **phrases})
    if sources.wordnet:
        senses = lexicons.wordnet(sources.wordnet)
        wide = lexicons.wordnet(sources.wordnet, relatives=True)
        found["wordnet-first"] = ThesaurusFamily(senses_lookup(senses), first_sense=1.0, shortest=2)
        found["wordnet-any"] = ThesaurusFamily(
            senses_lookup(wide), first_sense=0.3, likeliest=False
        )
    if sources.mythes:
        found["mythes"] = ThesaurusFamily(
            senses_lookup(lexicons.mythes(sources.mythes)), first_sense=0.6
        )
    if sources.moby:
        found["moby"] = ThesaurusFamily(flat_lookup(lexicons.moby(sources.moby)), botched=0.3)
    if sources.aiksaurus:
        meanings = lexicons.aiksaurus(sources.aiksaurus)
        found["aiksaurus"] = ThesaurusFamily(
            lambda lemma, _pos: meanings.get(lemma, ()), first_sense=0.6
        )
    if sources.neighbours:
        found["neighbours"] = ThesaurusFamily(
            flat_lookup(lexicons.moby(sources.neighbours)), botched=0.4
        )
    return found


def draw(
    kinds: Mapping[str, Family],
    rng: random.Random,
    lead: str | None = None,
    shares: Mapping[str, float] = SHARES,
) -> tuple[str, Recipe]:
    """Draw how an article is spun; returns the name of the leading family and the recipe."""
    names = [n for n in shares if n in kinds]
    weights = [shares[n] for n in names]
    first = lead or rng.choices(names, weights)[0]
    team = [kinds[first]]
    if rng.random() < 0.25:
        team.append(kinds[rng.choices(names, weights)[0]])
    if first != "roundabout" and rng.random() < (0.5 if first == "tortured" else 0.25):
        team.insert(0, _part(kinds["roundabout"], rng))
    phrase = isinstance(kinds[first], PhraseFamily)
    rate = rng.uniform(0.15, 0.95) if phrase else rng.uniform(0.08, 0.6)
    return first, Recipe(team, rate, consistent=rng.random() < 0.4, mends_article=rng.random())


def _part(family: Family, rng: random.Random) -> Family:
    """A spinner that knows some of the heads only, as each real one does."""
    if not isinstance(family, PhraseFamily):
        return family
    share = rng.uniform(0.15, 0.6)
    return PhraseFamily({head: rest for head, rest in family.table.items() if rng.random() < share})
