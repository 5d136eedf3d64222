"""A word replaced by its opposite is for a person to look at."""

from __future__ import annotations

from mtcheck.rewrite.guard.change import Change, words

# Closed classes of direction, degree and order; English grammars list them as such.
_PAIRS = """
more less|more fewer|most least|before after|above below|over under|up down|inside outside
first last|always sometimes|maximum minimum|increase decrease|increased decreased|rise fall
rose fell|higher lower|gain loss|win lose|won lost|buy sell|bought sold|accept reject
accepted rejected|allow forbid|north south|east west|left right|all some
early late|earlier later|larger smaller|with without|for against|import export
"""
_OPPOSITE: dict[str, set[str]] = {}
for _pair in _PAIRS.replace("\n", "|").strip("|").split("|"):
    _one, _other = _pair.split()
    _OPPOSITE.setdefault(_one, set()).add(_other)
    _OPPOSITE.setdefault(_other, set()).add(_one)


def check(change: Change) -> str | None:
    """Why a person should look, or None."""
    before, after = set(words(change.before)), set(words(change.after))
    for word in sorted(before - after):
        swapped = _OPPOSITE.get(word, set()) & (after - before)
        if swapped:
            return f"turns {word} into {min(swapped)}"
    return None
