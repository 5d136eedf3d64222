"""British spelling stays British, and American spelling American: neither is an error."""

from __future__ import annotations

import re
from functools import reduce

from mtcheck.rewrite.guard.change import Change, words

_ALIKE = (
    (re.compile(r"(?<=[^\W_]{2})our"), "or"),
    (re.compile(r"([iy])s(?=(?:e|ed|es|er|ers|ing|able|ations?)\Z)"), r"\1z"),
    (re.compile(r"(?<=[^\Waeiou_])re(?=s?\Z)"), "er"),
    (re.compile(r"ll(?=(?:ed|ing|ers?|ors?|ous|ation|ful|ment)\Z)"), "l"),
    (re.compile(r"(?<=[ei]l)l(?=s?\Z)"), ""),
    (re.compile(r"og(?:ue)(?=s?\Z)"), "og"),
    (re.compile(r"(?<=[cfn])ence(?=s?\Z)"), "ense"),
    (re.compile(r"ae|oe"), "e"),
    (re.compile(r"mme(?=s?\Z)"), "m"),
    (re.compile(r"\Agrey"), "gray"),
    (re.compile(r"\Asce(?=pt)"), "ske"),
)


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    before, after = words(change.before), words(change.after)
    if before == after or list(map(_spelt, before)) != list(map(_spelt, after)):
        return None  # at most signs or capitals differ, or more than spelling does
    return "changes British or American spelling only"


def _spelt(word: str) -> str:
    """One spelling for both; not a word of either, as it is only compared."""
    return reduce(lambda found, rule: rule[0].sub(rule[1], found), _ALIKE, word.casefold())
