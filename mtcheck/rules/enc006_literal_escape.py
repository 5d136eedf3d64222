"""ENC006: an escape sequence left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._subject import about_characters
from mtcheck.rules.base import Context, rule

_ESCAPE = re.compile(
    r"(?P<u>(?:\\u[0-9a-fA-F]{4}){1,50})|(?P<x>(?:\\x[0-9a-fA-F]{2}){1,50})"
    r"|(?P<qp>(?:=[0-9A-F]{2}){2,50})|(?P<quote>\\(?=['\"]))"
    r"|(?P<url>(?<=[A-Za-z,.])(?:%20|%2C|%27|%22|%E2%80%9[0-9A-F])(?=[A-Za-z%]))"
)
_HINT = re.compile(r"\\|=[C-F]|%[2E]")
_CONTRACTION = re.compile(r"'(?:s|t|re|ve|ll|d|m)\b|\"(?:[\s.,;:!?)]|$)")


def _decode(match: re.Match[str]) -> str | None:
    """What the sequence stands for; None when it is none."""
    kind, raw = match.lastgroup, match[0]
    try:
        if kind == "u":
            units = b"".join(
                int(code, 16).to_bytes(2, "big") for code in re.findall(r"[0-9a-fA-F]{4}", raw)
            )
            return units.decode("utf-16-be")
        if kind == "x":
            return bytes.fromhex(raw.replace("\\x", "")).decode("utf-8")
        if kind == "qp":
            return bytes.fromhex(raw.replace("=", "")).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return unquote(raw) if kind == "url" else ""


def _plausible(match: re.Match[str], decoded: str) -> bool:
    text, kind = match.string, match.lastgroup
    if kind == "quote":
        # LaTeX writes accents as \'e; an escaped quote opens, closes or contracts.
        opens = match.start() == 0 or text[match.start() - 1] in " \n(“["
        return opens or _CONTRACTION.match(text, match.end()) is not None
    if kind == "qp":
        return not decoded.isascii() and decoded.isprintable()
    return all(c.isprintable() or c in "\n\t\u00a0\u200b" for c in decoded)


@rule(
    id="ENC006",
    name="literal-escape",
    category=Category.ENCODING,
    mqm="Fluency/Character encoding",
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    failing=("It isn\\u2019t over.", "It isn\\'t over."),
    passing=("It isn’t over.", "In JSON \\u2019 is an apostrophe.", "See C:\\users\\anna."),
    fixed=("It isn’t over.", "It isn't over."),
)
def literal_escape(article: Article, _context: Context) -> Iterator[Finding]:
    r"""An escape sequence of a data format that was never decoded: "isn\u2019t".

    Sequences of JSON and programming languages, quoted-printable mail and percent-encoded
    addresses. Code and addresses are not looked at; articles about them are left alone.
    """
    text = article.masked
    if not _HINT.search(text) or about_characters(article):
        return
    for match in _ESCAPE.finditer(text):
        decoded = _decode(match)
        if decoded is None or not _plausible(match, decoded):
            continue
        yield literal_escape.finding(
            article,
            *match.span(),
            "escape sequence left in the text",
            confidence=0.96,
            evidence=f"{match[0]} stands for {decoded!r}" if decoded else "escaped quotation mark",
            suggestions=[decoded.replace("\u00a0", " ").replace("\u200b", "")],
        )
