"""MTR002: words that a translation engine left in the language of the source."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Label, Severity
from mtcheck.rules._letters import latin
from mtcheck.rules.base import Context, rule

_WORD = re.compile(r"(?<![^\s,;:.–—])[^\W\dA-Z_]{4,}(?![^\s,;:.!?–—])")
_LOANS = frozenset("éèêëçñïîöüäâàôûåøæœ")
"""Letters of words that English has borrowed with them: café, façade, jalapeño, über, crème."""
_LEAST = 3
"""Different words from which they were left behind: one or two may be meant."""

_LEFT = (
    "The mayor opened the new endurnýjunarstöð on Friday. Before that the council had argued for "
    "two years about the sorphirðugjald and who should pay it, and the bæjarráðið will now meet "
    "again in May."
)
_ENGLISH = (
    "The mayor opened the new recycling centre on Friday. Before that the council had argued for "
    "two years about the waste charge and who should pay it, and its executive will meet in May."
)
_TERMS = (
    "The chef serves kołduny in a clear soup. The café and its crème brûlée, its soufflé and a "
    "purée of jalapeños are known all over the town."
)
_LOOKALIKE = (
    "The sсhool and the musеum wеre closed, and the mаyor said so on Friday."  # Cyrillic letters
)
_QUOTED = "They call it “żurek”, “śledź” and “gołąbki” (meaning little pigeons) on the coast."


@rule(
    id="MTR002",
    name="untranslated-word",
    category=Category.MISTRANSLATION,
    mqm="Accuracy/Untranslated",
    severity=Severity.MINOR,
    failing=(_LEFT,),
    passing=(_ENGLISH, _TERMS, _LOOKALIKE, _QUOTED),
    needs_signals=True,
    verdict=Label.MACHINE_TRANSLATED,
)
def untranslated_word(article: Article, _context: Context) -> Iterator[Finding]:
    """Words that a translation engine left in the language of the source.

    Looked for only in articles that read as machine-translated, and that hold three different
    ones: lower-case words with letters that English does not borrow, each by itself among English
    words. Names, quotations, words in brackets and stretches of another language are left alone,
    as are words such as "café". What was meant stands in another language, so nothing is suggested.
    """
    text = article.masked
    if text.isascii():
        return
    found = [match for match in _WORD.finditer(text) if _foreign(match[0])]
    starts, ends = {m.start() for m in found}, {m.end() for m in found}
    alone = [m for m in found if m.start() - 1 not in ends and m.end() + 1 not in starts]
    different = {match[0] for match in alone}
    if len(different) < _LEAST:
        return
    for match in alone:
        yield untranslated_word.finding(
            article,
            *match.span(),
            "suspected untranslated word",
            confidence=0.85,
            evidence=f"not English by its letters, one of {len(different)} such words here",
        )


def _foreign(word: str) -> bool:
    # Ligatures of a typesetter are letters that English has.
    plain = unicodedata.normalize("NFKC", word)
    other = {c for c in plain if not c.isascii()} - _LOANS
    if not other or not word.islower():
        return False
    known = [latin(c) for c in plain]
    return all(known) or not any(known)  # what is mixed is a look-alike in an English word
