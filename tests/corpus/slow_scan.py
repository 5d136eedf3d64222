"""A scan slow enough to be killed: `python -m tests.corpus.slow_scan SOURCE OUT`."""

from __future__ import annotations

import sys
import time

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.corpus.options import ScanOptions
from mtcheck.corpus.scan import scan
from mtcheck.finding import Label
from mtcheck.models.signals import Signals
from tests.corpus.samples import SETTINGS, HashTagger

OPTIONS = ScanOptions(shard_records=3, keep=(Label.CLEAN,))


class SlowTagger(HashTagger):
    """Takes its time; says the same."""

    def signals(self, article: Article) -> Signals:
        """Scores of one article."""
        time.sleep(0.02)
        return super().signals(article)


if __name__ == "__main__":
    checker = Checker(SETTINGS, tagger=SlowTagger())
    scan([sys.argv[1]], sys.argv[2], checker=checker, options=OPTIONS, workers=2, resume=True)
