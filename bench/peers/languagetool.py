"""LanguageTool, where a server can be started: it needs Java and its 250 MB download."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.metadata import version

from bench.peers.base import Mark, Peer, UnavailableError


class LanguageTool(Peer):
    name = "LanguageTool"
    about = "spelling, grammar, style"

    def __init__(self) -> None:
        try:
            import language_tool_python
        except ImportError as error:
            raise UnavailableError("pip install 'mtcheck[languagetool]'") from error
        server = os.environ.get("LANGUAGETOOL_SERVER")
        if not server and "LTP_JAR_DIR_PATH" not in os.environ:
            raise UnavailableError(
                "set LANGUAGETOOL_SERVER to a server or LTP_JAR_DIR_PATH to its files"
            )
        self._tool = language_tool_python.LanguageTool("en-US", remote_server=server)
        self.version = f"client {version('language-tool-python')}"

    def marks(self, text: str) -> Iterator[Mark]:
        for match in self._tool.check(text):
            length = getattr(match, "error_length", None) or match.errorLength
            yield Mark(match.offset, match.offset + length, match.replacements)

    def close(self) -> None:
        self._tool.close()
