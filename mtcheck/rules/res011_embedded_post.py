"""RES011: what is left of an embedded post."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge import pagedata
from mtcheck.rules import _residue
from mtcheck.rules._lines import lines
from mtcheck.rules.base import Context, rule

_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES011",
    name="embedded-post",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nSo proud of our town! pic.twitter.com/AbCdEf1234\n\n{_BODY}",
        f"{_BODY}\n\n— Ann Example (@annexample) May 4, 2021\n\n{_BODY}",
        f"{_BODY}\n\nA post shared by Ann Example (@ann.example)\n\n{_BODY}",
    ),
    passing=(
        f"{_BODY}\n\nThe mayor wrote on Twitter that she was proud of her town.",
        f"{_BODY}\n\nFollow-up questions went to Ann Example (@annexample), who did not answer.",
    ),
    fixed=(f"{_BODY}\n\n\n\n{_BODY}",) * 3,
)
def embedded_post(article: Article, context: Context) -> Iterator[Finding]:
    """Signature, picture link or caption of a post that was embedded in the page.

    Without its frame such a line reads as the article's own. Only lines with the marks that the
    networks' own code leaves count: a picture's short link, "A post shared by" with a handle, a
    dash with name, handle and date. The fix deletes the line.
    """
    del context
    found = lines(article)
    if found.last < 0:
        return
    for line in found.items:
        if line.match is None and pagedata.is_post(article.text[line.start : line.end]):
            yield embedded_post.finding(
                article,
                line.start,
                line.end,
                "Left over from an embedded post",
                confidence=0.8,
                evidence="short link, handle or signature of a social network",
                suggestions=[_residue.delete(0.8, sure=False)],
            )
