"""Inflection of synonyms: `strengthens` becomes `reinforces`, not `reinforce`."""

from __future__ import annotations

from functools import lru_cache

from lemminflect import getAllLemmas, getInflection

_TAGS = {
    "NOUN": ("NN", "NNS"),
    "VERB": ("VB", "VBZ", "VBD", "VBN", "VBG"),
    "ADJ": ("JJ", "JJR", "JJS"),
    "ADV": ("RB", "RBR", "RBS"),
}
_BASE = ("NN", "VB", "JJ", "RB")


@lru_cache(maxsize=1 << 16)
def analyses(word: str) -> tuple[tuple[str, str, str], ...]:
    """(lemma, part of speech, tag) readings of a lower-case `word`, likeliest first."""
    found: list[tuple[str, str, str]] = []
    for pos, lemmas in getAllLemmas(word).items():
        for lemma in lemmas:
            found += [
                (lemma, pos, tag)
                for tag in _TAGS.get(pos, ())
                if (tag in _BASE and word == lemma)
                or (word != lemma and word in getInflection(lemma, tag))
            ]
    return tuple(found)


@lru_cache(maxsize=1 << 17)
def inflect(lemma: str, tag: str) -> str:
    """`lemma` (one or more words) in the form of `tag`; verbs inflect their first word."""
    if tag in _BASE:
        return lemma
    words = lemma.split(" ")
    at = 0 if tag.startswith("V") else -1
    forms = getInflection(words[at], tag)
    if forms:
        words[at] = forms[0]
    return " ".join(words)
