"""RES003: notices of the site to its visitors."""

from __future__ import annotations

from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules import _residue
from mtcheck.rules._lines import Lines, lines
from mtcheck.rules.base import Context, rule

_KINDS = {
    "cookies": "Cookie notice",
    "newsletter": "Newsletter or subscription notice",
    "paywall": "Paywall notice",
    "adblock": "Ad-blocker notice",
    "advertising": "Advertising label",
    "technical": "Technical notice of the page",
}
_MOST = 0.3
_MANY = 4
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES003",
    name="site-notice",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nWe use cookies to improve your experience on our website.\n\n{_BODY}",
        f"{_BODY}\n\nSubscribe to our newsletter and never miss a story.",
        f"{_BODY}\n\nPlease disable your ad blocker to go on reading.",
        f"{_BODY}\n\nADVERTISEMENT\n\n{_BODY}",
        f"{_BODY}\n\nAlready a subscriber? Log in here.\n\n{_BODY}",
    ),
    passing=(
        f"{_BODY}\n\nPublishers lose money when readers install an ad blocker, the study says.",
        f"{_BODY}\n\n“We use cookies to learn what you like,” the company wrote to members.",
        f"{_BODY}\n\nThe advertisement cost more than the library, the auditors found.",
        "We use cookies to learn what you like.\nOur cookie policy tells you about all cookies.",
    ),
    fixed=(
        f"{_BODY}\n\n\n\n{_BODY}",
        f"{_BODY}\n\n",
        f"{_BODY}\n\n",
        None,
        f"{_BODY}\n\n\n\n{_BODY}",
    ),
)
def site_notice(article: Article, context: Context) -> Iterator[Finding]:
    """Cookie, newsletter, subscription, paywall, ad-blocker and advertising notices.

    Such lines address the visitor ("your", "our", an imperative) and name the matter; an article
    about cookies or newsletters does the latter only. Nothing is reported where a third of the
    text is notices: then they are the text.
    """
    del context
    found = lines(article)
    notices = [line for line in found.items if line.match and line.match.kind in _KINDS]
    share = sum(len(line.words) for line in notices) / max(
        1, sum(len(i.words) for i in found.items)
    )
    if found.last >= 0 and (len(notices) < _MANY or share < _MOST):
        yield from _residue.labelled(site_notice, article, _KINDS, _confidence)


def _confidence(found: Lines, index: int) -> float:
    match = found.items[index].match
    if match is None or (found.items[index].bullet and match.mode != "line"):
        return 0.0
    if match.sure:
        return 0.95 if match.mode == "line" else 0.9
    return 0.8 if found.after(index) or found.before(index) else 0.0
