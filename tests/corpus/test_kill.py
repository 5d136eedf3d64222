"""Nothing is lost, doubled or changed when a scan is killed at any moment."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

from mtcheck.checker import Checker
from mtcheck.corpus.scan import scan
from tests.conftest import ROOT
from tests.corpus.samples import SETTINGS, HashTagger, lines, results
from tests.corpus.slow_scan import OPTIONS
from tests.processes import children, gone, needs_proc, wait

KILLS = 3


def shards(out: Path) -> int:
    return len(list(out.rglob("shards/*.json")))


def more(out: Path, before: int) -> bool:
    return shards(out) > before


@needs_proc
def test_killed_scans_resume_to_identical_results(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines(range(120)))
    checker = Checker(SETTINGS, tagger=HashTagger())
    scan([str(path)], str(tmp_path / "whole"), checker=checker, options=OPTIONS, workers=1)
    whole = results(tmp_path / "whole")
    out = tmp_path / "out"
    command = [sys.executable, "-m", "tests.corpus.slow_scan", str(path), str(out)]
    chance = random.Random(3)
    for _ in range(KILLS):
        done = shards(out)
        process = subprocess.Popen(command, cwd=ROOT)
        wait(partial(more, out, done))
        time.sleep(chance.uniform(0, 0.3))
        workers = children(process.pid)
        assert process.poll() is None
        process.kill()
        process.wait()
        wait(partial(gone, workers))
        assert len(workers) >= 2
        present = results(out)
        assert present.keys() < whole.keys() | {n for n in present if n.endswith(".tmp")}
        assert all(whole[name] == data for name, data in present.items() if name in whole)
    subprocess.run(command, cwd=ROOT, check=True, timeout=60)
    assert results(out) == whole
