"""The questions of `mtcheck fix --interactive`, answered on a terminal or by a pipe."""

from __future__ import annotations

import sys
from collections.abc import Callable
from enum import Enum, auto

import typer

from mtcheck.cli._fixed import writable_in
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.finding import Finding, Safety, Suggestion
from mtcheck.result import Document
from mtcheck.rewrite.apply import Edit, choose

_CONTEXT = 60
_QUESTION = "[a]ccept, [r]eject, [e]dit, [s]kip rule, [q]uit? "


class _Answer(Enum):
    REJECT = auto()
    SKIP = auto()
    QUIT = auto()


class Asker:
    """Asks about each suggestion; rules that were skipped stay skipped in later documents."""

    def __init__(self, *, unsafe: bool, colour: bool = False) -> None:
        self.stopped = False
        self._unsafe = unsafe
        self._colour = colour
        self._skipped: set[str] = set()

    def ask(self, document: Document) -> list[Edit]:
        """The edits that were accepted, sorted; `stopped` is set when the user quits."""
        accepted: list[Edit] = []
        writable = writable_in(document.article)
        positions = Positions(document.article.text)
        for edit in choose(document.findings, unsafe=self._unsafe):
            finding = edit.finding
            if finding.rule in self._skipped:
                continue
            self._show(document, finding, positions)
            answer = self._answer(finding, writable)
            if isinstance(answer, str):
                if answer != finding.text:
                    accepted.append(edit._replace(replacement=answer))
            elif answer is _Answer.SKIP:
                self._skipped.add(finding.rule)
            elif answer is _Answer.QUIT:
                self.stopped = True
                break
        return accepted

    def _offered(self, finding: Finding) -> list[Suggestion]:
        return [s for s in finding.suggestions if self._unsafe or s.safety is Safety.SAFE]

    def _show(self, document: Document, finding: Finding, positions: Positions) -> None:
        line, column = positions.position(finding.start)
        text = document.article.text
        left = text[max(0, finding.start - _CONTEXT) : finding.start]
        right = text[finding.end : finding.end + _CONTEXT]
        best, *others = self._offered(finding)
        was = self._styled(f"[-{one_line(finding.text)}-]", typer.colors.RED) * bool(finding.text)
        now = self._styled(f"{{+{one_line(best.text)}+}}", typer.colors.GREEN) * bool(best.text)
        name = one_line(document.path) or "<text>"
        typer.echo(
            f"\n{name}:{line}:{column}: {finding.rule} {finding.name}"
            f" ({finding.severity}, {finding.confidence:.0%}): {one_line(finding.message)}"
        )
        typer.echo(f"  {_flat(left)}{was}{now}{_flat(right)}")
        if others:
            numbered = (
                f"{number} {one_line(s.text) or '(delete)'} ({s.confidence:.0%} {s.safety})"
                for number, s in enumerate([best, *others], 1)
            )
            typer.echo("  " + ", ".join(numbered))

    def _styled(self, text: str, colour: str) -> str:
        return typer.style(text, fg=colour) if self._colour else text

    def _answer(self, finding: Finding, writable: Callable[[str], bool]) -> str | _Answer:
        """A replacement, or what else to do; asks until the answer is one."""
        offered = self._offered(finding)
        question = _QUESTION
        if len(offered) > 1:
            question = question.replace("[a]ccept", f"[a]ccept or 1-{len(offered)}")
        plain: dict[str, str | _Answer] = {
            "a": offered[0].text,
            "accept": offered[0].text,
            **{str(number): s.text for number, s in enumerate(offered, 1)},
            **dict.fromkeys(("r", "reject"), _Answer.REJECT),
            **dict.fromkeys(("s", "skip", "skip rule"), _Answer.SKIP),
            **dict.fromkeys(("q", "quit"), _Answer.QUIT),
        }
        while True:
            given = _read(question)
            if given is None:
                return _Answer.QUIT
            word = given.strip().casefold()
            answer = plain.get(word)
            if word in ("e", "edit"):
                answer = _read("replacement (empty deletes): ")
                if answer is None:
                    return _Answer.QUIT
            if isinstance(answer, str) and not writable(answer):
                typer.echo("that cannot be written in the encoding of the file")
            elif answer is not None:
                return answer


def _read(question: str) -> str | None:
    """A line of standard input without its end, or None at the end of the input or on Ctrl-C."""
    typer.echo(question, nl=False)
    try:
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        line = ""
    if not sys.stdin.isatty():
        typer.echo()
    return line.rstrip("\r\n") if line else None


def _flat(text: str) -> str:
    return one_line(text.replace("\r\n", " ").replace("\n", " ").replace("\r", " "))
