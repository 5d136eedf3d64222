"""Capital letters of what the decoder wrote in small ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mtcheck.models.ngrams import UNIT, hashes

if TYPE_CHECKING:
    from mtcheck.article import Article
    from mtcheck.models.ngrams import NgramModel

COMMON = 8
"""Count level from which a word that the article writes in capitals is no name by that."""


def capitals(article: Article, names: dict[str, str], ngrams: NgramModel) -> dict[str, str]:
    """How words are capitalised: as English does, else as this article writes rare words."""
    found = dict(names)
    starts = {start for start, _ in article.sentences}
    inside = {article.text[a:b] for a, b in article.words if a not in starts}
    upper = [w for w in inside if w[0].isupper() and w.lower() not in inside]
    if upper:
        for word, level in zip(upper, ngrams.count("w1", hashes(upper)), strict=True):
            if level < COMMON:
                found[word.lower()] = word
    return found


def cased(text: str, forms: dict[str, str]) -> str:
    """`text` with names in capitals; a text that has capitals stays as it is."""
    if text != text.lower():
        return text
    return UNIT.sub(lambda m: forms.get(m.group(), "I" if m.group() == "i" else m.group()), text)
