"""The site that an article belongs to, read off its name."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,24}", re.IGNORECASE)
NO_SITE = "(none)"


def site_of(path: str) -> str:
    """The host of a URL, a folder named like a host, or else the parent folder.

    A leading `www.` is dropped; text without a folder belongs to `(none)`.
    """
    if _URL.match(path):
        try:
            host = urlsplit(path).hostname
        except ValueError:
            host = None
        if host:
            return host.removeprefix("www.")
    parts = PurePath(path).parts[:-1]
    for part in parts:
        if _HOST.fullmatch(part):
            return part.lower().removeprefix("www.")
    named = [part for part in parts if part.strip("/\\.")]
    return named[-1] if named else NO_SITE
