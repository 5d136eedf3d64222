"""Modality survives: what may, can, must, should or will be is not turned into another."""

from __future__ import annotations

from itertools import pairwise

from mtcheck.rewrite.guard.change import Change, reason, remembered, words

_MODAL = {
    word: word for word in "may might can could must should will would shall ought".split()
} | {"'ll": "will", "shall": "will", "ought": "should", "'d": "would?"}


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    return reason("a modal verb", modals(change.before), modals(change.after))


@remembered
def modals(text: str) -> list[str]:
    """Modal verbs in alphabetical order.

    "have to" is must, "able to" is can, and "'d" may be would or had.
    """
    found = []
    listed = words(text)
    for word, following in pairwise([*listed, ""]):
        if word in _MODAL:
            found.append(_MODAL[word])
        elif following == "to" and word in ("have", "has", "had", "able", "unable"):
            found.append("can" if word.endswith("able") else "must")
    return sorted(found)
