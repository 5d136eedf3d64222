"""Counts of a shard and of a whole scan."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from mtcheck.corpus.records import Reason, shard_name
from mtcheck.finding import Label
from mtcheck.result import Document

OTHER_SITES = "(other)"
_MAX_SITES = 10_000


def shard_file(input_index: int, number: int) -> str:
    """Name of the file that says that a shard is finished, and what is in it."""
    return f"shards/{shard_name(input_index, number)}.json"


@dataclass(slots=True)
class Tally:
    """Counts over records; `sites` by host name, each documents, words, findings and verdicts."""

    records: int = 0
    documents: int = 0
    words: int = 0
    findings: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    by_rule: Counter[str] = field(default_factory=Counter)
    by_category: Counter[str] = field(default_factory=Counter)
    by_severity: Counter[str] = field(default_factory=Counter)
    rejects: Counter[str] = field(default_factory=Counter)
    sites: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, document: Document, url: str) -> None:
        """Count a checked record."""
        words = len(document.article.words)
        label = document.verdict.label.value
        self.records += 1
        self.documents += 1
        self.words += words
        self.findings += len(document.findings)
        self.verdicts[label] += 1
        self.by_rule.update(f.rule for f in document.findings)
        self.by_category.update(f.category.value for f in document.findings)
        self.by_severity.update(f.severity.value for f in document.findings)
        host = site(url)
        if host:
            counts = self.sites.setdefault(host, Counter())
            counts.update(
                {"documents": 1, "words": words, "findings": len(document.findings), label: 1}
            )

    def reject(self, reason: Reason) -> None:
        """Count a skipped record."""
        self.records += 1
        self.rejects[reason.value] += 1

    def merge(self, other: Tally) -> None:
        """Add the counts of another; beyond 10,000 sites the further ones count as one."""
        for name in ("records", "documents", "words", "findings"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("verdicts", "by_rule", "by_category", "by_severity", "rejects"):
            getattr(self, name).update(getattr(other, name))
        for host, counts in other.sites.items():
            full = len(self.sites) >= _MAX_SITES and host not in self.sites
            self.sites.setdefault(OTHER_SITES if full else host, Counter()).update(counts)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; all verdicts, other kinds where they occurred, sites by documents."""
        by_size = sorted(self.sites.items(), key=lambda item: (-item[1]["documents"], item[0]))
        return {
            **{name: getattr(self, name) for name in ("records", "documents", "words", "findings")},
            "verdicts": {label.value: self.verdicts[label.value] for label in Label},
            "by_rule": _sorted(self.by_rule),
            "by_category": _sorted(self.by_category),
            "by_severity": _sorted(self.by_severity),
            "rejects": _sorted(self.rejects),
            "sites": {host: _sorted(counts) for host, counts in by_size},
        }

    @classmethod
    def from_dict(cls, value: dict[str, Any]) -> Tally:
        """The reverse of `to_dict`."""
        made = cls(*(value[name] for name in ("records", "documents", "words", "findings")))
        for name in ("verdicts", "by_rule", "by_category", "by_severity", "rejects"):
            setattr(made, name, Counter(value[name]))
        made.sites = {host: Counter(counts) for host, counts in value["sites"].items()}
        return made


@dataclass(frozen=True, slots=True)
class ShardRecord:
    """What is kept of a finished shard.

    The digest of its records, how far into its input they reach (bytes), its files and counts.
    """

    source: str
    at: int
    last: bool
    files: tuple[str, ...]
    tally: Tally

    def to_bytes(self) -> bytes:
        """One line of JSON."""
        value = {
            "source": self.source,
            "at": self.at,
            "last": self.last,
            "files": self.files,
            "tally": self.tally.to_dict(),
        }
        return json.dumps(value).encode() + b"\n"

    @classmethod
    def from_bytes(cls, data: bytes) -> ShardRecord:
        """The reverse of `to_bytes`."""
        value = json.loads(data)
        tally = Tally.from_dict(value["tally"])
        files = tuple(value["files"])
        return cls(value["source"], value["at"], value["last"], files, tally)


def site(url: str) -> str:
    """Host name of a URL without `www.`; empty when there is none."""
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname
    except ValueError:
        return ""
    return (host or "").removeprefix("www.")


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return {key: count for key, count in sorted(counts.items()) if count}
