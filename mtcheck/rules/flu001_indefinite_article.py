"""FLU001: "a" where "an" belongs, or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.knowledge.indefinite import agreeing, either
from mtcheck.rules._grammar import GAP, opens
from mtcheck.rules._network import CLOSED
from mtcheck.rules.base import Context, rule

_PAIR = re.compile(
    r"(?<![\w.'’&/@#+*-])([Aa]n?)" + GAP + r"(?P<word>[^\W\d_]{2,30})"
    r"(?!\w|[&/@.]\w)(?P<hyphen>-)?"
)
# An "a" behind these is a letter that names something.
_LETTERED = re.compile(
    r"(?:vitamins?|hepatitis|influenza|type|grade|class|group|plan) \Z", re.IGNORECASE
)
_CAPITAL = re.compile(r"(?<!\w)[A-Z]\w+ \Z")


@rule(
    id="FLU001",
    name="indefinite-article",
    category=Category.FLUENCY,
    mqm="Fluency/Grammar",
    severity=Severity.MINOR,
    safety=Safety.SAFE,
    failing=(
        "The council approved a extension of the contract.",
        "An new report came out after an long debate.",
    ),
    passing=(
        "It was an historic day for a Ukrainian unit: an hour of a one-sided match.",
        "An FBI man and a NATO officer met a European and an unidentified woman.",
        "An Feng left for an Xbox event.",
        "Serie A is a league; vitamin a is found in carrots, and hepatitis a in people.",
    ),
    fixed=(
        "The council approved an extension of the contract.",
        "A new report came out after a long debate.",
    ),
)
def indefinite_article(article: Article, _context: Context) -> Iterator[Finding]:
    """An "a" before a vowel sound, or an "an" before a consonant.

    What a spinner leaves when it exchanges the next word, and what people overlook when they
    rewrite. The sound counts, not the letter ("an hour", "a European"). Abbreviations, which
    may be read either way, are left alone; so are words before which both are written
    ("historic"), and letters that name something ("Serie A"). Between two names "an" may be a
    broken "and", so that nothing is safe there.
    """
    for match in _PAIR.finditer(article.masked):
        written, word = match[1], match["word"]
        needed = agreeing(written, word)
        if needed == written or (written[1:] and either(word)):
            continue
        if word.lower() in CLOSED and not match["hyphen"]:
            continue  # something else is wrong there, or "a" is a letter
        named = written == "An" and word[0].isupper()  # "An Feng"
        if written[0] == "A" and (named or not opens(article, match.start())):
            continue
        before = article.masked[max(0, match.start() - 30) : match.start()]
        if _LETTERED.search(before):
            continue
        end = match.end("word")
        fixes, sure, safety = [needed], 0.95, Safety.SAFE
        if needed == "a" and word[0].isupper() and _CAPITAL.search(before):
            fixes, sure, safety = ["and", needed], 0.45, Safety.UNSAFE
        yield indefinite_article.finding(
            article,
            match.start(),
            end,
            f"“{needed}” belongs before “{word}”",
            confidence=0.95,
            evidence=f"“{word}” begins with a {'vowel' if needed[1:] else 'consonant'} sound",
            suggestions=[Suggestion(fix + match["gap"] + word, sure, safety) for fix in fixes],
        )
