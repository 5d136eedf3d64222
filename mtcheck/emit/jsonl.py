"""JSON lines of schema `mtcheck/1`."""

from __future__ import annotations

from mtcheck.emit.base import Emitter, emitter
from mtcheck.emit.json import document_object, dump
from mtcheck.result import Document


@emitter("jsonl", ".jsonl")
class JsonLines(Emitter):
    """One document object a line; inputs that could not be checked are named on standard error."""

    def document(self, document: Document) -> None:
        """Write one line."""
        self.out.write(dump(document_object(document)) + "\n")
