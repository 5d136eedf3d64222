"""Documents as bytes, to be kept or to travel between processes, and back.

The article's text is left out where it is what the input's bytes decode to. JSON and not pickle:
whoever can write to the store must not be able to run code.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from mtcheck.article import Article, Span
from mtcheck.directives import Directive
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion, Verdict
from mtcheck.readers.decode import decode as decode_bytes
from mtcheck.result import Document


def _flat(spans: Iterable[Span] | None) -> list[int] | None:
    return None if spans is None else list(chain.from_iterable(spans))


def _spans(flat: Sequence[int] | None) -> tuple[Span, ...] | None:
    if flat is None:
        return None
    places = iter(flat)
    return tuple(map(Span._make, zip(places, places, strict=True)))


def encode(document: Document) -> bytes:
    """The document without its path and, unless it was extracted, without its text."""
    article = document.article
    content: dict[str, Any] = {
        "encoding": article.encoding,
        "markup": article.markup,
        "regions": _flat(article.regions),
        "layout": _flat(article.layout),
        "comments": article.comments,
        "language": article.language,
        "words": article.word_count,
        "findings": [_packed(finding) for finding in document.findings],
        "verdict": [
            document.verdict.label,
            [document.verdict.probabilities[label] for label in Label],
            document.verdict.words,
            document.verdict.note,
        ],
        "penalty": document.penalty_per_100_words,
        "notes": document.notes,
    }
    if document.findings:  # people are shown whole sentences
        content["sentences"] = _flat(article.sentences)
    if article.markup == "html":
        content["text"] = article.text
    return json.dumps(content, separators=(",", ":")).encode()


def _packed(finding: Finding) -> list[Any]:
    return [
        finding.rule, finding.name, finding.category, finding.mqm, finding.severity,
        finding.start, finding.end, finding.confidence, finding.message, finding.evidence,
        [[s.text, s.confidence, s.safety] for s in finding.suggestions],
    ]  # fmt: skip


def decode(content: bytes, data: bytes, path: str) -> Document:
    """The document that `encode` packed, about the input `data` at `path`.

    ValueError, TypeError, LookupError or InputError when they do not belong together.
    """
    packed = json.loads(content)
    encoding = packed["encoding"]
    text = packed["text"] if "text" in packed else decode_bytes(data, path, encoding)[0]
    comments = packed["comments"]
    article = Article(
        text,
        path=path,
        markup=packed["markup"],
        regions=_spans(packed["regions"]),
        layout=_spans(packed["layout"]),
        encoding=encoding,
        comments=None if comments is None else tuple(_directive(*item) for item in comments),
    )
    # What is known already is not worked out again.
    known = {"language": packed["language"], "word_count": packed["words"]}
    if "sentences" in packed:
        known["sentences"] = _spans(packed["sentences"])
    article.__dict__.update(known)
    label, probabilities, words, note = packed["verdict"]
    verdict = Verdict(Label(label), dict(zip(Label, probabilities, strict=True)), words, note)
    findings = tuple(_unpacked(text, item) for item in packed["findings"])
    return Document(article, findings, verdict, packed["penalty"], tuple(packed["notes"]))


def _directive(start: int, end: int, kind: str, keys: list[str]) -> Directive:
    return Directive(start, end, kind, tuple(keys))


def _unpacked(text: str, packed: list[Any]) -> Finding:
    (
        rule, name, category, mqm, severity, start, end, confidence, message, evidence, suggestions
    ) = packed  # fmt: skip
    return Finding(
        rule=rule,
        name=name,
        category=Category(category),
        mqm=mqm,
        severity=Severity(severity),
        start=start,
        end=end,
        text=text[start:end],
        confidence=confidence,
        message=message,
        evidence=evidence,
        suggestions=tuple(Suggestion(t, c, Safety(s)) for t, c, s in suggestions),
    )
