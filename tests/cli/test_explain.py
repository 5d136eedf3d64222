"""`mtcheck explain` shows what the rule files say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mtcheck.rules import Rule, rules

if TYPE_CHECKING:
    from tests.conftest import Program

RULES = list(rules().values())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule(program: Program, rule: Rule) -> None:
    outcome = program("explain", rule.id.lower())
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(f"{rule.id} {rule.name}\n")
    assert rule.documentation in outcome.out
    for example in (*rule.failing, *rule.passing):
        assert repr(example) in outcome.out
    assert program("explain", rule.name).out == outcome.out


def test_all_rules(program: Program) -> None:
    outcome = program("explain", "--all")
    assert outcome.code == 0
    assert [line.split()[0] for line in outcome.out.splitlines()] == [rule.id for rule in RULES]
