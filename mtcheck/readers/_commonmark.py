"""Markdown: code, link targets, images, markup, front matter and HTML are not prose.

Blocks come from markdown-it. Its inline tokens carry no places, so its inline rules are wrapped
to note what each of them consumed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    strikethrough,
)

from mtcheck import directives
from mtcheck.article import Article, Span

_LINES = re.compile(r"([^\r\n]*)(\r\n|\r|\n|\Z)")
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_MASKS = "mtcheck_masks"


def parse_markdown(text: str, path: str, encoding: str) -> Article:
    """The text as it stands, with its paragraphs and their running text."""
    lines = _lines(text)
    body = _front_matter(text, lines)
    source = "\n" * body + "\n".join(text[start:end] for start, end in lines[body:])
    parser = _parser()
    environment: dict[str, Any] = {}
    prose: list[Span] = []
    paragraphs: list[Span] = []
    code: list[range] = []  # lines
    row: tuple[int, int] = (-1, 0)  # line and cursor in it, for the cells of a table row
    for token in parser.parse(source, environment):
        if token.type in ("fence", "code_block") and token.map is not None:
            code.append(range(*token.map))
        if token.type != "inline" or token.map is None:
            continue
        first = token.map[0]
        cursor = row[1] if row[0] == first else 0
        masks = _masks(token.content, environment)
        found = list(_regions(text, lines, (first, cursor), token.content, masks))
        prose.extend(found)
        if found:
            paragraphs.append(Span(found[0].start, found[-1].end))
            row = (first, found[-1].end - lines[first].start)
    return Article(
        text,
        path=path,
        markup="markdown",
        regions=tuple(prose),
        layout=tuple(paragraphs),
        encoding=encoding,
        comments=tuple(_comments(text, lines, code)),
    )


def _comments(text: str, lines: list[Span], code: list[range]) -> Iterator[directives.Directive]:
    """Suppression comments that are not shown as code."""
    for directive in directives.find(text, plain=False):
        line = bisect_right(lines, directive.start, key=lambda span: span.start) - 1
        if not any(line in block for block in code):
            yield directive


def _lines(text: str) -> list[Span]:
    """Spans of all lines without their ends."""
    return [Span(*match.span(1)) for match in _LINES.finditer(text)]


def _front_matter(text: str, lines: list[Span]) -> int:
    """Number of lines of YAML or TOML front matter."""
    closing = _FENCES.get(text[slice(*lines[0])].rstrip())
    if closing is None:
        return 0
    for index, (start, end) in enumerate(lines[1:], 1):
        if text[start:end].rstrip() in closing:
            return index + 1
    return 0


def _regions(
    text: str,
    lines: list[Span],
    first: tuple[int, int],
    content: str,
    masks: list[tuple[int, int]],
) -> Iterator[Span]:
    """Prose of the inline content of the block at line and column `first`, as spans of `text`."""
    offset = 0
    top, cursor = first
    for number, line in enumerate(content.split("\n"), top):
        stripped = line.strip()
        if number < len(lines) and stripped:
            start, end = lines[number]
            at = text.find(stripped, start + cursor, end)
            if at >= 0:  # else tabs or escapes were rewritten: not prose that can be pointed at
                lead = offset + line.index(stripped)
                for left, right in _without(masks, lead, lead + len(stripped)):
                    yield Span(at + left - lead, at + right - lead)
        cursor = 0
        offset += len(line) + 1


def _without(masks: list[tuple[int, int]], start: int, end: int) -> Iterator[tuple[int, int]]:
    for left, right in masks:
        if right <= start or left >= end:
            continue
        if left > start:
            yield start, left
        start = max(start, right)
    if start < end:
        yield start, end


def _masks(content: str, environment: dict[str, Any]) -> list[tuple[int, int]]:
    """Sorted spans of `content` that are markup, code, targets or images."""
    masks: list[tuple[int, int]] = []
    parser = _parser()
    state = StateInline(content, parser, {**environment, _MASKS: (content, masks)}, [])
    parser.inline.tokenize(state)
    return sorted(masks)


def _note(state: StateInline, start: int, end: int) -> None:
    content, masks = state.env[_MASKS]
    if state.src is content:  # an image's description is parsed as a content of its own
        masks.append((start, end))


def _whole(rule: Any, length: int | None = None) -> Any:
    """The rule, noting all (or the first `length`) of what it consumes."""

    def noting(state: StateInline, silent: bool) -> bool:
        start = state.pos
        done = bool(rule(state, silent))
        if done and not silent:
            _note(state, start, state.pos if length is None else start + length)
        return done

    return noting


def _emphasis(state: StateInline, silent: bool) -> bool:
    """The emphasis rule, noting the marks unless they stand inside a word or an address."""
    start = state.pos
    done = emphasis.tokenize(state, silent)
    before, after = state.src[max(0, start - 1) : start], state.src[state.pos : state.pos + 1]
    if done and not silent and not (before.isalnum() and after.isalnum()):
        _note(state, start, state.pos)
    return done


def _link(state: StateInline, silent: bool) -> bool:
    """The link rule, noting what stands around the link's text."""
    start = state.pos
    if state.src[start] != "[":
        return False
    label_end = state.md.helpers.parseLinkLabel(state, start, True)
    done = link(state, silent)
    if done and not silent:
        _note(state, start, start + 1)
        _note(state, label_end, state.pos)
    return done


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.core.ruler.disable(["inline", "text_join"])
    for name, rule in (
        ("autolink", autolink),
        ("backticks", backtick),
        ("entity", entity),
        ("html_inline", html_inline),
        ("image", image),
        ("strikethrough", strikethrough.tokenize),
    ):
        parser.inline.ruler.at(name, _whole(rule))
    parser.inline.ruler.at("escape", _whole(escape, 1))
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.inline.ruler.at("link", _link)
    return parser
