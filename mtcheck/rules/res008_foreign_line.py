"""RES008: lines in another language."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mtcheck import language
from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Severity
from mtcheck.knowledge import boilerplate
from mtcheck.rules import _residue
from mtcheck.rules._lines import Line, Lines, lines
from mtcheck.rules.base import Context, rule

_LETTERS = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile(
    r"[\u0370-\u03ff\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0900-\u0e7f"
    r"\u10a0-\u10ff\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
_BEYOND_ASCII = re.compile(r"[^\W\d_a-zA-Z]")
_QUOTE = re.compile(r"[“\"„«‘'‹「『]")
# These stand inside personal and place names in English text too.
_CODE = re.compile(r"[<>{}=_`\\]|::|\w\(|://|\.\w+\(")
_PARTICLES = frozenset(
    "van de del la las los der da do dos von el le du di den des y e het zu".split()
)
_PROBABILITY = 0.9
_LONG = 8
_SEVERAL = 3
_SAMPLE = 300
_MOST_LINES = 2000
_BODY = "The council approved the new library on Monday after a long debate."


@rule(
    id="RES008",
    name="foreign-line",
    category=Category.RESIDUE,
    mqm="Accuracy/Untranslated",
    severity=Severity.MINOR,
    failing=(
        f"{_BODY}\n\nBu habere henüz kimse yorum yapmadı",
        f"{_BODY}\n\nDiese Seite verwendet Werbung, um die Redaktion zu bezahlen.",
        f"{_BODY}\n\nСпасибо за внимание\n\n{_BODY}",
    ),
    passing=(
        f"{_BODY}\n\nRecep Tayyip Erdoğan",
        f"{_BODY}\n\nJosé Ángel Muñoz\nLuis de la Fuente\n\n{_BODY}",
        f"{_BODY}\n\nDía de los Muertos\n\n{_BODY}",
        f"{_BODY}\n\n„Das ist nicht die Zeit für neue Schulden“\n\n{_BODY}",
    ),
    fixed=(f"{_BODY}\n\n", f"{_BODY}\n\n", f"{_BODY}\n\n\n\n{_BODY}"),
)
def foreign_line(article: Article, context: Context) -> Iterator[Finding]:
    """A line of an English article that is in another language: a notice, a label, a remnant.

    Language identification errs on short lines and names, so a short line must bear a second
    sign: small words of that language, lower-case words with its letters, another script, or
    foreign lines beside it. Quotations are left alone. The fix deletes the line.
    """
    del context
    found = lines(article)
    if found.last < 0:
        return
    tested = 0
    foreign: dict[int, tuple[str, float]] = {}
    doubtful: dict[int, str] = {}
    for index, line in enumerate(found.items):
        if not _possible(line) or tested >= _MOST_LINES:
            continue
        tested += 1
        code, confidence = _judge(found, index)
        if confidence:
            foreign[index] = (code, confidence)
        elif code:
            doubtful[index] = code
    for index, code in doubtful.items():
        beside = index - 1 in foreign or index + 1 in foreign
        if beside and not found.inside(index):
            foreign[index] = (code, 0.7)
    for index, (code, confidence) in sorted(foreign.items()):
        line = found.items[index]
        yield foreign_line.finding(
            article,
            line.start,
            line.end,
            "Line in another language",
            confidence=confidence,
            evidence=f"looks like language “{code}” by its letters and words",
            suggestions=[_residue.delete(confidence, sure=False)],
        )


def _possible(line: Line) -> bool:
    words = _LETTERS.findall(line.text[:_SAMPLE])
    if not words or line.markup or _QUOTE.match(line.text) or _CODE.search(line.text[:_SAMPLE]):
        return False
    return language.function_words(words) < 0.1 * len(words) + 0.5 or bool(
        _OTHER_SCRIPT.search(line.text[:_SAMPLE])
    )


def _judge(found: Lines, index: int) -> tuple[str, float]:
    """Language and confidence; confidence 0 when it is one only beside other foreign lines."""
    line = found.items[index]
    sample = line.text[:_SAMPLE]
    words = _LETTERS.findall(sample)
    letters = sum(map(len, words))
    code, probability, reliable = language.identify(sample)
    other = len(_OTHER_SCRIPT.findall(sample))
    if other >= 2 and other > 0.6 * letters:
        return code, 0.9
    if code == "en" or not reliable or len(words) < 2 or other:
        return "", 0.0
    if probability < _PROBABILITY or "-" in code:
        return code if _BEYOND_ASCII.search(sample) and not _name(words) else "", 0.0
    small = [w for w in boilerplate.normalise(sample) if w in boilerplate.small_words(code)]
    marked = any(w[0].islower() and _BEYOND_ASCII.search(w) for w in words[1:])
    telling = [w for w in small if w not in _PARTICLES]
    if len(words) < _LONG and found.inside(index):
        return (code, 0.7) if marked and len(words) >= _SEVERAL else ("", 0.0)
    if marked or telling or (len(words) >= _LONG and len(small) >= 2):
        return code, 0.9 if len(words) >= _LONG else 0.8
    return code if _BEYOND_ASCII.search(sample) else "", 0.0


def _name(words: list[str]) -> bool:
    return all(word[0].isupper() for word in words)
