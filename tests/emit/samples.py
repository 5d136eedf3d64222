"""Documents with made-up findings, for the tests of output formats."""

from __future__ import annotations

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion, Verdict
from mtcheck.result import Document, Failure, penalty_per_100_words

SPUN_TEXT = (
    "Ministers agreed on Thursday.\r\n\r\n"
    "The session was held at an inn 😀 in the haven city from almost noon until the ministers had "
    "agreed on everything that lay on the table, which was a great deal by any measure. It ended "
    "ended late.\r\n"
)


def finding(source: str, was: str, **changes: object) -> Finding:
    """A finding on the first occurrence of `was`."""
    start = source.index(was)
    values: dict[str, object] = {
        "rule": "SPN001",
        "name": "spun-phrase",
        "category": Category.SPUN,
        "mqm": "Terminology/Wrong term",
        "severity": Severity.MAJOR,
        "start": start,
        "end": start + len(was),
        "text": was,
        "confidence": 0.97,
        "message": "suspected synonym swap",
    }
    return Finding(**(values | changes))  # type: ignore[arg-type]


def verdict(label: Label = Label.SPUN, probability: float = 0.98, words: int = 46) -> Verdict:
    """A verdict that gives the rest of the probability to the other labels."""
    rest = (1.0 - probability) / 2
    return Verdict(label, {k: probability if k is label else rest for k in Label}, words)


def spun() -> Document:
    """An article with findings of several kinds, one of them without a suggestion."""
    text = SPUN_TEXT
    findings = (
        finding(
            text,
            "session",
            severity=Severity.MINOR,
            confidence=0.81,
            suggestions=(
                Suggestion("meeting", 0.9, Safety.SAFE),
                Suggestion("talks", 0.05),
            ),
        ),
        finding(
            text,
            "haven",
            evidence="2 of 3 words of the phrase are rare here",
            suggestions=(Suggestion("harbour", 0.66),),
        ),
        finding(text, "almost noon", severity=Severity.CRITICAL),
        finding(
            text,
            " ended late",
            rule="LAY004",
            name="repeated-word",
            category=Category.LAYOUT,
            severity=Severity.MINOR,
            start=text.index("ended ended") + 5,
            end=text.index("ended ended") + 11,
            text=" ended",
            message="the word stands twice",
            suggestions=(Suggestion("", 0.99, Safety.SAFE),),
        ),
    )
    article = Article(text, path="news/spun.txt")
    penalty = penalty_per_100_words(findings, len(article.words))
    return Document(article, findings, verdict(words=len(article.words)), penalty)


def hostile() -> Document:
    """An article, a path and messages that try to take over the terminal."""
    text = "It was \x1b[31mred\x1b[0m and \u202edesrever\u202c, \ud800 too."
    findings = (
        finding(text, "\x1b[31mred", suggestions=(Suggestion("\x07blue\n", 0.5),)),
        finding(text, "\u202edesrever", message="a\x1b]0;title\x07b", evidence="c\rd"),
        finding(text, "\ud800"),
    )
    article = Article(text, path="a\x1b[2J.txt")
    return Document(article, findings, Verdict.abstain(5, "too\nshort"), 0.0, ("too\nshort",))


def html() -> Document:
    """A page: its extracted text travels with the findings."""
    text = "A heading\nThe haven was shut on Tuesday."
    article = Article(text, path="page.html", markup="html")
    findings = (finding(text, "haven"),)
    return Document(article, findings, verdict(words=7), 71.43)


def foreign() -> Document:
    """An article that is not English."""
    note = "not English (language: de); nothing was checked"
    article = Article("Der Rat traf sich am Dienstag, um über die Brücke zu sprechen.")
    return Document(article, (), Verdict.abstain(12, note), 0.0, (note,))


FAILURE = Failure("missing.txt", "cannot be read: No such file or directory")
