"""Which state has which office, from `data/offices.tsv` (sources and licence in its head).

Offices are named by English words in lower case ("prime minister", "king" for kings and
queens). Years are those in which the office existed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

MONARCHS = ("king", "emperor", "sultan", "emir", "shah", "tsar", "grand duke", "prince")
_CONTINUING = ("president", "prime minister", "chancellor")
_INSTEAD = {
    "foreign minister": "secretary of state",
    "defence minister": "defense secretary",
    "finance minister": "treasury secretary",
}
"""What the United States, which has secretaries, has in the place of a minister."""
DEPUTY = "vice president"
_DEPUTIES = {"Spain", "Burma", "Cambodia", "Andorra"}
"""States without a president whose government is said to have vice presidents."""
_FEMALE = {"king": "queen", "emperor": "empress"}
_PREMIER = {"China", "Taiwan", "North Korea"}
_RANGE = re.compile(r"(\d*)-(\d*)")
_FIRST, _LAST = 0, 9999


@dataclass(frozen=True, slots=True)
class Tenure:
    """Years in which an office existed, both included; `judged` is False for "do not judge"."""

    first: int = _FIRST
    last: int = _LAST
    judged: bool = True

    @property
    def current(self) -> bool:
        """True for an office that exists today, or that is not judged."""
        return self.last == _LAST


@dataclass(frozen=True, slots=True)
class State:
    """A state: `names` and `adjectives` as written, `lead` the office that speaks for it."""

    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    lead: str
    offices: dict[str, Tenure] = field(compare=False)

    def title(self, office: str, *, female: bool = False) -> str:
        """The office's usual English title in this state, in lower case."""
        if office == "prime minister" and self.name in _PREMIER:
            return "premier"
        return _FEMALE.get(office, office) if female else office


def _tenure(cell: str) -> tuple[str, Tenure]:
    office, _, years = cell.partition(":")
    if years == "*":
        return office, Tenure(judged=False)
    match = _RANGE.fullmatch(years)
    if match is None:
        return office, Tenure()
    return office, Tenure(int(match[1] or _FIRST), int(match[2] or _LAST))


@cache
def states() -> tuple[State, ...]:
    """All states, by name."""
    text = resources.files("mtcheck.knowledge").joinpath("data/offices.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple(
        State(
            name,
            tuple(names.split("|")),
            tuple(adjectives.split("|")),
            lead,
            dict(_tenure(cell) for cell in offices.split("|")),
        )
        for name, names, adjectives, lead, offices in rows[1:]
    )


@cache
def by_name() -> dict[str, tuple[State, ...]]:
    """States by each of their names, as written."""
    return _index((name, state) for state in states() for name in state.names)


@cache
def by_adjective() -> dict[str, tuple[State, ...]]:
    """States by each of their adjectives; "Korean" and "Dominican" belong to two."""
    return _index((adjective, state) for state in states() for adjective in state.adjectives)


def _index(pairs: Iterable[tuple[str, State]]) -> dict[str, tuple[State, ...]]:
    found: dict[str, tuple[State, ...]] = {}
    for key, state in pairs:
        found[key] = (*found.get(key, ()), state)
    return found


def tenure(group: Iterable[State], office: str) -> Tenure | None:
    """The widest tenure of `office` among states that share a name; None when none ever had it.

    The table holds heads of states and governments only. Of ministers it is known that the United
    States has none, of vice presidents that there is none where there never was a president.
    """
    group = tuple(group)
    if office in _INSTEAD:
        return None if {state.name for state in group} == {"United States"} else Tenure()
    if office == DEPUTY:
        bare = all("president" not in s.offices and s.name not in _DEPUTIES for s in group)
        return None if bare else Tenure()
    found = [state.offices[office] for state in group if office in state.offices]
    return max(found, key=lambda t: (not t.judged, t.last, -t.first), default=None)


def replacements(state: State, office: str, *, female: bool = False) -> list[str]:
    """Titles in lower case that may have been meant by a wrong `office`, likeliest first.

    A king of an emirate was meant to be its emir; any other wrong title is most often the
    title of the leader. In Latin America a `chancellor` is a foreign minister (*canciller*).
    """
    if office in _INSTEAD:
        return [_INSTEAD[office]]
    if office == DEPUTY:
        return ["deputy prime minister"]
    today = [o for o, t in state.offices.items() if t.current and t.judged]
    if not set(today) & {*MONARCHS, *_CONTINUING, state.lead} - {office}:
        today = [o for o in _CONTINUING if o in state.offices]
    crowned = [o for o in MONARCHS if o in today]
    ranked = [o for o in (state.lead, *_CONTINUING) if o in today]
    ranked = [*crowned, *ranked] if office in MONARCHS else [*ranked, *crowned]
    titles = [state.title(o, female=female) for o in dict.fromkeys(ranked) if o != office]
    if office == "chancellor" and state.name in _LATIN:
        titles.insert(0, "foreign minister")
    return titles[:3]


_LATIN = {
    "Argentina", "Bolivia", "Brazil", "Chile", "Colombia", "Costa Rica", "Cuba", "Dominican",
    "Ecuador", "El Salvador", "Guatemala", "Honduras", "Mexico", "Nicaragua", "Panama",
    "Paraguay", "Peru", "Uruguay", "Venezuela",
}  # fmt: skip
