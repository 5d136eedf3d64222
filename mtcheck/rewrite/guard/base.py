"""All checks over one article."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from mtcheck.article import Article, Span
from mtcheck.rewrite.guard import (
    dates,
    doubled,
    links,
    marks,
    modality,
    negation,
    numbers,
    opposites,
    person,
    shape,
    spelling,
    units,
)
from mtcheck.rewrite.guard import names as names_
from mtcheck.rewrite.guard.change import Change
from mtcheck.rewrite.quotations import quotations, touches

_CHECKS = (
    shape.check,
    links.check,
    marks.check,
    numbers.check,
    units.check,
    dates.check,
    negation.check,
    modality.check,
    spelling.check,
    doubled.check,
)
QUOTED = "stands in quotation marks"


class Ruling(NamedTuple):
    """`refused` says what the change would damage, `doubts` why a person must look at it."""

    refused: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


class Guard:
    """Rules on changes to one article; what it needs to know of it is found when first asked."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self._names = names_.Names(article)

    @cached_property
    def _quotations(self) -> list[Span]:
        return quotations(self.article)

    def rule(self, start: int, end: int, replacement: str) -> Ruling:
        """What speaks against replacing `article.text[start:end]`.

        ValueError when that is not a span of the article.
        """
        if not 0 <= start <= end <= len(self.article.text):
            raise ValueError(f"span {start}:{end} is not in the article")
        change = Change(self.article, start, end, replacement)
        if change.span == replacement:
            return Ruling()
        refused = [check(change) for check in _CHECKS]
        refused.append(names_.check(change, self._names))
        doubts = [names_.doubt(change, self._names), opposites.check(change)]
        doubts += [person.check(change), negation.doubt(change)]
        if touches(self._quotations, start, end):
            doubts.append(QUOTED)
        return Ruling(
            tuple(found for found in refused if found), tuple(found for found in doubts if found)
        )
