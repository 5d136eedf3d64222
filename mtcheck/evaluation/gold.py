"""Gold files: articles with annotated spans, one JSON object a line.

A row is `{"article": name or null, "text": …, "spans": […], "label": …}`; a span has `start`,
`end`, `text`, `category`, `severity` and `fixes`, every acceptable replacement of exactly that
span. Three keys are optional: `original` is the text before it was damaged, `phrases` lists known
bad phrases of an article that was not annotated span by span (each a string, or an object with the
phrase under `spun`), and `text` may be left out where a folder holds the articles.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError
from mtcheck.finding import Label, Severity

# A word to the eye: a run without white space that holds a letter or digit.
_WORD = re.compile(r"\S*\w\S*")


@dataclass(frozen=True, slots=True)
class GoldSpan:
    """One annotated error; `fixes` are the acceptable replacements of `text[start:end]`.

    `category` may be one that no rule has: the span then counts where categories are not told
    apart.
    """

    start: int
    end: int
    text: str
    category: str
    severity: Severity
    fixes: tuple[str, ...]


@dataclass(frozen=True)
class GoldArticle:
    """One annotated article.

    `spans` is None when nobody annotated the spans: such an article counts for verdicts, phrases
    and, when its label is clean, for false alarms.
    """

    name: str
    text: str
    spans: tuple[GoldSpan, ...] | None
    label: Label | None
    original: str | None = None
    phrases: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[GoldSpan, ...]:
        """The annotated spans; none for a clean article without annotation."""
        return self.spans or ()

    @property
    def is_annotated(self) -> bool:
        """True when every error in the text is known."""
        return self.spans is not None or self.label is Label.CLEAN

    @cached_property
    def words(self) -> tuple[tuple[int, int], ...]:
        """Spans of the white-space-separated words, the unit of word metrics and of rates."""
        return tuple(match.span() for match in _WORD.finditer(self.text))


def read_gold(paths: Iterable[Path | str], folder: Path | None = None) -> list[GoldArticle]:
    """All articles of the gold files, in order; a directory stands for its `gold.jsonl`.

    InputError names file and line of the first row that does not hold what it should: a number
    over the rows that happen to be readable would be another number.
    """
    return [article for path in paths for article in _read(_file(Path(path)), folder)]


def corpus_hash(articles: Sequence[GoldArticle]) -> str:
    """Eight hex digits over texts, spans, fixes and labels; the order of rows does not count."""
    rows = sorted(
        hashlib.sha256(
            repr((a.name, a.text, a.spans, a.label, a.original, a.phrases)).encode(
                "utf-8", "surrogatepass"
            )
        ).hexdigest()
        for a in articles
    )
    return hashlib.sha256("".join(rows).encode()).hexdigest()[:8]


def gold_row(article: GoldArticle) -> dict[str, Any]:
    """The JSON object of an article, as `read_gold` reads it."""
    row: dict[str, Any] = {
        "article": article.name or None,
        "label": article.label.value if article.label else None,
        "text": article.text,
    }
    if article.spans is not None:
        row["spans"] = [
            {
                "start": s.start,
                "end": s.end,
                "text": s.text,
                "category": str(s.category),
                "severity": s.severity.value,
                "fixes": list(s.fixes),
            }
            for s in article.spans
        ]
    if article.original is not None:
        row["original"] = article.original
    if article.phrases:
        row["phrases"] = list(article.phrases)
    return row


def _file(path: Path) -> Path:
    return path / "gold.jsonl" if path.is_dir() else path


def _read(path: Path, folder: Path | None) -> Iterator[GoldArticle]:
    try:
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(str(path), f"cannot be read: {reason}") from error
    try:
        lines = data.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8: byte {error.start} cannot be decoded") from error
    found = False
    for number, line in enumerate(lines, 1):
        if line.strip():
            found = True
            try:
                yield _article(json.loads(line), folder)
            except (ValueError, RecursionError) as error:
                raise InputError(str(path), f"line {number}: {_reason(error)}") from error
    if not found:
        raise InputError(str(path), "empty: there are no gold articles in it")


def _reason(error: Exception) -> str:
    return f"not JSON: {error}" if isinstance(error, json.JSONDecodeError) else str(error)


def _article(row: Any, folder: Path | None) -> GoldArticle:
    _expect(isinstance(row, dict), "a gold row is a JSON object")
    name = row.get("article") or ""
    _expect(isinstance(name, str), "`article` is a name or null")
    text = row.get("text")
    if text is None and folder is not None and name:
        text = _text_of(folder / name)
    hint = "" if folder else " (name the folder of the articles with --articles)"
    _expect(isinstance(text, str) and text.strip(), f"no `text`{hint}")
    label = row.get("label")
    _expect(label is None or label in list(Label), f"label {label!r} is none of {', '.join(Label)}")
    original = row.get("original")
    _expect(original is None or isinstance(original, str), "`original` is a text")
    spans = row.get("spans")
    _expect(spans is None or isinstance(spans, list), "`spans` is a list")
    phrases = row.get("phrases") or []
    _expect(isinstance(phrases, list), "`phrases` is a list")
    return GoldArticle(
        name,
        text,
        None if spans is None else tuple(sorted((_span(s, text) for s in spans), key=_place)),
        None if label is None else Label(label),
        original,
        tuple(map(_phrase, phrases)),
    )


def _expect(holds: object, message: str) -> None:
    if not holds:
        raise ValueError(message)


def _place(span: GoldSpan) -> tuple[int, int]:
    return span.start, span.end


def _text_of(path: Path) -> str:
    from mtcheck.readers import read_path  # parsers
    from mtcheck.settings import Settings

    return read_path(path, Settings()).text


def _span(row: Any, text: str) -> GoldSpan:
    _expect(
        isinstance(row, dict) and {"start", "end", "category"} <= set(row),
        "a span is an object with start, end and category",
    )
    start, end = row["start"], row["end"]
    inside = type(start) is int and type(end) is int and 0 <= start <= end <= len(text)
    _expect(inside, f"span {start!r}:{end!r} is not in the text")
    here, said = text[start:end], row.get("text", text[start:end])
    _expect(said == here, f"span {start}:{end} says {said!r}, not {here!r}")
    fixes = row.get("fixes") or []
    _expect(
        isinstance(fixes, list) and all(isinstance(fix, str) for fix in fixes),
        f"span {start}:{end}: `fixes` is a list of texts",
    )
    category, severity = row["category"], Severity(row.get("severity", "major"))
    _expect(isinstance(category, str), f"span {start}:{end}: `category` is a text")
    return GoldSpan(start, end, here, category, severity, tuple(fixes))


def _phrase(row: Any) -> str:
    phrase = row.get("spun") if isinstance(row, dict) else row
    if not isinstance(phrase, str) or not phrase.strip():
        raise ValueError("a phrase is a text, or an object with a text under `spun`")
    return phrase
