"""Phrases of the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.rules.base import Context, rule
from mtcheck.settings import Phrase, Settings

_CONFIDENCE = 1.0  # the user's own list is not a guess


@lru_cache(maxsize=8)
def _compiled(phrases: tuple[Phrase, ...]) -> tuple[re.Pattern[str], dict[str, Phrase]] | None:
    """One pattern for all phrases, the longest first, and each phrase by its folded text."""
    by_text = {_folded(phrase.phrase): phrase for phrase in reversed(phrases)}
    if not by_text:
        return None
    alternatives = (
        r"\s+".join(map(re.escape, text.split()))
        for text in sorted(by_text, key=lambda text: (-len(text), text))
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE), by_text


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _fits(found: str, listed: str) -> bool:
    return listed == listed.lower() or found.split() == listed.split()


def _in_case_of(found: str, replacement: str, listed: str) -> str:
    """Upper-case the replacement as found text is, unless the list itself fixes the case."""
    if listed != listed.lower() or replacement != replacement.lower():
        return replacement
    if len(found) > 1 and found.isupper():
        return replacement.upper()
    return replacement[:1].upper() + replacement[1:] if found[:1].isupper() else replacement


@rule(
    id="PHR001",
    name="listed-phrase",
    category=Category.FLUENCY,
    mqm="Style/Organizational style",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("They utilise the bridge.",),
    passing=("They use the bridge.", "Utilisation rose."),
    fixed=("They use the bridge.",),
    settings=Settings(phrases=(Phrase("utilise", ("use",), "plain word"),)),
)
def listed_phrase(article: Article, context: Context) -> Iterator[Finding]:
    """A phrase of your own list, named by `phrases` in the configuration.

    The list is a text file of columns parted by tabs: the phrase, its replacements parted by
    `|` (the best first, at most three; `(delete)` to delete it; empty for none), the reason, and
    if wished the severity. A phrase in lower case is found in any case and its replacement
    follows that case; one with capitals is found only as written. A single replacement counts
    as safe, of several none does.
    """
    compiled = _compiled(context.settings.phrases)
    if compiled is None:
        return
    pattern, by_text = compiled
    for match in pattern.finditer(article.masked):
        phrase = by_text.get(_folded(match.group()))
        if phrase is None or not _fits(match.group(), phrase.phrase):
            continue
        safety = Safety.SAFE if len(phrase.suggestions) == 1 else Safety.UNSAFE
        reason = phrase.reason or "on the list of phrases to avoid"
        yield listed_phrase.finding(
            article,
            *match.span(),
            f'"{phrase.phrase}": {reason}',
            confidence=_CONFIDENCE,
            severity=phrase.severity,
            suggestions=[
                Suggestion(_in_case_of(match.group(), text, phrase.phrase), _CONFIDENCE, safety)
                for text in phrase.suggestions
            ],
        )
