"""Files with one article each: text, Markdown, HTML, by the readers of `mtcheck check`."""

from __future__ import annotations

import os
from collections.abc import Iterator

from mtcheck.corpus.opening import open_stored
from mtcheck.corpus.records import Input, Page, Raw, Reason, Rejected
from mtcheck.corpus.sources.base import Source, source
from mtcheck.errors import InputError
from mtcheck.readers import read_bytes


@source("files")
class Files(Source):
    """A set of files, read one after the other."""

    def read(self, input: Input) -> Iterator[Raw]:
        """The bytes of each file; one that cannot be opened is a bad record."""
        done = 0
        limit = self.settings.max_bytes
        for path in input.files:
            try:
                with open_stored(path) as file:
                    data = file.read(limit + 1)
            except (PermissionError, FileNotFoundError, IsADirectoryError) as error:
                message = f"cannot be read: {error.strerror or error}"
                yield Raw(path, done, problem=(Reason.UNREADABLE, message))
                continue
            done += len(data)
            if len(data) > limit:
                message = f"larger than {limit / 1e6:g} MB"
                yield Raw(path, done, problem=(Reason.TOO_LARGE, message))
            else:
                yield Raw(path, done, data)

    def page(self, raw: Raw) -> Page:
        """The article that the suffix's reader finds."""
        assert isinstance(raw.data, bytes)  # noqa: S101  (by `read`)
        if not raw.data.strip():
            raise Rejected(Reason.EMPTY, "there is no text to check")
        try:
            article = read_bytes(raw.data, raw.path, self.settings)
        except InputError as error:
            html = os.path.splitext(raw.path)[1].lower() in (".html", ".htm", ".xhtml")
            lost = html and error.reason.startswith("no article")
            raise Rejected(Reason.NO_ARTICLE if lost else Reason.ENCODING, error.reason) from error
        return Page(article)
