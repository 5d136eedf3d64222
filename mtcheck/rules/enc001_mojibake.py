"""ENC001: text decoded with the wrong encoding."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rules._subject import about_characters
from mtcheck.rules.base import Context, rule

# Runs outside ASCII, with the plain space that a no-break space is turned into after Â and Ã.
_RUN = re.compile(r"(?:[^\x00-\x7f\ufffc]|(?<![^\W_])[ÂÃ] ){1,400}")
_TYPOGRAPHY = re.compile(r"[“”‘’—–…\u00a0•·«»]+")
_BROKEN = re.compile(r"â€")


@rule(
    id="ENC001",
    name="mojibake",
    category=Category.ENCODING,
    mqm="Fluency/Character encoding",
    severity=Severity.MAJOR,
    safety=Safety.SAFE,
    failing=("It isnâ€™t over.", "A cafÃ© in Paris charged Â£5."),
    passing=("It isn’t over.", "A café in São Paulo – “não”.", "The CÂMARA met in İzmir."),
    fixed=("It isn’t over.", "A café in Paris charged £5."),
)
def mojibake(article: Article, _context: Context) -> Iterator[Finding]:
    """Characters that come from decoding UTF-8 as another encoding: "isnâ€™t" for "isn’t".

    The ftfy library decides what is mojibake and undoes it; sequences that it cannot undo,
    because a part was lost, are reported without a suggestion. Articles about encodings are
    left alone.
    """
    text = article.masked
    if text.isascii() or about_characters(article):
        return
    from ftfy import fix_encoding  # loads tables

    for match in _RUN.finditer(text):
        run = match[0]
        if len(run) < 2 or _TYPOGRAPHY.fullmatch(run):
            continue
        fixed = fix_encoding(run).replace("\u00a0", " ").replace("\ufeff", "")
        if fixed != run.replace("\u00a0", " ") and "\ufffd" not in fixed:
            yield mojibake.finding(
                article,
                *match.span(),
                "suspected wrong decoding of UTF-8",
                confidence=0.98,
                evidence=f"{run!r} is {fixed!r} read with another encoding",
                suggestions=[fixed],
            )
        elif broken := _BROKEN.search(run):
            start = match.start() + broken.start()
            yield mojibake.finding(
                article,
                start,
                start + len(broken[0]),
                "suspected wrong decoding of UTF-8; a character was lost",
                confidence=0.95,
                evidence="â€ is what is left of a quotation mark or dash",
            )
