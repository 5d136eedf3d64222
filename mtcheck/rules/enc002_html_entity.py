"""ENC002: an HTML entity left in the text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._subject import about_characters
from mtcheck.rules.base import Context, rule

_ENTITY = re.compile(
    r"&(?:amp;){0,3}(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};|nbsp\b)"
)
_SPACE = re.compile(r"[\u00a0\u2002\u2003\u2009\u202f]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


@rule(
    id="ENC002",
    name="html-entity",
    category=Category.ENCODING,
    mqm="Fluency/Character encoding",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("Salt &amp; pepper isn&#8217;t much.", "Ten&nbsp;kilometres."),
    passing=("Salt & pepper.", "AT&T; R&D.", "In HTML code &amp; stands for an ampersand."),
    fixed=("Salt & pepper isn’t much.", "Ten kilometres."),
)
def html_entity(article: Article, _context: Context) -> Iterator[Finding]:
    """An HTML entity that was never decoded, or was escaped twice: "&amp;", "&#8217;".

    In Markdown, where a single entity is markup, only entities escaped twice are reported.
    Articles about HTML are left alone.
    """
    text = article.masked
    if "&" not in text or about_characters(article):
        return
    for match in _ENTITY.finditer(text):
        entity = match[0]
        once = html.unescape(entity)
        decoded = html.unescape(html.unescape(once))
        if decoded == entity or (article.markup == "markdown" and once == decoded):
            continue
        decoded = _INVISIBLE.sub("", _SPACE.sub(" ", decoded))
        start, end = match.span()
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        if decoded == " " and " " in around:
            decoded = ""
        yield html_entity.finding(
            article,
            start,
            end,
            "HTML entity left in the text",
            confidence=0.98,
            evidence=f"{entity} stands for {html.unescape(once)!r}",
            suggestions=[decoded],
        )
