"""Charts as inline SVG without colours or fonts of their own: the page's style sheet gives them."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence
from typing import Any

_WIDTH = 420
_BAR = 30
_COLUMNS_HEIGHT = 250
# Upper ends of the bins; the first is exactly 0, the last is open.
_BINS = (0.0, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


def bars(title: str, counts: Sequence[tuple[str, int]]) -> str:
    """Horizontal bars from the top down, each labelled with its count and share."""
    import leather  # only for reports with charts

    total = sum(count for _, count in counts)
    if not total:
        return ""
    named = [(count, f"{name}  {count:,} ({count / total:.0%})") for name, count in counts]
    chart = leather.Chart()
    chart.add_bars(named)
    chart.add_x_scale(0, max(count for _, count in counts))
    chart.add_x_axis(ticks=[0], tick_formatter=lambda *_: "")
    return _svg(chart, title, 58 + _BAR * len(named))


def histogram(title: str, values: Sequence[float]) -> str:
    """Columns of how many values fall into each bin of penalty per 100 words."""
    import leather  # only for reports with charts

    if not values:
        return ""
    counts = [0] * (len(_BINS) + 1)
    for value in values:
        counts[next((i for i, top in enumerate(_BINS) if value <= top), len(_BINS))] += 1
    names = ["0", *(f"≤ {top:g}" for top in _BINS[1:]), f"> {_BINS[-1]:g}"]
    chart = leather.Chart()
    chart.add_columns(list(zip(names, counts, strict=True)))
    top = max(counts)
    chart.add_y_scale(0, top)
    chart.add_y_axis(
        ticks=sorted({0, top, *([top // 2] if top > 3 else [])}),
        tick_formatter=lambda value, *_: f"{value:,}",
    )
    return _svg(chart, title, _COLUMNS_HEIGHT)


def _svg(chart: Any, title: str, height: int) -> str:
    root = ET.Element(
        "svg",
        {"viewBox": f"0 0 {_WIDTH} {height}", "role": "img", "aria-label": title, "class": "chart"},
    )
    ET.SubElement(root, "title").text = title
    root.append(chart.to_svg_group(_WIDTH, height))
    for element in root.iter():
        for name in ("fill", "stroke", "font-family", "font-size"):
            element.attrib.pop(name, None)
        for name, value in element.attrib.items():
            if name in ("x", "y", "x1", "x2", "y1", "y2", "width", "height"):
                element.set(name, f"{float(value):.4g}")
    return ET.tostring(root, encoding="unicode")
