"""Options of a scan: one frozen value, picklable, written to the manifest."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from mtcheck.errors import UsageError
from mtcheck.finding import Label


class Level(StrEnum):
    """How much is worked out and written of each article."""

    VERDICT = "verdict"
    FINDINGS = "findings"
    FIXES = "fixes"


class OutFormat(StrEnum):
    """How results are written."""

    JSONL = "jsonl"
    PARQUET = "parquet"


class Engine(StrEnum):
    """Where shards are checked."""

    LOCAL = "local"
    RAY = "ray"


@dataclass(frozen=True, slots=True)
class ScanOptions:
    """What the results of a scan depend on besides the checker's settings."""

    level: Level = Level.FINDINGS
    text_field: str = "text"
    """Field or column of the article; a dot reaches into objects (`page.body`)."""
    id_field: str = "id"
    url_field: str = "url"
    out_format: OutFormat = OutFormat.JSONL
    keep: tuple[Label, ...] = ()
    """Records with these verdicts are also written out as they came."""
    shard_records: int = 500
    """A shard, the unit of work and of resuming, ends after so many records …"""
    shard_bytes: int = 8_000_000
    """… or so many bytes of them, whichever comes first."""
    first_pass: bool = True
    """Let articles through that counts of phrases tell to be clean, without the network."""
    batch: int = 32
    """Articles given to the network together."""

    def __post_init__(self) -> None:
        if min(self.shard_records, self.shard_bytes, self.batch) < 1:
            raise UsageError("sizes of shards and batches must be 1 or more")

    def to_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return {**asdict(self), "keep": [label.value for label in self.keep]}
