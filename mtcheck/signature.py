"""The signature of a run: everything that its findings depend on, in one line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mtcheck.models.tagger import Tagger
    from mtcheck.rewrite.rewriter import Rewriter
    from mtcheck.rules.base import Rule


def signature(
    version: str, rules: Iterable[Rule], tagger: Tagger | None, rewriter: Rewriter | None
) -> str:
    """`v:…|rules:…|tagger:…|rewriter:…|kb:…`; parts that did not take part are `none`."""
    ran = hashlib.sha256("\n".join(rule.id for rule in rules).encode()).hexdigest()[:8]
    return "|".join(
        (
            f"v:{version}",
            f"rules:{ran}",
            f"tagger:{tagger.signature if tagger else 'none'}",
            f"rewriter:{rewriter.signature if rewriter else 'none'}",
            f"kb:{_knowledge_hash()}",
        )
    )


def _knowledge_hash() -> str:
    digest = hashlib.sha256()
    pending = [resources.files("mtcheck.knowledge")]
    while pending:
        for entry in sorted(pending.pop().iterdir(), key=lambda e: e.name):
            if entry.is_dir() and entry.name != "__pycache__":
                pending.append(entry)
            elif entry.is_file() and not entry.name.endswith((".py", ".pyc")):
                digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()[:8]
