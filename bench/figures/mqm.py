"""Suspected mistranslations against what raters marked."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.evaluation.spans import touching
from mtcheck.finding import Label
from mtcheck.models.network import load_network
from mtcheck.training import mtdata
from mtcheck.training.calibrate import RawTagger
from mtcheck.training.windows import Sample

_HIGHEST = (0.05, 0.1, 0.15, 0.2)
_RULE = "MTR001"
_DRAWS = 5


class _Span(NamedTuple):
    start: int
    end: int


@figure("mqm", "mqm")
def mqm(given: Given) -> Iterator[Row]:
    """The network's word score at several bars, and the rule's findings."""
    samples = [sample for path in given.paths("mqm") for _, sample in mtdata.mqm(path)]
    network = load_network(given.checker.settings)
    if network is not None:
        yield from _scores(samples, RawTagger(network))
    yield from _findings(samples, given)


def _scores(samples: list[Sample], tagger: RawTagger) -> Iterator[Row]:
    scored = [tagger.score(sample) for sample in samples]
    score = np.concatenate([one.wrong for one in scored])
    truth = np.concatenate([one.mt for one in scored])
    known = ~np.isnan(truth)
    score, truth = score[known], truth[known]
    for part in _HIGHEST:
        hit = score > np.quantile(score, 1 - part)
        value = f"{np.corrcoef(hit, truth)[0, 1]:.3f}; {truth[hit].mean():.3f}"
        on = f"{known.sum():,} judged words, {truth.mean():.1%} marked"
        yield Row(f"word MCC; precision, highest {part:.0%} of the scores", on, value)


def _findings(samples: list[Sample], given: Given) -> Iterator[Row]:
    chance = random.Random(0)
    touched = total = drawn = by_chance = 0
    called: list[str] = []
    documents = given.finder.check_many((sample.text for sample in samples), batch=32)
    for sample, document in zip(samples, documents, strict=True):
        if document.verdict.label is not Label.MACHINE_TRANSLATED:
            continue
        called.append(sample.text)
        findings = [found for found in document.findings if found.rule == _RULE]
        sizes = [found.end - found.start for found in findings for _ in range(_DRAWS)]
        starts = [chance.randrange(max(1, len(sample.text) - size)) for size in sizes]
        random_ = [_Span(a, a + size) for a, size in zip(starts, sizes, strict=True)]
        total, drawn = total + len(findings), drawn + len(random_)
        touched += len(touching(findings, sample.swaps))
        by_chance += len(touching(random_, sample.swaps))
    on = f"{len(called)} of {len(samples)} documents, called translated; {words(called):,} words"
    yield Row(f"{_RULE}: findings that touch a rater's mark", on, share(touched, total))
    yield Row("random spans of the same lengths that do", on, share(by_chance, drawn))
