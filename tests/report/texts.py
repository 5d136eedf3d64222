"""Checked articles made up for the tests of reports: no rule and no network takes part."""

from __future__ import annotations

from collections.abc import Sequence

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion, Verdict
from mtcheck.result import Document, penalty_per_100_words

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> ]]> --> {{ 7*7 }} "
    "\u202egnorw\u202c \u0000\u001b[31m =1+1 | `x` **b** [a](https://evil.example/) "
    "</style></details> & &lt; \ud800 \u0085 https://evil.example @everyone"
)


def finding(
    text: str,
    flagged: str,
    *suggestions: str,
    category: Category = Category.SPUN,
    severity: Severity = Severity.MAJOR,
    safety: Safety = Safety.UNSAFE,
    confidence: float = 0.9,
    message: str = "suspected of being spun",
    evidence: str = "",
) -> Finding:
    """A finding on the first place where `flagged` stands."""
    start = text.index(flagged)
    return Finding(
        rule=f"{category.value[:3].upper()}001",
        name=f"{category.value}-thing",
        category=category,
        mqm="Accuracy/Mistranslation",
        severity=severity,
        start=start,
        end=start + len(flagged),
        text=flagged,
        confidence=confidence,
        message=message,
        evidence=evidence,
        suggestions=tuple(Suggestion(s, confidence - 0.1, safety) for s in suggestions),
    )


def document(
    path: str,
    text: str,
    findings: Sequence[Finding] = (),
    label: Label | None = Label.CLEAN,
    probability: float = 0.9,
) -> Document:
    """A document with that verdict, or with none."""
    article = Article(text, path=path)
    words = len(article.words)
    if label is None:
        verdict = Verdict.abstain(words, "no model installed")
    else:
        rest = (1.0 - probability) / 2
        shares = {other: probability if other is label else rest for other in Label}
        verdict = Verdict(label, shares, words)
    found = tuple(sorted(findings, key=lambda f: f.start))
    notes = (verdict.note,) if verdict.note else ()
    return Document(article, found, verdict, penalty_per_100_words(found, words), notes)


SPUN_TEXT = (
    "The lodge opened its entryways on Monday.\n\n"
    "Visitors were invited to take a gander at the rooms, and nobody grumbled.\n"
    "\n"
    "Share this on Facebook\n\n"
    "The mayor thanked the builders and left early.\n"
)


def spun() -> Document:
    """An article with safe, unsafe, missing, several and deleting fixes, and an overlap."""
    text = SPUN_TEXT
    return document(
        "sites/www.example.com/spun.txt",
        text,
        [
            finding(text, "lodge", "hotel", "inn", "guest house"),
            finding(text, "entryways", "doors", severity=Severity.MINOR, safety=Safety.SAFE),
            finding(text, "take a gander at the rooms", category=Category.MISTRANSLATION),
            finding(text, "gander at", "look at", category=Category.FLUENCY, confidence=0.6),
            finding(
                text,
                "Share this on Facebook\n\n",
                "",
                category=Category.RESIDUE,
                severity=Severity.CRITICAL,
                safety=Safety.SAFE,
            ),
        ],
        Label.SPUN,
        0.97,
    )


def hostile() -> Document:
    """An article, path, message and suggestion that try to break out."""
    text = f"Before {HOSTILE} after.\n\nA second paragraph of words: {HOSTILE}\n"
    return document(
        f"a<b>/{HOSTILE}/x.txt",
        text,
        [
            finding(
                text,
                f"{HOSTILE} after",
                HOSTILE + "!",
                message=f"suspected {HOSTILE}",
                evidence=HOSTILE,
            )
        ],
        Label.MACHINE_TRANSLATED,
        0.8,
    )


def clean() -> Document:
    """An article without findings."""
    return document("sites/example.org/clean.txt", "Nothing is wrong here at all. " * 5)
