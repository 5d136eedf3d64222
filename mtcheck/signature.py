"""The signature of a run: everything that its findings depend on, in one line."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from importlib.resources.abc import Traversable

    from mtcheck.models.tagger import Tagger
    from mtcheck.rewrite.rewriter import Rewriter
    from mtcheck.rules.base import Rule


def signature(
    version: str, rules: Iterable[Rule], tagger: Tagger | None, rewriter: Rewriter | None
) -> str:
    """`v:…|rules:…|tagger:…|rewriter:…|kb:…`; parts that did not take part are `none`."""
    ran = hashlib.sha256("\n".join((*(rule.id for rule in rules), _code_hash())).encode())
    return "|".join(
        (
            f"v:{version}",
            f"rules:{ran.hexdigest()[:8]}",
            f"tagger:{tagger.signature if tagger else 'none'}",
            f"rewriter:{rewriter.signature if rewriter else 'none'}",
            f"kb:{_knowledge_hash()}",
        )
    )


@cache
def _knowledge_hash() -> str:
    data = _files(resources.files("mtcheck.knowledge"))
    return _hash((name, read) for name, read in data if not name.endswith((".py", ".pyc")))


@cache
def _code_hash() -> str:
    """Of the code that finds and judges, as two versions from one repository share a number."""
    code = _files(resources.files("mtcheck"))
    return _hash((name, read) for name, read in code if name.endswith(".py"))


def _hash(files: Iterable[tuple[str, Callable[[], bytes]]]) -> str:
    digest = hashlib.sha256()
    for name, read in files:
        digest.update(name.encode() + b"\0" + read())
    return digest.hexdigest()[:8]


def _files(folder: Traversable) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Names and contents of the files in a folder and those below it, in order of name."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not entry.is_dir():
            yield entry.name, entry.read_bytes
        elif entry.name not in _NO_MATTER:
            yield from _files(entry)


_NO_MATTER = ("__pycache__", "cli", "corpus", "emit", "evaluation", "report", "training")
"""Folders on which no finding depends."""
