"""A replacement is a phrase: no control characters, no new lines, not far longer than the span."""

from __future__ import annotations

import re
import unicodedata

from mtcheck.rewrite.guard.change import Change

_PARAGRAPH_END = re.compile(r"(?:\r\n|\r|\n)[^\S\r\n]*(?:\r\n|\r|\n)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_ROOM = 40
_HOSTILE = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    span, replacement = change.span, change.replacement
    new = set(replacement) - set(span) - set("\r\n")
    if any(unicodedata.category(character) in _HOSTILE for character in new):
        return "contains a control character"
    if len(_PARAGRAPH_END.findall(span)) != len(_PARAGRAPH_END.findall(replacement)):
        return "joins or parts paragraphs"
    if len(_LINE_END.findall(replacement)) > len(_LINE_END.findall(span)):
        return "adds a line"
    if len(replacement) > 4 * len(span) + _ROOM:
        return "is far longer than the span"
    return None
