"""ENT009: a full stop inside a name or a title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, islice

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge.names import proper_phrases
from mtcheck.rules._style import has_lower
from mtcheck.rules.base import Context, rule

_TITLES = (
    "Prime Minister", "Vice President", "Foreign Minister", "Foreign Secretary", "Defense Minister",
    "Defence Minister", "Finance Minister", "Interior Minister", "Home Secretary",
    "Attorney General", "Secretary General", "Chief Executive", "Chief Justice",
    "Central Bank", "Supreme Court", "White House", "European Commission",
)  # fmt: skip
# "the Bank of. England", "Ursula von der. Leyen": these words begin what follows.
_PARTICLE = re.compile(
    r"(?<![\w’'.&-])(?<![.!?:\n] )(?<!\n)[A-Z][a-zà-ÿ]+[ \u00a0](?:of(?:[ \u00a0]the)?|zu|bin|ibn"
    r"|von(?:[ \u00a0]der)?|de(?:[ \u00a0]la)?|van[ \u00a0]der)\.[ \u00a0][A-Z][a-zà-ÿ]+"
)
_PAIR = re.compile(
    r"(?<![\w’'.&-])([A-Z][a-zà-ÿ]{2,20})\.[ \u00a0]([A-Z][a-zà-ÿ]{2,24}(?:-[A-Z][a-zà-ÿ]+)?)"
    r"(?![\w’'&-])"
)
_ABBREVIATED = re.compile(
    r"(?:Sen|Rep|Gov|Mrs?|Ms|Dr|Lt|Col|Gen|Prof|Rev|Capt|Sgt|Maj|Adm|Cmdr|Pres|Supt|Sec|Insp|Fr|Sr|Jr"
    r"|Messrs|Det|Hon|Atty|Dep|Sir|Vol|Inc|Corp|Ltd|Mt|Ave|Blvd|Co|Bros|Chas|Geo|Wm|Thos|Jos|Jas|Alex"
    r"|Benj|Chr|Rob|Saml|Ste|Univ|Dist|Natl|Intl|Assn|Dept|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)"
)
_MOST = 50


@cache
def _known() -> frozenset[str]:
    """Titles and well-known names of two words."""
    return frozenset(name for name in (*_TITLES, *proper_phrases()) if name.count(" ") == 1)


@rule(
    id="ENT009",
    name="stop-in-name",
    category=Category.ENTITY,
    mqm="Fluency/Punctuation",
    severity=Severity.MINOR,
    failing=(
        "The plan was drawn up by Prime. Minister Nomura and his cabinet.",
        "Interest rates fell, said the Bank of. England, and the pound with them.",
        "Ilse Brandt spoke first. They all agreed with Ilse. Brandt, who had to leave.",
    ),
    passing=(
        "He was in his prime. Minister Nomura was not.",
        "They came to see what it was made of. England won.",
        "Ilse Brandt spoke first. They all agreed with Ilse. Brandt had to leave, and Ilse left.",
        "Rob. Brandt and Sen. Warren met. Sen Warren spoke.",
    ),
    fixed=(
        "The plan was drawn up by Prime Minister Nomura and his cabinet.",
        "Interest rates fell, said the Bank of England, and the pound with them.",
        "Ilse Brandt spoke first. They all agreed with Ilse Brandt, who had to leave.",
    ),
)
def stop_in_name(article: Article, _context: Context) -> Iterator[Finding]:
    """A full stop in the middle of a title or a name: "Prime. Minister", "the Bank of. England".

    Titles and well-known names are reported anywhere, words that only begin what follows ("of",
    "von der") inside names, and a person's name where the article has it whole elsewhere and
    never has the first name by itself.
    """
    text = article.masked
    for match in islice(chain(_PARTICLE.finditer(text), _whole(text)), _MOST):
        stop = text.index(".", match.start())
        name = text[match.start() : stop] + text[stop + 1 : match.end()]
        yield stop_in_name.finding(
            article,
            *match.span(),
            f"suspected full stop inside a name: {name}",
            confidence=0.9,
            evidence=f"no sentence ends after {text[match.start() : stop]} here",
            suggestions=[name],
        )


def _whole(text: str) -> Iterator[re.Match[str]]:
    """Two words of a well-known name, or of a person whom the article names without the stop."""
    looked = 0
    for match in _PAIR.finditer(text):
        first, last = match.groups()
        if f"{first} {last}" in _known():
            yield match
            continue
        if looked > _MOST or _ABBREVIATED.fullmatch(first):
            continue
        looked += 1
        whole = len(re.findall(rf"\b{first}[ \u00a0]{last}\b", text))
        if (
            whole
            and len(re.findall(rf"\b{first}\b", text)) == whole + 1
            and not (has_lower(text, first) or has_lower(text, last))
        ):
            yield match
