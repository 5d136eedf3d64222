"""Registration of rules refuses what would confuse users; selection follows the settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mtcheck.article import Article
from mtcheck.errors import RegistryError, UsageError
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.registry import Registry
from mtcheck.rules import base
from mtcheck.rules.base import Context, Rule, rule
from mtcheck.settings import Settings


@pytest.fixture(autouse=True)
def registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty registry, so that test rules do not outlive the test."""
    empty: Registry[Rule] = Registry("rule", "mtcheck.rules")
    empty._walked = True
    monkeypatch.setattr(base, "_REGISTRY", empty)


def register(**changes: Any) -> Rule:
    values: dict[str, Any] = {
        "id": "TST001",
        "name": "test-rule",
        "category": Category.LAYOUT,
        "mqm": "Fluency/Punctuation",
        "severity": Severity.MINOR,
        "failing": ("a",),
        "passing": ("b",),
    } | changes
    documentation = values.pop("documentation", "Finds the letter a.")

    def check(article: Article, context: Context) -> Iterator[Finding]:
        yield from ()

    check.__doc__ = documentation
    return rule(**values)(check)


def test_a_finding_carries_the_metadata_of_its_rule() -> None:
    made = register(safety=Safety.SAFE)
    finding = made.finding(Article("a cat"), 2, 5, "message", confidence=0.9, suggestions=["dog"])
    assert (finding.rule, finding.name, finding.mqm) == ("TST001", "test-rule", made.mqm)
    assert finding.text == "cat"
    assert finding.suggestions[0].safety is Safety.SAFE
    assert finding.suggestions[0].confidence == 0.9


@pytest.mark.parametrize("change", [{"name": "other"}, {"id": "TST002"}])
def test_duplicate_id_or_name_raises(change: dict[str, str]) -> None:
    register()
    with pytest.raises(RegistryError, match="two rules have"):
        register(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "T1"},
        {"name": "Test Rule"},
        {"documentation": ""},
        {"failing": ()},
        {"passing": ()},
        {"fixed": ("x", "y")},
    ],
)
def test_incomplete_rules_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(RegistryError):
        register(**change)


def test_unknown_rule_lists_what_exists_and_the_nearest() -> None:
    register()
    register(id="ABC001", name="other")
    with pytest.raises(UsageError, match=r"did you mean TST001\?.*ABC001.*TST001"):
        base.get("TST01")


@pytest.mark.parametrize("key", ["TST001", "tst001", "test-rule"])
def test_rules_are_found_by_id_and_name(key: str) -> None:
    made = register()
    assert base.get(key) is made


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (Settings(), "ABC001 TST001 TST002"),
        (Settings(select=("TST",)), "TST001 TST002"),
        (Settings(select=("test-rule",)), "TST001"),
        (Settings(select=("layout",)), "TST001 TST002"),
        (Settings(select=("TST",), ignore=("TST002",)), "TST001"),
        (Settings(select=("TST001",), extend_select=("ABC",)), "ABC001 TST001"),
        (Settings(ignore=("tst",)), "ABC001"),
    ],
)
def test_selection(settings: Settings, expected: str) -> None:
    register()
    register(id="TST002", name="second")
    register(id="ABC001", name="third", category=Category.ENTITY)
    assert " ".join(made.id for made in base.selected(settings)) == expected


def test_selecting_an_unknown_rule_is_an_error() -> None:
    register()
    with pytest.raises(UsageError, match="unknown rule 'XYZ'"):
        base.selected(Settings(select=("XYZ",)))
