"""ENT005: a country's name where its adjective belongs, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge.offices import State, by_adjective, by_name
from mtcheck.rules.base import Context, rule

# Nouns before which edited English uses the adjective of these countries.
_NOUN_FOR_ADJECTIVE = re.compile(
    r"\b(?:([Tt]he) ([A-Z][a-z]+) "
    r"(?:government|people|army|parliament|president|prime minister|language|authorities|citizens"
    r"|soldiers|troops|officials|chancellor|villagers)"
    r"|(?:[Tt]he|[Aa]n?) ([A-Z][a-z]+) "
    r"(?:(?:(?:foreign|defen[cs]e|finance|interior|health|justice) )?(?:minister|ministry)"
    r"|diplomat|soldier|citizen|villager|lawmaker|politician))\b(?! of\b)"
)
# "the Swedish's central bank"; "French's" and "Dutch's" are names of people.
_GENITIVE = re.compile(
    r"\b((?:[Tt]he )?)(Chinese|Japanese|Vietnamese|Portuguese|Swedish|Danish|Finnish|Polish|Turkish"
    r"|Spanish|Irish|British|Scottish|Lebanese|Sudanese|Taiwanese|Maltese|Burmese|Nepalese)"
    r"(['’]s)(?= [a-z]{3,})"
)
# What follows a place that somebody goes to; none of these is a language.
_PLACE = re.compile(
    r"\b(?:(?:fl[ey]w?|travel\w*|went|go|return\w*|moved?|deliver\w*|export\w*|sent|arriv\w+|liv\w+"
    r"|trips?|visits?|back|born|based|border with|between [A-Z][a-z]+ and|talks with|neighbou?ring)"
    r"(?: (?:to|in|from|into))? )([A-Z][a-z]+an|[A-Z][a-z]+i)"
    r"(?=[,.;] ?(?:where|which|and|on|in)? ?(?:\n|$|[a-z])| (?:on|where|had|has|have|was|were|is"
    r"|are|will|last|this|next|after|before)\b)"
)
_ADJECTIVE_FOR_NOUN = re.compile(
    r"\b([Pp]resident|[Pp]rime [Mm]inister|[Kk]ing|[Cc]hancellor|[Gg]overnment|[Cc]apital)"
    r" of ([A-Z][a-z]+)(?=[,;:)]|\.(?:\s|$)|\s+(?:said|has|will|is|was|told|met|and the)\b)"
)
# Adjectives that make a sound noun adjunct of the name, and names that are anything else too.
_LEFT_ALONE = {
    "Taiwan", "Singapore", "Kuwait", "Kosovo", "Luxembourg", "Jordan", "Georgia", "Chad", "Congo",
    "Guinea", "Kiribati", "Dominican", "Liechtenstein", "America", "Britain", "Netherlands",
    "Holland", "Myanmar", "Burma", "Macedonia", "Siam", "Rhodesia", "Zanzibar", "Emirates",
}  # fmt: skip


@cache
def _adjectives() -> dict[str, str]:
    """The adjective of each country whose name is one word and not its own adjective."""
    return {
        name: group[0].adjectives[0]
        for name, group in by_name().items()
        if name.isalpha() and name not in _LEFT_ALONE and _plain(group[0]) and name.istitle()
    }


def _plain(state: State) -> bool:
    adjective = state.adjectives[0]
    return adjective not in by_name() and " " not in adjective and len(state.adjectives) <= 3


@cache
def _countries() -> dict[str, str]:
    return {a: group[0].names[0] for a, group in by_adjective().items() if a not in by_name()}


@rule(
    id="ENT005",
    name="country-for-adjective",
    category=Category.ENTITY,
    mqm="Fluency/Grammar",
    severity=Severity.MINOR,
    failing=(
        "The envoy met the Japan government.",
        "The prime minister of Japanese said no.",
        "Swedish's central bank cut its rate.",
        "The orchestra flew to Brazilian, where it played.",
    ),
    passing=(
        "The envoy met the Japanese government.",
        "Japan government bonds rose.",
        "The Singapore government said no.",
        "The president of Japanese carmaker Nissan said no.",
    ),
    fixed=(
        "The envoy met the Japanese government.",
        "The prime minister of Japan said no.",
        "Sweden's central bank cut its rate.",
        "The orchestra flew to Brazil, where it played.",
    ),
)
def country_for_adjective(article: Article, _context: Context) -> Iterator[Finding]:
    """A country's name as an adjective ("the Japan government"), or the reverse.

    Only behind an article and before a few nouns, where edited English has the adjective;
    headlines and countries whose name serves as an adjective are left alone. The reverse is "the
    prime minister of Japanese", "Swedish's central bank" and "flew to Brazilian".
    """
    text = article.masked
    for match in _NOUN_FOR_ADJECTIVE.finditer(text):
        name = 3 if match[3] else 2
        adjective = _adjectives().get(match[name])
        after = text[match.end() : match.end() + 40]
        # "the Germany people remember", "the Spain team": only a closed phrase is judged.
        if adjective and not re.match(r" (?:bonds?|debt|securities|officer)\b|-", after):
            yield country_for_adjective.finding(
                article,
                *match.span(name),
                f"the adjective of {match[name]} is {adjective}",
                confidence=0.8,
                evidence=match[0],
                suggestions=[adjective],
            )
    for match in _ADJECTIVE_FOR_NOUN.finditer(text):
        country = _countries().get(match[2])
        if country:
            yield country_for_adjective.finding(
                article,
                *match.span(2),
                f"{match[2]} is an adjective; the country is {country}",
                confidence=0.85,
                evidence=match[0],
                suggestions=[country],
            )
    for match in _GENITIVE.finditer(text):
        country = _countries().get(match[2])
        before = text[max(0, match.start() - 12) : match.start()]
        if country and not re.search(r"[A-Z][a-z]+ $", before):
            yield country_for_adjective.finding(
                article,
                *match.span(),
                f"{match[2]} is an adjective; the country is {country}",
                confidence=0.85,
                evidence=match[0],
                suggestions=[f"{country}{match[3]}", f"{match[1]}{match[2]}"],
            )
    for match in _PLACE.finditer(text):
        country = _countries().get(match[1])
        if country:
            yield country_for_adjective.finding(
                article,
                *match.span(1),
                f"{match[1]} is an adjective; the country is {country}",
                confidence=0.8,
                evidence=match[0],
                suggestions=[country],
            )
