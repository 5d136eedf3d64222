"""People stay who they are: "you" is not "they", and "the person" need not be "the man"."""

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
_SEXES = (
    "man men boy boys guy guys male males gentleman gentlemen husband husbands son sons",
    "woman women girl girls lady ladies female females wife wives daughter daughters",
)
_SEX = {form: number for number, forms in enumerate(_SEXES) for form in forms.split()}
_PERSON = {form: number for number, forms in enumerate(_PERSONS) for form in forms.split()}


def check(change: Change) -> str | None:
    """Why a person must look at the change, or None.

    A pronoun that goes for a noun, or comes for one, is no change of person; a noun that says
    a sex is one, where the other side says none or another.
    """
    lost, gained = apart(words(change.before), words(change.after))
    before, after = _said(lost, _PERSON), _said(gained, _PERSON)
    if _said(lost, _SEX) == _said(gained, _SEX) and (not before or not after or before == after):
        return None
    return "changes who is meant"


def _said(found: Iterable[str], of: dict[str, int]) -> set[int]:
    return {of[word] for word in found if word in of}
