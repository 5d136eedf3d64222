"""American spellings to British ones, so that neither looks like a spinner's choice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_RULES = (
    (r"our(?=$|s$|ed$|ing$|ite|able|ful|er|hood|ly)", "or"),
    (r"is(?=e$|es$|ed$|ing$|er$|ers$|ation)", "iz"),
    (r"ys(?=e$|es$|ed$|ing$)", "yz"),
    (r"tre(?=$|s$|d$)", "ter"),
    (r"bre(?=$|s$)", "ber"),
    (r"nce$", "nse"),
    (r"nces$", "nses"),
    (r"ogue(?=$|s$)", "og"),
    (r"ll(?=ed$|ing$|er$|ers$|or$|ors$)", "l"),
    (r"l(?=ment|ful|$)", "ll"),
    (r"ae", "e"),
    (r"oe", "e"),
    (r"amme(?=$|s$)", "am"),
    (r"que(?=$|s$)", "ck"),
)
"""From a British ending to the American one."""
_WORD = re.compile(r"[A-Za-z]{4,}")


def pairs(american: Path, british: Path) -> dict[str, str]:
    """American to British spellings, out of two word lists with one word a line."""
    ours, theirs = (
        {w for w in path.read_text(encoding="utf-8").split() if w.isalpha() and w.islower()}
        for path in (american, british)
    )
    found: dict[str, str] = {}
    for word in sorted(theirs - ours):
        for pattern, plain in _RULES:
            guess = re.sub(pattern, plain, word)
            if guess != word and guess in ours and guess not in theirs:
                found.setdefault(guess, word)
    # What both lists have is known to be ours by its relatives: "organize" beside "organise".
    for word in sorted(theirs & ours):
        for pattern, plain in _RULES[1:3]:
            guess = re.sub(pattern, plain, word)
            if guess != word and guess in ours:
                found.setdefault(guess, word)
    return found


def respell(text: str, table: Mapping[str, str]) -> str:
    """`text` with the keys of `table` written as their values, capitals kept."""

    def change(match: re.Match[str]) -> str:
        word = match.group()
        new = table.get(word.lower())
        if new is None or word.isupper():
            return word
        return new.capitalize() if word[0].isupper() else new

    return _WORD.sub(change, text)
