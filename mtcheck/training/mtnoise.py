"""Simulated damage of poor machine translation: articles, prepositions, forms, order."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from mtcheck.models.ngrams import UNIT
from mtcheck.training.inflection import analyses, inflect
from mtcheck.training.spinner import Swap

if TYPE_CHECKING:
    from collections.abc import Sequence

_PREPOSITIONS = ("in", "on", "at", "to", "for", "of", "with", "by", "from", "about", "into", "over")
_AGREE = {"is": "are", "are": "is", "was": "were", "were": "was", "has": "have", "have": "has"}
_FORMS = ("VB", "VBZ", "VBD", "VBG", "VBN")


def _article(words: Sequence[str], at: int, rng: random.Random) -> tuple[int, str] | None:
    """Drop an article, or swap it."""
    if words[at] in ("the", "a", "an") and at + 1 < len(words):
        if rng.random() < 0.65:
            return 2, words[at + 1]
        return 2, f"{'a' if words[at] == 'the' else 'the'} {words[at + 1]}"
    return None


def _extra_article(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """Put an article before a plural or a mass word that has none."""
    if at and words[at - 1] in (*_PREPOSITIONS, "and") and words[at].isalpha():
        readings = analyses(words[at])
        if readings and readings[0][2] == "NNS":
            return 1, f"the {words[at]}"
    return None


def _preposition(words: Sequence[str], at: int, rng: random.Random) -> tuple[int, str] | None:
    if words[at] not in _PREPOSITIONS:
        return None
    return 1, rng.choice([p for p in _PREPOSITIONS if p != words[at]])


def _agreement(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    return (1, _AGREE[words[at]]) if words[at] in _AGREE else None


def _form(words: Sequence[str], at: int, rng: random.Random) -> tuple[int, str] | None:
    """Another form of a verb."""
    for lemma, pos, tag in analyses(words[at]):
        if pos == "VERB" and len(words[at]) > 3:
            new = inflect(lemma, rng.choice([t for t in _FORMS if t != tag]))
            return (1, new) if new != words[at] else None
    return None


def _adverb(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """An adverb loses its ending."""
    word = words[at]
    if word.endswith("ly") and len(word) > 5:
        return 1, f"{word[:-3]}y" if word.endswith("ily") else word[:-2]
    return None


def _number(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """A noun changes number."""
    for lemma, pos, tag in analyses(words[at]):
        if pos == "NOUN" and len(words[at]) > 3:
            return 1, inflect(lemma, "NNS" if tag == "NN" else "NN")
        return None
    return None


def _double(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """A function word twice."""
    if words[at] in (*_PREPOSITIONS, "the", "that", "and", "is"):
        return 1, f"{words[at]} {words[at]}"
    return None


def _genitive(words: Sequence[str], at: int, rng: random.Random) -> tuple[int, str] | None:
    """A compound noun turned round: "energy policy" becomes "the policy of energy"."""
    if at + 1 < len(words):
        first, second = analyses(words[at]), analyses(words[at + 1])
        if (
            first
            and second
            and first[0][2] == "NN"
            and second[0][1] == "NOUN"
            and len(words[at]) > 3
        ):
            return 2, rng.choice(("{1} of the {0}", "{1} of {0}", "the {1} of {0}")).format(
                words[at], words[at + 1]
            )
    return None


def _order(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """Adjective after its noun, adverb after what it modifies."""
    if at + 1 < len(words):
        first, second = analyses(words[at]), analyses(words[at + 1])
        if (
            first
            and second
            and first[0][1] in ("ADJ", "ADV")
            and second[0][1] in ("NOUN", "VERB", "ADJ")
        ):
            return 2, f"{words[at + 1]} {words[at]}"
    return None


def _subject(words: Sequence[str], at: int, rng: random.Random) -> tuple[int, str] | None:
    """A pronoun goes missing or changes sex."""
    swaps = {
        "he": "she",
        "she": "he",
        "his": "its",
        "her": "his",
        "it": "he",
        "they": "it",
        "who": "which",
    }
    if words[at] in swaps and at + 1 < len(words):
        if rng.random() < 0.3 and words[at] in ("it", "he", "she", "they"):
            return 2, words[at + 1]
        return 1, swaps[words[at]]
    return None


def _case(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """A subject in the case of an object: "him said"."""
    objects = {"he": "him", "they": "them", "we": "us", "she": "her", "i": "me"}
    return (1, objects[words[at]]) if words[at] in objects else None


def _verb_last(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """A verb goes to the end of its clause: "on a pause agreed"."""
    if not any(pos == "VERB" for _, pos, _ in analyses(words[at])[:1]):
        return None
    rest = next(
        (n for n, word in enumerate(words[at + 1 : at + _CLAUSE + 2]) if not word[0].isalnum()), 0
    )
    if rest < 2:
        return None
    return 1 + rest, " ".join((*words[at + 1 : at + 1 + rest], words[at]))


def _perfect(words: Sequence[str], at: int, _rng: random.Random) -> tuple[int, str] | None:
    """What has lasted until now as if it were only now: "we are since March waiting"."""
    pair = " ".join(words[at : at + 2])
    return {"has been": (2, "is"), "have been": (2, "are")}.get(pair)


def _reflexive(words: Sequence[str], at: int, rng: random.Random) -> tuple[int, str] | None:
    """A verb turned on its subject: "the price has itself doubled"."""
    readings = analyses(words[at])
    if readings and readings[0][2] in ("VBD", "VBN"):
        return 1, rng.choice(("itself {}", "{} itself", "themselves {}")).format(words[at])
    return None


_CLAUSE = 7
"""Words behind a verb that may come before it."""
DAMAGES = (
    (_article, 0.10), (_extra_article, 0.08), (_preposition, 0.06), (_agreement, 0.10),
    (_perfect, 0.2), (_case, 0.04), (_verb_last, 0.08), (_reflexive, 0.015),
    (_form, 0.06), (_adverb, 0.25), (_number, 0.03), (_double, 0.01), (_genitive, 0.10),
    (_order, 0.12), (_subject, 0.08),
)  # fmt: skip
"""Kinds of damage with the share of their opportunities that is taken at rate 1."""


def damage(text: str, rate: float, rng: random.Random) -> tuple[str, list[Swap]]:
    """Damage `text` at `rate` times the usual share; returns the result and its swaps."""
    spans = [m.span() for m in UNIT.finditer(text)]
    words = [text[a:b] for a, b in spans]
    lower = [w.lower() for w in words]
    pieces: list[str] = []
    swaps: list[Swap] = []
    copied = length = at = 0
    while at < len(words):
        hit = None
        start = spans[at][0]
        if not (words[at][0].isupper() and at and lower[at - 1] not in ".!?"):
            for kind, share in DAMAGES:
                if rng.random() < share * rate:
                    hit = kind(lower, at, rng)
                    if hit:
                        break
        if hit is None:
            at += 1
            continue
        units, new = hit
        end = spans[at + units - 1][1]
        original = text[start:end]
        if (
            "\n" in original
            or any(w[0].isupper() for w in words[at + 1 : at + units])
            or new == original.lower()
        ):
            at += 1
            continue
        if original[0].isupper():
            new = new[0].upper() + new[1:]
        gap = text[copied:start]
        pieces += [gap, new]
        length += len(gap)
        swaps.append(Swap(length, length + len(new), original, "mt"))
        length += len(new)
        copied = end
        at += units
    pieces.append(text[copied:])
    return "".join(pieces), swaps
