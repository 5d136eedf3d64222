"""LanguageTool: what is asked and kept, on recorded answers and, where there is one, a server."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import urllib.parse
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from mtcheck.article import Article
from mtcheck.errors import UsageError
from mtcheck.finding import Safety
from mtcheck.rules import Context, _languagetool, get
from mtcheck.settings import Settings
from tests.conftest import Program

TEXT = "😀 The two leaders was at the meeting. See https://example.org/was now. Its late."


def match(start: int, length: int, rule: str, category: str, issue: str, *new: str) -> Any:
    return {
        "message": f"Recorded  message of {rule}.",
        "replacements": [{"value": value} for value in new],
        "offset": start,
        "length": length,
        "context": {"text": TEXT, "offset": start, "length": length},
        "sentence": TEXT,
        "rule": {"id": rule, "issueType": issue, "category": {"id": category, "name": category}},
    }


def unit(text: str) -> int:
    """Where `text` begins in UTF-16 units, as the server counts: the emoji is two."""
    return TEXT.index(text) + 1


ANSWER = [
    match(unit("was"), 3, "AGREEMENT", "GRAMMAR", "grammar", "were", "are", "be", "been"),
    match(unit("two"), 3, "EN_A_VS_AN", "STYLE", "style", "both"),
    match(unit("leaders"), 7, "MORFOLOGIK_RULE_EN_US", "TYPOS", "misspelling", "Leader"),
    match(unit("https"), 7, "URL_GRAMMAR", "GRAMMAR", "grammar", "x"),
    match(unit("Its"), 3, "ITS", "CONFUSED_WORDS", "misspelling", "It’s"),
]


class Server(ThreadingHTTPServer):
    """Answers as LanguageTool's HTTP server does, with what it was told to answer."""

    answer: bytes = json.dumps({"matches": ANSWER}).encode()
    delay = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[dict[str, list[str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        languages = [{"name": "English (US)", "code": "en", "longCode": "en-US"}]
        self._send(json.dumps(languages).encode())

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.asked.append(urllib.parse.parse_qs(body))
        time.sleep(self.server.delay)
        self._send(self.server.answer)

    def _send(self, data: bytes) -> None:
        try:
            self.send_response(200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
        except OSError:
            pass  # the client gave up, as it should

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    pytest.importorskip("language_tool_python", reason="the extra languagetool is not installed")
    made = Server()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    _languagetool.forget()
    made.shutdown()
    thread.join()
    made.server_close()


def check(text: str, where: str | None) -> tuple[list[Any], list[str]]:
    context = Context(Settings(languagetool=where))
    return list(get("LTP001").check(Article(text), context)), context.notes


def test_grammar_is_kept_and_style_spelling_and_addresses_are_not(server: Server) -> None:
    findings, notes = check(TEXT, server.url)
    assert [(f.text, f.confidence) for f in findings] == [("was", 0.7), ("Its", 0.7)]
    assert [s.text for s in findings[0].suggestions] == ["were", "are", "be"]
    assert {s.safety for f in findings for s in f.suggestions} == {Safety.UNSAFE}
    assert findings[0].message == "Recorded message of AGREEMENT."
    assert "AGREEMENT" in findings[0].evidence
    assert notes == []


def test_only_the_wanted_categories_are_asked_for(server: Server) -> None:
    check(TEXT, server.url)
    (asked,) = server.asked
    assert set(asked["enabledCategories"][0].split(",")) == set(_languagetool.CATEGORIES)
    assert asked["enabledOnly"] == ["true"]
    assert "example.org" not in asked["text"][0]


def test_long_articles_are_sent_in_parts(server: Server) -> None:
    server.answer = b'{"matches": []}'
    text = "\n\n".join(["The cat sat on the mat. " * 40] * 40) + "\n\n" + "word " * 8_000
    check(text, server.url)
    parts = [asked["text"][0] for asked in server.asked]
    assert len(parts) > 4
    assert max(map(len, parts)) <= 15_000
    assert sum(len("".join(part.split())) for part in parts) == len("".join(text.split()))


def test_places_in_later_parts_are_places_in_the_article(server: Server) -> None:
    server.answer = json.dumps({"matches": [match(2, 3, "A", "GRAMMAR", "grammar", "x")]}).encode()
    text = "\n\n".join(["abcdefgh " * 1_000] * 3)
    findings, _ = check(text, server.url)
    assert len(findings) == len(server.asked) > 1
    assert {f.text for f in findings} == {"cde"}
    assert len({f.start for f in findings}) == len(findings)


@pytest.mark.parametrize("answer", [b"no JSON", b"{}", b'{"matches": [{}]}', b"[]"])
def test_a_strange_answer_is_one_note(server: Server, answer: bytes) -> None:
    server.answer = answer
    findings, notes = check(TEXT, server.url)
    assert findings == []
    assert len(notes) == 1
    assert "\n" not in notes[0]
    assert server.url in notes[0]


def test_a_slow_server_is_given_up_once_and_for_all(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_languagetool, "_SECONDS", 0.1)
    server.delay = 0.5
    _, notes = check(TEXT, server.url)
    assert len(notes) == 1
    assert "timed out" in notes[0]
    asked = len(server.asked)
    _, again = check(TEXT, server.url)
    assert again == notes
    assert len(server.asked) == asked


def test_no_server_is_a_note_and_the_rest_is_checked(program: Program) -> None:
    pytest.importorskip("language_tool_python", reason="the extra languagetool is not installed")
    text = b"The council met on Monday,, they said, and it agreed on the plan."
    run = program(
        "check", "--languagetool", "http://127.0.0.1:9", "--format", "json", "--no-cache",
        "--no-models", "--no-rewrite", "-", stdin=text,
    )  # fmt: skip
    _languagetool.forget()
    (document,) = json.loads(run.out)["documents"]
    assert run.code == 0
    assert "LAY003" in {finding["rule"] for finding in document["findings"]}
    assert sum("LanguageTool" in note for note in document["notes"]) == 1
    assert "Traceback" not in run.err


def test_without_the_extra_it_is_a_usage_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    _languagetool.forget()
    with pytest.raises(UsageError, match=r"mtcheck\[languagetool\]"):
        check(TEXT, "http://127.0.0.1:9")


def test_nothing_is_imported_or_asked_unless_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "language_tool_python", None)
    assert check(TEXT, None) == ([], [])


@pytest.mark.languagetool
def test_a_real_server_finds_the_examples_and_passes_the_others() -> None:
    where = os.environ.get("MTCHECK_LANGUAGETOOL", "")
    if not where:
        pytest.skip("MTCHECK_LANGUAGETOOL names no server and does not say local")
    rule = get("LTP001")
    for text in rule.failing:
        findings, notes = check(text, where)
        assert notes == []
        assert findings, text
    for text in rule.passing:
        assert check(text, where) == ([], [])
    _languagetool.forget()
