"""ENT006: a parliament under a name that the country's does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity, Suggestion
from mtcheck.knowledge.offices import State, by_adjective, by_name
from mtcheck.knowledge.setting import Setting
from mtcheck.rules.base import Context, rule

_BODY = re.compile(
    r"\b((?:[A-Z][\w.]+[ \u00a0]){0,2}?[A-Z][\w.]+)(['’]s)?[ \u00a0]"
    r"(Congress|Senate|House of Commons|House of Lords|[Pp]arliament|Knesset|Bundestag|Duma)\b"
    r"(?![-‑'’]|[ \u00a0](?:of|on|for|for the|[A-Z]|buildings?|square|hill)\b)"
)
_MAKES_LAW = re.compile(
    r"\b(?:laws?|bills?|vot\w+|lawmakers?|legislat\w+|budget|amend\w+|passed|session|ratif\w+"
    r"|approv\w+|members?|debate\w*|elect\w+|seats?|majority|opposition|coalition|motion)\b"
)
_EPITHETS = {"The", "A", "When", "While", "But", "And", "As", "If", "In", "On", "That"}


@cache
def _table() -> list[tuple[str, str, frozenset[str]]]:
    """Rows of what parliaments are called: kind, body, states."""
    text = resources.files("mtcheck.knowledge").joinpath("data/legislatures.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [(kind, body, frozenset(states.split("|"))) for kind, body, states in rows]


@cache
def _names() -> dict[str, tuple[str, frozenset[str]]]:
    """By body: states that alone have it ("only"), or that certainly do not ("not")."""
    return {body: (kind, states) for kind, body, states in _table() if kind != "own"}


@cache
def _own() -> dict[str, str]:
    """The body that makes the laws, by state; others have a parliament."""
    return {state: body for kind, body, states in _table() if kind == "own" for state in states}


def _state(phrase: str, genitive: str | None) -> tuple[State, ...]:
    """The states that a phrase before a body names."""
    words = phrase.split()
    while words and words[0] in _EPITHETS:
        words.pop(0)
    name = " ".join(words)
    if genitive:
        return by_name().get(name, ())
    return by_adjective().get(name) or by_name().get(name, ())


def _lacks(body: str, states: tuple[State, ...]) -> bool:
    kind, named = _names()[body]
    inside = [state.name in named for state in states]
    return not any(inside) if kind == "only" else all(inside)


@rule(
    id="ENT006",
    name="impossible-legislature",
    category=Category.ENTITY,
    mqm="Accuracy/Mistranslation",
    severity=Severity.MAJOR,
    failing=(
        "The Japanese Congress passed the budget on Monday.",
        "The law was approved by the American parliament.",
    ),
    passing=(
        "The US Congress passed the budget on Monday.",
        "The Japanese Congress of Surgeons passed a motion.",
        "The Finnish Senate sat in Helsinki in the 19th century.",
    ),
    fixed=(
        "The Japanese Diet passed the budget on Monday.",
        "The law was approved by the American Congress.",
    ),
)
def impossible_legislature(article: Article, _context: Context) -> Iterator[Finding]:
    """A parliament under another country's name for one: "Japanese Congress", "US parliament".

    Only names that the country's parliament has never had are reported, beside words of
    law-making, and not in passages on history. The suggestion is what the parliament is called.
    """
    setting: Setting | None = None
    for match in _BODY.finditer(article.masked):
        body = match[3][0].upper() + match[3][1:]
        states = _state(match[1], match[2])
        if not states or body not in _names() or not _lacks(body, states):
            continue
        setting = setting or Setting(article)
        place = match.span(3)
        around = setting.sentence(*place)
        if not _MAKES_LAW.search(around.replace(match[0], "")) or setting.past(*place, recent=True):
            continue
        if setting.fiction(*place):
            continue
        right = _own().get(states[0].name, "parliament")
        yield impossible_legislature.finding(
            article,
            *place,
            f"suspected wrong name: {states[0].name} has no {body}",
            confidence=0.88,
            evidence=f"the parliament of {states[0].name}: {right}",
            suggestions=[Suggestion(right, 0.85, Safety.UNSAFE)],
        )
