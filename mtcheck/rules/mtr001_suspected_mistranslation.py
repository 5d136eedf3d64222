"""MTR001: words that a translation engine seems to have got wrong."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Label, Safety, Severity
from mtcheck.rules._network import groups, lower_names
from mtcheck.rules.base import Context, rule

WRONG, LONE = 0.35, 0.45
"""Probabilities from which words are reported: beside another, and alone."""
NAME = 0.5
"""The same for a capitalised word inside a sentence: a name from abroad is no error."""

_POOR = (
    "In the harbour of the city it came on Friday to a burning on the board of a fishing cutter. "
    "The black clubs of the smoke were visible from all the ends of the peninsula. The personal "
    "of the ship had the possibility to leave the deck in time, so hurt it was nobody. The rescue "
    "forces locked the fire after of two hours and took the cutter to the tow. The ground of the "
    "burning is still explored by the experts of the criminal office."
)
_SOUND = (
    "A fire broke out on a fishing boat in the city's harbour on Friday. Black smoke could be seen "
    "all over the peninsula. The crew got off the boat in time and nobody was hurt. Firefighters "
    "put out the blaze within two hours and towed the boat away. Detectives are still looking "
    "into what caused it."
)


@rule(
    id="MTR001",
    name="suspected-mistranslation",
    category=Category.MISTRANSLATION,
    mqm="Accuracy/Mistranslation",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    failing=(_POOR,),
    passing=(_SOUND,),
    needs_signals=True,
    verdict=Label.MACHINE_TRANSLATED,
)
def suspected_mistranslation(article: Article, context: Context) -> Iterator[Finding]:
    """Words that a translation engine seems to have got wrong.

    Looked for only in articles that read as machine-translated: black clouds of smoke that are
    clubs, a crew that is the personal of a ship. A network that was trained on translations in
    which people marked or mended the errors scores each word in its context.

    All of it is suspected: without the source nobody can tell a fluent error from the truth, and
    people who mark the same translation agree on few words. Findings are minor for that reason,
    and have no suggestion: what was meant stands in another language.
    """
    signals = context.signals
    if signals is None or not signals.mt.any():  # only what may be translated has scores
        return
    scores = lower_names(article, signals.mt, NAME)
    for group in groups(article, scores, seed=WRONG):
        # A function word alone tells nobody what is wrong.
        if len(group.words) == 1 and (group.score < LONE or group.grammatical):
            continue
        yield suspected_mistranslation.finding(
            article,
            group.start,
            group.end,
            f"suspected mistranslation: {group.looks} wrong in context",
            confidence=group.score,
            evidence=f"score {group.score:.2f} in context; the article reads as machine-translated",
        )
