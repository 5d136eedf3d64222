"""Find and repair spun, mistranslated and broken text in English articles.

The names below are imported when first used, so that importing the package costs nothing::

    from mtcheck import Checker
    document = Checker().check("…")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from mtcheck.article import Article as Article
    from mtcheck.checker import Checker as Checker
    from mtcheck.finding import Category as Category
    from mtcheck.finding import Finding as Finding
    from mtcheck.finding import Safety as Safety
    from mtcheck.finding import Severity as Severity
    from mtcheck.finding import Suggestion as Suggestion
    from mtcheck.finding import Verdict as Verdict
    from mtcheck.result import Document as Document
    from mtcheck.settings import Settings as Settings

_HOME = {
    "Article": "article",
    "Category": "finding",
    "Checker": "checker",
    "Document": "result",
    "Finding": "finding",
    "Safety": "finding",
    "Settings": "settings",
    "Severity": "finding",
    "Suggestion": "finding",
    "Verdict": "finding",
}

__all__ = [
    "Article",
    "Category",
    "Checker",
    "Document",
    "Finding",
    "Safety",
    "Settings",
    "Severity",
    "Suggestion",
    "Verdict",
    "__version__",
]


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"mtcheck.{_HOME[name]}"), name)
    raise AttributeError(f"module 'mtcheck' has no attribute {name!r}")
