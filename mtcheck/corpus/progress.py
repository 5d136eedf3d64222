"""How a scan goes on: a bar on a terminal, a log line a minute elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, TextIO

from mtcheck.corpus.records import Input
from mtcheck.corpus.scan import Watcher
from mtcheck.corpus.tally import Tally
from mtcheck.corpus.worker import Done
from mtcheck.finding import Label


class Progress(Watcher):
    """Counts, rate and time left; subclasses show them.

    Time left is worked out from the bytes of the source; there is none for streams.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.new = Tally()
        self.tally = Tally()

    def start(self, inputs: Sequence[Input], before: Tally, at: dict[int, int]) -> None:
        """Begin to count."""
        self._began = self._clock()
        self._total = sum(entry.size for entry in inputs)
        self._at = dict(at)
        self._before = sum(at.values())
        self.tally = before
        self.tally.sites.clear()

    def add(self, done: Done) -> None:
        """Count a shard."""
        done.tally.sites.clear()  # not shown, and there may be many
        self.tally.merge(done.tally)
        self.new.merge(done.tally)
        self._at[done.input] = max(self._at[done.input], done.at)

    @property
    def seconds(self) -> float:
        """Since the start."""
        return self._clock() - self._began

    @property
    def rate(self) -> float:
        """Records a second in this run."""
        return self.new.records / max(self.seconds, 1e-9)

    @property
    def share(self) -> float:
        """Part of the source that is done, 0 to 1; 0 when its size is unknown."""
        return min(1.0, sum(self._at.values()) / self._total) if self._total else 0.0

    @property
    def left(self) -> float | None:
        """Seconds until the end; None when it cannot be told."""
        read = sum(self._at.values()) - self._before
        if not read or not self._total:
            return None
        return max(0, self._total - sum(self._at.values())) * self.seconds / read

    def line(self) -> str:
        """All of it on one line."""
        counts = [f"{self.tally.verdicts[label.value]:,} {label.value}" for label in Label]
        rejected = sum(self.tally.rejects.values())
        parts = [f"{self.tally.records:,} records", *counts, f"{rejected:,} skipped"]
        parts.append(f"{self.rate:.1f}/s")
        if self.left is not None:
            parts.append(f"{clock(self.left)} left")
        return ", ".join(parts)


class Log(Progress):
    """A line at most every `every` seconds."""

    def __init__(
        self, out: TextIO, every: float = 60.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(clock)
        self._out = out
        self._every = every
        self._next = every

    def add(self, done: Done) -> None:
        """Count, and write a line when it is time."""
        super().add(done)
        if self.seconds >= self._next:
            self._out.write(f"mtcheck: {self.line()}\n")
            self._out.flush()
            self._next = self.seconds + self._every


class Bar(Progress):
    """A bar that redraws itself."""

    def start(self, inputs: Sequence[Input], before: Tally, at: dict[int, int]) -> None:
        """Show the bar."""
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        super().start(inputs, before, at)
        self._rich = RichProgress(
            BarColumn(20), TextColumn("{task.description}"),
            console=Console(stderr=True), transient=True,
        )  # fmt: skip
        self._task: Any = self._rich.add_task(self.line(), total=1.0 if self._total else None)
        self._rich.start()

    def add(self, done: Done) -> None:
        """Count and redraw."""
        super().add(done)
        self._rich.update(self._task, completed=self.share, description=self.line())

    def stop(self) -> None:
        """Take the bar away."""
        self._rich.stop()


def clock(seconds: float) -> str:
    """A span of time as `3:07` or `2:03:07`."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
