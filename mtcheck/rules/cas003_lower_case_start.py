"""CAS003: a sentence that starts in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._style import follows_case
from mtcheck.rules.base import Context, rule

# A word of five letters or more before the stop is no abbreviation but for those below, and the
# word after it is one that often starts a sentence.
_START = re.compile(
    r"(?<![\w.’'@/-])([a-zà-ÿ]{4,30})([.?!][\"”’]?) "
    r"(the|this|these|those|he|she|it|they|we|in|on|at|but|and|however|also|after|before|when|while"
    r"|if|as|there|his|her|their|its|our|for|with|according|although|because|since|during)"
    r"(?= [a-zA-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:approx|dept|depts|corp|govt|assn|bros|prof|capt|messrs|anon|illus|intro|incl|excl|resp|misc"
    r"|univ|dist|mass|mill|cent|hosp|inst|encl|quot|subj|temp|elev|natl|intl|yahoo|jeopardy)"
)


@rule(
    id="CAS003",
    name="lower-case-start",
    category=Category.CASING,
    mqm="Fluency/Spelling/Capitalization",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=("The talks ended yesterday. the minister left.",),
    passing=(
        "The talks ended yesterday. The minister left.",
        "The cost (approx. the same) fell.",
        "“Shall we go?” he said.",
    ),
    fixed=("The talks ended yesterday. The minister left.",),
)
def lower_case_start(article: Article, _context: Context) -> Iterator[Finding]:
    """A sentence that starts with a lower-case word after a full stop.

    Only after a word that is no abbreviation, and only for words that often start sentences.
    After a question or exclamation mark with a closing quotation mark the sentence goes on.
    """
    text = article.masked
    found = [m for m in _START.finditer(text) if _ended(m)]
    if not found or not follows_case(article):
        return
    for match in found:
        word = match[3]
        yield lower_case_start.finding(
            article,
            *match.span(3),
            "a sentence starts with a capital",
            confidence=0.85,
            evidence=match[0],
            suggestions=[word.capitalize()],
        )


def _ended(match: re.Match[str]) -> bool:
    return match[2] == "." and not _ABBREVIATION.fullmatch(match[1])
