"""Where the shipped networks lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
# In a wheel the networks lie inside the package; in a checkout at the root of the repository.
_PLACES = (_PACKAGE / "_models", _PACKAGE.parent / "models")


def models_dir(chosen: Path | None = None) -> Path | None:
    """Folder of the networks: the chosen one, or the shipped one, or None when there is none."""
    if chosen is not None:
        return chosen
    return next((place for place in _PLACES if place.is_dir()), None)
