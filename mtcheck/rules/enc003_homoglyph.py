"""ENC003: letters of another alphabet inside a Latin word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._subject import about_characters
from mtcheck.rules.base import Context, rule

_CYRILLIC = dict(zip("аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅ", "aeopcyxijshdqwABEKMHOPCTYXIJS", strict=True))
_GREEK = dict(zip("οΟΑΒΕΖΗΙΚΜΝΡΤΥΧ", "oOABEZHIKMNPTYX", strict=True))
_LATIN = str.maketrans(_CYRILLIC | _GREEK)
_FOREIGN = re.compile("[" + "".join(_CYRILLIC) + "".join(_GREEK) + "]")
_LETTER = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏ]")
_NEIGHBOURS = re.compile(r"[A-Za-z,] ([аоіАІ]) [A-Za-z]")


@rule(
    id="ENC003",
    name="homoglyph",
    category=Category.ENCODING,
    mqm="Fluency/Character encoding",
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    failing=("The p\u0430yment w\u0430s late.",),
    passing=("The payment was late.", "The paper Правда wrote so.", "A 5 kΩ resistor, 3 μm wide."),
    fixed=("The payment was late.",),
)
def homoglyph(article: Article, _context: Context) -> Iterator[Finding]:
    """Cyrillic or Greek letters that pass for Latin ones inside a Latin word.

    They come from optical recognition, from keyboards, or are put there to hide copied text.
    Only words in which every foreign letter has a Latin twin are reported; articles about
    scripts are left alone.
    """
    text = article.masked
    if text.isascii() or not _FOREIGN.search(text) or about_characters(article):
        return
    spans = [match.span(1) for match in _NEIGHBOURS.finditer(text)]
    for word in article.words:
        surface = text[word.start : word.end]
        if not surface.isascii() and _FOREIGN.search(surface):
            latin = _LETTER.findall(surface.translate(_LATIN))
            own = len(_LETTER.findall(surface))
            letters = sum(character.isalpha() for character in surface)
            if own >= 2 and len(latin) == letters:
                spans.append((word.start, word.end))
    for start, end in sorted(spans):
        fixed = text[start:end].translate(_LATIN)
        yield homoglyph.finding(
            article,
            start,
            end,
            "letters of another alphabet in a Latin word",
            confidence=0.98,
            evidence=", ".join(
                f"U+{ord(letter):04X} for {letter.translate(_LATIN)}"
                for letter in dict.fromkeys(_FOREIGN.findall(text[start:end]))
            ),
            suggestions=[fixed],
        )
