"""Findings made up for tests of what happens to them."""

from __future__ import annotations

from mtcheck.finding import Category, Finding, Severity


def finding(start: int, end: int, **changes: object) -> Finding:
    values: dict[str, object] = {
        "rule": "TST001",
        "name": "test",
        "category": Category.SPUN,
        "mqm": "x",
        "severity": Severity.MINOR,
        "start": start,
        "end": end,
        "text": "x" * (end - start),
        "confidence": 0.5,
        "message": "message",
    }
    return Finding(**(values | changes))  # type: ignore[arg-type]
