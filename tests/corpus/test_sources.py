"""Records out of every kind of input, good and bad."""

from __future__ import annotations

import gzip
import json
import lzma
import os
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from mtcheck.corpus.inputs import find_inputs
from mtcheck.corpus.options import ScanOptions
from mtcheck.corpus.records import Page, Raw, Reason, Rejected
from mtcheck.corpus.shards import guarded
from mtcheck.corpus.sources import for_path, get
from mtcheck.errors import InputError
from mtcheck.settings import Settings
from tests.corpus.samples import PROSE, lines, record

SETTINGS = Settings(max_bytes=20_000)


def outcomes(path: Path | str, **options: Any) -> list[tuple[Raw, Page | Rejected]]:
    """Each record with its page, or why there is none."""
    chosen = ScanOptions(**options)
    found = []
    for entry in find_inputs([str(path)]):
        source = get(entry.source)(chosen, SETTINGS)
        for raw in guarded(entry, chosen, SETTINGS):
            try:
                page = Rejected(*raw.problem) if raw.problem else source.page(raw)
            except Rejected as rejected:
                page = rejected
            found.append((raw, page))
    return found


def reasons(path: Path | str, **options: Any) -> list[Reason | None]:
    return [o.reason if isinstance(o, Rejected) else None for _, o in outcomes(path, **options)]


def compress(data: bytes, suffix: str) -> bytes:
    if suffix == ".zst":
        return pytest.importorskip("zstandard").compress(data)
    return {"": bytes, ".gz": gzip.compress, ".xz": lzma.compress}[suffix](data)


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst", ".xz"])
def test_json_lines_compressed_or_not(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a.jsonl{suffix}"
    # Two members or frames, as appending to such files makes them.
    path.write_bytes(compress(lines(range(5)), suffix) + compress(lines(range(5, 8)), suffix))
    found = outcomes(path)
    assert [page.id for _, page in found if isinstance(page, Page)] == [str(i) for i in range(8)]
    assert [raw.path for raw, _ in found] == [f"{path}:{i}" for i in range(1, 9)]
    assert found[3][1].url == record(3)["url"]
    places = [raw.at for raw, _ in found]
    assert places == sorted(places)
    assert 0 < places[-1] <= path.stat().st_size


@pytest.mark.parametrize("suffix", [".gz", ".zst", ".xz"])
def test_truncated_file_gives_what_it_holds_and_says_so(tmp_path: Path, suffix: str) -> None:
    rows = ({"text": os.urandom(300).hex()} for _ in range(999))
    text = b"".join(json.dumps(row).encode() + b"\n" for row in rows)
    data = compress(text, suffix)
    path = tmp_path / f"a.jsonl{suffix}"
    path.write_bytes(data[: len(data) // 2])
    found = reasons(path)
    assert found.count(Reason.DAMAGED) == 1
    assert found[-1] is Reason.DAMAGED
    assert 200 < len(found) < 900


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.jsonl.xz", "a.parquet", "a.warc"])
def test_garbage_is_damage(tmp_path: Path, name: str) -> None:
    if name == "a.parquet":
        pytest.importorskip("pyarrow")
    if name == "a.warc":
        pytest.importorskip("fastwarc")
    (tmp_path / name).write_bytes(b"this is not at all what the suffix says\n" * 20)
    found = outcomes(tmp_path / name)
    assert [o.reason for _, o in found if isinstance(o, Rejected)] in ([Reason.DAMAGED], [])
    assert not any(isinstance(page, Page) for _, page in found)


def test_bad_lines_are_named_and_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    endless = b'{"text": "' + b"x" * 150_000 + b'"}'
    bad = {
        b"\xef\xbb\xbf" + json.dumps({"text": PROSE}).encode(): None,
        b"{nonsense": Reason.NOT_JSON,
        b"[1, 2]": Reason.NOT_JSON,
        b"[" * 100_000: Reason.NOT_JSON,
        b'{"text": 5}': Reason.NO_TEXT,
        b'{"other": "x"}': Reason.NO_TEXT,
        b'{"text": " \\n "}': Reason.EMPTY,
        b'{"text": "\xff\xfe"}': Reason.ENCODING,
        json.dumps({"text": "word " * 5000}).encode(): Reason.TOO_LARGE,
        endless: Reason.TOO_LARGE,
        json.dumps({"text": PROSE, "id": None}).encode(): None,
    }
    path.write_bytes(b"\n\n".join(bad))
    assert reasons(path) == list(bad.values())
    numbers = [int(raw.path.rpartition(":")[2]) for raw, _ in outcomes(path)]
    assert numbers == list(range(1, 2 * len(bad), 2))


def test_fields_may_lie_in_objects(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    rows = [
        {"page": {"body": PROSE}, "meta": {"id": 7}, "a.b": "https://a.example/"},
        {"page": PROSE},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows))
    (_, page), (_, missing) = outcomes(
        path, text_field="page.body", id_field="meta.id", url_field="a.b"
    )
    assert isinstance(page, Page)
    assert (page.article.text, page.id, page.url) == (PROSE, "7", "https://a.example/")
    assert isinstance(missing, Rejected)
    assert "page.body" in missing.message


def test_parquet_rows(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    rows = [{**record(i), "more": [i], "nested": {"text": PROSE}} for i in range(700)]
    rows[5]["text"] = None
    path = tmp_path / "a.parquet"
    parquet.write_table(pa.Table.from_pylist(rows), path, row_group_size=300)
    found = outcomes(path)
    assert len(found) == 700
    assert reasons(path)[5] is Reason.NO_TEXT
    assert set(found[0][0].data) == {"id", "url", "text"}  # other columns are not read
    assert found[699][0].path.endswith(":700")
    assert [r for r in reasons(path, text_field="nested.text") if r] == []


def warc(path: Path, pages: list[tuple[str, bytes, str, str]]) -> None:
    """Write responses: status line, body, content type, URL."""
    fastwarc = pytest.importorskip("fastwarc.warc")
    with path.open("wb") as file:
        for status, body, kind, url in pages:
            made = fastwarc.WarcRecord()
            made.init_headers(fastwarc.WarcRecordType.response)
            made.record_id = f"<urn:uuid:{len(url):032d}>"
            made.headers["WARC-Target-URI"] = url
            made.headers["Content-Type"] = "application/http; msgtype=response"
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n".encode()
            made.set_bytes_content(head + body)
            out = BytesIO()
            made.write(out)
            data = out.getvalue()
            file.write(gzip.compress(data) if path.suffix == ".gz" else data)


def html(text: str, encoding: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{part}</p>" for part in text.split("\n"))
    menu = "<nav><a href='/'>Home</a><a href='/x'>Contact</a></nav>"
    page = f"<html><head><title>News</title></head><body>{menu}<article>{paragraphs}</article>"
    return page.encode(encoding) + b"</body></html>"


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_web_archives(tmp_path: Path, name: str) -> None:
    text = f"{PROSE}\n{PROSE.replace('bridge', 'café').replace('council', 'board')}"
    latin = html(text, "latin-1")
    warc(
        tmp_path / name,
        [
            ("200 OK", html(text), "text/html; charset=utf-8", "https://a.example/1"),
            ("200 OK", latin, 'text/html; charset="ISO-8859-1"', "https://a.example/2"),
            ("200 OK", latin, "text/html; charset=utf-8", "https://a.example/3"),
            ("404 Not Found", html(text), "text/html", "https://a.example/4"),
            ("200 OK", b"%PDF-1.4", "application/pdf", "https://a.example/5"),
            ("200 OK", b"<html><body></body></html>", "text/html", "https://a.example/6"),
            ("200 OK", b"", "text/html", "https://a.example/7"),
            ("200 OK", b"x" * 30_000, "text/html", "https://a.example/8"),
        ],
    )
    found = outcomes(tmp_path / name)
    assert [o.reason if isinstance(o, Rejected) else None for _, o in found] == [
        None, None, Reason.ENCODING, Reason.HTTP_STATUS, Reason.NOT_HTML, Reason.NO_ARTICLE,
        Reason.EMPTY, Reason.TOO_LARGE,
    ]  # fmt: skip
    for raw, page in found[:2]:
        assert isinstance(page, Page)
        assert "café" in page.article.text
        assert "Contact" not in page.article.text
        assert page.article.markup == "html"
        assert page.article.path == raw.path
    assert found[0][1].url == "https://a.example/1"
    assert [raw.meta["url"][-1] for raw, _ in found] == list("12345678")


def test_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "one.txt").write_text(PROSE)
    (tmp_path / "b" / "page.html").write_bytes(html(f"{PROSE}\n{PROSE[:99]}"))
    (tmp_path / "b" / "blank.html").write_bytes(b"<html><body></body></html>")
    (tmp_path / "a.md").write_bytes(b"caf\xe9 broken")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "large.txt").write_text("word " * 5000)
    (tmp_path / "lost.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    (tmp_path / ".hidden.txt").write_text(PROSE)
    found = {os.path.basename(raw.path): outcome for raw, outcome in outcomes(tmp_path)}
    assert {n: o.reason for n, o in found.items() if isinstance(o, Rejected)} == {
        "a.md": Reason.ENCODING,
        "blank.html": Reason.NO_ARTICLE,
        "empty.txt": Reason.EMPTY,
        "large.txt": Reason.TOO_LARGE,
        "lost.txt": Reason.UNREADABLE,
    }
    assert {n for n, o in found.items() if isinstance(o, Page)} == {"one.txt", "page.html"}


def test_inputs_are_found_and_sorted(tmp_path: Path) -> None:
    for name in ("b.jsonl", "a.jsonl.gz", "x.txt", "c/d.parquet", "c/e.warc.gz", "c/f.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = find_inputs([str(tmp_path), str(tmp_path / "*.jsonl")])
    assert [entry.source for entry in found] == ["jsonl", "jsonl", "parquet", "warc", "files"]
    assert [entry.index for entry in found] == list(range(5))
    assert [os.path.basename(name) for name in found[-1].files] == ["f.html", "x.txt"]
    again = find_inputs([str(tmp_path)])
    assert again == found
    (tmp_path / "b.jsonl").write_bytes(b"y")
    changed = find_inputs([str(tmp_path)])
    assert changed[1] == replace(found[1], fingerprint=changed[1].fingerprint) != found[1]


@pytest.mark.parametrize("given", ["missing.jsonl", "no*match", "folder"])
def test_nothing_to_scan_is_an_error(tmp_path: Path, given: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match=r"no such file|nothing to scan"):
        find_inputs([str(tmp_path / given)])


def test_suffixes() -> None:
    names = {"a.JSONL": "jsonl", "a.json.gz": "jsonl", "a.warc.gz": "warc", "a.wet.gz": "warc"}
    assert {name: for_path(name) for name in names} == names
    assert for_path("a.json") is None
