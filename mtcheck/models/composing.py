"""Suggestions for long spans, put together from those for their parts, word evidence considered."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

from mtcheck.models.proposer import Candidate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mtcheck.article import Article
    from mtcheck.models.windows import Reading

    Span = tuple[int, int]

SOUND = (-1.0, 1.0, 3.0)
"""Logits below which a word inside a flagged span is tried as the author's own."""
CHANGED = 0.7
"""Share of the words of a flagged span that a spinner has changed, before they are looked at."""
_EACH = 3
"""Candidates tried of each part."""
_BEST = 16
"""Candidates kept of a span put together."""
_BOUND = 3.0
"""How far the evidence of one word moves a candidate, up or down."""


def odd(reading: Reading, word: Span) -> float:
    """Probability that a word of a flagged span is the spinner's."""
    return 1.0 / (1.0 + math.exp(-reading.logit(*word)))


def divisions(article: Article, reading: Reading, start: int, end: int) -> list[list[Span]]:
    """Ways to see a span of several words as smaller ones, some words between them left alone.

    By what the network says of each word at several levels, and word by word.
    """
    words = _words(article, start, end)
    if len(words) < 2:
        return []
    scored = [(word, reading.logit(*word)) for word in words]
    found: list[list[Span]] = []
    for level in SOUND:
        runs: list[Span] = []
        for word, logit in scored:
            if logit < level:
                continue
            if runs and article.text[runs[-1][1] : word[0]].isspace():
                runs[-1] = (runs[-1][0], word[1])
            else:
                runs.append(word)
        found.append(runs)
    found.append([word for word, logit in scored if logit >= SOUND[0]])
    kept: list[list[Span]] = []
    for division in found:
        if division and division != [(start, end)] and division not in kept:
            kept.append(division)
    return kept


def composed(
    article: Article,
    reading: Reading,
    whole: Span,
    parts: Sequence[Span],
    answers: Sequence[Sequence[Candidate]],
) -> list[Candidate]:
    """Candidates for the span `whole` out of the candidates of its parts, best first.

    The confidence is the product of the parts' and, for words that are left as they are, of the
    probability that they are the author's. Empty when no part has any candidate.
    """
    text, (start, end) = article.text, whole
    if not any(answers):
        return []
    alone = 1.0
    for word in _words(article, start, end):
        if not any(a <= word[0] and word[1] <= b for a, b in parts):
            alone *= 1.0 - odd(reading, word)
    choices = []
    for (a, b), some in zip(parts, answers, strict=True):
        stays = math.prod(1.0 - odd(reading, word) for word in _words(article, a, b))
        choices.append([*some[:_EACH], Candidate(text[a:b], stays)])
    best, at = [Candidate("", alone)], start
    for (a, b), some in zip(parts, choices, strict=True):
        longer = [
            Candidate(f"{one.text}{text[at:a]}{c.text}", one.confidence * c.confidence)
            for one, c in itertools.product(best, some)
        ]
        # What falls behind here falls behind in the end: all are multiplied alike.
        best, at = sorted(longer, key=lambda c: -c.confidence)[:_BEST], b
    out = [Candidate(one.text + text[at:end], one.confidence) for one in best]
    return [candidate for candidate in out if candidate.text != text[start:end]]


def weighed(
    article: Article, reading: Reading, span: Span, candidates: Sequence[Candidate]
) -> list[Candidate]:
    """`candidates` of a span of several words, by which of its words they keep and which change."""
    words = _words(article, *span)
    if len(words) < 2 or not candidates:
        return list(candidates)
    scores = [(article.text[a:b].lower(), odd(reading, (a, b))) for a, b in words]
    factors = []
    for candidate in candidates:
        kept = candidate.text.lower().split()
        factor = 1.0
        for word, share in scores:
            own = (1 - share) / (1 - CHANGED) if word in kept else share / CHANGED
            factor *= min(max(own, 1 / _BOUND), _BOUND)
        factors.append(factor)
    total = sum(c.confidence for c in candidates)
    moved = [c.confidence * f for c, f in zip(candidates, factors, strict=True)]
    scale = sum(moved) + max(0.0, 1.0 - total)
    return [Candidate(c.text, value / scale) for c, value in zip(candidates, moved, strict=True)]


def _words(article: Article, start: int, end: int) -> list[Span]:
    """The words that lie in a span, in part or whole."""
    return [(article.words[i].start, article.words[i].end) for i in article.word_range(start, end)]
