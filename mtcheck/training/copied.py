"""Sound text as careless scrapers copy it: wrong characters, torn lines, lost and doubled marks.

Where an article has been is no sign of who wrote it, so what tells translations has to see sound
text in this state as well.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_ODD = {"'": "’", "-": "–", "a": "а", "e": "е", "o": "о", "c": "с"}
"""Curly marks, and the Cyrillic letters that look like Latin ones."""
_QUOTED = re.compile(r'"([^"\n]{2,200})"')
_RATE = (0.04, 0.3)
"""Shares of the places of a kind that are damaged, drawn by text."""


def copied(text: str, rng: random.Random) -> str:
    """`text` with one to three kinds of such damage."""
    for change in rng.sample(_CHANGES, rng.randint(1, 3)):
        text = change(text, rng.uniform(*_RATE), rng)
    return text


def _at(
    pattern: str, new: Callable[[re.Match[str]], str], factor: float = 1.0
) -> Callable[[str, float, random.Random], str]:
    """A change of a share of what `pattern` matches."""
    compiled = re.compile(pattern)

    def change(text: str, rate: float, rng: random.Random) -> str:
        return compiled.sub(
            lambda match: new(match) if rng.random() < factor * rate else match.group(), text
        )

    return change


def _mistaken(text: str, rate: float, rng: random.Random) -> str:
    """Curly quotes and dashes read in the wrong encoding."""
    del rate
    wrong = rng.choice(("cp1252", "latin-1", "lost"))
    curly = _QUOTED.sub(r"“\1”", text).replace("'", "’")
    return re.sub(r"[^\x00-\x7f]", lambda match: _misread(match.group(), wrong), curly)


def _misread(character: str, wrong: str) -> str:
    return "\ufffd" if wrong == "lost" else character.encode().decode(wrong, "replace")


def _escaped(text: str, rate: float, rng: random.Random) -> str:
    """Marks as HTML entities, at times escaped twice."""
    del rate
    once = html.escape(text).replace("\n", "&nbsp;\n")
    return html.escape(once) if rng.random() < 0.3 else once


def _repeated(text: str, rate: float, rng: random.Random) -> str:
    """Some lines twice."""
    return "\n".join(
        f"{line}\n{line}" if rng.random() < rate else line for line in text.split("\n")
    )


_CHANGES: tuple[Callable[[str, float, random.Random], str], ...] = (
    _mistaken,
    _escaped,
    _repeated,
    _at(r"(?<=\w) (?=\w)", lambda _: "\n\n", 0.15),
    _at(r"(?<=[.!?]) (?=[A-Z])", lambda _: ""),
    _at(r"[.,;]", lambda match: match.group() * 2, 0.5),
    _at(r" (?=[(\w])", lambda _: "  "),
    _at(r"(?<=\w)(?=[.,;!?])", lambda _: " "),
    _at(r"(?<=\w)-?(?=\w)", lambda match: match.group() + "\u200b", 0.1),
    _at(r"['\-aeoc]", lambda match: _ODD[match.group()], 0.3),
    _at(r"(?<=[.!?] )[A-Z]", lambda match: match.group().lower()),
)
