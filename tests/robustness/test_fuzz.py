"""The fuzz target finds what it should, and nothing in a short search."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.robustness import fuzz


def test_short_search_finds_nothing(tmp_path: Path) -> None:
    chance = random.Random(7)
    pool = fuzz.corpus()
    for _ in range(40):
        data = fuzz.mutate(chance, pool)
        assert fuzz.attempt(data, slow=60) is None, data


def test_failures_are_saved_and_repeat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(data: bytes) -> None:
        if len(data) > 3:
            raise ZeroDivisionError("found")

    monkeypatch.setattr(fuzz, "target", fails)
    assert fuzz.main(["--seconds", "5", "--seed", "1", "--out", str(tmp_path)]) == 1
    (saved,) = tmp_path.iterdir()
    assert "ZeroDivisionError: found" in capsys.readouterr().err
    assert fuzz.main([str(saved)]) == 1
    monkeypatch.undo()
    assert fuzz.main([str(saved)]) == 0
