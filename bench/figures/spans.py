"""How good replacements are where the true spans are given."""

from __future__ import annotations

from collections.abc import Iterator

from bench.figures.base import Given, Row, figure, share, words
from mtcheck.article import Article
from mtcheck.evaluation.fixes import fold
from mtcheck.models.network import load_network
from mtcheck.models.network_proposer import NetworkProposer


@figure("spans", "gold")
def spans(given: Given) -> Iterator[Row]:
    """First and any of three, for articles that were spun by simulation."""
    network = load_network(given.checker.settings)
    if network is None:
        return
    proposer = NetworkProposer(network, abstains=False)
    for name, articles in given.simulated.items():
        first = three = total = 0
        for one in articles:
            true = one.spans or ()
            found = proposer.propose(Article(one.text), [(span.start, span.end) for span in true])
            for span, candidates in zip(true, found, strict=True):
                right = {fold(fix) for fix in span.fixes}
                hits = [fold(candidate.text) in right for candidate in candidates[:3]]
                total += 1
                first += any(hits[:1])
                three += any(hits)
        text = f"{name}: {words(a.text for a in articles):,} words"
        yield Row("true spans, first suggestion right", text, share(first, total))
        yield Row("true spans, any of three right", text, share(three, total))
