"""Processes that a test began, and theirs."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

needs_proc = pytest.mark.skipif(
    not os.path.isdir("/proc/self/task"), reason="needs /proc to find workers"
)


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text().split()]


def gone(pids: list[int]) -> bool:
    return not any(os.path.exists(f"/proc/{pid}/exe") for pid in pids)


def wait(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 60  # a busy machine starts processes slowly
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)
