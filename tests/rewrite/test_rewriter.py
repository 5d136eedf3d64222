"""The rewriter: whom it asks, what it lets through, and how safe it says that is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.errors import UsageError
from mtcheck.finding import Category, Finding, Safety, Suggestion
from mtcheck.rewrite.rewriter import GuardedRewriter, Rewritten, load_rewriter
from mtcheck.settings import Settings
from tests.rewrite.made import FakeProposer, finding

TEXT = "They met at a lodge of 2 nations. “It is a lodge,” he said of the lodge in the hills."


def rewrite(
    table: dict[str, list[tuple[str, float] | str]], *findings: Finding, verbose: bool = False
) -> Rewritten:
    rewriter = GuardedRewriter(FakeProposer(table), verbose=verbose)
    return rewriter.rewrite(Article(TEXT), findings)


def texts_of(found: Finding) -> list[str]:
    return [suggestion.text for suggestion in found.suggestions]


def test_confident_candidates_become_safe_suggestions() -> None:
    table = {"lodge": [("hotel", 0.9), ("house", 0.5), ("Hotel", 0.4), ("lodge", 0.3)]}
    (found,) = rewrite(table, finding(TEXT, "lodge")).findings
    assert found.suggestions == (
        Suggestion("hotel", 0.9, Safety.SAFE),
        Suggestion("house", 0.5, Safety.UNSAFE),
    )
    assert found.text == "lodge"


def test_at_most_three() -> None:
    table = {"lodge": ["hotel", "house", "hut", "barn", "inn"]}
    (found,) = rewrite(table, finding(TEXT, "lodge")).findings
    assert texts_of(found) == ["hotel", "house", "hut"]


def test_the_threshold_is_a_setting() -> None:
    rewriter = GuardedRewriter(FakeProposer({"lodge": [("hotel", 0.9)]}), safe_confidence=0.95)
    (found,) = rewriter.rewrite(Article(TEXT), [finding(TEXT, "lodge")]).findings
    assert found.suggestions[0].safety is Safety.UNSAFE


def test_nothing_is_safe_where_the_span_may_well_be_right() -> None:
    shown = {}
    for confidence in (0.79, 0.8):
        unsure = replace(finding(TEXT, "lodge"), confidence=confidence)
        (found,) = rewrite({"lodge": ["hotel"]}, unsure).findings
        shown[confidence] = [s.safety for s in found.suggestions]
    assert shown == {0.79: [Safety.UNSAFE], 0.8: [Safety.SAFE]}


def test_in_quotation_marks_nothing_is_safe() -> None:
    second = TEXT.index("lodge", TEXT.index("“"))
    (found,) = rewrite({"lodge": ["hotel"]}, finding(TEXT, (second, second + 5))).findings
    assert found.suggestions == (Suggestion("hotel", 0.9, Safety.UNSAFE),)


def test_the_finding_grows_over_the_article_for_all_suggestions() -> None:
    (found,) = rewrite({"lodge": ["inn", "hotel"]}, finding(TEXT, "lodge")).findings
    assert found.text == "a lodge"
    assert TEXT[found.start : found.end] == found.text
    assert texts_of(found) == ["an inn", "a hotel"]


def test_it_does_not_grow_into_a_neighbour() -> None:
    first = finding(TEXT, "at a")
    second = finding(TEXT, "lodge")
    result = rewrite({"lodge": ["inn", "hotel"]}, first, second, verbose=True)
    assert texts_of(result.findings[1]) == ["hotel"]
    assert result.withheld == ('withheld "lodge" → "an inn": reaches into another finding',)


@pytest.mark.parametrize("category", list(Category))
def test_only_spun_phrases_are_asked_about(category: Category) -> None:
    proposer = FakeProposer({"lodge": ["hotel"]})
    GuardedRewriter(proposer).rewrite(Article(TEXT), [finding(TEXT, "lodge", category=category)])
    assert bool(proposer.asked) == (category == "spun")


def test_own_suggestions_stand() -> None:
    proposer = FakeProposer({"lodge": ["hotel"]})
    given = finding(TEXT, "lodge", "house")
    assert GuardedRewriter(proposer).rewrite(Article(TEXT), [given]).findings == [given]
    assert proposer.asked == []


def test_what_the_guard_refuses_is_counted_and_named() -> None:
    table = {"2 nations": ["three nations", "two countries", "5 lands"]}
    given = finding(TEXT, "2 nations")
    result = rewrite(table, given)
    assert texts_of(result.findings[0]) == ["two countries"]
    assert result.withheld == ("2 suggestions withheld: changes a number (2)",)
    assert rewrite(table, given, verbose=True).withheld == (
        'withheld "2 nations" → "three nations": changes a number (2 → 3)',
        'withheld "2 nations" → "5 lands": changes a number (2 → 5)',
    )


def test_no_candidates_is_an_abstention() -> None:
    given = finding(TEXT, "lodge")
    assert rewrite({}, given) == Rewritten([given])


def test_findings_stay_sorted_and_the_signature_is_the_proposers() -> None:
    table = {"lodge": ["inn"], "a": ["the"]}
    findings = [finding(TEXT, "a lodge", category=Category.CASING), finding(TEXT, "lodge")]
    result = rewrite(table, *findings)
    assert [f.start for f in result.findings] == sorted(f.start for f in result.findings)
    assert GuardedRewriter(FakeProposer({})).signature == "fake@0"


def test_no_rewrite_asks_nobody() -> None:
    proposer = FakeProposer({})
    checker = Checker(Settings(models=False, rewrite=False), rewriter=GuardedRewriter(proposer))
    assert checker.rewriter() is None
    assert "rewriter:none" in checker.signature


def test_without_models_there_is_no_rewriter() -> None:
    assert load_rewriter(Settings(models=False)) is None


def test_an_unknown_kind_of_rewriter() -> None:
    for name in ("gpt", "hf:", "HF:x"):
        with pytest.raises(UsageError, match="hf:NAME-OR-DIRECTORY"):
            load_rewriter(Settings(rewriter=name))


@pytest.mark.parametrize(("rest", "shown"), [(0.1, []), (0.4, ["2 lands"])])
def test_an_unlikely_candidate_does_not_stand_in_for_a_withheld_one(
    rest: float, shown: list[str]
) -> None:
    table = {"2 nations": [("3 nations", 0.6), ("2 lands", rest)]}
    result = rewrite(table, finding(TEXT, "2 nations"))
    assert texts_of(result.findings[0]) == shown
    assert result.withheld
