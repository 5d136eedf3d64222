"""Cutting inputs into shards, always at the same records, and passing over those that are done."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from mtcheck.corpus.opening import damage
from mtcheck.corpus.options import ScanOptions
from mtcheck.corpus.records import Input, Raw, Reason, Shard
from mtcheck.corpus.sources import get
from mtcheck.corpus.store import Store
from mtcheck.corpus.tally import ShardRecord, shard_file
from mtcheck.errors import InputError
from mtcheck.settings import Settings


def guarded(input: Input, options: ScanOptions, settings: Settings) -> Iterator[Raw]:
    """The input's records; damage ends them with a bad record, a disk error is an InputError."""
    at = 0
    try:
        for raw in get(input.source)(options, settings).read(input):
            at = raw.at
            yield raw
    except Exception as error:
        broken = damage(error)
        if broken:
            place = f"{broken} (after about {at:,} of {input.size:,} bytes)"
            yield Raw(input.path, input.size, problem=(Reason.DAMAGED, place))
        elif isinstance(error, OSError):
            reason = f"cannot be read: {error.strerror or error}"
            raise InputError(input.path or str(error.filename), reason) from error
        else:
            raise


def cut(input: Input, options: ScanOptions, settings: Settings) -> Iterator[Shard]:
    """The input's shards; an empty input has one without records."""
    schema = b""
    records: list[Raw] = []
    size = number = 0
    digest = hashlib.sha256()
    for raw in guarded(input, options, settings):
        if len(records) >= options.shard_records or size >= options.shard_bytes:
            yield Shard(input, number, tuple(records), digest.hexdigest(), False, schema)
            records, size, number, digest = [], 0, number + 1, hashlib.sha256()
        if not schema and options.keep and raw.problem is None:
            schema = get(input.source)(options, settings).schema(input)
        records.append(raw)
        size += raw.size
        data = raw.data if isinstance(raw.data, bytes) else repr(raw.data).encode()
        digest.update(f"{raw.path}\0{raw.problem}\0{len(data)}\0".encode("utf-8", "replace"))
        digest.update(data)
    yield Shard(input, number, tuple(records), digest.hexdigest(), True, schema)


@dataclass(frozen=True, slots=True)
class Plan:
    """The shards that are still to be done; picklable, so that any process can read an input."""

    options: ScanOptions
    settings: Settings
    store: Store

    def done(self, input: Input) -> Iterator[ShardRecord]:
        """The input's finished shards, in order and without gaps."""
        number = 0
        while record := self.record(input, number):
            yield record
            number += 1

    def record(self, input: Input, number: int) -> ShardRecord | None:
        """The record of a finished shard; None when it is not finished."""
        data = self.store.read(shard_file(input.index, number))
        return None if data is None else ShardRecord.from_bytes(data)

    def pending(self, input: Input) -> Iterator[Shard]:
        """Shards that are not finished; InputError when a finished one's records have changed."""
        if input.fingerprint and any(record.last for record in self.done(input)):
            return
        for shard in cut(input, self.options, self.settings):
            known = self.record(input, shard.number)
            if known is None:
                yield shard
            elif known.source != shard.digest:
                where = f"{shard.records[0].path}" if shard.records else input.path
                raise InputError(where, "changed since the scan began; scan into a new folder")
