"""Commands in a process of their own, and what an installation takes up."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement

_MB = 1e6
_TIMES = 5
_BEGIN = """
import os, sys, time
start = time.perf_counter()
silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
process = os.posix_spawn(sys.argv[1], sys.argv[1:], os.environ, file_actions=silent)
_, status, used = os.wait4(process, 0)
print(time.perf_counter() - start, used.ru_maxrss, status)
"""
"""Begins a command from a small process: the kernel counts the memory of the one that begins it
among what the command used."""


class Cold(NamedTuple):
    """Seconds that a process took, and its memory at the most, MB."""

    seconds: float
    memory: float


def check(article: Path) -> Cold:
    """Check an article, process after process: the middle time of several, the most memory."""
    times = [run("check", str(article)) for _ in range(_TIMES)]
    return Cold(statistics.median(one.seconds for one in times), max(one.memory for one in times))


def report(folder: Path, out: Path) -> Cold:
    """Write a report over a folder, in one process."""
    return run("report", str(folder), "-o", str(out), "--jobs", "1")


def run(command: str, *arguments: str) -> Cold:
    """One command in a process of its own, with nothing remembered from runs before."""
    line = [sys.executable, "-m", "mtcheck", command, "--no-cache", "--exit-zero", *arguments]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", _BEGIN, *line],
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory, status = done.stdout.split()
    if int(status):
        raise SystemExit(f"bench: mtcheck {command} failed: {done.stderr.strip()}")
    return Cold(float(seconds), float(memory) * 1024 / _MB)


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
