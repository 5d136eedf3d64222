"""Scans watched and killed from outside: memory over many records, and resuming."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE") / 1e6


class Memory(NamedTuple):
    """Resident memory of the largest process of a scan, MB: its peak, and its peak early (the
    second tenth of the records, when all is loaded) and late (the last tenth).
    """

    peak: float
    early: float
    late: float
    records: int


def command(source: Path, out: Path, *options: str) -> list[str]:
    return [
        sys.executable, "-m", "mtcheck", "scan", str(source), "-o", str(out), "--quiet",
        "--shard-size", "50", "--workers", "2", *options,
    ]  # fmt: skip


def memory(source: Path, out: Path, records: int, level: str) -> Memory:
    """Scan `records` records, looking at all processes once a second."""
    process = subprocess.Popen(command(source, out, "--level", level))
    samples: list[tuple[float, float]] = []
    shards = -(-records // 50)
    while process.poll() is None:
        done = len(list(out.rglob("shards/*.json"))) / shards
        samples.append((done, max((_resident(pid) for pid in _tree(process.pid)), default=0.0)))
        time.sleep(1)
    if process.returncode:
        raise SystemExit("bench: the scan failed")
    early = [size for done, size in samples if 0.1 <= done < 0.2] or [samples[0][1]]
    late = [size for done, size in samples if done >= 0.9] or [samples[-1][1]]
    return Memory(max(size for _, size in samples), max(early), max(late), records)


def kills(source: Path, folder: Path, times: int, seed: int = 1) -> tuple[int, bool]:
    """Kill a scan so many times at random moments, resume it, and compare with an unbroken one.

    How many kills struck a running scan, and whether all files are the same in the end.
    """
    whole, broken = folder / "whole", folder / "broken"
    start = time.monotonic()
    subprocess.run(command(source, whole), check=True)
    length = time.monotonic() - start
    chance = random.Random(seed)
    struck = 0
    for _ in range(times):
        process = subprocess.Popen(command(source, broken, "--resume"))
        # Early moments too, so that some shards are left for the last kill.
        time.sleep(chance.uniform(0.2, max(1.0, 2.5 * length / times)))
        struck += process.poll() is None
        process.kill()
        process.wait()
    subprocess.run(command(source, broken, "--resume"), check=True)
    return struck, dict(_files(whole)) == dict(_files(broken))


def fresh(folder: Path) -> Path:
    """The folder's path, with nothing there."""
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _files(root: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(root.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(root)), path.read_bytes()


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _resident(pid: int) -> float:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0.0
