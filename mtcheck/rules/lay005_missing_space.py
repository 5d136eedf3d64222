"""LAY005: no space between two sentences, or behind a comma."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules.base import Context, rule

_WORD = r"[a-z]{1,30}"
_GLUED = re.compile(
    rf"(?<![\w.@/#\\_-])(?P<before>[A-Za-z]{_WORD}[)”]?)"
    r"(?:(?P<stop>[.!?][”\"]?)(?P<after>[“]?[A-Z][a-z]{1,30}|[“]?[AI])(?=[\s,’'])"
    r"|(?P<comma>,)(?P<small>and|but|or|the|which|who|that|it|he|she|they|we|a|an|in|on|at|to|for"
    r"|with|as|when|while|where|because|so|his|her|its|their|this|there|said|is|was|are|were)"
    r"(?= [a-z]))"
)
_COMMA = re.compile(
    r"(?<![\w.@/#\\_-])(?P<before>[a-z]{3,30}),(?P<after>[A-Z][a-z]{2,30})(?= [A-Za-z]|[’']s)"
    r"|(?<![\w.@/#\\_-])(?P<word>[A-Za-z][a-z]{1,30}),(?P<quote>[\"”])(?P<next>[a-z]{2,15})"
    r"(?= [a-z])"
)
_CODE = re.compile(r"[(){}\[\]=<>/\\_#@`]")
_GOES_ON = re.compile(r",?\s+[a-z]")
_SHORTEST = 3
_DOMAINS = frozenset("com org net edu gov info io co uk ru ua fr eu tv".split())
_NAMES = frozenset(
    "node vue react next nuxt express asp system java net www mr mrs ms dr st vs".split()
)


@rule(
    id="LAY005",
    name="missing-space",
    category=Category.LAYOUT,
    mqm="Fluency/Spelling",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=(
        "The meeting ended.The mayor left.",
        "It rained,but they went on.",
        "She met the two mayors,Ann Example and Bob Sample.",
        '"It rained,"he said on Monday.',
        'He said,"it rained on Monday."',
    ),
    passing=(
        "See example.Com or Node.Js and ASP.Net for it.",
        "It rose to 3.5M in the U.S.The end, he joked.",
        "Call object.Method(x) there.",
        "It rose by 3,Sample said; a=b,Then c; sort -k1,Name file.",
        "The Ph.D. and the J.R.R. Tolkien book cost £3.50.",
    ),
    fixed=(
        "The meeting ended. The mayor left.",
        "It rained, but they went on.",
        "She met the two mayors, Ann Example and Bob Sample.",
        '"It rained," he said on Monday.',
        'He said, "it rained on Monday."',
    ),
)
def missing_space(article: Article, context: Context) -> Iterator[Finding]:
    """Two sentences, or two clauses, with no space behind the full stop or comma between them.

    Extraction and translation tools lose spaces where tags, footnotes or other scripts stood.
    Addresses, file names, code and names with a dot in them are left alone. The fix puts the
    space in.
    """
    del context
    text = article.masked
    for match in _GLUED.finditer(text):
        before, sign = match["before"], match["stop"] or match["comma"]
        after = match["after"] or match["small"]
        around = text[max(0, match.start() - 2) : match.end() + 2]
        if before.lower() in _NAMES or _CODE.search(around.replace(")", "")):
            continue
        if match["stop"] and (len(before) < _SHORTEST or after.lower() in _DOMAINS):
            continue
        if match["stop"] and _name(before, after, text[match.end() : match.end() + 4]):
            continue
        yield missing_space.finding(
            article,
            match.start(),
            match.end(),
            "No space behind the full stop" if match["stop"] else "No space behind the comma",
            confidence=0.9,
            evidence=f"“{match.group()}”",
            suggestions=[f"{before}{sign} {after}"],
        )
    for match in _COMMA.finditer(text):
        if _CODE.search(text[max(0, match.start() - 2) : match.end() + 2]):
            continue
        fix = f"{match['before']}, {match['after']}" if match["before"] else _quoted(text, match)
        yield missing_space.finding(
            article,
            match.start(),
            match.end(),
            "No space behind the comma"
            if match["before"]
            else "No space beside the quotation mark",
            confidence=0.9,
            evidence=f"“{match.group()}”",
            suggestions=[fix],
        )


def _quoted(text: str, match: re.Match[str]) -> str:
    """The space behind a quotation mark that ends a quotation, ahead of one that begins one."""
    quote = match["quote"]
    start = text.rfind("\n", 0, match.start()) + 1
    ends = quote == "”" or text.count(quote, start, match.start("quote")) % 2 == 1
    gap = f"{quote} " if ends else f" {quote}"
    return f"{match['word']},{gap}{match['next']}"


def _name(before: str, after: str, behind: str) -> bool:
    """True for names written with a dot, as “Booking.Com”, rather than two sentences."""
    return before[0].isupper() and (len(after) == 1 or not _GOES_ON.match(behind))
