"""RES001: labels of the page around the article."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules import _residue
from mtcheck.rules.base import Context, rule

_KINDS = {
    "section": "Name of a section of the site",
    "navigation": "Menu or navigation label",
    "more": "Navigation label",
    "share": "Share or follow button",
    "comments": "Label of the comment section",
    "source": "Source label",
    "author": "Label or note about the author",
    "meta": "Counter or time stamp of the page",
    "image": "Name or place-holder of a picture",
}
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES001",
    name="page-furniture",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    safety=Safety.UNSAFE,
    failing=(
        f"{_BODY}\n\nShare this article",
        f"{_BODY}\nComments (3)\nLeave a reply",
        f"Gazette Logo\n\nCouncil approves the new library\n\n{_BODY}",
        f"{_BODY}\n\nSource: Example News Agency",
        f"{_BODY}\n\nPaylaş",
    ),
    passing=(
        f"{_BODY}\n\nThe print run will be small, the source said.",
        f"Share\n\nShare means a part of a whole in this paper.\n\n{_BODY}",
        f"{_BODY}\n\nLog in\n\nType your name and the password that you were given at the desk.",
        f"{_BODY}\n\n# Comments\n\nThe comments of the members were mostly friendly this time.",
    ),
    fixed=(f"{_BODY}\n\n", f"{_BODY}\n\n", None, f"{_BODY}\n\n", f"{_BODY}\n\n"),
)
def page_furniture(article: Article, context: Context) -> Iterator[Finding]:
    """Menu, share, comment, print and source labels that were copied along with the article.

    A line is compared with a table of such labels in several languages. Labels that an article
    could use itself ("Print", "World", "Source") count only outside its running text, or among
    others of their kind; headings of Markdown count never. The fix deletes the line.
    """
    del context
    yield from _residue.labelled(page_furniture, article, _KINDS, _residue.confidence)
