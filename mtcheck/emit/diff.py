"""A patch of the best suggestions."""

from __future__ import annotations

import codecs
import io

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.escape import one_line
from mtcheck.emit.positions import Positions
from mtcheck.emit.wording import has_lines, sentence
from mtcheck.result import Document
from mtcheck.rewrite.apply import apply, choose
from mtcheck.rewrite.diff import unified_diff


@emitter("diff", ".diff", ".patch")
class Diff(Emitter):
    """A unified diff that `git apply` takes, of the best suggestion of each finding, safe or not.

    All findings stand above it in lines that begin with `#`, which patch programs skip. Pages of
    HTML get no diff, since what was checked is the extracted article.
    """

    def document(self, document: Document) -> None:
        """Write the findings and the diff of one article."""
        article = document.article
        positions = Positions(article.text)
        for finding in document.findings:
            line, column = positions.position(finding.start)
            place = f"{one_line(document.path) or '<text>'}:{line}:{column}"
            self.out.write(f"# {place}: {finding.rule} {finding.severity}: {sentence(finding)}\n")
        if has_lines(document):
            after = apply(article.text, choose(document.findings, unsafe=True))
            self._patch(document.path or "text", article.text, after, article.encoding)

    def _patch(self, path: str, before: str, after: str, encoding: str) -> None:
        """Write the diff in the bytes of the file where the stream takes bytes."""
        codec = codecs.lookup(encoding).name
        if codec == "utf-8-sig":
            before, after, codec = "\ufeff" + before, "\ufeff" + after, "utf-8"
        patch = unified_diff(path, before, after)
        if codec == "utf-8" or not isinstance(self.out, io.TextIOWrapper):
            self.out.write(patch)
        elif codec.startswith(("utf-16", "utf-32")):
            if patch:
                self.out.write(f"# {one_line(path)}: no diff, git takes {encoding} as binary\n")
        else:
            self.out.flush()
            self.out.buffer.write(patch.encode(codec, "replace"))
            self.out.buffer.flush()
