"""A progress bar on a terminal, and nothing of it anywhere else."""

from __future__ import annotations

import io
import sys

import pytest

from mtcheck.cli.run import progress
from mtcheck.settings import Settings

ITEMS = [f"{number}.txt" for number in range(40)]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "settings", "shown"),
    [
        (Terminal(), Settings(), True),
        (Terminal(), Settings(quiet=True), False),
        (io.StringIO(), Settings(), False),
    ],
)
def test_bar(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, settings: Settings, shown: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    assert list(progress(list(ITEMS), settings)) == ITEMS
    assert ("Checking" in stream.getvalue()) == shown
