"""Worker processes share the cores and end with the process that began them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from mtcheck.workers import Workers, cores, pin_threads
from tests.conftest import ROOT
from tests.processes import children, gone, needs_proc, wait

PARENT = """
import os, time
from mtcheck.workers import Workers

if __name__ == "__main__":
    with Workers(2, os.getpid) as workers:
        asked = [workers.submit(os.getpid) for _ in range(2)]
        busy = [workers.submit(time.sleep, 120) for _ in range(2)]
        print([one.result() for one in asked], flush=True)
        time.sleep(120)
"""


@needs_proc
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_worker_outlives_a_killed_parent(how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT], cwd=ROOT, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        workers = children(process.pid)
        assert len(workers) >= 2
        assert not any(gone([one]) for one in workers)
        process.send_signal(how)
    wait(partial(gone, workers))


def test_work_is_done_by_processes_that_were_started_and_gets_finished(tmp_path: Path) -> None:
    with Workers(1, os.chdir, tmp_path) as workers:
        place, first = workers.submit(os.getcwd), workers.submit(time.sleep, 0.2)
        waits = [workers.submit(time.sleep, 60) for _ in range(20)]
    assert place.result() == str(tmp_path)
    assert first.done()
    assert waits[-1].cancelled()


def test_threads_are_pinned_but_for_what_the_user_has_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_THREADS", "7")
    monkeypatch.setenv("OMP_NUM_THREADS", "64")
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TOKENIZERS_PARALLELISM", "true")
    pin_threads(2)
    assert os.environ["MTCHECK_THREADS"] == "7"
    assert os.environ["OMP_NUM_THREADS"] == os.environ["MKL_NUM_THREADS"] == "2"
    monkeypatch.delenv("MTCHECK_THREADS")
    pin_threads(3)
    assert os.environ["MTCHECK_THREADS"] == "3"
    assert cores() >= 1
