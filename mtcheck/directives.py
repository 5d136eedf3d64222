"""Suppression comments in an article: where they stand and what they ask for.

`mtcheck: ignore[RULE, …]` is about its own line, `ignore-next-line` about the next line that is
not blank, `ignore-start` to `ignore-end` about what stands between, `ignore-file` about all.
Without brackets every rule is meant; what follows the brackets is the reason, for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a suppression comment is about."""

    LINE = "ignore"
    NEXT = "ignore-next-line"
    START = "ignore-start"
    END = "ignore-end"
    FILE = "ignore-file"


class Directive(NamedTuple):
    """One comment: its span, what it says, and the rules that it names (none for all)."""

    start: int
    end: int
    kind: str
    keys: tuple[str, ...]

    @property
    def shown(self) -> str:
        """As it is written, without the reason."""
        return self.kind + (f"[{', '.join(self.keys)}]" if self.keys else "")


_MARK = "mtcheck:"
_BODY = r"mtcheck:\s*(?P<kind>[a-z][a-z-]*)(?:\[(?P<keys>[^\[\]\r\n]{0,500})\])?"
# HTML and Markdown, Markdown's link comment, MDX. Bounded, so that the search stays linear.
_MARKUP = (
    rf"<!--\s*{_BODY}[^>\r\n]{{0,500}}?-->",
    rf"\[//\]:\s?\#\s?[(\"']{_BODY}[^\r\n]{{0,500}}",
    rf"\{{/\*\s*{_BODY}[^\r\n*]{{0,500}}\*/\}}",
)
_PLAIN = rf"(?<!\S)(?:\#|//|%|;)[ \t]*{_BODY}[^\r\n]*"


def _compile(forms: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(form) for form in forms]


_IN_MARKUP = _compile(_MARKUP)
_IN_TEXT = _compile((*_MARKUP, _PLAIN))


def find(text: str, *, plain: bool) -> tuple[Directive, ...]:
    """Suppression comments in order; `plain` text may also begin them with `#`, `//`, `%` or `;`.

    Comments that are shown as code between backticks are none.
    """
    if _MARK not in text:
        return ()
    found: list[Directive] = []
    for directive in sorted(_search(text, _IN_TEXT if plain else _IN_MARKUP)):
        if not found or directive.start >= found[-1].end:
            found.append(directive)
    return tuple(found)


def _search(text: str, patterns: list[re.Pattern[str]]) -> Iterator[Directive]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            if text[match.start() - 1 : match.start()] != "`":
                keys = tuple(k.strip() for k in (match["keys"] or "").split(",") if k.strip())
                yield Directive(match.start(), match.end(), match["kind"], keys)
