"""Suggestions applied: in a fixed order, without overlaps, until nothing is left."""

from __future__ import annotations

import random
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.rewrite.apply import Edit, applicable, apply, choose, settle
from mtcheck.settings import Settings
from tests.rewrite.made import finding
from tests.texts import texts

TEXT = "0123456789" * 4


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    start = draw(st.integers(0, 39))
    end = draw(st.integers(start, min(40, start + 6)))
    confidence = draw(st.sampled_from([0.5, 0.9]))
    return finding(
        TEXT,
        (start, end),
        *draw(st.lists(st.sampled_from(["", "x", "yy"]), max_size=2)),
        category=draw(st.sampled_from(Category)),
        confidence=confidence,
        severity=draw(st.sampled_from(Severity)),
        rule=draw(st.sampled_from(["ABC001", "ABC002"])),
        safety=draw(st.sampled_from(Safety)),
    )


@given(st.lists(findings(), max_size=12), st.booleans(), st.randoms())
def test_edits_are_apart_and_do_not_hang_on_the_order(
    found: list[Finding], unsafe: bool, chance: random.Random
) -> None:
    edits = choose(found, unsafe=unsafe)
    for before, after in pairwise(edits):
        assert before.end <= after.start
        assert not before.finding.overlaps(after.finding)
    shuffled = found[:]
    chance.shuffle(shuffled)
    again = choose(shuffled, unsafe=unsafe)
    assert [edit[:3] for edit in again] == [edit[:3] for edit in edits]
    assert len(apply(TEXT, edits)) == len(TEXT) + sum(
        len(edit.replacement) - (edit.end - edit.start) for edit in edits
    )


@given(st.lists(findings(), max_size=12))
def test_no_more_could_be_applied(found: list[Finding]) -> None:
    edits = choose(found, unsafe=True)
    for one in found:
        if one.suggestions and one.suggestions[0].text != one.text:
            assert any(one is e.finding or one.overlaps(e.finding) for e in edits)


def test_only_the_best_suggestion_is_taken() -> None:
    one = finding(TEXT, "12", Suggestion("a", 0.6), Suggestion("b", 0.5, Safety.SAFE))
    assert applicable(one) is None
    assert applicable(one, unsafe=True) == one.suggestions[0]
    assert applicable(finding(TEXT, "12")) is None


def test_safe_goes_before_unsafe_and_confident_before_grave() -> None:
    unsafe = finding(TEXT, "123", "a", safety=Safety.UNSAFE, confidence=0.99)
    safe = finding(TEXT, "34", "b", confidence=0.8, severity=Severity.MINOR)
    surer = finding(TEXT, "45", "c", confidence=0.85, severity=Severity.MINOR)
    assert apply(TEXT, choose([unsafe, safe], unsafe=True))[:8] == "012b5678"
    assert apply(TEXT, choose([unsafe, safe, surer], unsafe=True))[:8] == "0a" + "c67890"


def test_overlapping_edits_are_an_error() -> None:
    one, other = finding(TEXT, "12", "a"), finding(TEXT, "23", "b")
    edits = [Edit(f.start, f.end, "x", f) for f in (one, other)]
    with pytest.raises(ValueError, match="overlaps"):
        apply(TEXT, edits)
    with pytest.raises(ValueError, match="leaves the text"):
        apply("0", edits[:1])


def rules_of(*pairs: tuple[str, str]):
    """A check that flags every match of the patterns with its replacement."""

    def check(text: str) -> list[Finding]:
        return [
            finding(text, match.span(), replacement, rule=f"ABC{number:03}")
            for number, (pattern, replacement) in enumerate(pairs)
            for match in re.finditer(pattern, text)
        ]

    return check


def settled(text: str, check) -> str:  # type: ignore[no-untyped-def]
    return settle(text, check(text), check)[0]


def test_fixes_that_bring_new_findings_are_made_until_none_is_left() -> None:
    check = rules_of(("aa", "a"))
    text, left = settle("aaaaaaa b", check("aaaaaaa b"), check)
    assert (text, list(left)) == ("a b", [])


def test_fixes_that_undo_each_other_come_to_rest() -> None:
    check = rules_of(("lodge", "hotel"), ("hotel", "lodge"))
    assert settled("lodge", check) == settled("hotel", check) == "hotel"


def test_fixes_that_never_end_are_not_made() -> None:
    check = rules_of(("a$", "aa"))
    assert settled("ba", check) == "ba"


_PATTERNS = st.tuples(st.text("ab", min_size=1, max_size=3), st.text("ab", max_size=3))


@given(st.text("ab", max_size=12), st.lists(_PATTERNS, max_size=4))
def test_settling_twice_changes_nothing_more(text: str, pairs: list[tuple[str, str]]) -> None:
    check = rules_of(*pairs)
    once = settled(text, check)
    assert settled(once, check) == once


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Settings(models=False))


def test_the_rules_of_pattern_come_to_rest(checker: Checker) -> None:
    def check(text: str) -> tuple[Finding, ...]:
        return checker.check(Article(text)).findings

    def fixed(text: str) -> str:
        def select(found):  # type: ignore[no-untyped-def]
            return choose(found, unsafe=True)

        return settle(text, check(text), check, select)[0]

    @given(texts())
    def holds(text: str) -> None:
        prose = "The council met on Tuesday to talk about the bridge. " + text
        once = fixed(prose)
        assert fixed(once) == once

    holds()
