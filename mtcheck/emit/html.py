"""One HTML page of annotated articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import shown, verdict_line
from mtcheck.finding import Finding, Severity
from mtcheck.result import Document, Failure, Summary

_STYLE = """
:root{color-scheme:light dark;--minor:light-dark(#7a5c00,#e8c660);
--major:light-dark(#a33b00,#ffa36b);--critical:light-dark(#a00028,#ff8095);
--is:light-dark(#00602b,#6fdc9a);--faint:light-dark(#595959,#ababab);
--line:light-dark(#d0d0d0,#484848)}
body{font:1rem/1.6 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;
background:light-dark(#fff,#161616);color:light-dark(#1a1a1a,#e6e6e6)}
article{border-top:1px solid var(--line);margin-top:2rem}
h2,.text,li{overflow-wrap:anywhere}
.text{white-space:pre-wrap;font-family:Georgia,serif}
.note,.about{color:var(--faint)}
mark{background:none;color:inherit;border-bottom:2px solid}
mark.minor,b.minor{color:var(--minor)}mark.major,b.major{color:var(--major)}
mark.critical,b.critical{color:var(--critical)}
ins{color:var(--is);text-decoration:none;font-weight:600}
a{color:inherit}
@media print{article{break-inside:avoid-page}}
""".strip()

_LINE_END = re.compile(r"\r\n|\r|\n")


def _visible(text: str) -> str:
    """Escaped text with its line ends; other controls are made visible."""
    return "\n".join(escape(one_line(line)) for line in _LINE_END.split(text))


@emitter("html", ".html", ".htm")
class Html(Emitter):
    """A page in itself: no script, no request, all text escaped, legible in light and dark."""

    def start(self) -> None:
        """Write the head."""
        self._count = 0
        self.out.write(
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
            '<meta http-equiv="Content-Security-Policy" '
            "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
            '<meta name="viewport" content="width=device-width">\n'
            f"<title>mtcheck</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
            "<h1>mtcheck</h1>\n"
        )

    def document(self, document: Document) -> None:
        """Write one annotated article."""
        self._count += 1
        name = escape(one_line(document.path)) or "text"
        self.out.write(
            f"<article>\n<h2>{name}</h2>\n<p class=about>{escape(verdict_line(document))}</p>\n"
        )
        for note in document.notes:
            self.out.write(f"<p class=note>Note: {escape(one_line(note))}</p>\n")
        if document.findings:
            self.out.write('<div class="text">')
            self.out.writelines(self._annotated(document))
            self.out.write("</div>\n<ol>\n")
            self.out.writelines(self._listed(document))
            self.out.write("</ol>\n")
        self.out.write("</article>\n")

    def _annotated(self, document: Document) -> Iterator[str]:
        text = document.article.text
        position = 0
        for number, finding in enumerate(document.findings, 1):
            link = f'<sup><a href="#f{self._count}-{number}">{number}</a></sup>'
            if finding.start < position:  # overlaps one of another category
                yield link
                continue
            yield _visible(text[position : finding.start])
            yield f'<mark class="{finding.severity}">{_change(finding)}</mark>{link}'
            position = finding.end
        yield _visible(text[position:])

    def _listed(self, document: Document) -> Iterator[str]:
        positions = Positions(document.article.text)
        for number, finding in enumerate(document.findings, 1):
            line, column = positions.position(finding.start)
            head = f"{line}:{column} <b class={finding.severity}>{finding.severity}</b>"
            rule = f"{finding.rule} {finding.name} ({finding.confidence:.0%})"
            what = f"<q>{_visible(finding.text)}</q> {escape(one_line(finding.message))}"
            parts = [f"{head} {rule}: {what}"]
            if finding.evidence:
                parts.append(f"evidence: {escape(one_line(finding.evidence))}")
            parts += [
                f"{escape(shown(s.text))} ({s.confidence:.0%}, {s.safety})"
                for s in finding.suggestions
            ]
            yield f'<li id="f{self._count}-{number}">{"; ".join(parts)}</li>\n'

    def error(self, failure: Failure) -> None:
        """Write why an input could not be checked."""
        self.out.write(
            f"<article>\n<h2>{escape(one_line(failure.path))}</h2>\n"
            f"<p>Not checked: {escape(one_line(failure.message))}</p>\n</article>\n"
        )

    def finish(self, summary: Summary) -> None:
        """Write the totals and close the page."""
        kinds = ", ".join(
            f"{summary.by_severity[severity]} {severity}"
            for severity in Severity
            if summary.by_severity[severity]
        )
        self.out.write(
            f"<footer><p>{summary.documents} articles, {summary.words} words, "
            f"{summary.findings} findings{f' ({kinds})' if kinds else ''}, "
            f"{summary.errors} not checked.</p>\n"
            f"<p class=note>mtcheck {escape(self.options.version)}, "
            f"{escape(self.options.signature)}</p></footer>\n</body>\n</html>\n"
        )


def _change(finding: Finding) -> str:
    """What was and what is suggested; what was alone where nothing is."""
    was = _visible(finding.text)
    if not finding.suggestions:
        return was
    best = _visible(finding.suggestions[0].text)
    return f"<del>{was}</del>" + (f"<ins>{best}</ins>" if best else "")
