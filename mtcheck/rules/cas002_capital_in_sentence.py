"""CAS002: a function word with a capital inside a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._style import follows_case
from mtcheck.rules.base import Context, rule

# The word before cannot end a heading or a sentence; a lower-case word after it leaves out
# titles of works and names.
_CAPITAL = re.compile(
    r"(?<![\w’'.-])([a-z]{2,20}) "
    r"(been|be|is|was|are|were|has|have|had|to|of|and|or|the|an?|with|for|by|from|that|which|will"
    r"|would|can|could|may|might|must|should|not|always|than|into|its|their|being) "
    r"(To|Of|And|From|With|Was|Were|Been|Being|Has|Have|Had|That|Which|Their|Would|Should|Could"
    r"|Because|Into|But|These|Those|Are|For|By|Than|Also|The|Is|Be|An|While|During)"
    r" ([a-z]{2,20})(?![\w’'-])"
)


@rule(
    id="CAS002",
    name="capital-in-sentence",
    category=Category.CASING,
    mqm="Fluency/Spelling/Capitalization",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("The plan has always been To put more money into roads.",),
    passing=(
        "The plan has always been to put more money into roads.",
        "She read a review of To Kill a Mockingbird.",
        "He joined the band And So I Watch You from Afar.",
    ),
    fixed=("The plan has always been to put more money into roads.",),
)
def capital_in_sentence(article: Article, _context: Context) -> Iterator[Finding]:
    """A function word with a capital between lower-case words: "has been To put".

    Machine translation glues pieces of sentences together and keeps their capitals. Titles of
    works, where capitals come in company, are left alone.
    """
    text = article.masked
    found = [m for m in _CAPITAL.finditer(text) if _in_sentence(text, m)]
    if not found or not follows_case(article):
        return
    for match in found:
        yield capital_in_sentence.finding(
            article,
            *match.span(3),
            "capital inside a sentence",
            confidence=0.85,
            evidence=match[0],
            suggestions=[match[3].lower()],
        )


def _in_sentence(text: str, match: re.Match[str]) -> bool:
    """True unless another capital or a quotation mark nearby makes a title likely."""
    around = text[match.end() : match.end() + 25].partition(".")[0]
    return not re.search(r"[\"“”‘]|\b[A-Z][a-z]+ [A-Z][a-z]", around)
