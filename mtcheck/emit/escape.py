"""Hostile text made harmless for terminals and logs."""

from __future__ import annotations

import re

# Controls move the cursor or colour the screen, bidirectional marks reorder what is read,
# zero-width characters hide, lone surrogates cannot be written.
HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    return _NAMED.get(character) or f"<U+{ord(character):04X}>"


def one_line(text: str) -> str:
    """`text` on one line with control, bidirectional and invisible characters made visible."""
    return HOSTILE.sub(_shown, text)
