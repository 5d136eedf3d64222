"""How an article uses capitals."""

from __future__ import annotations

import re

from mtcheck.article import Article

_SMALL_I = re.compile(r"(?<![\w.'’-])i(?:['’](?:m|ve|ll|d))?(?![\w.'’)-])")
CAPITAL_BEFORE = re.compile(r"[A-Z][\w’'.-]*[ \u00a0]$")
"""The end of a text whose last word has a capital: what follows it may be part of a longer name."""
_TOLERATED = 0.15
_LEAST = 4


def follows_case(article: Article) -> bool:
    """False for chats, lyrics and lower-case prose, and for texts in capitals."""
    text = article.masked
    starts = [text[span.start] for span in article.sentences if text[span.start].isalpha()]
    small = sum(character.islower() for character in starts)
    if small > max(_LEAST, _TOLERATED * len(starts)) or (starts and small == len(starts)):
        return False
    return len(_SMALL_I.findall(text)) <= 1


def has_lower(text: str, word: str) -> bool:
    """True when the text has a capitalised word in lower case, too."""
    return re.search(rf"(?<![\w’'-]){re.escape(word.lower())}(?![\w’'-])", text) is not None
