"""Links, mail addresses, handles, tags and file names survive letter by letter."""

from __future__ import annotations

import re

from mtcheck.rewrite.guard.change import Change, reason, remembered

_LINK = re.compile(
    r"[a-z][a-z0-9+.-]{1,15}://[^\s<>\"“”]+"
    r"|(?:mailto|tel|doi):[^\s<>\"“”]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/])[@#][\w][\w.-]*"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w.])(?:/[^\s<>\"“”]*)?",
    re.IGNORECASE,
)
_HINT = re.compile(r"[@#:]|\.\w")
"""What every one of them holds: most windows are done with after this look."""
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")


def check(change: Change) -> str | None:
    """Why the change is refused, or None."""
    return reason("a link or address", links(change.before), links(change.after))


@remembered
def links(text: str) -> list[str]:
    """Links, addresses, handles, tags and host or file names in order."""
    if not _HINT.search(text):
        return []
    found = (match.group().rstrip(".,;:!?'’)]") for match in _LINK.finditer(text))
    return [link for link in found if not _INITIALS.fullmatch(link)]
