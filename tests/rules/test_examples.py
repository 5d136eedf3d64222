"""Every rule is documented, finds what it says, and leaves alone what it says."""

from __future__ import annotations

import inspect
from collections import Counter
from typing import Any

import pytest

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.finding import Finding
from mtcheck.overlaps import resolve
from mtcheck.rules import Context, Rule, rules
from tests.rules.mended import mended

RULES = list(rules().values())


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def found(rule: Rule, text: str, checker: Checker) -> list[Finding]:
    tagger = checker.tagger() if rule.needs_signals else None
    if rule.needs_signals and tagger is None:
        pytest.skip("no model installed")
    if rule.needs_server:
        pytest.skip("asks a server; see its own tests")
    article = Article(text)
    context = Context(
        rule.settings, load_signals=lambda: tagger.signals(article) if tagger else None
    )
    return resolve(rule.check(article, context))


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(rule, text, id=f"{rule.id}-{number}")
        for rule in RULES
        for number, text in enumerate(getattr(rule, kind))
    ]


@pytest.mark.parametrize(("rule", "text"), examples("failing"))
def test_failing_examples_are_found(rule: Rule, text: str, checker: Checker) -> None:
    findings = found(rule, text, checker)
    assert findings
    for finding in findings:
        assert (finding.rule, finding.category) == (rule.id, rule.category)
        assert text[finding.start : finding.end] == finding.text
        assert finding.message


@pytest.mark.parametrize(("rule", "text"), examples("passing"))
def test_passing_examples_are_left_alone(rule: Rule, text: str, checker: Checker) -> None:
    assert found(rule, text, checker) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_first_suggestions_make_the_fixed_examples(rule: Rule, checker: Checker) -> None:
    for failing, fixed in zip(rule.failing, rule.fixed, strict=True):
        text = mended(failing, (f for f in found(rule, failing, checker) if f.suggestions))
        if fixed is not None:
            assert text == fixed
            assert found(rule, fixed, checker) == [], "the fix is itself a finding"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_documentation_says_more_than_the_name(rule: Rule) -> None:
    assert len(rule.documentation.split()) >= 12
    assert len(rule.summary) <= 100


def test_one_rule_a_file() -> None:
    homes = Counter(inspect.getmodule(rule.check) for rule in RULES)
    assert [module for module, number in homes.items() if number > 1] == []
