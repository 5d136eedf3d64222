"""The rewriter: proposes what stood in a flagged span, and lets through what is harmless."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, Protocol

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Suggestion
from mtcheck.models.proposer import LEAST
from mtcheck.rewrite.guard import Guard
from mtcheck.rewrite.surface import Fitted, Surface

if TYPE_CHECKING:
    from mtcheck.models.proposer import Candidate, Proposer
    from mtcheck.settings import Settings

ASKED = Category.SPUN
"""What the proposer has learnt to mend: what a translation meant stands in another language."""
_MOST = 3


class Rewritten(NamedTuple):
    """Findings in their order, now with suggestions, and why suggestions were withheld."""

    findings: list[Finding]
    withheld: tuple[str, ...] = ()


class Rewriter(Protocol):
    """Adds suggestions to findings; what the guard refuses is withheld and named."""

    signature: str
    """Name and content hash of the network, for the report's signature."""

    def rewrite(self, article: Article, findings: Sequence[Finding]) -> Rewritten:
        """The same findings, with suggestions where there is a confident one."""
        ...


class GuardedRewriter:
    """Asks a proposer about findings that have no suggestion of their own.

    A suggestion is safe when both its finding's confidence and its own are at least
    `safe_confidence`, and the guard has no doubts. With `verbose` each withheld suggestion is
    named with its reason, else they are counted by reason.
    """

    def __init__(
        self, proposer: Proposer, *, safe_confidence: float = 0.8, verbose: bool = False
    ) -> None:
        self.signature = proposer.signature
        self._proposer = proposer
        self._safe = safe_confidence
        self._verbose = verbose

    def rewrite(self, article: Article, findings: Sequence[Finding]) -> Rewritten:
        """The findings with suggestions; one may have grown over the article before it."""
        result = list(findings)
        asked = _askable(findings)
        if not asked:
            return Rewritten(result)
        answers = self._proposer.propose(
            article, [(findings[index].start, findings[index].end) for index in asked]
        )
        fitter = _Fitter(article, self._safe)
        for index, candidates in zip(asked, answers, strict=True):
            if candidates:
                result[index] = fitter.suggest(findings[index], candidates, _room(result, index))
        result.sort(key=lambda f: (f.start, f.end, f.rule))
        return Rewritten(result, self._notes(fitter.withheld))

    def _notes(self, withheld: list[tuple[str, str]]) -> tuple[str, ...]:
        if not withheld:
            return ()
        if self._verbose:
            return tuple(f"withheld {what}: {why}" for what, why in withheld)
        number = len({what for what, _ in withheld})
        kinds = Counter(why.partition(" (")[0] for _, why in withheld)
        shown = ", ".join(f"{why} ({count})" for why, count in sorted(kinds.items()))
        return (f"{number} suggestion{'s' * (number > 1)} withheld: {shown}",)


class _Fitter:
    """Turns candidates for one article into suggestions; `withheld` says what and why not."""

    def __init__(self, article: Article, safe: float) -> None:
        self.withheld: list[tuple[str, str]] = []
        self._surface, self._guard, self._safe = Surface(article), Guard(article), safe

    def suggest(
        self, finding: Finding, candidates: Sequence[Candidate], room: tuple[int, float]
    ) -> Finding:
        """The finding with at most three suggestions, grown within `room` where they need it."""
        kept: list[tuple[Fitted, float, Safety]] = []
        seen = {_folded(finding.text)}
        likeliest = max(candidate.confidence for candidate in candidates)
        for candidate in candidates:
            fitted = self._surface.fit(finding.start, finding.end, candidate.text)
            whole = _folded(fitted.text)
            if whole in seen:
                continue
            seen.add(whole)
            ruling = self._guard.rule(*fitted)
            refused = list(ruling.refused)
            if fitted.start < room[0] or fitted.end > room[1]:
                refused.append("reaches into another finding")
            if refused:
                what = f'"{finding.text}" → "{fitted.text}"'
                self.withheld += ((what, why) for why in refused)
                continue
            sure = min(finding.confidence, candidate.confidence) >= self._safe
            safety = Safety.SAFE if sure and not ruling.doubts else Safety.UNSAFE
            kept.append((fitted, candidate.confidence, safety))
            if len(kept) == _MOST:
                break
        if kept and kept[0][1] < min(likeliest, LEAST):  # a likelier one was withheld
            return finding
        return _with_suggestions(finding, kept, self._surface.article)


def _askable(findings: Sequence[Finding]) -> list[int]:
    """Indices of findings to ask about."""
    return [
        index
        for index, finding in enumerate(findings)
        if finding.category is ASKED and not finding.suggestions and finding.text.strip()
    ]


def _room(findings: Sequence[Finding], index: int) -> tuple[int, float]:
    """How far a finding may grow to both sides without meeting another of its category."""
    kind = findings[index].category
    before = (f.end for f in reversed(findings[:index]) if f.category is kind)
    after = (f.start for f in findings[index + 1 :] if f.category is kind)
    return next(before, 0), next(after, math.inf)


def _with_suggestions(
    finding: Finding, kept: Sequence[tuple[Fitted, float, Safety]], article: Article
) -> Finding:
    """All suggestions on one span: the widest that any of them needs."""
    if not kept:
        return finding
    text = article.text
    start = min(fitted.start for fitted, _, _ in kept)
    end = max(fitted.end for fitted, _, _ in kept)
    return replace(
        finding,
        start=start,
        end=end,
        text=text[start:end],
        suggestions=tuple(
            Suggestion(
                text[start : fitted.start] + fitted.text + text[fitted.end : end],
                confidence,
                safety,
            )
            for fitted, confidence, safety in kept
        ),
    )


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def load_rewriter(settings: Settings) -> Rewriter | None:
    """The rewriter that the settings name, or None when none is installed.

    `hf:NAME-OR-DIRECTORY` is any transformers sequence-to-sequence model. ModelError when a
    model is missing or damaged, UsageError when the name is of no known kind.
    """
    proposer = _proposer(settings)
    if proposer is None:
        return None
    return GuardedRewriter(
        proposer, safe_confidence=settings.safe_confidence, verbose=settings.verbose
    )


def _proposer(settings: Settings) -> Proposer | None:
    if settings.rewriter is not None:
        from mtcheck.rewrite.own import load_own  # torch and transformers

        return load_own(settings.rewriter)
    if not settings.models:
        return None
    from mtcheck.models.proposer import load_proposer  # onnxruntime

    return load_proposer(settings)
