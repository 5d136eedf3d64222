"""Dates and times survive: months, days of the week, "yesterday", "last year", "p.m."."""

from __future__ import annotations

import re

from mtcheck.rewrite.guard.change import Change, reason, remembered

_MONTHS = (
    "january february march april may june july august september october november december".split()
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_RELATIVE = frozenset("today yesterday tomorrow tonight noon midday midnight".split())
_SAME = {"midday": "noon"}
_ABBREVIATED = {
    **{month[:3]: month for month in _MONTHS},
    "sept": "september",
    **{day[:3]: day for day in _DAYS},
    "tues": "tuesday",
    "thur": "thursday",
    "thurs": "thursday",
}
_TURN = {
    **dict.fromkeys(("last", "previous", "past"), "last"),
    **dict.fromkeys(("next", "coming", "following", "upcoming"), "next"),
}
_PERIOD = frozenset(
    "hour hours day days night week weeks weekend month months quarter year years decade century"
    " spring summer autumn winter".split()
)
_TOKEN = re.compile(r"(?<![^\W_])[ap]\.?m\.?(?![^\W_])|[^\W\d_]+|\d+", re.IGNORECASE)


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    return reason("a date", dates(change.before), dates(change.after))


@remembered
def dates(text: str) -> list[str]:
    """Dates in order of the text. "may" and "march" count when written large or beside a number."""
    found = []
    tokens = [match.group() for match in _TOKEN.finditer(text)]
    folded = ["", *(token.casefold() for token in tokens), ""]
    for token, before, word, after in zip(tokens, folded, folded[1:], folded[2:], strict=False):
        plain = word.replace(".", "")
        capital = token[0].isupper()
        dated = before.isdigit() or after.isdigit()
        if plain in ("am", "pm"):
            if plain == "pm" or "." in word or before.isdigit():
                found.append(plain)
        elif word in _MONTHS or word in _DAYS:
            if word not in ("may", "march") or capital or dated:
                found.append(word)
        elif (
            word in _ABBREVIATED and capital and (dated or word not in ("mar", "sun", "sat", "jan"))
        ):
            found.append(_ABBREVIATED[word])
        elif word in _RELATIVE:
            found.append(_SAME.get(word, word))
        elif word in _TURN and (after in _PERIOD or after in _DAYS or after in _MONTHS):
            found.append(_TURN[word])
        elif word in ("ago", "bc", "bce", "ad") and (word == "ago" or token.isupper()):
            found.append(word)
    return found
