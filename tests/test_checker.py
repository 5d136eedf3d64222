"""The pipeline: findings in order and without overlaps, plain outcomes, safe to share."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.finding import Category, Finding, Label, Safety, Severity
from mtcheck.models.signals import Signals
from mtcheck.result import penalty_per_100_words
from mtcheck.rules.base import Context, Rule, rules
from mtcheck.settings import Settings
from tests.made import finding


class _Tagger:
    """Gives every article the same share of translation, and no word a score."""

    signature = "same:1"

    def __init__(self, share: float) -> None:
        self.share = share

    def signals(self, article: Article) -> Signals:
        none = np.zeros(len(article.words), np.float32)
        shares = {"clean": 1 - self.share, "spun": 0.0, "machine-translated": self.share}
        return Signals(none, none, shares)


TEXT = "The council met on Tuesday to talk about the bridge, which has been shut since May."


def fake_rule(check: Callable[[Article, Context], Iterator[Finding]]) -> Rule:
    return Rule(
        id="TST001", name="test", category=Category.SPUN, mqm="x", severity=Severity.MAJOR,
        safety=Safety.UNSAFE, failing=(), passing=(), fixed=(), needs_signals=False,
        documentation="x", check=check, settings=Settings(),
    )  # fmt: skip


def checker(*found: Finding, **settings: object) -> Checker:
    made = Checker(Settings(models=False, rewrite=False, **settings))  # type: ignore[arg-type]

    def check(article: Article, context: Context) -> Iterator[Finding]:
        yield from found

    made.__dict__["rules"] = [fake_rule(check)]
    return made


def test_findings_come_sorted_with_a_penalty() -> None:
    later = finding(12, 15, severity=Severity.CRITICAL)
    first = finding(4, 11)
    document = checker(later, first).check(TEXT)
    assert document.findings == (first, later)
    assert document.penalty_per_100_words == round(100 * 26 / 16, 2)


def test_findings_below_the_confidence_are_dropped() -> None:
    sure, unsure = finding(0, 3, confidence=0.9), finding(4, 6, confidence=0.2)
    assert checker(sure, unsure, min_confidence=0.5).check(TEXT).findings == (sure,)


@pytest.mark.parametrize(("share", "kept"), [(0.9, 1), (0.2, 0)])
def test_a_rule_for_translations_is_silent_elsewhere(share: float, kept: int) -> None:
    made = Checker(Settings(rewrite=False), tagger=_Tagger(share))

    def check(article: Article, context: Context) -> Iterator[Finding]:
        yield finding(4, 11)

    made.__dict__["rules"] = [replace(fake_rule(check), verdict=Label.MACHINE_TRANSLATED)]
    document = made.check(TEXT * 3)
    assert len(document.findings) == kept
    assert (document.verdict.label is Label.MACHINE_TRANSLATED) is bool(kept)


def test_words_of_what_is_to_be_deleted_are_not_looked_at() -> None:
    residue = finding(0, 20, category=Category.RESIDUE)
    inside, across = finding(4, 9), finding(18, 25)
    layout = finding(10, 12, category=Category.LAYOUT)
    found = checker(residue, inside, across, layout).check(TEXT).findings
    assert set(found) == {residue, across, layout}


def test_without_models_no_verdict_is_invented() -> None:
    document = Checker(Settings(models=False)).check(TEXT)
    assert document.verdict.label is Label.CLEAN
    assert "no model installed" in document.verdict.note
    assert document.verdict.note in document.notes


def test_other_languages_are_left_alone() -> None:
    text = "Der Rat traf sich am Dienstag, um über die neue Brücke zu sprechen. " * 3
    document = checker(finding(0, 3)).check(text)
    assert document.findings == ()
    assert document.article.language == "de"
    assert document.notes == ("not English (language: de); nothing was checked",)
    assert document.verdict.note == document.notes[0]


@pytest.mark.parametrize("text", ["", " ", "\n", "?!", "a", "1 2 3"])
def test_next_to_nothing_is_no_error(text: str) -> None:
    document = Checker(Settings(models=False)).check(text)
    assert document.verdict.label is Label.CLEAN
    assert document.penalty_per_100_words >= 0


def test_many_articles_stream_in_order() -> None:
    def endless() -> Iterator[str]:
        number = 0
        while True:
            yield f"Council number {number} met on Tuesday."
            number += 1

    stream = checker().check_many(endless())
    assert "number 0 " in next(stream).article.text
    assert "number 1 " in next(stream).article.text


def test_a_checker_can_be_pickled_and_shared() -> None:
    made = Checker(Settings(models=False, min_confidence=0.25))
    before = made.check(TEXT)
    copy = pickle.loads(pickle.dumps(made))
    assert copy.settings == made.settings
    assert copy.check(TEXT) == before
    assert pickle.loads(pickle.dumps(before)) == before
    with ThreadPoolExecutor(4) as pool:
        assert all(document == before for document in pool.map(made.check, [TEXT] * 20))


def test_the_signature_says_what_ran() -> None:
    full = Checker(Settings(models=False, rewrite=False)).signature
    parts = dict(part.split(":", 1) for part in full.split("|"))
    assert list(parts) == ["v", "rules", "tagger", "rewriter", "kb"]
    assert (parts["tagger"], parts["rewriter"]) == ("none", "none")
    first = next(iter(rules()))
    assert Checker(Settings(models=False, rewrite=False, select=(first,))).signature != full


def test_penalty_of_no_words_is_nothing() -> None:
    assert penalty_per_100_words([finding(0, 1)], 0) == 0
