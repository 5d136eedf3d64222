"""Worker processes of this machine: one reads, the others check."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool

from mtcheck.corpus.records import Input, Shard
from mtcheck.corpus.shards import Plan
from mtcheck.corpus.worker import Done, Scanner
from mtcheck.errors import MtcheckError
from mtcheck.workers import Workers

_AHEAD = 2
_GARBAGE = 20_000
"""New objects between searches for cycles, of which articles make few; the usual 700 took 4 %."""


def run(inputs: Sequence[Input], plan: Plan, scanner: Scanner, workers: int) -> Iterator[Done]:
    """Finished shards as they finish; no more than two a worker are read ahead."""
    shards = (shard for entry in inputs for shard in plan.pending(entry))
    if workers == 1:
        yield from map(scanner, shards)
        return
    with Workers(workers, _start, scanner) as pool:
        try:
            yield from _keep_busy(pool, shards, _AHEAD * workers)
        except BrokenProcessPool:
            raise MtcheckError("a worker process died, perhaps for want of memory") from None
        except KeyboardInterrupt:
            pool.kill()  # half a shard is nothing, and the next run begins it anew
            raise


def _keep_busy(pool: Workers, shards: Iterator[Shard], most: int) -> Iterator[Done]:
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


def _start(scanner: Scanner) -> None:
    global _scanner  # noqa: PLW0603  (one a process; the networks stay loaded between shards)
    _scanner = scanner
    gc.set_threshold(_GARBAGE)


def _work(shard: Shard) -> Done:
    assert _scanner is not None  # noqa: S101  (by `_start`)
    return _scanner(shard)
