"""Verdicts with the first pass against those of `--thorough`, and how much it spares."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.article import Article
from mtcheck.models.network import load_network
from mtcheck.models.network_tagger import NetworkTagger
from mtcheck.models.summary import summary
from mtcheck.models.windows import unit_table


@figure("first-pass", "gold")
def first_pass(given: Given) -> Iterator[Row]:
    """Articles of each group that get the same verdict either way, and that no network reads."""
    settings = replace(given.finder.settings, first_pass=True)
    quick, network = given.finder.with_settings(settings), load_network(settings)
    look = NetworkTagger(network, first_pass=True).first_pass if network else None
    for name, articles in given.groups.items():
        texts = [article.text for article in articles]
        pair = (
            [document.verdict.label for document in checker.check_many(texts, batch=32)]
            for checker in (quick, given.finder)
        )
        same = sum(one is other for one, other in zip(*pair, strict=True))
        text = f"{name}: {words(texts):,} words"
        yield Row("verdict as of --thorough", text, share(same, len(texts)))
        if network and look:
            tables = (unit_table(Article(one), network) for one in texts)
            spared = sum(look.passes(len(t.spans), summary(t.features)) for t in tables)
            yield Row("articles that no network reads", text, share(spared, len(texts)))
