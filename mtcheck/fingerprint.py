"""Names of findings that survive moved lines."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from mtcheck.article import Article
from mtcheck.finding import Finding

_NEIGHBOURS = 2


def folded(text: str) -> str:
    """Without differences of case and white space."""
    return " ".join(text.casefold().split())


def fingerprints(article: Article, findings: Iterable[Finding]) -> list[str]:
    """16 hexadecimal digits for each finding, no two the same in one article.

    They rest on the rule, the text and two words on either side (not on the place), and on how
    many of the same came before.
    """
    seen: Counter[str] = Counter()
    made: list[str] = []
    for finding in findings:
        touched = article.word_range(finding.start, finding.end)
        words = article.words
        before = words[max(0, touched.start - _NEIGHBOURS) : touched.start]
        after = words[touched.stop : touched.stop + _NEIGHBOURS]
        context = [article[span] for span in (*before, *after)]
        parts = [finding.rule, folded(finding.text), *map(folded, context)]
        key = _digest("\0".join(parts))
        seen[key] += 1
        made.append(key if seen[key] == 1 else _digest(f"{key}\0{seen[key]}"))
    return made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
