"""RES002: links to other articles."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules import _residue
from mtcheck.rules._lines import Lines, lines
from mtcheck.rules.base import Context, rule

_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES002",
    name="related-links",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nSee also: Mayor opens second swimming pool\n\n{_BODY}",
        f"{_BODY}\n\nRelated stories\nMayor Opens Second Pool\nBridge Closed Until Spring",
        f"{_BODY}\n\nMost read\n- Mayor opens second pool\n- Bridge closed until spring",
        f"{_BODY}\n\nİlgili Haberler",
    ),
    passing=(
        f"{_BODY}\n\nSee also the report of 1987, which is kept in the archive.",
        f"{_BODY}\n\nThe most read book of the year was a novel about a bridge.",
        f"Recommended\n\n{_BODY}",
        f"{_BODY}\n\nFinal ranking\n\n1. Ann Example\n2. Bob Sample\n\n{_BODY}",
    ),
    fixed=(f"{_BODY}\n\n\n\n{_BODY}", f"{_BODY}\n\n", f"{_BODY}\n\n", f"{_BODY}\n\n"),
)
def related_links(article: Article, context: Context) -> Iterator[Finding]:
    """“See also” lines, rankings, and lists of related or popular articles with their headings.

    A heading such as “Most read” and the headlines under it are one finding. Weak headings
    (“Ranking”, “More”) need to stand behind the running text. The fix deletes the lines.
    """
    del context
    found = lines(article)
    for index, line in enumerate(found.items):
        match = line.match
        if match is None or match.kind != "related":
            continue
        items = _residue.listed(found, index) if match.mode in ("line", "end") else range(0)
        confidence = _confidence(found, index, len(items))
        if not confidence:
            continue
        end = found.items[items[-1]].end if items else line.end
        what = "Links to other articles" if items else "Link to other articles"
        sure = match.sure and match.mode == "line" and not items
        yield related_links.finding(
            article,
            line.start,
            end,
            f"{what}, not part of this one",
            confidence=confidence,
            evidence=f"“{match.phrase}” ({match.language})"
            + (f" and {len(items)} lines under it" if items else ""),
            suggestions=[_residue.delete(confidence, sure=sure)],
        )


def _confidence(found: Lines, index: int, items: int) -> float:
    line = found.items[index]
    match = line.match
    if match is None or found.last < 0 or found.heading(index):
        return 0.0
    if match.mode == "label" and found.before(index):
        return 0.0  # "Video: …" may be how the headline itself begins
    if match.sure:
        return 0.95 if match.mode == "line" else 0.85
    if not found.after(index):
        return 0.0
    if match.mode == "end":
        return 0.8 if items >= 2 else 0.0
    return 0.8
