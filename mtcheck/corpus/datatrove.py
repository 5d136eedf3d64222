"""A filter for datatrove pipelines: `from mtcheck.corpus.datatrove import VerdictFilter`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from datatrove.pipeline.filters.base_filter import BaseFilter

from mtcheck.checker import Checker
from mtcheck.finding import Label
from mtcheck.settings import Settings

_KEEP = frozenset({Label.CLEAN})


class VerdictFilter(BaseFilter):  # type: ignore[misc]  # datatrove is not typed
    """Lets documents with the wanted verdicts through; others get the verdict as the reason.

    What mtcheck says goes into the document's metadata: `mtcheck_verdict` and
    `mtcheck_probability`, 0 to 1. Texts that are not English are let through when clean ones are,
    since nothing is known against them. Networks are loaded once a process.
    """

    name = "mtcheck"

    def __init__(
        self,
        keep: Collection[Label] = _KEEP,
        settings: Settings | None = None,
        exclusion_writer: Any = None,
    ) -> None:
        super().__init__(exclusion_writer)
        self.keep = frozenset(keep)
        self.checker = Checker(settings or Settings(rewrite=False))

    def filter(self, doc: Any) -> bool | tuple[bool, str]:
        """True to let the document through, else False and the verdict."""
        verdict = self.checker.check(doc.text).verdict
        doc.metadata["mtcheck_verdict"] = verdict.label.value
        doc.metadata["mtcheck_probability"] = verdict.probabilities[verdict.label]
        return verdict.label in self.keep or (False, verdict.label.value)
