"""Worker processes: they share the cores, and none outlives the process that began them."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Self, TypeVar, TypeVarTuple

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.connection import Connection

    Given = TypeVarTuple("Given")
    Result = TypeVar("Result")

_LIBRARIES = (
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


def pin_threads(threads: int) -> None:
    """Tell the networks and numeric libraries, before they are loaded, how many threads to use.

    MTCHECK_THREADS stays as the user has set it.
    """
    os.environ.setdefault("MTCHECK_THREADS", str(threads))
    for name in _LIBRARIES:
        os.environ[name] = str(threads)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


class Workers:
    """`count` processes, each begun with `start(*given)` and its share of the cores.

    They end with this process, also when it is killed.  At the end of `with`, what they are doing
    gets finished, and what waits does not begin.
    """

    def __init__(self, count: int, start: Callable[[*Given], object], *given: *Given) -> None:
        import multiprocessing
        from concurrent.futures import ProcessPoolExecutor

        # Spawned, not forked: a fork would share locks of threads that it does not have.
        context = multiprocessing.get_context("spawn")
        self._watch, self._alive = context.Pipe(duplex=False)
        threads = max(1, cores() // count)
        initial = (self._watch, threads, start, *given)
        self._pool = ProcessPoolExecutor(count, context, _begin, initial)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, work: Callable[[*Given], Result], *given: *Given) -> Future[Result]:
        """Have one of them do `work`.  Raises BrokenProcessPool once one has died."""
        return self._pool.submit(work, *given)

    def kill(self) -> None:
        """End them at once, with what they are doing."""
        self._alive.close()

    def close(self) -> None:
        """Wait for what they are doing, and end them."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._alive.close()
        self._watch.close()


def _begin(
    watch: Connection, threads: int, start: Callable[[*Given], object], *given: *Given
) -> None:
    """In a worker process, before anything else."""
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    threading.Thread(target=_die_with_parent, args=(watch,), daemon=True).start()
    pin_threads(threads)
    start(*given)


def _die_with_parent(watch: Connection) -> None:
    watch.poll(None)  # until the other end closes, which it also does when the parent is killed
    os._exit(1)
