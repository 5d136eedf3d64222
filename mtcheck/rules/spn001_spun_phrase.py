"""SPN001: words that a synonym spinner put in the place of others."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._network import best_level, groups, lower_names
from mtcheck.rules.base import Context, rule

LONE, AMONG, DENSE = 0.22, 0.13, 0.22
"""Probabilities from which a word is reported: in a sound article, and at least and at most in a
spun one."""
NAME = 0.5
"""The same for a capitalised word inside a sentence."""
SPUN = 0.2
"""Probability of being spun from which an article counts as one."""
SURE = 0.4
"""Mean probability from which a finding is major."""

_SPUN = (
    "The ministers met at a lodge within the capital and agreed to additional strengthen the "
    "financial safety of the area. They additionally shared the place that the 2 nations ought to "
    "work carefully collectively on power coverage, and determined to proceed the talks. "
    "The gathering was held on Monday amid the more and more extreme safety surroundings."
)
_PLAIN = (
    "The ministers met at a hotel in the capital and agreed to further strengthen the economic "
    "security of the region. They also shared the view that the two countries should work closely "
    "together on energy policy, and decided to continue the talks. "
    "The meeting was held on Monday amid an increasingly severe security environment."
)


@rule(
    id="SPN001",
    name="spun-phrase",
    category=Category.SPUN,
    mqm="Terminology/Wrong term",
    severity=Severity.MAJOR,
    safety=Safety.UNSAFE,
    failing=(_SPUN,),
    passing=(_PLAIN,),
    needs_signals=True,
)
def spun_phrase(article: Article, context: Context) -> Iterator[Finding]:
    """Words that a synonym spinner seems to have put in the place of others.

    Article spinners swap words for dictionary synonyms without a look at the sentence: a hotel
    becomes a lodge, "further strengthen" becomes "additional strengthen". A network that was
    trained on simulated spinners scores each word in its context, with counts of what edited
    English says beside it; how much of the whole article looks swapped then moves the odds of
    each word, since a spinner works through all of it. A lone odd word in a sound article is
    left alone.

    Swaps among function words and numbers are minor, and so is what the network is not sure of;
    all others are major. Suggestions come from the rewriter.
    """
    signals = context.signals
    if signals is None or not len(signals.spun):
        return
    spun = signals.posterior["spun"]
    scores = lower_names(article, signals.spun, NAME)
    seed = min(max(best_level(scores), AMONG), DENSE) if spun >= SPUN else LONE
    share = float((scores >= seed).mean())
    for group in groups(article, scores, seed=seed):
        many = "words look" if len(group.words) > 1 else "word looks"
        yield spun_phrase.finding(
            article,
            group.start,
            group.end,
            f"suspected synonym swap: the {many} put in by an article spinner",
            confidence=min(group.score, 0.999),
            evidence=(
                f"score {group.score:.2f} in context; {share:.0%} of the article's "
                f"{len(article.words)} words look swapped"
            ),
            severity=Severity.MINOR if group.grammatical or group.score < SURE else None,
        )
