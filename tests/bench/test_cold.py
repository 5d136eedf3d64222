"""What a command uses is measured, not what the measuring process uses."""

from __future__ import annotations

import sys

import pytest

from bench.corpus.cold import run
from tests.conftest import ROOT

if sys.platform != "linux":
    pytest.skip("memory is counted differently elsewhere", allow_module_level=True)

import resource  # not on every system

ARTICLE = str(ROOT / "seeds" / "garbled" / "spun-fisheries-summit.txt")


def test_memory_is_that_of_the_command_alone() -> None:
    held = bytearray(b"x") * 400_000_000
    found = run("check", ARTICLE, "--no-models")
    del held
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > 400_000_000
    assert 10 < found.memory < 250
    assert found.seconds > 0


def test_a_command_that_fails_is_no_measure() -> None:
    with pytest.raises(SystemExit, match="cannot be read"):
        run("check", ARTICLE + ".missing", "--no-models")
