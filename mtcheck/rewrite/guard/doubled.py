"""A replacement does not make a word stand twice ("computer computer")."""

from __future__ import annotations

import re
from collections import Counter

from mtcheck.rewrite.guard.change import Change

_TWICE = re.compile(r"(?<![\w'’-])([^\W\d_]+)\s+\1(?![\w'’-])", re.IGNORECASE)


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    before, after = (
        Counter(word.casefold() for word in _TWICE.findall(text))
        for text in (change.before, change.after)
    )
    made = after - before
    return f"doubles a word ({min(made)})" if made else None
