"""Language identification with CLD3 (compiled, offline, about a millisecond an article)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

UNDETERMINED = "und"
_SAMPLE = 10_000
_MIN_WORDS = 8
_LETTERS = re.compile(r"[^\W\d_]+")
# CLD3 reads short English as Latin, Scots or Malay now and then; these settle the matter.
_ENGLISH = re.compile(
    r"(?:the|of|and|to|in|is|was|for|that|with|on|as|by|at|from|are|were|has|have|had|be|this|it|not"
    r"|or|an|their|said|which|will|been|his|her|its|they)",
    re.IGNORECASE,
)


def _is_foreign_letter(character: str) -> bool:
    """Letters beyond Latin: scripts without spaces have no words to count."""
    return character > "\u024f" and character.isalpha()


def function_words(words: list[str]) -> int:
    """How many of `words` are frequent English function words."""
    return sum(_ENGLISH.fullmatch(word) is not None for word in words)


@cache
def _identifier() -> Any:
    import gcld3  # compiled extension; only when an article is read

    return gcld3.NNetLanguageIdentifier(0, 4000)


def identify(text: str) -> tuple[str, float, bool]:
    """What CLD3 says of any text, however short: code, probability, and if it is sure of it.

    A single line of names or of headline English is often taken for another language.
    """
    cleaned = text[:_SAMPLE].encode("utf-8", "ignore").decode("utf-8")
    result = _identifier().FindLanguage(cleaned)
    return str(result.language), float(result.probability), bool(result.is_reliable)


def detect(text: str) -> tuple[str, float]:
    """ISO 639-1 code (or `und`) and probability of the language of `text`.

    In English prose a third of the words are function words: a fifth settles the matter, and a
    tenth does for text of fewer than eight words or that CLD3 is unsure about, else `und`.
    """
    sample = text[:_SAMPLE]
    words = _LETTERS.findall(sample)
    if not words:
        return UNDETERMINED, 0.0
    english = function_words(words) / len(words)
    language, probability, reliable = identify(" ".join(words))
    if language == "en" and reliable:
        return "en", probability
    short = len(words) < _MIN_WORDS and sum(map(_is_foreign_letter, sample)) < _MIN_WORDS
    unsure = short or not reliable
    if english >= (0.1 if unsure else 0.2):
        return "en", english
    if unsure:
        return UNDETERMINED, probability
    return language, probability
