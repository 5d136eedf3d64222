"""Whether a suggestion is right, and what a text reads after its fixes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise, product
from typing import NamedTuple

from mtcheck.evaluation.gold import GoldArticle, GoldSpan
from mtcheck.evaluation.spans import Spanned, touches
from mtcheck.finding import Finding
from mtcheck.rewrite.apply import choose

_CONTEXT = 5
_COMBINATIONS = 400


class Edit(NamedTuple):
    """`new` in the place of `text[start:end]`."""

    start: int
    end: int
    new: str


def fold(text: str) -> str:
    """Text as fixes are compared: case and white space folded."""
    return " ".join(text.lower().split())


def apply(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """`text[start:end]` after the edits, which lie in it and do not overlap."""
    pieces: list[str] = []
    position = start
    for edit in sorted(edits):
        pieces += (text[position : edit.start], edit.new)
        position = edit.end
    pieces.append(text[position:end])
    return "".join(pieces)


def disjoint(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by start, without those that begin inside the one before them."""
    kept: list[Finding] = []
    before = 0
    for finding in sorted(findings, key=lambda f: f.start):
        # Compared with the one before it whether that one was kept or not, as the contract's
        # own scoring does.
        if not kept or finding.start >= before:
            kept.append(finding)
        before = finding.end
    return kept


def best_edits(findings: Iterable[Finding], *, unsafe: bool = True) -> list[Edit]:
    """The edits that `fix` makes, without `unsafe` those that it may make unseen."""
    return [Edit(*edit[:3]) for edit in choose(findings, unsafe=unsafe)]


def reference_edits(article: GoldArticle) -> list[Edit]:
    """The first fix of each gold span that has one, none overlapping."""
    edits: list[Edit] = []
    for span in article.errors:
        if span.fixes and (not edits or span.start >= edits[-1].end):
            edits.append(Edit(span.start, span.end, span.fixes[0]))
    return edits


def is_right(article: GoldArticle, gold: GoldSpan, findings: Sequence[Finding], best: int) -> bool:
    """True when the first `best` suggestions at `gold` make a text that its fixes make.

    The findings may cover more or less than the gold span or be several; case and white space do
    not count. Neighbouring gold spans that the same findings cover may be fixed along or left.
    """
    here = [f for f in findings if f.suggestions and touches(f, gold)]
    if not here:
        return False
    near = [span for span in article.errors if span != gold and any(touches(f, span) for f in here)]
    concerned: list[Spanned] = [gold, *here, *near]
    start = max(0, min(s.start for s in concerned) - _CONTEXT)
    end = max(s.end for s in concerned) + _CONTEXT

    wanted = {
        fold(apply(article.text, edits, start, end))
        for edits in _gold_edits(article.text, gold, [s for s in near if not touches(s, gold)])
    }
    used = disjoint(here)
    choices = product(*(finding.suggestions[:best] for finding in used))
    return any(
        fold(
            apply(
                article.text,
                [Edit(f.start, f.end, s.text) for f, s in zip(used, chosen, strict=True)],
                start,
                end,
            )
        )
        in wanted
        for chosen in islice(choices, _COMBINATIONS)
    )


def _gold_edits(text: str, gold: GoldSpan, near: Sequence[GoldSpan]) -> Iterator[list[Edit]]:
    """Every way to fix `gold`, each neighbour fixed or left; ways that overlap are left out."""
    alternatives = [[Edit(gold.start, gold.end, fix) for fix in gold.fixes]]
    for span in near:
        left = text[span.start : span.end]
        alternatives.append([Edit(span.start, span.end, fix) for fix in (*span.fixes, left)])
    for chosen in islice(product(*alternatives), _COMBINATIONS):
        edits = sorted(chosen)
        if all(a.end <= b.start for a, b in pairwise(edits)):
            yield edits
