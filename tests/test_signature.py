"""Two runs have the same signature only when they would find the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck import signature as module
from mtcheck.rules.base import rules


@pytest.fixture
def code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package of code in the place of mtcheck's."""
    (tmp_path / "cli").mkdir()
    (tmp_path / "rule.py").write_text("LEAST = 0.1\n", encoding="utf-8")
    (tmp_path / "cli" / "check.py").write_text("WIDTH = 80\n", encoding="utf-8")
    monkeypatch.setattr(module.resources, "files", lambda _: tmp_path)
    return tmp_path


def _signature() -> str:
    module._code_hash.cache_clear()
    module._knowledge_hash.cache_clear()
    return module.signature("1.0", rules().values(), None, None)


@pytest.fixture(autouse=True)
def _clean() -> object:
    yield
    module._code_hash.cache_clear()
    module._knowledge_hash.cache_clear()


def test_a_changed_rule_changes_the_signature_of_one_version(code: Path) -> None:
    before = _signature()
    assert _signature() == before
    (code / "rule.py").write_text("LEAST = 0.2\n", encoding="utf-8")
    assert _signature() != before


def test_what_no_finding_depends_on_changes_nothing(code: Path) -> None:
    before = _signature()
    (code / "cli" / "check.py").write_text("WIDTH = 100\n", encoding="utf-8")
    assert _signature() == before
