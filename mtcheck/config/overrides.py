"""Settings for some paths only."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from mtcheck.config.keys import ADDING
from mtcheck.settings import Settings


def for_path(settings: Settings, path: str | None) -> Settings:
    """The settings that hold for a path, with the overrides worked in.

    Of several overrides that match, the last one holds; lists of rules to leave out, of rules to
    add and of accepted terms add up.
    """
    if not settings.overrides:
        return settings
    changes: dict[str, Any] = {}
    for override in settings.overrides if path else ():
        if _matches(override.paths, path or "", settings.root):
            for field, value in override.values:
                before = changes.get(field, getattr(settings, field))
                changes[field] = before + value if field in ADDING else value
    return replace(settings, **changes, overrides=())


def is_excluded(settings: Settings, path: str) -> bool:
    """True for a path that `exclude` names."""
    return bool(settings.exclude) and _matches(settings.exclude, path, settings.root)


def _matches(patterns: tuple[str, ...], path: str, root: Path | None) -> bool:
    relative = os.path.relpath(path, root or os.curdir).replace(os.sep, "/")
    return not relative.startswith("../") and bool(_spec(patterns).match_file(relative))


@lru_cache(maxsize=64)
def _spec(patterns: tuple[str, ...]) -> Any:
    from pathspec import GitIgnoreSpec  # only where there are patterns

    return GitIgnoreSpec.from_lines(patterns)
