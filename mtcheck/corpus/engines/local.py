"""Worker processes of this machine: one reads, the others check."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection

from mtcheck.corpus.records import Input, Shard
from mtcheck.corpus.shards import Plan
from mtcheck.corpus.worker import Done, Scanner
from mtcheck.errors import MtcheckError

_AHEAD = 2
_GARBAGE = 20_000
"""New objects between searches for cycles, of which articles make few; the usual 700 took 4 %."""
_THREADS = (
    "MTCHECK_THREADS",
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "RAYON_NUM_THREADS",
)


def cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(inputs: Sequence[Input], plan: Plan, scanner: Scanner, workers: int) -> Iterator[Done]:
    """Finished shards as they finish; no more than two a worker are read ahead."""
    shards = (shard for entry in inputs for shard in plan.pending(entry))
    if workers == 1:
        yield from map(scanner, shards)
        return
    # Spawned, not forked: a fork would share locks of threads that it does not have.
    context = multiprocessing.get_context("spawn")
    watch, alive = context.Pipe(duplex=False)
    start = (scanner, max(1, cores() // workers), watch)
    pool = ProcessPoolExecutor(workers, context, _start, start)
    try:
        yield from _keep_busy(pool, shards, _AHEAD * workers)
    except BrokenProcessPool:
        raise MtcheckError("a worker process died, perhaps for want of memory") from None
    except KeyboardInterrupt:
        alive.close()  # at once: half a shard is nothing, and the next run begins it anew
        raise
    finally:
        # What is being checked gets finished and counts; what waits does not begin.
        pool.shutdown(wait=True, cancel_futures=True)
        alive.close()
        watch.close()


def _keep_busy(pool: ProcessPoolExecutor, shards: Iterator[Shard], most: int) -> Iterator[Done]:
    pending: set[Future[Done]] = set()
    for shard in shards:
        pending.add(pool.submit(_work, shard))
        while len(pending) >= most:
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    while pending:
        done, pending = wait(pending, return_when=FIRST_COMPLETED)
        yield from (future.result() for future in done)


_scanner: Scanner | None = None


def _start(scanner: Scanner, threads: int, watch: Connection) -> None:
    global _scanner  # noqa: PLW0603  (one a process; the networks stay loaded between shards)
    _scanner = scanner
    pin_threads(threads)
    gc.set_threshold(_GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    threading.Thread(target=_die_with_parent, args=(watch,), daemon=True).start()


def pin_threads(threads: int) -> None:
    """Tell the networks and numeric libraries, before they are loaded, how many threads to use."""
    for name in _THREADS:
        os.environ[name] = str(threads)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def _die_with_parent(watch: Connection) -> None:
    watch.poll(None)  # until the other end closes, which it also does when the parent is killed
    os._exit(1)


def _work(shard: Shard) -> Done:
    assert _scanner is not None  # noqa: S101  (by `_start`)
    return _scanner(shard)
