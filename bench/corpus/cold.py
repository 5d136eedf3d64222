"""One check in a process of its own, and what an installation takes up."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

_MB = 1e6
_TIMES = 5


class Cold(NamedTuple):
    """Seconds of the middle one of several checks, and the most memory one took, MB."""

    seconds: float
    memory: float


def check(article: Path) -> Cold:
    """Check an article with default options, process after process."""
    command = [sys.executable, "-m", "mtcheck", "check", "--no-cache", "--exit-zero", str(article)]
    seconds, peak = [], 0.0
    for _ in range(_TIMES):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        _, status, used = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - start)
        if status:
            raise SystemExit("bench: the check failed")
        peak = max(peak, used.ru_maxrss * 1024 / _MB)
    return Cold(statistics.median(seconds), peak)


def installed() -> float:
    """MB of all that the package needs to run, bytecode included, without its own code."""
    return sum(_size(one) for one in _needed("mtcheck") if one.name != "mtcheck") / _MB


def _needed(name: str) -> Iterator[Distribution]:
    """The distribution of a name and those that it needs without any extra."""
    waiting, known = [name], set()
    while waiting:
        name = waiting.pop()
        try:
            found = distribution(name)
        except PackageNotFoundError:  # a marker for another machine
            continue
        if found.name in known:
            continue
        known.add(found.name)
        yield found
        for line in found.requires or ():
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(needed.name)


def _size(found: Distribution) -> int:
    paths = (Path(str(found.locate_file(file))) for file in found.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())
