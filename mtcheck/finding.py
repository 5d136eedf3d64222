"""What the checker says about an article: findings, suggestions and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any


class Severity(StrEnum):
    """How much harm the reader takes, as in MQM."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor to 2 for critical."""
        return list(Severity).index(self)

    @property
    def penalty(self) -> int:
        """MQM's usual weights: minor 1, major 5, critical 25."""
        return (1, 5, 25)[self.rank]


class Category(StrEnum):
    """What kind of damage a finding is about."""

    SPUN = "spun"
    MISTRANSLATION = "mistranslation"
    FLUENCY = "fluency"
    ENTITY = "entity"
    RESIDUE = "residue"
    LAYOUT = "layout"
    CASING = "casing"
    ENCODING = "encoding"


class Safety(StrEnum):
    """Whether a suggestion may be applied without a person looking at it."""

    SAFE = "safe"
    UNSAFE = "unsafe"


class Label(StrEnum):
    """What an article as a whole is taken for."""

    CLEAN = "clean"
    SPUN = "spun"
    MACHINE_TRANSLATED = "machine-translated"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A replacement of exactly the finding's span; empty `text` means delete.

    `confidence` is the calibrated probability that the replacement is right, 0 to 1.
    """

    text: str
    confidence: float
    safety: Safety = Safety.UNSAFE

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of schema `mtcheck/1`."""
        return {
            "text": self.text,
            "confidence": round(self.confidence, 4),
            "safety": self.safety.value,
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One suspected error.

    `start` and `end` are code-point offsets into the article's text, end exclusive, and
    `text` is what stands between them. `confidence` is the calibrated probability that
    the span is wrong, 0 to 1. `suggestions` are best first, at most three.
    """

    rule: str
    name: str
    category: Category
    mqm: str
    severity: Severity
    start: int
    end: int
    text: str
    confidence: float
    message: str
    evidence: str = ""
    suggestions: tuple[Suggestion, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"{self.rule}: span {self.start}:{self.end} is not a span")
        if self.end - self.start != len(self.text):
            raise ValueError(f"{self.rule}: span {self.start}:{self.end} does not fit its text")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"{self.rule}: confidence {self.confidence} is outside 0 to 1")
        if len(self.suggestions) > 3:
            raise ValueError(f"{self.rule}: more than three suggestions")

    def overlaps(self, other: Finding) -> bool:
        """True when both share a code point, or sit at the same empty place."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the article as a whole is: a label and the probability of each label.

    `words` is how many words it rests on; `note` says why it abstains, when it does.
    The probabilities sum to 1.
    """

    label: Label
    probabilities: Mapping[Label, float]
    words: int
    note: str = ""

    def __post_init__(self) -> None:
        total = sum(self.probabilities.values())
        if set(self.probabilities) != set(Label) or abs(total - 1.0) > 1e-6:
            raise ValueError(f"probabilities of all labels must sum to 1, not {total}")
        object.__setattr__(self, "probabilities", MappingProxyType(dict(self.probabilities)))

    def __reduce__(self) -> tuple[Any, ...]:
        # A mapping proxy cannot be pickled; results travel between processes.
        return Verdict, (self.label, dict(self.probabilities), self.words, self.note)

    @classmethod
    def abstain(cls, words: int, note: str) -> Verdict:
        """The verdict when there is nothing to judge by: clean, and the reason."""
        probabilities = {label: float(label is Label.CLEAN) for label in Label}
        return cls(Label.CLEAN, probabilities, words, note)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object of schema `mtcheck/1`; rounded so that the sum stays 1."""
        shown = {label.value: round(self.probabilities[label], 4) for label in Label}
        shown[self.label.value] += 1.0 - sum(shown.values())
        shown[self.label.value] = round(shown[self.label.value], 4)
        result: dict[str, Any] = {
            "label": self.label.value,
            "probabilities": shown,
            "words": self.words,
        }
        if self.note:
            result["note"] = self.note
        return result
