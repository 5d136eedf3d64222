"""Negation survives: "not", "n't", "never", "without", and prefixes as in "able" and "unable"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mtcheck.rewrite.guard.change import Change, apart, words

_NEGATIVE = frozenset(
    "not no nor never neither none nobody nothing nowhere without hardly scarcely barely seldom"
    " rarely".split()
)
_WHEN = frozenset("never hardly scarcely barely seldom rarely longer anymore".split())
"""Words of a negation that say when or how far it holds; "longer" only after "no" or "any"."""
_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "mis")
_SHORTEST = 3


def check(change: Change) -> str | None:
    """Why the change is refused, or None.

    Negative words are counted among the words that the change takes away and brings. A word
    with a negative prefix counts when the other side has it without, so "not able" is "unable".
    """
    lost, gained = apart(words(change.before), words(change.after))
    count = [_explicit(lost), _explicit(gained)]
    count[0] += _prefixed(lost, gained)
    count[1] += _prefixed(gained, lost)
    if count[0] == count[1]:
        return None
    return "adds a negation" if count[0] < count[1] else "drops a negation"


def doubt(change: Change) -> str | None:
    """Why a person must look at a change that keeps the number of negations, or None."""
    if _when(words(change.before)) == _when(words(change.after)):
        return None
    return "changes when or how far something is not so"


def _when(found: Iterable[str]) -> set[str]:
    some = set(found)
    return {word for word in some & _WHEN if word != "longer" or some & {"no", "any"}}


def _explicit(found: Counter[str]) -> int:
    return sum(number for word, number in found.items() if word in _NEGATIVE)


def _prefixed(side: Counter[str], other: Counter[str]) -> int:
    """Words of `side` that are a negation of words of the other side."""
    return sum(_negates(word, known) for word in side for known in other)


def _negates(word: str, known: str) -> bool:
    if len(known) < _SHORTEST:
        return False
    if any(word == prefix + known for prefix in _PREFIXES):
        return True
    if word.endswith("less") and len(word) > len("less") + 1:
        stem = word[: -len("less")]
        return known in (stem + "ful", stem + "y")
    return False
