"""JUnit's XML."""

from __future__ import annotations

import re
from html import escape  # for XML as well, and lighter than the library's own for XML

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import has_lines, sentence, verdict_line
from mtcheck.result import Document, Failure, Summary

# What XML 1.0 cannot hold, even escaped, and `one_line` lets pass.
_NOT_XML = re.compile("[\ufffe\uffff]")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", one_line(text))


def _attributes(**values: object) -> str:
    return "".join(f' {name}="{escape(_clean(str(value)))}"' for name, value in values.items())


@emitter("junit", ".xml")
class JUnit(Emitter):
    """A test suite an article and a test case a finding.

    Findings at or above `--fail-on` are failures, others are skipped tests; an article without
    findings is one test that passes, an input that could not be checked one in error.
    """

    def start(self) -> None:
        """Open the document."""
        self.out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mtcheck">\n')

    def document(self, document: Document) -> None:
        """Write one suite."""
        limit = self.options.settings.fail_on
        failing = [limit is not None and f.severity.rank >= limit.rank for f in document.findings]
        count = {
            "tests": max(1, len(failing)),
            "failures": sum(failing),
            "errors": 0,
            "skipped": len(failing) - sum(failing),
        }
        self.out.write(f"<testsuite{_attributes(name=document.path or 'text', **count)}>\n")
        if not failing:
            self.out.write(f"<testcase{_attributes(classname=document.path, name='clean')}/>\n")
        positions = Positions(document.article.text)
        for finding, fails in zip(document.findings, failing, strict=True):
            line, column = positions.position(finding.start)
            name = f"{finding.rule} {finding.name} {line}:{column}"
            place = {"file": document.path, "line": line} if has_lines(document) else {}
            case = _attributes(classname=document.path, name=name, **place)
            tag = "failure" if fails else "skipped"
            type_ = {"type": finding.severity.value} if fails else {}
            message = sentence(finding)
            self.out.write(
                f"<testcase{case}><{tag}{_attributes(message=message, **type_)}>"
                f"{escape(_clean(message))}</{tag}></testcase>\n"
            )
        about = [verdict_line(document), *document.notes]
        self.out.write(f"<system-out>{escape(_clean('; '.join(about)))}</system-out>\n")
        self.out.write("</testsuite>\n")

    def error(self, failure: Failure) -> None:
        """Write one suite with an error."""
        count = {"tests": 1, "failures": 0, "errors": 1, "skipped": 0}
        self.out.write(
            f"<testsuite{_attributes(name=failure.path, **count)}>\n"
            f"<testcase{_attributes(classname=failure.path, name='input')}>"
            f"<error{_attributes(message=failure.message, type='input')}/></testcase>\n"
            "</testsuite>\n"
        )

    def finish(self, summary: Summary) -> None:  # noqa: ARG002
        """Close the document."""
        self.out.write("</testsuites>\n")
