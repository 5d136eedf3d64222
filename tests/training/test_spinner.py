"""Simulated damage keeps account of every swap."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("lemminflect", reason="needs the train extra")

from mtcheck.training.inflection import analyses, inflect
from mtcheck.training.mtnoise import damage
from mtcheck.training.recipes import Sources, draw, families, roundabout
from mtcheck.training.simulate import mixed, natural, simulate
from mtcheck.training.spinner import (
    PhraseFamily,
    Recipe,
    Swap,
    ThesaurusFamily,
    flat_lookup,
    mend_article,
    senses_lookup,
    spin,
)
from tests.networks import TEXT, ngram_model
from tests.texts import texts

PHRASES = PhraseFamily(
    {
        "the": ["that"], "new bridge": ["fresh span", "overpass"], "bridge": ["overpass"],
        "word": ["expression", "term"], "a": ["one"], "mayor": ["official"], ".": ["!"],
        "in may": ["amid may"], "met on": ["assembled upon"], "don’t": ["do not"],
    }
)  # fmt: skip
WORDS = ThesaurusFamily(
    flat_lookup({"meet": ["assemble"], "bridge": ["overpass", "span"], "open": ["begin"]}),
    botched=0.3,
)
BOTH = {**families(Sources()), "dictionary": PHRASES, "wordnet-any": WORDS}

articles = texts() | st.lists(
    st.sampled_from([*TEXT.split(), "a", "an", "A", "\n", "word", "BRIDGE", "bridge."]), max_size=60
).map(" ".join)
seeds = st.integers(0, 10**6).map(random.Random)


def restored(text: str, swaps: Sequence[Swap]) -> str:
    """`text` with every swap undone; the swaps lie in order and apart."""
    out = []
    at = 0
    for swap in swaps:
        assert at <= swap.start < swap.end <= len(text)
        out += [text[at : swap.start], swap.original]
        at = swap.end
    return "".join([*out, text[at:]])


def _mended(text: str) -> str:
    """Text without the difference that mending articles makes."""
    return re.sub(r"(?i)\ban?(?=\s)", "a", text)


@given(articles, seeds, st.booleans(), st.floats(0, 1))
def test_spinning_can_be_undone(
    text: str, rng: random.Random, consistent: bool, rate: float
) -> None:
    recipe = Recipe([PHRASES, WORDS], rate, consistent=consistent, mends_article=0.0)
    new, swaps = spin(text, recipe, rng)
    assert restored(new, swaps) == text
    for swap in swaps:
        assert new[swap.start : swap.end].lower() != swap.original.lower()
        assert "\n" not in swap.original
        assert swap.kind == "spun"


@given(articles, seeds)
def test_spinning_that_mends_articles_can_be_undone_but_for_them(
    text: str, rng: random.Random
) -> None:
    new, swaps = spin(text, Recipe([PHRASES, WORDS], 1.0, mends_article=1.0), rng)
    assert _mended(restored(new, swaps)) == _mended(text)


@given(articles, seeds, st.floats(0, 3))
def test_noise_can_be_undone(text: str, rng: random.Random, rate: float) -> None:
    new, swaps = damage(text, rate, rng)
    assert restored(new, swaps) == text
    assert {swap.kind for swap in swaps} <= {"mt"}


@given(articles, seeds)
def test_simulated_articles_can_be_undone(text: str, rng: random.Random) -> None:
    for _, sample in (simulate(text, BOTH, rng), mixed(text, BOTH, rng)):
        assert _mended(restored(sample.text, sample.swaps)) == _mended(text)
        assert sample.kind in ("clean", "spun", "unknown")
        if sample.kind == "clean":
            assert sample.text == text


def test_nothing_is_spun_at_rate_0() -> None:
    assert spin(TEXT, Recipe([PHRASES], 0.0, names=0.0), random.Random(1)) == (TEXT, [])
    assert damage(TEXT, 0.0, random.Random(1)) == (TEXT, [])


def test_noise_damages_english() -> None:
    new, swaps = damage(TEXT, 3.0, random.Random(1))
    assert len(swaps) > 3
    assert new != TEXT


@pytest.mark.parametrize(
    ("text", "damaged"),
    [
        ("Then he said no.", "him said"),
        ("The mayors agreed on a pause.", "mayors on a pause agreed."),
        ("The mayors have been here since May.", "are here since"),
    ],
)
def test_noise_keeps_the_order_and_the_cases_of_other_languages(text: str, damaged: str) -> None:
    some = (damage(text, 3.0, random.Random(seed))[0] for seed in range(400))
    assert any(damaged in one for one in some)


def test_the_longest_phrase_is_replaced_in_its_capitals() -> None:
    recipe = Recipe([PHRASES], 1.0, names=1.0)
    new, swaps = spin("New bridge. The MAYOR said.", recipe, random.Random(2))
    assert swaps[0].original == "New bridge"
    assert new[: swaps[0].end] in ("Fresh span", "Overpass")
    assert "OFFICIAL" in new


def test_names_inside_sentences_are_left_alone() -> None:
    new, _ = spin("The Bridge and the bridge", Recipe([PHRASES], 1.0, names=0.0), random.Random(1))
    assert new == "That Bridge and that overpass"


def test_a_consistent_spinner_repeats_itself() -> None:
    recipe = Recipe([PHRASES], 1.0, consistent=True)
    new, _ = spin("word and word " * 20, recipe, random.Random(4))
    assert len(set(new.split()) - {"and"}) == 1


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        ("saw a ", "old", "saw an "),
        ("An ", "bridge", "A "),
        ("saw the ", "old", "saw the "),
        ("saw a", "old", "saw a"),
        ("", "old", ""),
    ],
)
def test_articles_agree_with_what_follows(before: str, word: str, after: str) -> None:
    assert mend_article(before, word) == after


def test_synonyms_take_the_form_of_the_word() -> None:
    assert inflect("reinforce", "VBZ") == "reinforces"
    assert inflect("carry out", "VBD") == "carried out"
    assert inflect("power station", "NNS") == "power stations"
    assert inflect("bridge", "NN") == "bridge"
    assert ("meet", "VERB", "VBD") in analyses("met")
    assert analyses("qqqq") == ()
    family = ThesaurusFamily(senses_lookup({("meet", "VERB"): [["assemble"]]}), botched=0.0)
    assert family(["met"], 0, random.Random(1)) == (1, "assembled")
    assert family(["bridge"], 0, random.Random(1)) is None


def test_swaps_that_read_as_edited_english_are_told() -> None:
    ngrams = ngram_model()
    text = "the council met on Tuesday to deliberate the new bridge"
    at, late = text.index("met"), text.index("deliberate")
    swaps = [Swap(at, at + 3, "sat", "spun"), Swap(late, late + 10, "discuss", "spun")]
    assert natural(text, swaps, ngrams) == {0}
    assert natural(text, [], ngrams) == set()


def test_families_come_from_the_sources_given() -> None:
    assert set(families(Sources())) == {"roundabout"}
    assert all(options for options in roundabout().values())
    name, recipe = draw(BOTH, random.Random(1), "dictionary")
    assert name == "dictionary"
    assert PHRASES in recipe.families
    assert 0 < recipe.rate < 1
    drawn = {draw(BOTH, random.Random(seed))[0] for seed in range(60)}
    assert drawn == {"dictionary", "wordnet-any"}
