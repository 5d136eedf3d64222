"""Many articles: order, laziness, batches, threads, pickles."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import pytest

from mtcheck import Article, Checker
from mtcheck.models.signals import Signals
from mtcheck.settings import Settings
from tests.corpus.samples import GERMAN, PROSE, SETTINGS, HashTagger


class Watched(HashTagger):
    """Notes how many articles it gets at once."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def signals_many(self, articles: Sequence[Article]) -> list[Signals]:
        self.sizes.append(len(articles))
        return super().signals_many(articles)


class OneByOne:
    """A tagger without batches."""

    signature = "one:1"

    def signals(self, article: Article) -> Signals:
        return HashTagger().signals(article)


TEXTS = [f"{PROSE} They stayed at lodge {number}." for number in range(10)]


@pytest.mark.parametrize("batch", [1, 2, 3, 10, 50])
def test_batches_change_nothing(batch: int) -> None:
    checker = Checker(SETTINGS, tagger=HashTagger())
    texts = [*TEXTS, GERMAN, "", *TEXTS]
    alone = [checker.check(text) for text in texts]
    many = list(checker.check_many(texts, batch))
    assert [d.article.text for d in many] == texts
    assert [(d.findings, d.verdict, d.notes) for d in many] == [
        (d.findings, d.verdict, d.notes) for d in alone
    ]


def test_articles_reach_the_tagger_together() -> None:
    tagger = Watched()
    list(Checker(SETTINGS, tagger=tagger).check_many([GERMAN, *TEXTS], batch=4))
    assert tagger.sizes == [3, 4, 3]  # what is not English is not scored


def test_a_tagger_without_batches_will_do() -> None:
    found = Checker(SETTINGS, tagger=OneByOne()).check_many(TEXTS, batch=4)
    assert [len(document.findings) for document in found] == [1] * len(TEXTS)


def test_endless_sources_are_read_no_further_than_asked() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield PROSE

    documents = Checker(SETTINGS).check_many(endless())
    next(documents)
    assert read == 1
    assert len(list(islice(Checker(SETTINGS).check_many(endless(), batch=4), 5))) == 5
    assert read == 1 + 8


def test_a_batch_of_none_is_refused() -> None:
    with pytest.raises(ValueError, match="batch"):
        next(Checker(SETTINGS).check_many(TEXTS, batch=0))


def test_threads_share_a_checker() -> None:
    checker = Checker(SETTINGS, tagger=HashTagger())
    expected = [checker.check(text).findings for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        found = [document.findings for document in pool.map(checker.check, TEXTS * 3)]
    assert found == expected * 3


def test_checkers_and_documents_travel() -> None:
    checker = pickle.loads(pickle.dumps(Checker(SETTINGS, tagger=HashTagger())))
    document = checker.check(TEXTS[0])
    assert checker.settings == SETTINGS
    assert pickle.loads(pickle.dumps(document)).findings == document.findings
    other = checker.with_settings(Settings(select=("RES",), models=False))
    assert not other.check(TEXTS[0]).findings
    assert other.signature != checker.signature
    assert other.tagger().signature == "hash:1"
