"""Pronouns stay with their person: who reads "you" is not meant by "they"."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.rewrite.guard.change import Change, apart, words

_PERSONS = (
    "i me my mine myself",
    "we us our ours ourselves",
    "you your yours yourself yourselves",
    "he him his himself",
    "she her hers herself",
    "it its itself",
    "they them their theirs themselves",
)
_PERSON = {form: number for number, forms in enumerate(_PERSONS) for form in forms.split()}


def check(change: Change) -> str | None:
    """Why a person must look at the change, or None.

    A pronoun that goes for a noun, or comes for one, is no change of person.
    """
    lost, gained = map(_persons, apart(words(change.before), words(change.after)))
    if not lost or not gained or lost == gained:
        return None
    return "changes who is meant"


def _persons(found: Iterable[str]) -> set[int]:
    return {_PERSON[word] for word in found if word in _PERSON}
