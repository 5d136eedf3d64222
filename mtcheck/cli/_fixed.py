"""One document with its fixes made: as text, as bytes of its file, and as a diff."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mtcheck.errors import InputError
from mtcheck.finding import Finding
from mtcheck.result import Document
from mtcheck.rewrite.apply import Edit, applicable, apply, choose, settle
from mtcheck.rewrite.diff import diff_name, unified_diff
from mtcheck.rewrite.write import Change, encode_like, split_mark
from mtcheck.settings import Settings

if TYPE_CHECKING:
    from mtcheck.article import Article

STDIN = "-"
Check = Callable[["Article"], Document]


@dataclass(frozen=True)
class Fixed:
    """`item` is the input as given, `change` its bytes before and after, `left` what stays."""

    item: str
    document: Document
    text: str
    left: tuple[Finding, ...]
    change: Change
    fixes: int

    @property
    def changed(self) -> bool:
        """True when there is something to write."""
        return self.text != self.document.article.text

    @property
    def as_bytes(self) -> bytes:
        """The corrected text in the encoding of what was read."""
        return self.change.after or self.text.encode(self.document.article.encoding)

    @property
    def held_back(self) -> int:
        """Findings that only an unsafe suggestion is left for."""
        return sum(bool(f.suggestions) and applicable(f) is None for f in self.left)

    @property
    def rest(self) -> Document:
        """The document with the findings that are left."""
        return replace(self.document, findings=self.left)


def fix_all(item: str, document: Document, check: Check, *, unsafe: bool) -> Fixed:
    """All suggestions that may be applied, until `check` asks for nothing more.

    InputError when the text cannot be written back in its file's encoding.
    """
    article = document.article
    count = 0
    writable = writable_in(article)

    def select(findings: Sequence[Finding]) -> list[Edit]:
        nonlocal count
        edits = [edit for edit in choose(findings, unsafe=unsafe) if writable(edit.replacement)]
        count += len(edits)
        return edits

    left: Sequence[Finding]
    if article.markup == "html":
        edits = select(document.findings)
        text, left = apply(article.text, edits), _others(document.findings, edits)
    else:
        text, left = settle(
            article.text, document.findings, lambda t: recheck(article, t, check), select
        )
    return _made(item, document, text, left, count)


def fix_some(item: str, document: Document, check: Check, edits: Sequence[Edit]) -> Fixed:
    """The given edits, sorted and apart, and no others."""
    article = document.article
    text = apply(article.text, edits)
    left = recheck(article, text, check) if edits else document.findings
    return _made(item, document, text, left, len(edits))


def recheck(article: Article, text: str, check: Check) -> tuple[Finding, ...]:
    """Findings of a corrected text, read as the file that it would be; none in an empty one."""
    from mtcheck.readers import read_bytes  # parsers

    if not text.strip():
        return ()
    data = text.encode("utf-8")
    settings = Settings(encoding="utf-8", max_bytes=len(data))
    return check(read_bytes(data, article.path or "", settings)).findings


def _made(item: str, document: Document, text: str, left: Sequence[Finding], count: int) -> Fixed:
    article = document.article
    if text == article.text:
        return Fixed(item, document, text, tuple(left), Change(item, b"", b""), 0)
    if article.markup == "html":
        old, new = article.text.encode("utf-8"), text.encode("utf-8")
        return Fixed(item, document, text, tuple(left), Change(item, old, new), count)
    before = _bytes(item, article)
    after = encode_like(before, article.text, text, article.encoding, document.path)
    return Fixed(item, document, text, tuple(left), Change(item, before, after), count)


def _bytes(item: str, article: Article) -> bytes:
    """The file's bytes; for what can be read only once, the text in its encoding."""
    if item != STDIN:
        try:
            if stat.S_ISREG(os.stat(item).st_mode):
                with open(item, "rb") as file:
                    return file.read()
        except OSError as error:
            raise InputError(item, f"cannot be read again: {error.strerror or error}") from error
    return article.text.encode(article.encoding)


def writable_in(article: Article) -> Callable[[str], bool]:
    """Whether the article's encoding has the characters of a text."""
    codec = split_mark(b"", article.encoding)[1]

    def writable(text: str) -> bool:
        try:
            text.encode(codec)
        except UnicodeEncodeError:
            return False
        return True

    return writable


def _others(findings: Sequence[Finding], edits: Sequence[Edit]) -> list[Finding]:
    made = {id(edit.finding) for edit in edits}
    return [finding for finding in findings if id(finding) not in made]


def diff_of(fixed: Fixed) -> tuple[bytes, str]:
    """The diff in the bytes of the file, and why it does not apply to the file, or ``""``.

    A diff that does not apply is commented out, so that the rest of the patch does.
    """
    change, article = fixed.change, fixed.document.article
    name = fixed.document.path if fixed.item == STDIN else fixed.item
    if article.markup == "html":
        problem = "the diff is of the extracted article and does not apply to the page"
        return _commented(unified_diff(name, article.text, fixed.text)), problem
    codec = split_mark(change.before, article.encoding)[1]
    patch = unified_diff(name, change.before.decode(codec), change.after.decode(codec))
    if "a\n".encode(codec) != b"a\n":
        problem = f"git takes {codec} as binary, so the diff does not apply"
        return _commented(patch), problem
    # The name stands in the diff in the file system's encoding, the lines in the file's.
    head = 2 if diff_name(name).isascii() else 0
    if head or codec == "utf-8":
        return patch.encode(codec), ""
    lines = patch.split("\n", 2)
    names = "\n".join(lines[:2]).encode("utf-8", "surrogateescape")
    return names + b"\n" + lines[2].encode(codec), ""


def _commented(patch: str) -> bytes:
    lines = patch.split("\n")[:-1]
    return "".join(f"# {line}\n" for line in lines).encode("utf-8", "replace")
