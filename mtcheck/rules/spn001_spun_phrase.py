"""SPN001: words that a synonym spinner put in the place of others."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._network import best_level, groups, lower_names
from mtcheck.rules.base import Context, rule

LONE, AMONG, DENSE = 0.35, 0.2, 0.4
"""Probabilities from which a word is reported: in a sound article, and at least and at most in a
spun one."""
NAME = 0.5
"""The same for a capitalised word inside a sentence."""
SPUN = 0.5
"""Probability of being spun from which an article counts as one."""
EVIDENCE, LEAST = 3, 0.12
"""Words reported at least in an article that counts as spun, as that has to rest on something, and
the probability below which no word is reported even so."""
ALONE = 0.6
"""The same for a function word by itself, which is oftener odd than swapped below that."""
SURE = 0.5
"""Mean probability from which a finding is major."""

_SPUN = (
    "The inhabitants of the township assembled on Sunday to commemorate the gap of the brand "
    "new bridge, which was once constructed within the span of just about two years. The "
    "mayor mentioned that the venture had price lower than anticipated and that numerous "
    "laborers from the area had discovered employment. Site visitors will likely be in a "
    "position to go the river from Monday."
)
_PLAIN = (
    "The residents of the town gathered on Sunday to celebrate the opening of the new bridge, "
    "which was built in almost two years. The mayor said that the project had cost less than "
    "expected and that many workers from the region had found jobs. Traffic will be able to "
    "cross the river from Monday."
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

    Article spinners swap words for dictionary synonyms without a look at the sentence: the
    opening of a bridge becomes its gap, a town a township. A network that was
    trained on simulated spinners scores each word in its context, with counts of what edited
    English says beside it; how much of the whole article looks swapped then moves the odds of
    each word, since a spinner works through all of it. A lone odd word in a sound article is
    left alone, and so is a function word by itself of which the network is not sure.

    Swaps among function words and numbers are minor, and so is what the network is not sure of;
    all others are major. Suggestions come from the rewriter.
    """
    signals = context.signals
    if signals is None or not len(signals.spun):
        return
    spun = signals.posterior["spun"]
    scores = lower_names(article, signals.spun, NAME)
    seed = LONE
    if spun >= SPUN:
        seed = min(max(best_level(scores), AMONG), DENSE)
        if len(scores) > EVIDENCE:
            seed = min(seed, max(LEAST, float(sorted(scores)[-EVIDENCE])))
    share = float((scores >= seed).mean())
    for group in groups(article, scores, seed=seed):
        if len(group.words) == 1 and group.grammatical and group.score < ALONE:
            continue
        yield spun_phrase.finding(
            article,
            group.start,
            group.end,
            f"suspected synonym swap: {group.looks} put in by an article spinner",
            confidence=min(group.score, 0.999),
            evidence=(
                f"score {group.score:.2f} in context; {share:.0%} of the article's "
                f"{len(article.words)} words look swapped"
            ),
            severity=Severity.MINOR if group.grammatical or group.score < SURE else None,
        )
