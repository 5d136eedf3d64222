"""Where the networks are loaded ahead: once, in the process that is to use them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mtcheck.checker import Checker
from mtcheck.cli._work import Worker
from mtcheck.settings import Settings

SETTINGS = Settings(models=False, rewrite=False, cache=False, jobs=1)


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "a.txt"
    path.write_text("The council met on Tuesday.\n", encoding="utf-8")
    return str(path)


def loads(settings: Settings, articles: list[str], monkeypatch: pytest.MonkeyPatch) -> int:
    """How often a run over the articles, which names its signature first, loads ahead."""
    begun: list[bool] = []
    checker = Checker(settings)
    monkeypatch.setattr(checker, "load_ahead", lambda: begun.append(True))
    with Worker(checker) as worker:
        assert worker.signature
        assert len(list(worker.run(articles))) == len(articles)
    return len(begun)


def test_networks_load_ahead_once(article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loads(SETTINGS, [article] * 3, monkeypatch) == 1


def test_not_where_other_processes_check(article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert loads(replace(SETTINGS, jobs=2), [article], monkeypatch) == 0


def test_not_where_all_is_remembered(
    article: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MTCHECK_CACHE_DIR", str(tmp_path / "cache"))
    settings = replace(SETTINGS, cache=True)
    assert loads(settings, [article], monkeypatch) == 1
    assert loads(settings, [article], monkeypatch) == 0
