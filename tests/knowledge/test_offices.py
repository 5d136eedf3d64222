"""The table of offices: its facts, and what is true of all its rows."""

from __future__ import annotations

import pytest

from mtcheck.knowledge.offices import by_adjective, by_name, replacements, states, tenure

OFFICES = {
    "president", "prime minister", "chancellor", "king", "emperor", "sultan", "emir", "shah",
    "tsar", "grand duke", "prince",
}  # fmt: skip
REGIONAL = {"first minister", "chief executive"}


def test_the_states_of_the_world_are_there() -> None:
    assert 195 <= len(states()) <= 205
    assert len({state.name for state in states()}) == len(states())


@pytest.mark.parametrize("state", states(), ids=lambda state: state.name)
def test_every_state_has_sound_offices(state) -> None:
    assert set(state.offices) <= OFFICES | REGIONAL
    assert state.lead in state.offices
    assert state.offices[state.lead].current
    assert all(t.first <= t.last for t in state.offices.values())
    assert all(name[0].isupper() for name in (*state.names, *state.adjectives))


@pytest.mark.parametrize("state", states(), ids=lambda state: state.name)
def test_no_replacement_is_itself_an_error(state) -> None:
    for office in OFFICES - set(state.offices):
        titles = replacements(state, office)
        assert titles
        known = {state.title(o) for o, t in state.offices.items() if t.current}
        assert set(titles) <= known | {"foreign minister"}


@pytest.mark.parametrize(
    ("key", "office", "last"),
    [
        ("Japanese", "president", None),
        ("U.S.", "prime minister", None),
        ("German", "king", 1918),
        ("Iranian", "shah", 1979),
        ("South African", "prime minister", 1984),
        ("Turkish", "prime minister", 2018),
        ("French", "president", 9999),
        ("Irish", "prime minister", 9999),
    ],
)
def test_offices_by_adjective(key: str, office: str, last: int | None) -> None:
    held = tenure(by_adjective()[key], office)
    assert (held.last if held else None) == last


def test_an_adjective_of_two_states_has_the_offices_of_both() -> None:
    korean = by_adjective()["Korean"]
    assert {state.name for state in korean} == {"North Korea", "South Korea"}
    assert tenure(korean, "president") is not None


def test_names_lead_to_their_state() -> None:
    assert by_name()["Myanmar"][0].name == "Burma"
    assert by_name()["United States of America"] == by_name()["U.S."]
    assert "Bermuda" not in by_name()
