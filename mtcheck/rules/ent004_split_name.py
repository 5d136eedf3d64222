"""ENT004: a name that a stray full stop has split."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge.offices import by_name
from mtcheck.rules._style import CAPITAL_BEFORE, has_lower
from mtcheck.rules.base import Context, rule

# "Donald’s tenure. Trump." with what a translator leaves behind: doubled and orphaned stops.
_SPLIT = re.compile(
    r"(?<![\w’'.-])([A-Z][a-zà-ÿ]{1,20})(['’]s)((?:[ \u00a0][a-z]+){1,3})\.[ \u00a0]"
    r"([A-Z][a-zà-ÿ]{2,24})((?:[ \u00a0]?\.){1,4})(?=\s|$|[\"”’')])"
)
# "Kofi's decade at the helm. Annan brought", where the article has the whole name elsewhere.
_BEGUN = re.compile(
    r"(?<![\w’'.-])([A-Z][a-zà-ÿ-]{1,20})(['’]s)((?:[ \u00a0][a-z0-9][a-z0-9-]*){1,6})\.[ \u00a0]"
    r"([A-Z][a-zà-ÿ]{2,24}(?:-[A-Z][a-zà-ÿ]+)?)(?=[ \u00a0][a-z])"
)
# Each match is looked up in the whole article, so their number must be bounded.
_MOST = 50
# Words that make a sentence of their own.
_SENTENCE = re.compile(
    r"(?:[A-Z]\w*(?:ly|ing|ed|ful|less|ous|able|ible|ic|ive)|Yes|No|Yeah|Yep|Nope|Never|Always|Ever"
    r"|Again|Maybe|Perhaps|Wow|Amen|Ouch|Great|Good|Nice|Fine|Right|Wrong|True|False|Sorry|Thanks"
    r"|Enough|Period|Stop|Why|How|What|Who|When|Where|Really|Nothing|Everything|Something|Now|Then"
    r"|Here|There|Today|Tonight|Tomorrow|Yesterday|Brilliant|Done|Gone|Over|Ever|Still|Well|Indeed"
    r"|Seriously|Period|Hers|His|Mine|Ours|Yours|Theirs|Both|Neither|All|None|Everyone|Nobody"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May"
    r"|June|July|August|September|October|November|December|Advertisement|Photo|Video|Source"
    r"|Credit|Image|Copyright|Subscribe|Comments?|Share|Home|More|Whatever|Hmm|Ugh|Cool|Bad|Sad"
    r"|Easy|Simple|Hello|Goodbye|Bye|Please|Next|First|Second|Third|Two|One|Three|Ha|Boom|Bingo"
    r"|Question|Answer|Continued?|Ends?|Reuters|Correction|Update|Editor)"
)


_TITLE = re.compile(
    r"(?:Sen|Rep|Gov|Mr|Mrs|Ms|Dr|Lt|Col|Gen|Prof|Rev|Capt|Sgt|Messrs|Miss|Maj|Adm|Cmdr|St|No|Del"
    r"|Atty|Det|Hon|Pres|Supt|Sec|Insp|Sir|Fr|Br|Vol|Fig|Inc|Corp|Ltd|Mt|Ave|Blvd|Jan|Feb|Aug|Sept"
    r"|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun|Cpl|Pvt|Ald|Asst|Ind|Calif|Mass|Conn|Penn|Wash)"
)


def _is_name(article: Article, first: str, last: str, start: int) -> bool:
    """True when `last` can only be the surname that belongs to the first name before it."""
    text = article.masked
    if (
        _TITLE.fullmatch(last)
        or first in by_name()
        or CAPITAL_BEFORE.search(text[max(0, start - 25) : start])
    ):
        return False
    return _together(text, first, last) or not (_SENTENCE.fullmatch(last) or has_lower(text, last))


def _together(text: str, first: str, last: str) -> bool:
    return re.search(rf"\b{first}[ \u00a0]{last}\b", text) is not None


@rule(
    id="ENT004",
    name="split-name",
    category=Category.ENTITY,
    mqm="Fluency/Grammar",
    severity=Severity.MAJOR,
    failing=(
        "They left the pact during Henrik’s tenure. Aalto. .",
        "Henrik Aalto left. Henrik's years in office. Aalto signed the pact with no one.",
    ),
    passing=(
        "They left the pact during Henrik’s tenure. Finally.",
        "It was Henrik's idea. Aalto agreed.",
        "Mr. Aalto was in Henrik's office. The Henrik The painted hung there.",
    ),
    fixed=(
        "They left the pact during Henrik Aalto’s tenure.",
        "Henrik Aalto left. Henrik Aalto's years in office signed the pact with no one.",
    ),
)
def split_name(article: Article, _context: Context) -> Iterator[Finding]:
    """A surname cut off by a full stop, as in "during Henrik’s tenure. Aalto" and no more.

    Machine translation turns "der Amtszeit von Henrik Aalto" into a genitive of the first
    name and leaves the surname behind, as a sentence of one word or as the beginning of the
    next one; the latter is reported where the article has the whole name elsewhere. Ordinary
    words that can be a sentence are left alone, and so is any word that the article also
    writes in lower case.
    """
    text = article.masked
    for match in islice(_SPLIT.finditer(text), _MOST):
        first, genitive, thing, last, stops = match.groups()
        if not _is_name(article, first, last, match.start()):
            continue
        doubled = len(stops.replace(" ", "")) > 1
        yield split_name.finding(
            article,
            *match.span(),
            f"suspected split name: {first} {last}",
            confidence=0.97 if doubled or _together(text, first, last) else 0.85,
            evidence="the surname stands alone as a sentence after the first name's genitive",
            suggestions=[f"{first} {last}{genitive}{thing}."],
        )
    for match in islice(_BEGUN.finditer(text), _MOST):
        first, genitive, thing, last = match.groups()
        if first in by_name() or _SENTENCE.fullmatch(last) or not _together(text, first, last):
            continue
        if not has_lower(text, first) and not has_lower(text, last):
            yield split_name.finding(
                article,
                *match.span(),
                f"suspected split name: {first} {last}",
                confidence=0.9,
                evidence=f"{first}'s and {last} are one person's names elsewhere in the article",
                suggestions=[f"{first} {last}{genitive}{thing}"],
            )
