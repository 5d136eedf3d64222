"""The manifest: what a scan's results depend on, and whether a scan may be resumed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from mtcheck.corpus.options import ScanOptions
from mtcheck.corpus.records import Input
from mtcheck.corpus.store import Store
from mtcheck.errors import MtcheckError, UsageError
from mtcheck.settings import Settings

SCHEMA = "mtcheck-scan/1"
_FILE = "manifest.json"
# Settings that change no result, or whose effect the signature tells.
_WITHOUT_EFFECT = frozenset(
    {
        "baseline", "cache", "config", "diff_base", "exclude", "exit_zero", "extend_select",
        "fail_on", "format", "ignore", "jobs", "models", "models_dir", "quiet", "rewriter", "root",
        "select", "stdin_filename", "threads", "verbose", "write_baseline",
    }
)  # fmt: skip


def open_scan(
    store: Store,
    inputs: Sequence[Input],
    options: ScanOptions,
    settings: Settings,
    signature: str,
    *,
    resume: bool,
) -> None:
    """Begin a scan in the store, or go on with the one that is there.

    UsageError when there is one and `resume` was not asked; MtcheckError when results would not
    fit together with those that are there.
    """
    now = _manifest(inputs, options, settings, signature)
    data = store.read(_FILE)
    if data is None:
        store.clean()
        if not store.is_empty():
            raise UsageError("the output folder is not empty and holds no scan")
        store.write(_FILE, [json.dumps(now, indent=1).encode(), b"\n"])
    elif not resume:
        raise UsageError("the output folder holds a scan: --resume goes on with it")
    else:
        difference = _difference(_parse(data), now)
        if difference:
            raise MtcheckError(f"cannot resume: {difference}; scan into a new folder")
        store.clean()


def _manifest(
    inputs: Sequence[Input], options: ScanOptions, settings: Settings, signature: str
) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "signature": signature,
        "options": options.to_dict(),
        "settings": {
            entry.name: repr(getattr(settings, entry.name))
            for entry in fields(settings)
            if entry.name not in _WITHOUT_EFFECT
        },
        "inputs": [
            {
                "path": entry.path or f"{len(entry.files)} files",
                "source": entry.source,
                "size": entry.size,
                "sha256": entry.fingerprint,
            }
            for entry in inputs
        ],
    }


def _parse(data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except ValueError:
        value = None
    if not isinstance(value, dict) or value.get("schema") != SCHEMA:
        raise MtcheckError(f"cannot resume: {_FILE} is not of schema {SCHEMA}")
    return value


def _difference(before: dict[str, Any], now: dict[str, Any]) -> str:
    """The first thing that is not as it was; empty when all is."""
    for name in ("options", "settings"):
        for key, value in now[name].items():
            old = before[name].get(key)
            if json.dumps(old) != json.dumps(value):
                return f"{key.replace('_', '-')} was {old} and is {value}"
    if before["signature"] != now["signature"]:
        return f"the signature was {before['signature']} and is {now['signature']}"
    if len(before["inputs"]) != len(now["inputs"]):
        return f"the source had {len(before['inputs'])} inputs and has {len(now['inputs'])}"
    for old, new in zip(before["inputs"], now["inputs"], strict=True):
        if old != new:
            changed = "changed" if old["path"] == new["path"] else f"was {old['path']}"
            return f"{new['path']} {changed}"
    return ""
