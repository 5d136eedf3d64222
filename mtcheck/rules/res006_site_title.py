"""RES006: the site's name behind the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules import _residue
from mtcheck.rules._lines import Line, lines
from mtcheck.rules.base import Context, rule

_PART = re.compile(r"\s+(?:[|»·]|::)\s+|\s+[-–—]\s+")
_MEDIA = frozenset(
    "news times post daily herald tribune journal gazette chronicle telegraph magazine tv online"
    " blog press radio media observer review bulletin mail express standard mirror".split()
)
_DOMAIN = re.compile(r"[\w-]+\.(?:com|org|net|info|co|news|tv|io|[a-z]{2})\b", re.IGNORECASE)
_SITE_WORDS = 5
_HEADLINE_WORDS = 4
_LOOK = 6
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES006",
    name="site-title",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"Council Approves the New Library | Example Site\n\n{_BODY}",
        f"Council approves the new library - Example Daily News\n\n{_BODY}",
    ),
    passing=(
        f"Council approves the new library - after three years\n\n{_BODY}",
        f"{_BODY}\n\nname of the member | number of votes\n\n{_BODY}",
    ),
    fixed=(
        f"Council Approves the New Library\n\n{_BODY}",
        f"Council approves the new library\n\n{_BODY}",
    ),
)
def site_title(article: Article, context: Context) -> Iterator[Finding]:
    """The name of the site behind the headline, as in the title of a browser window.

    A bar or arrow and a short capitalised name end one of the first lines; behind a mere dash
    the name must have a medium's word in it ("Times", "News") or be a domain. The fix deletes
    the name with the sign ahead of it.
    """
    del context
    found = lines(article)
    for line in found.items[: min(found.first, _LOOK)]:
        at = _cut(line)
        if at:
            yield site_title.finding(
                article,
                line.start + at,
                line.end,
                "Name of the site behind the headline",
                confidence=0.9,
                evidence=article.text[line.start + at : line.end].strip(),
                suggestions=[_residue.delete(0.9, sure=False)],
            )


def _cut(line: Line) -> int:
    """Where the headline ends and the site's name begins; 0 when there is none."""
    if not line.open or line.bullet or line.markup:
        return 0
    parts = list(_PART.finditer(line.text[:400]))
    cut = 0
    for here, following in zip(reversed(parts), [None, *reversed(parts)], strict=False):
        name = line.text[here.end() : following.start() if following else len(line.text)]
        if not _site(name, bar=here.group().strip() in ("|", "»", "·", "::")):
            break
        if len(line.text[: here.start()].split()) < _HEADLINE_WORDS:
            break
        cut = here.start()
    return cut


def _site(name: str, *, bar: bool) -> bool:
    words = name.split()
    if not 1 <= len(words) <= _SITE_WORDS:
        return False
    if _DOMAIN.fullmatch(name) or "\ufffc" in name:
        return True
    capitals = sum(word[0].isupper() or word[0].isdigit() for word in words)
    if capitals < len(words) - (len(words) > 2):
        return False
    return bar or any(word.lower() in _MEDIA for word in words)
