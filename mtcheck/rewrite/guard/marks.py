"""Quotation marks and brackets survive; in Markdown the characters of its markup too."""

from __future__ import annotations

import re
from collections import Counter

from mtcheck.rewrite.guard.change import Change
from mtcheck.rewrite.quotations import MARKS

_QUOTES = frozenset(MARKS) | frozenset("‘‚")
_BRACKETS = frozenset("()[]{}")
_BARE = re.compile(r"[a-zA-Z0-9 ]*")
"""Most spans and replacements: nothing to count in them."""
_MARKUP = frozenset("*_`<>|#~\\![]&")


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    if _BARE.fullmatch(change.span) and _BARE.fullmatch(change.replacement):
        return None
    if _count(change.span, _QUOTES) != _count(change.replacement, _QUOTES):
        return "changes quotation marks"
    if _count(change.span, _BRACKETS) != _count(change.replacement, _BRACKETS):
        return "changes brackets"
    if change.article.markup == "markdown" and _count(change.span, _MARKUP) != _count(
        change.replacement, _MARKUP
    ):
        return "changes markup"
    return None


def _count(text: str, characters: frozenset[str]) -> Counter[str]:
    return Counter(character for character in text if character in characters)
