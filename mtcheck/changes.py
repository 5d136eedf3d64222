"""Which lines of which files changed since a git revision."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mtcheck.errors import UsageError
from mtcheck.result import Document, penalty_per_100_words

Lines = list[range] | None
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")


class Changes:
    """Changed lines of the working tree of the repository around `folder`.

    They are those since `base` and the current branch parted (their merge base), with untracked
    files as a whole. UsageError without git, repository or revision.
    """

    def __init__(self, base: str, folder: Path) -> None:
        self._root = folder
        self._root = Path(os.fsdecode(self._git("rev-parse", "--show-toplevel").rstrip(b"\n")))
        commit = self._git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}",
            why=f"{base!r} is not a revision of {self._root}",
        ).strip().decode()  # fmt: skip
        start = self._git(
            "merge-base", commit, "HEAD", why=f"{base!r} and HEAD have no commit in common"
        )
        diff = [
            "-c",
            "core.quotePath=false",
            "diff",
            "-M",
            "--no-color",
            "--no-ext-diff",
            "--no-relative",
        ]
        since = start.strip().decode()
        names = self._git(*diff, "--numstat", "-z", since, "--")
        patch = self._git(*diff, "--no-textconv", "--unified=0", since, "--")
        others = self._git("ls-files", "--others", "--exclude-standard", "-z", "--full-name", "--")
        self._lines: dict[str, Lines] = dict(zip(_names(names), _sections(patch), strict=True))
        self._lines |= {os.fsdecode(name): None for name in others.split(b"\0") if name}

    def _git(self, *arguments: str, why: str = "") -> bytes:
        command = ["git", "-C", str(self._root), *arguments]
        try:
            done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
        except OSError as error:
            raise UsageError(f"--diff-base needs git: {error.strerror or error}") from error
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise UsageError(f"--diff-base: {why or said or 'git failed'}")
        return done.stdout

    def _key(self, path: str) -> str:
        real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
        return os.path.relpath(real, os.path.realpath(self._root)).replace(os.sep, "/")

    def touches(self, path: str) -> bool:
        """True for a file with changed lines, and for what lies outside the repository."""
        key = self._key(path)
        return key.startswith("../") or self._lines.get(key, []) != []

    def narrow(self, document: Document) -> Document:
        """The document with only the findings on changed lines.

        A page of HTML is taken as a whole, since its findings have no lines in the file.
        """
        lines = self._lines.get(self._key(document.path))
        if lines is None or document.article.markup == "html":
            return document
        text = document.article.text
        left = []
        for finding in document.findings:
            first = text.count("\n", 0, finding.start) + 1
            last = first + text.count("\n", finding.start, max(finding.start, finding.end - 1))
            if any(first < block.stop and block.start <= last for block in lines):
                left.append(finding)
        penalty = penalty_per_100_words(left, document.article.word_count)
        return replace(document, findings=tuple(left), penalty_per_100_words=penalty)


def _names(numstat: bytes) -> Iterator[str]:
    """Present names of the files of `git diff --numstat -z`, in its order."""
    fields = iter(numstat.split(b"\0"))
    for field in fields:
        if field:
            name = field.split(b"\t", 2)[2]
            if not name:  # renamed: the old and the new name follow
                next(fields)
                name = next(fields)
            yield os.fsdecode(name)


def _sections(patch: bytes) -> Iterator[Lines]:
    """Changed lines of each file of `git diff --unified=0`, in its order; None for all lines."""
    lines = iter(patch.split(b"\n"))
    current: Lines = None
    begun = False
    for line in lines:
        hunk = _HUNK.match(line)
        if line.startswith(b"diff --git "):
            if begun:
                yield current
            begun, current = True, []
        elif line.startswith(b"Binary files "):
            current = None
        elif hunk:
            removed, first, added = (int(group or b"1") for group in hunk.groups())
            if current is not None and added:
                current.append(range(first, first + added))
            for _ in range(removed + added):
                while next(lines).startswith(b"\\"):
                    pass
    if begun:
        yield current
