"""Whether a word's probability of being spun means what it says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bench.figures.base import Given, Row, figure, words
from mtcheck.article import Article
from mtcheck.finding import Label
from mtcheck.training.calibrate import ece


@figure("words", "gold")
def word_calibration(given: Given) -> Iterator[Row]:
    """Calibration error over the words of articles that are clean or annotated."""
    tagger = given.finder.tagger()
    for name, articles in given.groups.items():
        known = [a for a in articles if a.is_annotated or a.label is Label.CLEAN]
        if tagger is None or not known:
            continue
        shares, truths = [], []
        for one in known:
            article = Article(one.text)
            truth = np.zeros(len(article.words))
            for span in one.spans or ():
                place = article.word_range(span.start, span.end)
                truth[place.start : place.stop] = span.category == "spun"
            shares.append(tagger.signals(article).spun)
            truths.append(truth)
        value = ece(np.concatenate(shares), np.concatenate(truths))
        text = f"{name}: {len(known)} articles, {words(a.text for a in known):,} words"
        yield Row("calibration error of spun words", text, f"{value:.3f}")
