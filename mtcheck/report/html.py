"""HTML: one self-contained page; article text is escaped, and nothing is loaded from outside."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property
from importlib import resources
from pathlib import PurePath
from typing import TYPE_CHECKING, TextIO

from mtcheck.emit.escape import HOSTILE, one_line
from mtcheck.finding import Category, Label, Severity
from mtcheck.report.annotate import blocks
from mtcheck.report.base import Kind, Sections, kind
from mtcheck.report.fixes import is_safe
from mtcheck.report.rollup import Rollup, Row
from mtcheck.result import Document

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_CLIP = 60
_UNSAFE_NAME = re.compile(r"[^\w.-]+")


@kind("html", ".html", ".htm")
class Html(Kind):
    """A page with charts, verdict table, roll-up by site and each article side by side.

    Fixes are accepted by clicking; that needs no script. A content security policy allows the
    page's own style and script by their hashes and nothing else.
    """

    @cached_property
    def _environment(self) -> Environment:
        from jinja2 import Environment, PackageLoader, StrictUndefined  # only for HTML

        environment = Environment(
            loader=PackageLoader("mtcheck.report"), autoescape=True, undefined=StrictUndefined
        )
        environment.filters |= {
            "visible": _visible,
            "line": one_line,
            "clip": _clip,
            "percent": "{:.0%}".format,
            "g": "{:g}".format,
            "count_of": _count,
            "digest": _digest,
            "safe_fix": is_safe,
        }
        return environment

    def section(self, document: Document, row: Row) -> str:
        """The article side by side; empty when nothing was found in it."""
        if not document.findings:
            return ""
        return self._environment.get_template("article.html.j2").render(
            row=row, notes=document.notes, blocks=blocks(document), name=_file_name(document)
        )

    def write(self, out: TextIO, sections: Sections, rollup: Rollup) -> None:
        """The page around the sections."""
        from mtcheck.report import charts

        labels = (Label.SPUN, Label.MACHINE_TRANSLATED, Label.CLEAN, None)
        verdicts = [(label or "no verdict", rollup.total.verdicts[label]) for label in labels]
        categories = [
            (category.value, [rollup.by_kind[category, severity] for severity in Severity])
            for category in Category
        ]
        categories = sorted((c for c in categories if sum(c[1])), key=lambda c: -sum(c[1]))
        penalties = [row.penalty.before for row in rollup.rows]
        drawn = (
            ("Articles by verdict", charts.bars("Articles by verdict", verdicts)),
            (
                "Articles by penalty per 100 words",
                charts.histogram("Articles by penalty per 100 words", penalties),
            ),
            (
                "Findings by category",
                charts.bars("Findings by category", [(c, sum(n)) for c, n in categories]),
            ),
        )
        page = self._environment.get_template("page.html.j2").generate(
            options=self.options,
            style=_resource("report.css"),
            script=_resource("report.js"),
            total=rollup.total,
            failures=rollup.failures,
            charts=[(caption, chart) for caption, chart in drawn if chart],
            rows=rollup.ranked(),
            sites=rollup.ranked_sites(),
            labels=labels,
            severities=list(Severity),
            categories=categories,
            rules=rollup.by_rule.most_common(),
            sections=sections,
        )
        out.writelines(page)


def _resource(name: str) -> str:
    return resources.files("mtcheck.report").joinpath("templates", name).read_text("utf-8")


def _digest(text: str) -> str:
    """Source expression of a content security policy for an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _visible(text: str) -> Markup:
    """Escaped text with line ends; other control and bidirectional characters become marks."""
    from markupsafe import Markup, escape

    parts: list[str] = []
    position = 0
    for match in HOSTILE.finditer(text):
        character = match.group()
        if character in "\n\t":
            continue
        parts.append(escape(text[position : match.start()]))
        parts.append(f'<span class="hid" data-c="{ord(character):04X}"></span>')
        position = match.end()
    parts.append(escape(text[position:]))
    return Markup("".join(parts))  # noqa: S704  (every part is escaped above)


def _clip(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _CLIP else line[: _CLIP - 1] + "…"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _file_name(document: Document) -> str:
    """Name under which a browser saves the corrected text."""
    name = _UNSAFE_NAME.sub("_", PurePath(document.path).name).strip("._")[-100:] or "article.txt"
    return name + ".txt" if document.article.markup == "html" or "." not in name else name
