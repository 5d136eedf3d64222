"""The summary of a scan as lines for people."""

from __future__ import annotations

from typing import Any

from mtcheck.emit.escape import one_line

_SITES = 10


def text(summary: dict[str, Any], out: str) -> str:
    """A few lines: what was read, verdicts, findings, what was skipped, the worst sites, speed."""
    skipped = sum(summary["rejects"].values())
    checked = f"{summary['documents']:,} checked ({summary['words']:,} words)"
    lines = [
        f"{summary['records']:,} records: {checked}, {skipped:,} skipped",
        f"verdicts: {_counts(summary['verdicts'])}",
        f"findings: {summary['findings']:,}" + _listed(summary["by_rule"]),
    ]
    if skipped:
        lines.append(f"skipped: {_counts(summary['rejects'])}")
    lines += _sites(summary["sites"])
    run = summary["run"]
    lines.append(
        f"this run: {run['records']:,} records in {run['seconds']:,.1f} s, "
        f"{run['records_per_second']:,.1f} records/s, {run['words_per_second']:,.0f} words/s"
    )
    return "\n".join([*lines, f"results: {one_line(out)}"])


def _sites(sites: dict[str, dict[str, int]]) -> list[str]:
    """The sites with the most documents that are not clean."""
    bad = {host: c["documents"] - c.get("clean", 0) for host, c in sites.items()}
    worst = sorted((h for h in bad if bad[h]), key=lambda h: (-bad[h], h))[:_SITES]
    if not worst:
        return []
    listed = (f"{one_line(h)} {bad[h]:,} of {sites[h]['documents']:,}" for h in worst)
    return [f"sites with most that is not clean: {', '.join(listed)}"]


def _counts(counts: dict[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {count:,}" for name, count in ranked)


def _listed(counts: dict[str, int]) -> str:
    return f" ({_counts(counts)})" if counts else ""
