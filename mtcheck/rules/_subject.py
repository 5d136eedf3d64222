"""Whether an article is about the characters that the encoding rules look for."""

from __future__ import annotations

import re

from mtcheck.article import Article

_SUBJECT = re.compile(
    r"\b(?:mojibake|UTF-?8|Unicode|ASCII|homoglyphs?|homograph|Cyrillic|lookalike"
    r"|character encoding|HTML (?:entity|entities|code|source)|escape sequences?|zero-width"
    r"|byte order mark|code points?|regular expressions?|JSON|JavaScript|Python|LaTeX|phishing)\b",
    re.IGNORECASE,
)


def about_characters(article: Article) -> bool:
    """True when the prose speaks of encodings, markup or scripts, and so may show odd ones."""
    return _SUBJECT.search(article.masked) is not None
