"""Numbers of a report: one row an article, and totals over all and over each site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from mtcheck.finding import Category, Label, Severity
from mtcheck.report.fixes import left_over
from mtcheck.report.site import site_of
from mtcheck.result import Document, Failure, Summary, penalty_per_100_words


@dataclass(frozen=True, slots=True)
class Penalty:
    """MQM-based penalty per 100 words of the article as it is and with fixes applied.

    `safe` is what is left with all safe fixes, `all` with the first suggestion of every finding.
    Both count the findings that stay; the corrected text is not checked again.
    """

    before: float
    safe: float
    all: float


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of an article: `number` counts from 1 in the order of checking."""

    number: int
    path: str
    site: str
    label: Label | None
    """None where no verdict was formed."""
    probability: float
    """Of `label`; 0 without one."""
    note: str
    words: int
    findings: int
    fixable: int
    by_severity: tuple[int, ...]
    """Counts in the order of `Severity`."""
    penalty: Penalty

    @property
    def harm(self) -> tuple[bool, float, float, int, str]:
        """Sort key, most harmful first.

        Articles that are not clean come first; among equals the penalty decides, then how sure
        the verdict is, then the length.
        """
        bad = self.label not in (None, Label.CLEAN)
        sure = self.probability if bad else -self.probability
        return (not bad, -self.penalty.before, -sure, -self.words, self.path)


def row_of(document: Document, number: int) -> Row:
    """The row of a checked article."""
    verdict = document.verdict
    label = None if verdict.note else verdict.label
    words = document.article.word_count
    severities = Counter(finding.severity for finding in document.findings)
    after_safe = left_over(document.findings)
    after_all = left_over(document.findings, unsafe=True)
    return Row(
        number=number,
        path=document.path,
        site=site_of(document.path),
        label=label,
        probability=verdict.probabilities[label] if label else 0.0,
        note=verdict.note,
        words=words,
        findings=len(document.findings),
        fixable=len(document.findings) - len(after_all),
        by_severity=tuple(severities[severity] for severity in Severity),
        penalty=Penalty(
            document.penalty_per_100_words,
            penalty_per_100_words(after_safe, words),
            penalty_per_100_words(after_all, words),
        ),
    )


@dataclass(slots=True)
class Total:
    """Sums over articles; penalties are weighted by words."""

    documents: int = 0
    words: int = 0
    findings: int = 0
    verdicts: Counter[Label | None] = field(default_factory=Counter)
    _sums: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])

    def add(self, row: Row) -> None:
        """Count one article."""
        self.documents += 1
        self.words += row.words
        self.findings += row.findings
        self.verdicts[row.label] += 1
        for index, value in enumerate((row.penalty.before, row.penalty.safe, row.penalty.all)):
            self._sums[index] += value * row.words

    @property
    def penalty(self) -> Penalty:
        """Penalty per 100 words over all words."""
        return Penalty(
            *(round(total / self.words, 2) if self.words else 0.0 for total in self._sums)
        )

    @property
    def suspected(self) -> int:
        """Number of articles with a verdict other than clean."""
        return sum(n for label, n in self.verdicts.items() if label not in (None, Label.CLEAN))


@dataclass(slots=True)
class Rollup:
    """All numbers of one report."""

    rows: list[Row] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    summary: Summary = field(default_factory=Summary)
    total: Total = field(default_factory=Total)
    by_kind: Counter[tuple[Category, Severity]] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, str]] = field(default_factory=Counter)
    sites: dict[str, Total] = field(default_factory=dict)

    def add(self, document: Document) -> Row:
        """Count one article and give its row."""
        row = row_of(document, len(self.rows) + 1)
        self.rows.append(row)
        self.summary.add(document)
        self.total.add(row)
        self.sites.setdefault(row.site, Total()).add(row)
        self.by_kind.update((f.category, f.severity) for f in document.findings)
        self.by_rule.update((f.rule, f.name) for f in document.findings)
        return row

    def fail(self, failure: Failure) -> None:
        """Count one input that could not be checked."""
        self.summary.errors += 1
        self.failures.append(failure)

    def ranked(self) -> list[Row]:
        """Rows, the most harmful first."""
        return sorted(self.rows, key=lambda row: row.harm)

    def ranked_sites(self) -> Iterator[tuple[str, Total]]:
        """Sites with their totals: those with most suspected articles first, then by penalty."""
        return iter(
            sorted(
                self.sites.items(),
                key=lambda item: (-item[1].suspected, -item[1].penalty.before, item[0]),
            )
        )
