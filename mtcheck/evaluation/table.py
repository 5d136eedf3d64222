"""Scores as a plain table."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.evaluation.base import Score


def rows(scores: Sequence[Score]) -> list[tuple[str, str, str, str]]:
    """Name, value, interval and support of each score, as shown."""
    return [
        (
            score.name,
            f"{score.value:.3f}",
            "" if score.low is None or score.high is None else f"{score.low:.3f}–{score.high:.3f}",
            f"{score.n:,}",
        )
        for score in scores
    ]


def table(scores: Sequence[Score]) -> str:
    """The table, a blank line between metrics, and each metric's signature under it."""
    head = ("metric", "value", "95 % interval", "n")
    lines = rows(scores)
    widths = [max(len(row[i]) for row in (head, *lines)) for i in range(4)]
    out = [_line(head, widths)]
    family = ""
    for score, line in zip(scores, lines, strict=True):
        name = score.name.partition("/")[0]
        if name != family:
            out.append("")
            family = name
        out.append(_line(line, widths))
    out.append("")
    signatures = dict.fromkeys(score.signature for score in scores)
    out += [f"{'signature' if i == 0 else '':9}  {text}" for i, text in enumerate(signatures)]
    return "\n".join(out) + "\n"


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    name, *numbers = (
        cell.rjust(width) if i else cell.ljust(width)
        for i, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join((name, *numbers)).rstrip()
