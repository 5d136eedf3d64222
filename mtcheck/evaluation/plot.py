"""The reliability plot as inline SVG, without scripts, legible in light and dark."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.evaluation.metrics.calibration import Bin

_SIZE, _LEFT, _TOP, _COUNTS = 260, 44, 14, 44


def reliability(title: str, bins: Sequence[Bin]) -> str:
    """Share right against confidence, one bar a bin, with the number of events below.

    `title` must be plain text without markup.
    """
    width, height = _SIZE + _LEFT + 14, _SIZE + _TOP + _COUNTS + 52
    bar = _SIZE / len(bins)
    bottom = _TOP + _SIZE
    most = max((row.events for row in bins), default=0) or 1
    parts = [
        f'<svg role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}"',
        f' aria-label="Reliability of {title} confidence">',
        f'<rect class="frame" x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}"/>',
    ]
    for index, row in enumerate(bins):
        x = _LEFT + index * bar
        told = (
            f"confidence {index / len(bins):.1f} to {(index + 1) / len(bins):.1f}: {row.events} "
            f"events, {row.right:.2f} right, mean confidence {row.confidence:.2f}"
        )
        if row.events:
            tall = row.right * _SIZE
            parts.append(
                f'<rect class="bar" x="{x + 1:.1f}" y="{bottom - tall:.1f}" width="{bar - 2:.1f}" '
                f'height="{tall:.1f}"><title>{told}</title></rect>'
            )
            dot_x, dot_y = _LEFT + row.confidence * _SIZE, bottom - row.right * _SIZE
            parts.append(f'<circle class="dot" cx="{dot_x:.1f}" cy="{dot_y:.1f}" r="3"/>')
            count = row.events / most * _COUNTS
            parts.append(
                f'<rect class="count" x="{x + 1:.1f}" y="{bottom + 22:.1f}" '
                f'width="{bar - 2:.1f}" height="{count:.1f}"><title>{told}</title></rect>'
            )
    parts.append(
        f'<line class="ideal" x1="{_LEFT}" y1="{bottom}" x2="{_LEFT + _SIZE}" y2="{_TOP}"/>'
    )
    for tick in (0.0, 0.5, 1.0):
        x, y = _LEFT + tick * _SIZE, bottom - tick * _SIZE
        parts.append(f'<text x="{x:.0f}" y="{bottom + 15}" text-anchor="middle">{tick:g}</text>')
        parts.append(f'<text x="{_LEFT - 6}" y="{y + 4:.0f}" text-anchor="end">{tick:g}</text>')
    parts.append(
        f'<text x="{_LEFT + _SIZE / 2:.0f}" y="{height - 6}" text-anchor="middle">'
        f"confidence; below: events, at most {most}</text>"
        f'<text transform="translate(12 {_TOP + _SIZE / 2:.0f}) rotate(-90)" '
        f'text-anchor="middle">share right</text></svg>'
    )
    return "".join(parts)
