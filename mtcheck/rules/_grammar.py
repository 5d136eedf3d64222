"""What the rules of grammar share."""

from __future__ import annotations

from mtcheck.article import Article

GAP = r"(?P<gap>[ \xa0]|[ \t]?\r?\n)"
"""Pattern of what stands between two words of one phrase, also where a line ends there."""


def opens(article: Article, at: int) -> bool:
    """True where a sentence begins."""
    return any(article.sentences[i].start == at for i in article.sentence_range(at, at + 1))
