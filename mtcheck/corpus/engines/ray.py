"""Ray Data: actors that load the networks once, on this machine or on a cluster.

Inputs are read by tasks, one an input and in parallel, and stream shard by shard to the actors,
which write the results; Ray's back-pressure bounds what is in flight. Source and results must be
where all nodes can reach them.
"""

from __future__ import annotations

import logging
import pickle
from collections.abc import Iterator, Sequence
from typing import Any

from mtcheck.corpus.records import Input
from mtcheck.corpus.shards import Plan
from mtcheck.corpus.worker import Done, Scanner
from mtcheck.errors import MtcheckError, UsageError
from mtcheck.workers import pin_threads

Batch = dict[str, Any]
_RETRIES = 2


def run(
    inputs: Sequence[Input],
    plan: Plan,
    scanner: Scanner,
    workers: int,
    address: str | None = None,
) -> Iterator[Done]:
    """Finished shards as they finish. UsageError without Ray; errors of tasks as they were."""
    try:
        import ray
        from ray.exceptions import RayError
    except ImportError:
        raise UsageError("--engine ray needs Ray (pip install 'mtcheck[ray]')") from None
    own = not ray.is_initialized()
    if own:
        _connect(ray, address, workers)
    try:
        context = ray.data.DataContext.get_current()
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        before = context.target_max_block_size, context.enable_progress_bars
        # A block a shard, or Ray would join them and give all to one actor.
        context.target_max_block_size, context.enable_progress_bars = 1, False
        items = [{"input": pickle.dumps(entry)} for entry in inputs]
        done = (
            ray.data.from_items(items, override_num_blocks=len(items))
            .map_batches(_Read(plan), batch_size=1, num_cpus=0.1)
            .map_batches(
                _Scan,
                fn_constructor_args=(scanner,),
                batch_size=1,
                num_cpus=1,
                # Without bounds Ray would go on for ever with an article that kills its actor.
                max_restarts=_RETRIES,
                max_task_retries=_RETRIES,
                compute=ray.data.ActorPoolStrategy(size=workers),
            )
        )
        context.target_max_block_size, context.enable_progress_bars = before
        for row in done.iter_rows():
            yield pickle.loads(row["done"])  # noqa: S301  (made by our own actors)
    except (RayError, MtcheckError, OSError) as error:
        raise _cause(error) from None
    finally:
        if own:
            ray.shutdown()


def _connect(ray: Any, address: str | None, workers: int) -> None:
    quiet = {"logging_level": logging.ERROR, "log_to_driver": False}
    try:
        if address:
            ray.init(address=address, **quiet)
        else:
            # One more than the actors take, so that there is room for reading.
            ray.init(num_cpus=workers + 1, include_dashboard=False, **quiet)
    except Exception as error:  # Ray raises bare ones too
        first = str(error).strip().partition("\n")[0]
        raise MtcheckError(f"Ray does not start: {first}") from error


class _Read:
    """Shards of an input that are still to be done, one a batch."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __call__(self, batch: Batch) -> Iterator[Batch]:
        for data in batch["input"]:
            entry = pickle.loads(data)  # noqa: S301  (made by our own driver)
            for shard in self.plan.pending(entry):
                yield {"shard": [pickle.dumps(shard)]}


class _Scan:
    """An actor: one scanner, and with it one set of networks, for all its shards."""

    def __init__(self, scanner: Scanner) -> None:
        pin_threads(1)  # as many as the actor's share of the cores
        self.scanner = scanner

    def __call__(self, batch: Batch) -> Batch:
        done = [self.scanner(pickle.loads(data)) for data in batch["shard"]]  # noqa: S301
        return {"done": [pickle.dumps(one) for one in done]}


def _cause(error: Exception) -> Exception:
    """The error of ours inside those of Ray, or the innermost one on one line."""
    inner: BaseException = error
    while not isinstance(inner, MtcheckError | OSError):
        deeper = getattr(inner, "cause", None) or inner.__cause__
        if not isinstance(deeper, BaseException):
            first = str(inner).strip().partition("\n")[0]
            return MtcheckError(f"Ray: {type(inner).__name__}: {first}")
        inner = deeper
    return inner
