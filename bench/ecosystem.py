"""How the findings of two versions differ over a folder of texts.

python -m bench.ecosystem DIR --before REPORT|COMMAND [--after REPORT|COMMAND]

A REPORT is the saved output of `mtcheck check --format json`; a COMMAND is another installation,
such as `.venv-old/bin/mtcheck` or `"mtcheck check --no-models"`. `--save FILE` keeps the newer
findings for the next comparison. Exit 1 when findings differ.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from bench.output import expect, write
from mtcheck.emit.escape import one_line
from mtcheck.errors import MtcheckError

_CHUNK = 400
_CONTEXT = 30


class Key(NamedTuple):
    """What makes a finding the same in both versions: offsets count, confidence does not."""

    path: str
    start: int
    end: int
    category: str
    rule: str


class Run(NamedTuple):
    """The findings and errors of one version over the folder."""

    signature: str
    findings: dict[Key, dict[str, Any]]
    verdicts: dict[str, str]
    errors: list[str]
    words: int


class Difference(NamedTuple):
    """Findings only in the newer version, only in the older, and changed verdicts."""

    new: list[Key]
    gone: list[Key]
    verdicts: list[tuple[str, str, str]]


def load(source: str, folder: Path) -> tuple[Run, dict[str, Any]]:
    """The run of a saved report, or of a command over the folder; ValueError when it fails."""
    path = Path(source)
    # An installed mtcheck is a file too, and executable.
    if path.is_file() and not os.access(path, os.X_OK):
        report = json.loads(path.read_text(encoding="utf-8"))
    else:
        report = _check(shlex.split(source), folder)
    return _run(report, folder), report


def _check(command: Sequence[str], folder: Path) -> dict[str, Any]:
    if "check" not in command:
        command = [*command, "check"]
    files = sorted(str(p) for p in folder.rglob("*") if p.is_file() and not _hidden(p, folder))
    merged: dict[str, Any] = {"signature": "", "documents": [], "errors": []}
    for at in range(0, len(files), _CHUNK):
        done = subprocess.run(
            [*command, "--format", "json", "--exit-zero", *files[at : at + _CHUNK]],
            capture_output=True,
            check=False,
        )
        try:
            part = json.loads(done.stdout)
        except ValueError as error:
            told = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise ValueError(f"{shlex.join(command)}: no report ({told})") from error
        merged["signature"] = part["signature"]
        merged["documents"] += part["documents"]
        merged["errors"] += part["errors"]
    return merged


def _hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def _run(report: dict[str, Any], folder: Path) -> Run:
    findings: dict[Key, dict[str, Any]] = {}
    verdicts = {}
    words = 0
    for document in report["documents"]:
        name = os.path.relpath(document["path"], folder)
        verdicts[name] = document["verdict"]["label"]
        words += document["words"]
        for found in document["findings"]:
            key = Key(name, found["start"], found["end"], found["category"], found["rule"])
            findings[key] = found
    errors = [f"{error['path']}: {error['message']}" for error in report["errors"]]
    return Run(report["signature"], findings, verdicts, errors, words)


def difference(before: Run, after: Run) -> Difference:
    """What the newer version finds anew, and no longer."""
    changed = [
        (name, label, after.verdicts[name])
        for name, label in before.verdicts.items()
        if name in after.verdicts and after.verdicts[name] != label
    ]
    return Difference(
        sorted(after.findings.keys() - before.findings.keys()),
        sorted(before.findings.keys() - after.findings.keys()),
        sorted(changed),
    )


def render(before: Run, after: Run, folder: Path, most: int) -> Iterator[str]:
    """The comparison, line by line; at most `most` findings a rule are shown."""
    found = difference(before, after)
    yield f"before  {before.signature}: {_rate(before)}"
    yield f"after   {after.signature}: {_rate(after)}"
    yield from (f"error   {line}" for line in after.errors if line not in before.errors)
    for name, old, new in found.verdicts:
        yield f"verdict {name}: {old} -> {new}"
    rules = Counter(key.rule for key in (*found.new, *found.gone))
    for rule in sorted(rules):
        fresh = [key for key in found.new if key.rule == rule]
        gone = [key for key in found.gone if key.rule == rule]
        yield ""
        yield f"{rule}: {len(fresh)} new, {len(gone)} gone"
        for sign, keys, run in (("+", fresh, after), ("-", gone, before)):
            for key in keys[:most]:
                yield _line(sign, key, run.findings[key], _text(folder / key.path))
            if len(keys) > most:
                yield f"  {sign} … and {len(keys) - most} more"
    yield ""
    yield (
        f"{len(found.new)} new, {len(found.gone)} gone, "
        f"{len(after.findings) - len(found.new)} as before, {len(found.verdicts)} verdicts changed"
    )


def _rate(run: Run) -> str:
    rate = 1000 * len(run.findings) / run.words if run.words else 0.0
    return f"{len(run.findings)} findings, {rate:.2f} per 1,000 words, {len(run.errors)} errors"


@lru_cache(maxsize=8)
def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def _line(sign: str, key: Key, found: dict[str, Any], text: str) -> str:
    fixes = found["suggestions"]
    fix = f" -> {fixes[0]['text']!r}" if fixes else ""
    shown = f"[{found['text']}]"
    if text[key.start : key.end] == found["text"]:
        before = text[max(0, key.start - _CONTEXT) : key.start]
        shown = f"…{before}{shown}{text[key.end : key.end + _CONTEXT]}…"
    where = f"{key.path}:{found['line']}:{found['column']}"
    return one_line(f"  {sign} {where} {found['severity']} {found['confidence']:.2f} {shown}{fix}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.ecosystem", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--before", required=True, help="saved report or command")
    parser.add_argument("--after", default="mtcheck", help="saved report or command")
    parser.add_argument("--save", type=Path, help="keep the newer report here")
    parser.add_argument("--most", type=int, default=10, help="findings shown for each rule")
    given = parser.parse_args(arguments)
    try:
        expect(given.save)
        before, _ = load(given.before, given.folder)
        after, report = load(given.after, given.folder)
        if given.save:
            write(given.save, json.dumps(report))
    except (MtcheckError, OSError, ValueError, LookupError) as error:
        print(f"ecosystem: {error}", file=sys.stderr)
        return 2
    for line in render(before, after, given.folder, given.most):
        print(line)
    found = difference(before, after)
    return int(bool(found.new or found.gone or found.verdicts or after.errors != before.errors))


if __name__ == "__main__":
    raise SystemExit(main())
