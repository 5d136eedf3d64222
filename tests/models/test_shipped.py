"""The shipped networks; skipped where none are installed."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from mtcheck import checker
from mtcheck.article import Article
from mtcheck.models import network
from mtcheck.models.files import models_dir
from mtcheck.models.network import Files, load_network
from mtcheck.models.proposer import load_proposer
from mtcheck.models.tagger import load_tagger
from mtcheck.readers.base import read_bytes
from mtcheck.rules.base import get
from mtcheck.settings import Settings
from tests.networks import NEEDS_SHIPPED

_FOLDER = models_dir()
pytestmark = NEEDS_SHIPPED


def test_every_file_is_the_one_of_the_manifest() -> None:
    assert _FOLDER is not None
    files = Files(_FOLDER)
    for name in files.hashes:
        assert files.read(name)


def test_spun_text_scores_above_its_original() -> None:
    tagger = load_tagger(Settings())
    assert tagger is not None
    rule = get("SPN001")
    spun, plain = (Article(texts[0]) for texts in (rule.failing, rule.passing))
    bad, good = tagger.signals(spun), tagger.signals(plain)
    for signals, article in ((bad, spun), (good, plain)):
        assert signals.spun.shape == (len(article.words),)
        assert np.isfinite(signals.spun).all()
        assert sum(signals.posterior.values()) == pytest.approx(1)
    assert bad.spun.mean() > 3 * good.spun.mean()
    assert bad.posterior["spun"] > good.posterior["spun"]
    again = tagger.signals(spun)
    assert (again.spun == bad.spun).all()


def test_proposals_are_other_words_with_odds() -> None:
    proposer = load_proposer(Settings())
    assert proposer is not None
    article = Article(get("SPN001").failing[0])
    spans = [tuple(word) for word in article.words[4:40:5]]
    found = proposer.propose(article, spans)
    assert len(found) == len(spans)
    assert any(found)
    for (start, end), candidates in zip(spans, found, strict=True):
        odds = [candidate.confidence for candidate in candidates]
        assert odds == sorted(odds, reverse=True)
        assert sum(odds) <= 1 + 1e-6
        assert article.text[start:end].lower() not in {c.text.lower() for c in candidates}


def test_code_has_no_part_in_how_an_article_is_phrased() -> None:
    tagger = load_tagger(Settings())
    assert tagger is not None
    rule = get("MTR001")
    sound, poor = rule.passing[0], rule.failing[0]
    fenced = f"{sound}\n\n```text\n{poor}\n```\n"
    plain, mixed = (
        tagger.signals(read_bytes(text.encode(), "a.md", Settings())).posterior
        for text in (sound, fenced)
    )
    assert mixed == pytest.approx(plain)


def test_networks_load_while_the_caller_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "_LOADED", {})
    monkeypatch.setattr(checker, "cores", lambda: 2)
    before = set(threading.enumerate())
    checker.Checker(Settings(models=False)).load_ahead()
    assert not set(threading.enumerate()) - before
    checker.Checker(Settings()).load_ahead()
    for thread in set(threading.enumerate()) - before:
        thread.join(60)
    loaded = load_network(Settings())
    assert loaded is not None
    assert {"_encoder", "_words", "_tokenizer", "_features", "_phrasing"} <= set(vars(loaded))
    assert "_step" not in vars(loaded)  # most articles need no rewriting
