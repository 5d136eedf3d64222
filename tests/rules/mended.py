"""Texts as the first suggestions of findings leave them."""

from __future__ import annotations

from collections.abc import Iterable

from mtcheck.finding import Finding


def mended(text: str, findings: Iterable[Finding]) -> str:
    """`text` with the first suggestion of each finding; the findings do not overlap."""
    for finding in sorted(findings, key=lambda f: -f.start):
        text = text[: finding.start] + finding.suggestions[0].text + text[finding.end :]
    return text
