"""The whole of a scan: find inputs, open or resume, go over the shards, sum up."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from mtcheck import __version__
from mtcheck.checker import Checker
from mtcheck.corpus.engines import local, ray
from mtcheck.corpus.inputs import find_inputs
from mtcheck.corpus.manifest import SCHEMA, open_scan
from mtcheck.corpus.opening import is_url
from mtcheck.corpus.options import Engine, Level, OutFormat, ScanOptions
from mtcheck.corpus.records import Input
from mtcheck.corpus.render import document_schema
from mtcheck.corpus.shards import Plan
from mtcheck.corpus.store import LocalStore, open_store
from mtcheck.corpus.tally import ShardRecord, Tally
from mtcheck.corpus.worker import Done, Scanner
from mtcheck.errors import MtcheckError, UsageError
from mtcheck.workers import cores

_CHUNK = 1 << 20


class Watcher:
    """Told how a scan goes on; the base class does nothing."""

    def start(self, inputs: Sequence[Input], before: Tally, at: dict[int, int]) -> None:
        """The inputs, and what an earlier run had done: counts and bytes of each input."""

    def add(self, done: Done) -> None:
        """A shard is finished."""

    def stop(self) -> None:
        """No more shards will come, for whatever reason."""


def scan(
    sources: Sequence[str],
    out: str,
    *,
    checker: Checker | None = None,
    options: ScanOptions | None = None,
    workers: int = 0,
    engine: Engine = Engine.LOCAL,
    address: str | None = None,
    resume: bool = False,
    watcher: Watcher | None = None,
) -> dict[str, Any]:
    """Check all records of the sources and write results into `out`; the summary object.

    `sources` are paths, patterns, URLs or `-` (JSON lines on standard input); `out` is a folder,
    a URL, or a `.jsonl` file, which then appears at the end while the folder `out.scan` holds the
    work. `workers` 0 means one a core. More than one are spawned processes, so a program that
    calls this must guard its start with `if __name__ == "__main__"`.

    UsageError, InputError, ModelError or another MtcheckError stops the scan with one line;
    what was finished stays and `resume` goes on from there.
    """
    began = time.monotonic()
    options = options or ScanOptions()
    workers = workers or cores()
    checker = _for_level(checker or Checker(), options)
    if options.out_format is OutFormat.PARQUET:
        document_schema(options.level)  # says so now when pyarrow is missing
    single = out.endswith(".jsonl")
    if single and (is_url(out) or options.out_format is not OutFormat.JSONL):
        raise UsageError(f"{out}: a single .jsonl file is only for local JSON lines")
    store = open_store(f"{out}.scan" if single else out)
    inputs = find_inputs(sources)
    alone = workers == 1 and engine is Engine.LOCAL
    # Networks loaded for the signature are dropped with the copy where workers load their own.
    signature = (checker if alone else checker.with_settings(checker.settings)).signature
    open_scan(store, inputs, options, checker.settings, signature, resume=resume)
    try:
        plan = Plan(options, checker.settings, store)
        scanner = Scanner(checker, options, store)
        shards: Iterator[Done]
        if engine is Engine.RAY:
            shards = ray.run(inputs, plan, scanner, workers, address)
        else:
            shards = local.run(inputs, plan, scanner, workers)
        new = _watch(shards, inputs, plan, watcher or Watcher())
        tally = _sum(inputs, plan)
        summary = {"schema": SCHEMA, "version": __version__, "signature": signature}
        summary |= tally.to_dict()
        store.write("summary.json", [json.dumps(summary, indent=1).encode(), b"\n"])
        if single:
            _join(inputs, plan, Path(out))
    except (MtcheckError, OSError) as error:
        place = f"{error.filename or out}: " if isinstance(error, OSError) else ""
        message = getattr(error, "strerror", None) or str(error)
        raise MtcheckError(f"{place}{message}; what is finished is kept for --resume") from error
    seconds = time.monotonic() - began
    run = {"engine": engine.value, "workers": workers, **_speed(new, seconds)}
    return {**summary, "run": run}


def _for_level(checker: Checker, options: ScanOptions) -> Checker:
    """A copy that does no more than the level asks."""
    settings = checker.settings
    rewrite = settings.rewrite and options.level is Level.FIXES
    return checker.with_settings(replace(settings, rewrite=rewrite, first_pass=options.first_pass))


def _watch(shards: Iterator[Done], inputs: Sequence[Input], plan: Plan, watcher: Watcher) -> Tally:
    """Counts of what this run did."""
    new = Tally()
    before = Tally()
    at = {entry.index: 0 for entry in inputs}
    for entry in inputs:
        for record in plan.done(entry):
            before.merge(record.tally)
            at[entry.index] = record.at
    watcher.start(inputs, before, at)
    try:
        for done in shards:
            new.merge(done.tally)
            watcher.add(done)
    finally:
        watcher.stop()
    return new


def _sum(inputs: Sequence[Input], plan: Plan) -> Tally:
    """Counts of all shards, in order, so that they do not depend on who finished when."""
    total = Tally()
    for record in _records(inputs, plan):
        total.merge(record.tally)
    return total


def _records(inputs: Sequence[Input], plan: Plan) -> Iterator[ShardRecord]:
    for entry in inputs:
        record = None
        for record in plan.done(entry):
            yield record
        if record is None or not record.last:
            raise MtcheckError(f"{entry.path or 'files'}: results are missing")


def _join(inputs: Sequence[Input], plan: Plan, out: Path) -> None:
    """All documents in one file, in the order of the source."""
    names = [n for r in _records(inputs, plan) for n in r.files if n.startswith("documents/")]
    LocalStore(str(out.parent)).write(out.name, (plan.store.read(name) or b"" for name in names))


def _speed(new: Tally, seconds: float) -> dict[str, Any]:
    return {
        "records": new.records,
        "words": new.words,
        "seconds": round(seconds, 2),
        "records_per_second": round(new.records / seconds, 2),
        "words_per_second": round(new.words / seconds, 1),
    }
