"""Whether an article follows the capitals of edited English at all."""

from __future__ import annotations

import re

from mtcheck.article import Article

_SMALL_I = re.compile(r"(?<![\w.'’-])i(?:['’](?:m|ve|ll|d))?(?![\w.'’)-])")
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
