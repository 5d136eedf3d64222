"""Whatever the text, findings fit it, do not contradict each other, and come out the same again."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.finding import Category
from mtcheck.rewrite.apply import apply, choose
from mtcheck.rules import Context, rules
from mtcheck.settings import Settings
from tests.robustness.fakes import HOSTILE, FakeTagger
from tests.texts import texts

# Pieces of the rules' own examples bring their patterns near each other and near odd text.
EXAMPLES = sorted({text for rule in rules().values() for text in (*rule.failing, *rule.passing)})
PIECES = st.sampled_from(EXAMPLES) | texts(6) | HOSTILE
MIXED = st.lists(PIECES, max_size=5).map("\n".join) | st.lists(PIECES, max_size=5).map("".join)


@st.composite
def cut(draw: st.DrawFn) -> str:
    """A text that begins and ends anywhere."""
    text = draw(MIXED)
    start = draw(st.integers(0, len(text)))
    return text[start : draw(st.integers(start, len(text)))]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings(models=False, rewrite=False), tagger=FakeTagger())


@pytest.mark.parametrize("id", sorted(rules()))
@given(text=cut())
def test_each_rule(id: str, text: str) -> None:
    article = Article(text)
    signals = FakeTagger().signals(article)
    found = list(rules()[id].check(article, Context(load_signals=lambda: signals)))
    for finding in found:
        assert finding.rule == id
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.text == text[finding.start : finding.end]
        assert "\n" not in finding.message
        assert finding.message
    assert found == list(rules()[id].check(Article(text), Context(load_signals=lambda: signals)))


@given(text=cut())
def test_documents(checker: Checker, text: str) -> None:
    document = checker.check(text)
    starts = [finding.start for finding in document.findings]
    assert starts == sorted(starts)
    for category in Category:
        for one, other in pairwise(f for f in document.findings if f.category is category):
            assert not one.overlaps(other)
    assert sum(document.verdict.probabilities.values()) == pytest.approx(1)
    assert checker.check(text) == document


@given(text=cut(), unsafe=st.booleans())
def test_edits_change_nothing_else(checker: Checker, text: str, unsafe: bool) -> None:
    edits = choose(checker.check(text).findings, unsafe=unsafe)
    fixed = apply(text, edits)
    kept = []
    position = 0
    for edit in edits:
        kept.append(text[position : edit.start])
        position = edit.end
    kept.append(text[position:])
    # What stands between the edits is there, in order, and nothing but replacements beside it.
    assert len(fixed) == sum(map(len, kept)) + sum(len(edit.replacement) for edit in edits)
    at = 0
    for part, edit in zip(kept, [*edits, None], strict=True):
        assert fixed.startswith(part, at)
        at += len(part) + (len(edit.replacement) if edit else 0)
