"""What a metric is: one observation an article, and scores over any sample of observations.

A metric is a class in a file of its own under `mtcheck/evaluation/metrics/`. `observe` looks at
one article and keeps what the metric needs of it; `score` makes numbers of many observations. The
two are apart so that confidence intervals can draw articles again and again without looking at
them again.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypeVar

from mtcheck.errors import RegistryError
from mtcheck.evaluation.gold import GoldArticle
from mtcheck.finding import Finding, Label
from mtcheck.registry import Registry

S = TypeVar("S")
M = TypeVar("M", bound="type[Metric[Any]]")

SEED = 20_260
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Case:
    """One gold article and what a checker said of it; no label when it gives no verdict."""

    gold: GoldArticle
    findings: tuple[Finding, ...]
    label: Label | None = None
    probabilities: Mapping[Label, float] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """One number with its support and interval.

    `low` and `high` bound the 95 % bootstrap interval over articles (None without one), `n`
    counts what the number rests on (gold spans, findings, words, articles), and `signature` says
    how to get the same number again.
    """

    name: str
    value: float
    n: int
    signature: str
    higher_is_better: bool = True
    low: float | None = None
    high: float | None = None

    def to_dict(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "name": self.name,
            "value": round(self.value, 6),
            "low": None if self.low is None else round(self.low, 6),
            "high": None if self.high is None else round(self.high, 6),
            "n": self.n,
            "higher_is_better": self.higher_is_better,
            "signature": self.signature,
        }


Values = dict[str, tuple[float, int]]
"""Value and support by name."""
Intervals = dict[str, tuple[float, float]]


class Metric(ABC, Generic[S]):
    """Numbers over articles; the registration gives the id and what goes into the signature."""

    id: ClassVar[str]
    higher_is_better: ClassVar[bool] = True
    parameters: ClassVar[Mapping[str, str]] = {}
    requires: ClassVar[str | None] = None
    """Package of an extra without which the metric cannot be had."""

    @abstractmethod
    def observe(self, case: Case) -> S | None:
        """What this metric keeps of one article; None when the article says nothing to it."""

    @abstractmethod
    def score(self, observed: Sequence[S]) -> Values:
        """The numbers over a sample of observations; what is undefined is left out."""

    def intervals(self, observed: Sequence[S], resamples: int, seed: int) -> Intervals:
        """Percentile bootstrap intervals over articles, by name."""
        drawn: dict[str, list[float]] = {}
        for counts in draws(len(observed), resamples, seed):
            sample = [s for s, count in zip(observed, counts, strict=True) for _ in range(count)]
            for name, (value, _) in self.score(sample).items():
                drawn.setdefault(name, []).append(value)
        return {name: interval(values) for name, values in drawn.items()}

    def signature(self) -> str:
        """`metric:…|parameter:…`."""
        parts = {"metric": self.id, **self.parameters}
        return "|".join(f"{key}:{value}" for key, value in parts.items())


class Tally(Metric[Mapping[str, float]]):
    """A metric whose observations are counts that add up."""

    @abstractmethod
    def ratios(self, totals: Mapping[str, float]) -> Values:
        """The numbers out of summed counts; a count that never occurred may be missing."""

    def score(self, observed: Sequence[Mapping[str, float]]) -> Values:
        """Sum the counts, then `ratios`."""
        totals: dict[str, float] = {}
        for counts in observed:
            for key, count in counts.items():
                totals[key] = totals.get(key, 0) + count
        return self.ratios(totals)

    def intervals(
        self, observed: Sequence[Mapping[str, float]], resamples: int, seed: int
    ) -> Intervals:
        """As in `Metric`; drawing again is one product of matrices."""
        import numpy as np

        keys = sorted({key for counts in observed for key in counts})
        table = np.array([[counts.get(key, 0.0) for key in keys] for counts in observed])
        drawn: dict[str, list[float]] = {}
        for row in np.array(draws(len(observed), resamples, seed)) @ table:
            for name, (value, _) in self.ratios(dict(zip(keys, row.tolist(), strict=True))).items():
                drawn.setdefault(name, []).append(value)
        return {name: interval(values) for name, values in drawn.items()}


def draws(size: int, resamples: int, seed: int) -> list[list[int]]:
    """How often each of `size` articles is drawn, for each resample."""
    import numpy as np

    generator = np.random.default_rng(seed)
    return [
        np.bincount(generator.integers(0, size, size), minlength=size).tolist()
        for _ in range(resamples)
    ]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """The central `LEVEL` share of the values."""
    import numpy as np

    tail = (1 - LEVEL) / 2
    low, high = np.quantile(np.array(values), [tail, 1 - tail])
    return float(low), float(high)


def f1(precision: float, recall: float) -> float:
    """Harmonic mean; 0 when both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


_REGISTRY: Registry[type[Metric[Any]]] = Registry("metric", "mtcheck.evaluation.metrics")


def metric(id: str, *, higher_is_better: bool = True, **parameters: object) -> Callable[[M], M]:
    """Register the decorated class as the metric of that id; parameters go into its signature."""

    def register(cls: M) -> M:
        if not cls.__doc__:
            raise RegistryError(f"metric {id} needs a docstring")
        cls.id, cls.higher_is_better = id, higher_is_better
        cls.parameters = {name: str(value) for name, value in parameters.items()}
        _REGISTRY.add(id, cls)
        return cls

    return register


def metrics() -> dict[str, type[Metric[Any]]]:
    """All metrics by id."""
    return _REGISTRY.all()
