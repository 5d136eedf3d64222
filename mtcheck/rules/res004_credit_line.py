"""RES004: credits of pictures and notes of rights."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules import _residue
from mtcheck.rules._lines import Lines
from mtcheck.rules.base import Context, rule

_KINDS = {"credit": "Credit of a picture", "copyright": "Note of rights"}
_WORDS = 25
_NOTICE_WORDS = 120
_CAPTION_WORDS = 8
_MARK = re.compile(r"(?:copyright|©|\(c\))", re.IGNORECASE)
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES004",
    name="credit-line",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nPhoto: Ann Example / Example Agency\n\n{_BODY}",
        f"{_BODY}\n\n© 2021 Example Media. All rights reserved.",
        f"{_BODY}\n\nImage credit: Ann Example",
    ),
    passing=(
        f"{_BODY}\n\nThe photo by Ann Example shows the hall before the fire of 1911.",
        f"{_BODY}\n\nCopyright law protects the plans of the architect for seventy years.",
    ),
    fixed=(f"{_BODY}\n\n\n\n{_BODY}", f"{_BODY}\n\n", f"{_BODY}\n\n"),
)
def credit_line(article: Article, context: Context) -> Iterator[Finding]:
    """Credits of pictures and footers of rights that stand as lines of the article.

    Without its picture a credit belongs to nothing. Lines that go on as a sentence about a photo
    or about copyright are left alone. The fix deletes the line.
    """
    del context
    yield from _residue.labelled(credit_line, article, _KINDS, _confidence)


def _confidence(found: Lines, index: int) -> float:
    line = found.items[index]
    match = line.match
    long = match is not None and match.mode in ("all", "open") and " " in match.phrase
    most = _NOTICE_WORDS if long and not _MARK.match(line.text) else _WORDS
    if match is None or len(line.words) > most or found.last < 0 or line.markup:
        return 0.0
    if match.mode == "label" and line.stopped and len(line.words) > _CAPTION_WORDS:
        return 0.0
    if match.sure:
        return 0.9 if match.mode in ("line", "open", "all") else 0.8
    return 0.75 if found.after(index) or match.mode == "end" else 0.0
