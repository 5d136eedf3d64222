"""RES012: captions whose picture is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.rules import _residue
from mtcheck.rules._lines import lines
from mtcheck.rules.base import Context, rule

_STOCK = r"Getty(?: Images)?|Shutterstock|iStock|Alamy|Unsplash|Pexels|Pixabay|WireImage|Handout"
_AGENCIES = rf"AP|AFP|Reuters|EPA|EPA-EFE|DPA|Xinhua|PTI|ANI|AAP|Bloomberg|AA|Anadolu|TASS|{_STOCK}"
_KIND = r"(?i:photos?|photographs?|images?|pictures?|pic|illustration|graphic)"
_BY = r"(?i:(?: credits?| courtesy| source)?(?: by| of|:))"
_NAME = r"(?:[^()\[\]|.!?\n]|(?<=\b[A-Z])\.){2,60}"
_FORMS = (
    rf"[(\[]{_KIND}{_BY} ?{_NAME}[)\]]\.?$",
    rf"[(\[](?:File )?(?:{_AGENCIES}) {_KIND}(?:[/,:][^()\[\]\n]{{2,60}})?[)\]]\.?$",
    rf"[(\[](?:{_AGENCIES}) ?[/:] ?{_NAME}[)\]]\.?$",
    rf"[(\[][A-Z][^()\[\]\n]{{1,40}} ?/ ?(?:{_AGENCIES})(?: via [A-Z][\w ]+)?[)\]]\.?$",
    r"[(\[](?:[A-Z]\w* )?(?i:file photo|file image|file|photo)[)\]]\.?$",
    rf"[(\[]{_KIND} ?/ ?{_NAME}[)\]]\.?$",
    rf"[(\[](?:{_STOCK})[)\]]\.?$",
    rf"(?:[|.:–—]|\s-)\s*{_KIND}{_BY} ?{_NAME}$",
    rf"(?:[.\"”]\s*|\s[|–—]\s*){_NAME} ?/ ?(?:{_AGENCIES})(?: via [A-Z][\w ]+)?$",
    rf"(?:[.\"”]|\s[|–—/])\s*(?:{_STOCK})$",
)
_CREDIT = re.compile("|".join(_FORMS))
_HINT = re.compile(rf"\b{_KIND}\b|\bfile\b|\b(?:{_AGENCIES})\b", re.IGNORECASE)
_TAIL = 150
_FEWEST, _MOST = 4, 70
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES012",
    name="photo-caption",
    category=Category.RESIDUE,
    mqm="Design and markup",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nThe mayor opens the doors on Monday. (Photo by Ann Example)\n\n{_BODY}",
        f"{_BODY}\n\nThe hall in the old quarter of the town (AP Photo/Ann Example)\n\n{_BODY}",
        f"{_BODY}\n\nWork goes on at the hall. | Photo Credit: Ann Example\n\n{_BODY}",
    ),
    passing=(
        f"{_BODY}\n\nA picture of the hall (taken by Ann Example) hangs in the museum.",
        f"{_BODY}\n\nThe report was confirmed by two officials of the ministry (Reuters).",
        f"{_BODY}\n\nThe meeting goes on in the afternoon. — AP",
    ),
    fixed=(f"{_BODY}\n\n\n\n{_BODY}",) * 3,
)
def photo_caption(article: Article, context: Context) -> Iterator[Finding]:
    """Paragraphs that end with the credit of a picture: captions that lost it.

    The credit tells a caption from a sentence; a credit alone on its line is `RES004`. The bare
    name of a news agency is no credit, since reports are signed so too. The fix deletes the
    paragraph.
    """
    del context
    found = lines(article)
    if found.last < 0:
        return
    for line in found.items:
        if line.match is not None or not _FEWEST <= len(line.words) <= _MOST or line.markup:
            continue
        tail = line.text[-_TAIL:]
        credit = _CREDIT.search(tail) if _HINT.search(tail) else None
        if credit is None:
            continue
        yield photo_caption.finding(
            article,
            line.start,
            line.end,
            "Caption of a picture that is not there",
            confidence=0.8,
            evidence=f"ends with the credit “{credit.group().strip(' .|-–—')}”",
            suggestions=[_residue.delete(0.8, sure=False)],
        )
