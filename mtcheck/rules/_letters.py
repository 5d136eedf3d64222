"""Which script a letter belongs to."""

from __future__ import annotations

import unicodedata


def latin(character: str) -> bool:
    """True for what ASCII has and for letters of the Latin script."""
    return character.isascii() or unicodedata.name(character, "").startswith("LATIN")
