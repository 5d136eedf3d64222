"""A tagger and findings that depend on the text alone, so that failures come again."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Label, Safety, Severity, Suggestion, Verdict
from mtcheck.models.signals import Signals
from mtcheck.result import Document, penalty_per_100_words
from tests.texts import texts

HOSTILE = st.sampled_from(
    [
        "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</title><b>", "]]>",
        "javascript:alert(1)", "' onmouseover='x", "&#x3c;script&#x3e;", "${7*7}", "{{7*7}}",
        "::error file=x::y", "%0A::warning::z", "](javascript:alert(1))", "```\n# h", "| a | b |",
        "\x1b]0;title\x07", "\x1b[2J", "\u202egnp.exe", "\ud800", "\x00", "\x08", "\u2028",
        "<!--", "-->", "<?xml", "<![CDATA[", "=cmd|' /C calc'!A0", "@SUM(1)", "\n##vso[task]",
    ]
)  # fmt: skip


class FakeTagger:
    """Flags words by a hash of their letters: some spun, some mistranslated, most neither."""

    signature = "fake"

    def signals(self, article: Article) -> Signals:
        rows = [
            zlib.crc32(article[word].lower().encode("utf-8", "replace")) for word in article.words
        ]
        codes = np.array(rows, dtype=np.uint32)
        spun = np.where(codes % 5 == 0, 0.97, 0.01).astype(np.float32)
        mt = np.where(codes % 7 == 0, 0.97, 0.01).astype(np.float32)
        return Signals(spun, mt, {"clean": 0.1, "spun": 0.6, "machine-translated": 0.3})

    def signals_many(self, articles: Sequence[Article]) -> list[Signals]:
        return [self.signals(article) for article in articles]


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any text with findings of any kind anywhere in it, hostile text in every field."""
    pieces = st.lists(texts(8) | HOSTILE, min_size=1, max_size=6).map("".join)
    text = draw(pieces)
    words = texts(3) | HOSTILE
    findings = []
    at = 0
    while at < len(text) and len(findings) < 6 and draw(st.booleans()):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, min(len(text), start + 30)))
        at = end + 1
        offered = draw(st.lists(words, max_size=3))
        findings.append(
            Finding(
                rule="SPN001",
                name="spun-phrase",
                category=draw(st.sampled_from(Category)),
                mqm="Terminology",
                severity=draw(st.sampled_from(Severity)),
                start=start,
                end=end,
                text=text[start:end],
                confidence=draw(st.floats(0, 1)),
                message=draw(words),
                evidence=draw(words),
                suggestions=tuple(
                    Suggestion(new, draw(st.floats(0, 1)), draw(st.sampled_from(Safety)))
                    for new in offered
                ),
            )
        )
    name = draw(st.sampled_from(["a.txt", "dir/b c.md", "<b>.txt", "-o.txt", "a\nb.txt", "é.txt"]))
    article = Article(text, path=name)
    verdict = Verdict(
        Label.SPUN, {Label.SPUN: 0.9, Label.CLEAN: 0.05, Label("machine-translated"): 0.05}, 3
    )
    penalty = penalty_per_100_words(findings, len(article.words))
    return Document(article, tuple(findings), verdict, penalty, (draw(words),))
