"""Findings that the author of an article has answered: suppression comments, accepted terms."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from mtcheck.article import Article
from mtcheck.directives import Directive, Kind
from mtcheck.finding import Finding
from mtcheck.rules.base import Rule, rules

_LINE_END = re.compile(r"\r\n|\r|\n")
_NEXT_LINE = re.compile(r"(?:[^\S\r\n]*(?:\r\n|\r|\n))*")


class Suppressed(NamedTuple):
    """The findings that are left, and plain sentences about comments that did nothing."""

    findings: list[Finding]
    notes: list[str]


class _Scope(NamedTuple):
    directive: Directive
    start: int
    end: int


def suppress(article: Article, findings: Iterable[Finding], ran: Sequence[Rule]) -> Suppressed:
    """The findings without those that a comment suppresses or that lie in a comment.

    `ran` are the rules that ran: a comment about others is not called unused.
    """
    if not article.directives:
        return Suppressed(list(findings), [])
    scopes, notes = _scopes(article)
    used: set[tuple[Directive, str]] = set()
    left: list[Finding] = []
    for finding in findings:
        reasons = list(_reasons(finding, scopes))
        used.update(reasons)
        inside = any(d.start <= finding.start and finding.end <= d.end for d in article.directives)
        if not reasons and not inside:
            left.append(finding)
    for scope in scopes:
        directive = scope.directive
        for key in directive.keys or ("",):
            note = None if (directive, key) in used else _unused(key, ran)
            if note:
                where = f"line {_line(article.text, directive.start)}"
                notes.append(f"{where}: {note.format(directive._replace(keys=(key,) * bool(key)))}")
    return Suppressed(left, notes)


def _scopes(article: Article) -> tuple[list[_Scope], list[str]]:
    """What each comment is about, and what is wrong with comments."""
    text = article.text
    scopes: list[_Scope] = []
    notes: list[str] = []
    open_blocks: list[Directive] = []
    for directive in article.directives:
        line = f"line {_line(text, directive.start)}"
        match directive.kind:
            case Kind.LINE:
                scopes.append(_Scope(directive, *_line_span(text, directive.start)))
            case Kind.NEXT:
                after = _line_span(text, directive.end)[1]
                blank = _NEXT_LINE.match(text, after)
                following = blank.end() if blank else after
                scopes.append(_Scope(directive, *_line_span(text, following)))
            case Kind.FILE:
                scopes.append(_Scope(directive, 0, len(text)))
            case Kind.START:
                open_blocks.append(directive)
            case Kind.END:
                begun = next((b for b in reversed(open_blocks) if b.keys == directive.keys), None)
                if begun is None:
                    notes.append(f"{line}: {directive.shown} without its ignore-start")
                else:
                    open_blocks.remove(begun)
                    scopes.append(_Scope(begun, begun.end, directive.start))
            case _:
                known = ", ".join(Kind)
                notes.append(f"{line}: unknown suppression {directive.kind!r} (known: {known})")
    for begun in open_blocks:
        where = f"line {_line(text, begun.start)}"
        notes.append(f"{where}: {begun.shown} without its ignore-end, so it goes to the end")
        scopes.append(_Scope(begun, begun.end, len(text)))
    return scopes, notes


def _reasons(finding: Finding, scopes: Iterable[_Scope]) -> Iterator[tuple[Directive, str]]:
    for directive, start, end in scopes:
        if finding.start <= end and start <= finding.end:
            for key in directive.keys or ("",):
                if _names(key, finding.rule, finding.name, finding.category):
                    yield directive, key


def _names(key: str, id: str, name: str, category: str) -> bool:
    """As `--ignore` understands it: an id, a name, a category or the beginning of an id."""
    return not key or id.startswith(key.upper()) or key.lower() in (name, category)


def _unused(key: str, ran: Sequence[Rule]) -> str | None:
    """What to say of a comment that suppressed nothing; None when its rules did not run."""
    about = [r for r in rules().values() if _names(key, r.id, r.name, r.category)]
    if not about:
        return f"no rule is called {key!r} in the suppression {{0.shown}}"
    running = {rule.id for rule in ran}
    return "unused suppression {0.shown}" if all(r.id in running for r in about) else None


def _line(text: str, offset: int) -> int:
    return sum(1 for _ in _LINE_END.finditer(text, 0, offset)) + 1


def _line_span(text: str, offset: int) -> tuple[int, int]:
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    end = _LINE_END.search(text, offset)
    return start, end.start() if end else len(text)


def unaccepted(
    article: Article, findings: Sequence[Finding], terms: tuple[str, ...]
) -> list[Finding]:
    """The findings without those all of whose words stand in accepted terms.

    A term in lower case is accepted in any case, one with capitals only as written.
    """
    pattern = _pattern(terms)
    if pattern is None or not findings:
        return list(findings)
    spans = [match.span() for match in pattern.finditer(article.text)]

    def accepted(finding: Finding) -> bool:
        words = [article.words[i] for i in article.word_range(finding.start, finding.end)]
        return bool(words) and all(
            any(start <= word.start and word.end <= end for start, end in spans) for word in words
        )

    return [finding for finding in findings if not accepted(finding)]


@lru_cache(maxsize=8)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """One pattern for all terms, the longest first."""
    ordered = sorted({" ".join(t.split()) for t in terms if t.strip()}, key=lambda t: (-len(t), t))
    if not ordered:
        return None
    forms = (
        (rf"(?i:{spaced})" if term == term.lower() else spaced)
        for term in ordered
        for spaced in [r"\s+".join(map(re.escape, term.split()))]
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)")
