"""Commands in a process of their own, and what an installation takes up."""

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
    """Seconds that a process took, and its memory at the most, MB."""

    seconds: float
    memory: float


def check(article: Path) -> Cold:
    """Check an article, process after process: the middle time of several, the most memory."""
    runs = [_run("check", str(article)) for _ in range(_TIMES)]
    return Cold(statistics.median(run.seconds for run in runs), max(run.memory for run in runs))


def report(folder: Path, out: Path) -> Cold:
    """Write a report over a folder, in one process."""
    return _run("report", str(folder), "-o", str(out), "--jobs", "1")


def _run(command: str, *arguments: str) -> Cold:
    """One command in a process of its own, with nothing remembered from runs before."""
    line = [sys.executable, "-m", "mtcheck", command, "--no-cache", "--exit-zero", *arguments]
    start = time.perf_counter()
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        raise SystemExit(f"bench: mtcheck {command} failed")
    return Cold(seconds, used.ru_maxrss * 1024 / _MB)


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
