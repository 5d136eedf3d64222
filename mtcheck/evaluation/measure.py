"""From gold articles to scores: check each, let every metric observe it, add intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.evaluation.base import SEED, Case, Metric, Score, metrics
from mtcheck.evaluation.gold import GoldArticle, corpus_hash


def cases(checker: Checker, gold: Iterable[GoldArticle]) -> Iterator[Case]:
    """Check each gold article."""
    for article in gold:
        document = checker.check(Article(article.text, path=article.name or None))
        verdict = document.verdict
        yield Case(article, document.findings, verdict.label, verdict.probabilities)


def measure(
    observed: Sequence[Case],
    *,
    signature: str,
    resamples: int = 1000,
    seed: int = SEED,
    only: Sequence[str] = (),
) -> list[Score]:
    """Scores of all metrics (or of those in `only`), in order of metric and name.

    `signature` is that of the checker; corpus, metric, sample and bootstrap are added to it.
    Without resamples there are no intervals.
    """
    corpus = corpus_hash([case.gold for case in observed])
    found: list[Score] = []
    for name, cls in metrics().items():
        if not only or name in only:
            tail = f"bootstrap:{resamples}|seed:{seed}" if resamples else "bootstrap:no"
            end = f"gold:{corpus}|{tail}|{signature}"
            found += _scores(cls(), observed, end, resamples, seed)
    return found


def _scores(
    chosen: Metric[Any], observed: Sequence[Case], end: str, resamples: int, seed: int
) -> list[Score]:
    kept = [seen for case in observed if (seen := chosen.observe(case)) is not None]
    if not kept:
        return []
    values = chosen.score(kept)
    bounds = chosen.intervals(kept, resamples, seed) if resamples and values else {}
    return [
        Score(
            f"{chosen.id}/{name}",
            value,
            n,
            f"{chosen.signature()}|articles:{len(kept)}|{end}",
            chosen.higher_is_better,
            *bounds.get(name, (None, None)),
        )
        for name, (value, n) in values.items()
    ]
