"""Mentions of an office of a state in a text: "Japanese President Nomura", "king of Oman"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from mtcheck.knowledge.offices import State, by_adjective, by_name

Form = Literal["adjective", "possessive", "noun", "of", "bare"]

_TITLE = re.compile(
    r"\b((?:vice[ -])?president|(?:prime[ -]|foreign |defen[cs]e |finance )minister|PM|premier"
    r"|chancellor|king|queen|emperor|empress|sultan|emir|shah)\b"
    r"(?:[-‑](?:elect|designate)\b)?(?![-‑]\w)",
    re.IGNORECASE,
)
_OFFICE = {
    "queen": "king", "empress": "emperor", "pm": "prime minister", "premier": "prime minister",
    "defense minister": "defence minister",
}  # fmt: skip
# Titles that are words of other trades as well count only as "emir of STATE".
_ONLY_OF = {"sultan", "emir", "shah"}
_PARTICLE = r"(?:van|von|zu|de|del|della|der|den|dos|da|di|al|el|bin|ibn|la|le|ter|ten)"
_FORENAME = r"(?:(?:(?:[A-Z]\.){1,3}|[A-Z][\w’'-]*)[ \u00a0])"
_NAME = re.compile(rf"[ \u00a0]({_FORENAME}{{0,2}}(?:{_PARTICLE}[ \u00a0]){{0,2}}[A-Z][\w’'-]*\w)")
_OF = re.compile(r"[ \u00a0]+of[ \u00a0]+(?:the[ \u00a0]+)?")
_TOKEN = re.compile(r"\S+")
_THEN = re.compile(r"(?:[Ee]x|[Tt]hen)-(?=[A-Z])")
_LEFT = 60
_RIGHT = 90
_OPENING = "\"'“‘([—–*_"
_TRAIL = ".,;:!?\"'”’)]…"
# Names of states that are as often names of people or of something else.
_AMBIGUOUS = {"Jordan", "Chad", "Georgia", "Guinea", "Congo", "Dominican", "Liechtenstein"}


@dataclass(frozen=True, slots=True)
class Mention:
    """An office and the state it is said to be of; offsets are code points.

    `start:end` covers the title and its state where they touch, `title_start:title_end` the
    title alone. `left` is the token before the mention, `name` the holder's name as written.
    """

    states: tuple[State, ...]
    office: str
    form: Form
    start: int
    end: int
    title_start: int
    title_end: int
    title: str
    left: str
    name: str

    @property
    def surname(self) -> str:
        """Last word of the name."""
        return re.sub(r"['’]s$", "", self.name).rpartition(" ")[2]

    @property
    def capital(self) -> bool:
        """True when the title is capitalised."""
        return self.title[0].isupper()


@lru_cache(maxsize=4)
def mentions(text: str) -> tuple[Mention, ...]:
    """All mentions in order, in time linear in the text; kept, as several rules ask for them."""
    return tuple(_mentions(text))


def _mentions(text: str) -> Iterator[Mention]:
    for match in _TITLE.finditer(text):
        title = match[1]
        if title.lower() == "pm" and not title.isupper():
            continue
        plain = title.lower().replace("-", " ")
        yield from _read(text, match, _OFFICE.get(plain, plain))


def _read(text: str, match: re.Match[str], office: str) -> Iterator[Mention]:
    (start, end), title, stop = match.span(), match[1], match.end(1)
    named = _NAME.match(text, end, end + 80)
    name = named[1] if named and title[0].isupper() else ""
    after = _state_after(text, named.end() if name and named else end)
    before = _state_before(text, start) if office not in _ONLY_OF else None
    if before is not None:
        group, form, first, left = before
        if after is None:
            yield Mention(group, office, form, first, stop, start, stop, title, left, name)
        return
    left = _token_before(text, start)[0]
    if after is not None:
        group, last = after
        # "President Nomura of Japan" is wrong in its first word only.
        last = stop if name else last
        yield Mention(group, office, "of", start, last, start, stop, title, left, name)
    elif name:
        yield Mention((), office, "bare", start, stop, start, stop, title, left, name)


def _token_before(text: str, end: int) -> tuple[str, int]:
    """The token that ends before `end` in the same paragraph, and where it starts."""
    stop = end
    while stop > 0 and end - stop < 4 and text[stop - 1].isspace():
        stop -= 1
    if stop == end or text.count("\n", stop, end) > 1:
        return "", end
    begin = stop
    while begin > 0 and stop - begin < _LEFT and not text[begin - 1].isspace():
        begin -= 1
    return text[begin:stop], begin


def _state_before(text: str, end: int) -> tuple[tuple[State, ...], Form, int, str] | None:
    """State whose adjective, name or name with 's ends before `end`; the longest one wins."""
    tokens: list[tuple[str, int]] = []
    position = end
    for _ in range(4):
        token, begin = _token_before(text, position)
        if not token:
            break
        tokens.insert(0, (token, begin))
        position = begin
    for first in range(len(tokens)):
        head, begin = tokens[first]
        stripped = head.lstrip(_OPENING)
        begin += len(head) - len(stripped)
        phrase = " ".join([stripped, *(t for t, _ in tokens[first + 1 :])])
        found = _lookup(phrase)
        if found:
            left = tokens[first - 1][0] if first else _token_before(text, tokens[0][1])[0]
            return *found, begin, "" if stripped != head else left
    return None


def _lookup(phrase: str) -> tuple[tuple[State, ...], Form] | None:
    phrase = _THEN.sub("", phrase)
    if phrase in by_adjective() and phrase not in by_name():
        return by_adjective()[phrase], "adjective"
    if phrase in by_name():
        return (by_name()[phrase], "noun") if phrase not in _AMBIGUOUS else None
    if phrase[-2:] in {"'s", "’s"} and phrase[:-2] in by_name():
        return (by_name()[phrase[:-2]], "possessive") if phrase[:-2] not in _AMBIGUOUS else None
    return None


def _state_after(text: str, start: int) -> tuple[tuple[State, ...], int] | None:
    """State of a following "of STATE" that is not the head of a longer name, and its end."""
    of = _OF.match(text, start, start + 12)
    if of is None:
        return None
    tokens = [(m[0], m.end()) for m in _TOKEN.finditer(text, of.end(), of.end() + _RIGHT)][:8]
    for count in range(min(6, len(tokens)), 0, -1):
        phrase = " ".join(token for token, _ in tokens[:count])
        for cut in (phrase, phrase.rstrip(_TRAIL[1:]), phrase.rstrip(_TRAIL)):
            if cut in by_name():
                ended = cut != phrase
                following = tokens[count][0] if count < len(tokens) else ""
                if not ended and following[:1].isupper():
                    return None
                return by_name()[cut], tokens[count - 1][1] - (len(phrase) - len(cut))
    return None


def following_word(text: str, end: int) -> str:
    """The token after `end` in the same line; empty at a sentence's or a line's end."""
    match = re.compile(r"[ \u00a0]+(\S+)").match(text, end, end + 60)
    return match[1] if match else ""
