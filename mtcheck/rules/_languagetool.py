"""LanguageTool through language-tool-python: a server by its address, or one of our own.

The library is GPL-3.0: it belongs to the extra `languagetool` and is imported only when a user asks
for LanguageTool. Text leaves this process, and with an address perhaps this machine.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Iterator
from typing import Any, NamedTuple

from mtcheck.article import Article
from mtcheck.errors import UsageError

LOCAL = "local"
CATEGORIES = ("COLLOCATIONS", "CONFUSED_WORDS", "GRAMMAR")
"""Categories of LanguageTool that are about grammar and mixed-up words: no style, typography,
spelling of names or regional preference."""
_ISSUES = frozenset({"grammar", "uncategorized", "misspelling", "duplication", "inconsistency"})
_SECONDS = 20
_PORTS = 3
_BATCH = 15_000
_LANGUAGE = "en-US"


class Problem(NamedTuple):
    """One match of LanguageTool: code points of the article, its rule and its replacements."""

    start: int
    end: int
    rule: str
    category: str
    message: str
    replacements: tuple[str, ...]


class Unavailable(Exception):  # noqa: N818  (a state to go on from)
    """LanguageTool cannot be asked; the message is one line that says why."""


_clients: dict[str, Any] = {}
_lock = threading.Lock()


def problems(article: Article, where: str) -> Iterator[Problem]:
    """Grammar problems of the article's running text; `where` is an address or `local`.

    A server that failed is not asked again by this process. Unavailable when there is no answer,
    UsageError when the extra is not installed.
    """
    client = _client(where)
    text = article.masked
    for start, end in _batches(article):
        try:
            matches = client.check(text[start:end])
        except Exception as error:  # whatever the wrapper lets through is one line and no more
            reason = _reason(error)
            with _lock:
                _clients[where] = reason
            raise Unavailable(reason) from error
        for match in matches:
            problem = _problem(match, start)
            if problem is not None and article.is_prose(problem.start, problem.end):
                yield problem


def _batches(article: Article) -> Iterator[tuple[int, int]]:
    """Runs of whole paragraphs, or parts of very long ones, that a server takes at once."""
    start = end = 0
    for here in article.paragraphs:
        if end > start and here.end - start > _BATCH:
            yield start, end
            start = here.start
        end = here.end
        while end - start > _BATCH:
            cut = article.masked.rfind(" ", start + 1, start + _BATCH)
            cut = cut if cut > 0 else start + _BATCH
            yield start, cut
            start = cut
    if end > start:
        yield start, end


def _problem(match: Any, offset: int) -> Problem | None:
    if match.category not in CATEGORIES or match.rule_issue_type not in _ISSUES:
        return None
    start = offset + int(match.offset)
    return Problem(
        start,
        start + int(match.error_length),
        str(match.rule_id),
        str(match.category),
        " ".join(str(match.message).split()),
        tuple(str(text) for text in match.replacements[:3]),
    )


def _client(where: str) -> Any:
    with _lock:
        if where not in _clients:
            _clients[where] = _open(where)
        client = _clients[where]
    if isinstance(client, str):
        raise Unavailable(client)
    return client


def _open(where: str) -> Any:
    """A client, or the reason why there is none."""
    try:
        import language_tool_python  # GPL-3.0, and starts Java: only on request
    except ImportError as error:
        raise UsageError(
            "LanguageTool needs the extra: pip install 'mtcheck[languagetool]'"
        ) from error

    try:
        client = _class(language_tool_python.LanguageTool)(
            _LANGUAGE, remote_server=None if where == LOCAL else where
        )
    except Exception as error:  # noqa: BLE001  (no Java, no server, no download: one line)
        return _reason(error)
    client.enabled_categories = set(CATEGORIES)
    client.enabled_rules_only = True
    atexit.register(client.close)
    return client


def _class(base: Any) -> Any:
    """The wrapper's class with a short time-out, and few tries at starting a server."""

    def start(self: Any) -> None:
        self._available_ports = self._available_ports[:_PORTS]
        base._start_server_on_free_port(self)  # noqa: SLF001

    return type("Client", (base,), {"_TIMEOUT": _SECONDS, "_start_server_on_free_port": start})


def _reason(error: BaseException) -> str:
    text = " ".join(str(error).split())[:200]
    kind = type(error).__name__
    if "timed out" in text.lower() or "timeout" in kind.lower():
        return f"timed out after {_SECONDS} seconds"
    return f"{kind}: {text}" if text else kind


def forget() -> None:
    """Close all clients and forget which servers failed."""
    with _lock:
        for client in _clients.values():
            if not isinstance(client, str):
                atexit.unregister(client.close)
                client.close()
        _clients.clear()
