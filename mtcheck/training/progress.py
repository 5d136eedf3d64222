"""What a training tells: a bar or lines on standard error, log.jsonl, and the curve of the loss."""

from __future__ import annotations

import json
import sys
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Watch = Callable[[float, dict[str, float]], None]
"""Takes the share done, 0 to 1, and figures worth showing."""
_WIDTH, _HEIGHT = 720, 320


class Log:
    """Appends a row for each step that ended to a JSON lines file, and says so."""

    def __init__(self, path: Path, *, quiet: bool = False) -> None:
        self.path, self.quiet = path, quiet

    def skipped(self, name: str) -> None:
        """A step was not needed."""
        self._say(f"{name}: unchanged")

    @contextmanager
    def step(self, name: str) -> Iterator[tuple[Watch, dict[str, Any]]]:
        """Runs around a step; yields what watches its progress and the figures to be logged."""
        began = time.monotonic()
        figures: dict[str, Any] = {}
        with self._bar(name) as watch:
            yield watch, figures
        row = {"step": name, "seconds": round(time.monotonic() - began, 1), **figures}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(row) + "\n")
        told = ", ".join(f"{k} {v:,.4g}" for k, v in figures.items() if isinstance(v, int | float))
        self._say(f"{name}: {told or 'done'} ({row['seconds']:.0f} s)")

    @contextmanager
    def _bar(self, name: str) -> Iterator[Watch]:
        if self.quiet or not sys.stderr.isatty():
            yield lambda _share, _figures: None
            return
        from rich.console import Console
        from rich.progress import Progress

        with Progress(console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(name, total=1.0)

            def watch(share: float, figures: dict[str, float]) -> None:
                told = " ".join(f"{k} {v:.3f}" for k, v in figures.items())
                bar.update(task, completed=share, description=f"{name} {told}".strip())

            yield watch

    def _say(self, line: str) -> None:
        if not self.quiet:
            print(line, file=sys.stderr)  # noqa: T201


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a log."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def plot(log: Path, path: Path) -> bool:
    """Draw the losses of a network's log over its steps as SVG; False when it holds too few."""
    import leather

    points: dict[str, list[tuple[float, float]]] = {}
    for row in rows(log):
        for name, value in row.items():
            if name not in {"step", "seconds"} and isinstance(value, int | float):
                points.setdefault(name, []).append((float(row["step"]), float(value)))
    lines = {name: line for name, line in points.items() if len(line) > 1}
    if not lines:
        return False
    chart = leather.Chart("Loss by step")
    for name, line in lines.items():
        chart.add_line(line, name=name)
    chart.add_x_axis(name="steps")
    chart.add_y_axis(name="mean loss")
    root = ET.Element("svg", {
        "xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDTH} {_HEIGHT}",
        "role": "img", "aria-label": "Loss by step",
    })  # fmt: skip
    root.append(chart.to_svg_group(_WIDTH, _HEIGHT))
    path.write_text(ET.tostring(root, encoding="unicode"), encoding="utf-8")
    return True
