"""RES010: what a page prints about itself and the day."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge import pagedata
from mtcheck.rules import _residue
from mtcheck.rules._lines import Lines, lines
from mtcheck.rules.base import Context, rule

_ANYWHERE = frozenset({"time stamp", "label of a player", "shortcode", "price list"})
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES010",
    name="page-data",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"Council approves library\n\nUpdated: 4 May 2021, 10:15 BST\n\n{_BODY}",
        f"{_BODY}\n\n0:00 / 2:45\n\n{_BODY}",
        f"{_BODY}\n\n1 2 3 4 Next",
        f"BTC $27,114.02 -1.12%\n\n{_BODY}",
        f"[ad_1]\n\n{_BODY}",
        f"{_BODY}\n\n#library #council",
        f"21° Partly Cloudy\n\n{_BODY}",
    ),
    passing=(
        f"{_BODY}\n\nDoors open on Saturday, 8 May 2021, at 7:30 pm.\n\n{_BODY}",
        f"{_BODY}\n\nSaturday 8 May, 7:30 pm\nSunday 9 May, 3 pm\n\n{_BODY}",
        f"{_BODY}\n\n4 May 2021",
        f"{_BODY}\n\n★★★★☆",
        f"{_BODY}\n\n[laughs]\n\n{_BODY}",
        f"Council approves library\n\n10:15 BST, 4 May 2021\n\n{_BODY}",
        f"{_BODY}\n\n1. Ann Example 2:31:07\n2. Bob Sample 2:33:40\n\n{_BODY}",
    ),
    fixed=(
        f"Council approves library\n\n\n\n{_BODY}",
        f"{_BODY}\n\n\n\n{_BODY}",
        f"{_BODY}\n\n",
        f"\n\n{_BODY}",
        f"\n\n{_BODY}",
        f"{_BODY}\n\n",
        f"\n\n{_BODY}",
    ),
)
def page_data(article: Article, context: Context) -> Iterator[Finding]:
    """Time stamps, players, weather, prices, hashtags, page numbers, shortcodes.

    Told by form alone: all of such a line is dates, times and the words that go with them. A time
    stamp must say that it is one ("updated", "3 hours ago"): a mere date and time may be the
    article's own. The fix deletes the line.
    """
    del context
    found = lines(article)
    if found.last < 0:
        return
    for index, line in enumerate(found.items):
        if line.prose or line.match is not None or line.bullet or line.markup:
            continue
        kind = pagedata.kind(line.text)
        if kind is None or kind == "embedded post" or not _believed(found, index, kind):
            continue
        yield page_data.finding(
            article,
            line.start,
            line.end,
            f"{kind.capitalize()} of the page, not part of the article",
            confidence=0.85,
            evidence="nothing but what such lines are made of",
            suggestions=[_residue.delete(0.85, sure=False)],
        )


def _believed(found: Lines, index: int, kind: pagedata.Kind) -> bool:
    return kind in _ANYWHERE or not found.inside(index)
