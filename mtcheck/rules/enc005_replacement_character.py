"""ENC005: the replacement character U+FFFD."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules._subject import about_characters
from mtcheck.rules.base import Context, rule

_LOST = re.compile("\ufffd+")
_CONTRACTION = re.compile(r"(?:s|t|re|ve|ll|d|m)\b")
_QUOTED = re.compile(r"[\"'“‘(]")


@rule(
    id="ENC005",
    name="replacement-character",
    category=Category.ENCODING,
    mqm="Fluency/Character encoding",
    severity=Severity.MAJOR,
    failing=("It isn\ufffdt over.", "S\ufffdo Paulo won."),
    passing=("It isn’t over.",),
    fixed=("It isn’t over.", None),
)
def replacement_character(article: Article, _context: Context) -> Iterator[Finding]:
    """U+FFFD, which stands where a character could not be decoded.

    An apostrophe is suggested inside contractions and genitives; elsewhere the lost character
    cannot be known.
    """
    text = article.masked
    if "\ufffd" not in text or about_characters(article):
        return
    for match in _LOST.finditer(text):
        before, after = text[max(0, match.start() - 1) : match.start()], match.end()
        if _QUOTED.match(before) and _QUOTED.match(text[after : after + 1]):
            continue
        apostrophe = before.isalpha() and _CONTRACTION.match(text, after, after + 3)
        yield replacement_character.finding(
            article,
            *match.span(),
            "a character was lost in decoding",
            confidence=0.97,
            evidence="U+FFFD replacement character",
            suggestions=["’"] if apostrophe else [],
        )
