"""MTR001: words that look like an error of machine translation."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._network import groups
from mtcheck.rules.base import Context, rule

SEED = 0.4
"""Probability from which a word is reported."""
SPUN = 0.2
"""Probability of being spun from which an article's odd words are left to SPN001."""
SURE = 0.7
"""Probability from which a finding is major."""

_POOR = (
    "He told to the journalists that the situation of the workers remain very difficulty, and "
    "that the government must to take the measures for help them until the end of year."
)
_SOUND = (
    "He told reporters that the situation of the workers remains very difficult, and that the "
    "government must take measures to help them by the end of the year."
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
)
def suspected_mistranslation(article: Article, context: Context) -> Iterator[Finding]:
    """Words that look like an error of machine translation, judged without the source.

    A second output of the tagger is trained on translations in which people marked errors (MQM),
    on post-edited translations and on simulated damage: articles and prepositions, forms, word
    order, literal renderings. Without the source many errors of accuracy cannot be seen, and
    people agree only in part on those that can, so this rule reports what it is fairly sure of
    and says "suspected". In an article that looks spun it leaves odd words to SPN001.
    """
    signals = context.signals
    if signals is None or not len(signals.mt) or signals.posterior["spun"] >= SPUN:
        return
    for group in groups(article, signals.mt, seed=SEED, longest=8):
        yield suspected_mistranslation.finding(
            article,
            group.start,
            group.end,
            "suspected translation error: the wording is unlikely in edited English",
            confidence=min(group.score, 0.999),
            evidence=f"score {group.score:.2f} in context",
            severity=Severity.MAJOR if group.score >= SURE and not group.grammatical else None,
        )
