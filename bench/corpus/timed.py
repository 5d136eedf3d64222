"""One scan on a given number of cores; prints articles per second, start-up left out.

python -m bench.corpus.timed SOURCE OUT LEVEL CORES
"""

from __future__ import annotations

import json
import os
import sys
import time

from mtcheck.checker import Checker
from mtcheck.corpus.options import Level, ScanOptions
from mtcheck.corpus.scan import Watcher, scan
from mtcheck.corpus.worker import Done


class Stopwatch(Watcher):
    """Notes when shards finish."""

    def __init__(self) -> None:
        self.times: list[tuple[float, int]] = []

    def add(self, done: Done) -> None:
        self.times.append((time.perf_counter(), done.tally.records))

    def rate(self, workers: int) -> float:
        """Records a second from the moment that each worker has done a shard."""
        warm = self.times[workers - 1][0]
        last = self.times[-1][0]
        return sum(records for _, records in self.times[workers:]) / (last - warm)


def main() -> None:
    source, out, level, cores = sys.argv[1:]
    workers = int(cores)
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:workers])
    watch = Stopwatch()
    options = ScanOptions(level=Level(level), shard_records=16)
    summary = scan(
        [source], out, checker=Checker(), options=options, workers=workers, watcher=watch
    )
    found = {"rate": watch.rate(workers), "verdicts": summary["verdicts"]}
    print(json.dumps({**found, "signature": summary["signature"]}))


if __name__ == "__main__":
    main()
