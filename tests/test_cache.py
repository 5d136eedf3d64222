"""Remembered results are the same results, never stale, and never in the way."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from mtcheck import cache
from mtcheck.cache import Cache, key
from mtcheck.checker import Checker
from mtcheck.cli._work import Worker
from mtcheck.codec import decode, encode
from mtcheck.readers.base import read_bytes
from mtcheck.result import Document, Failure
from mtcheck.settings import Override, Phrase, Settings
from tests.conftest import Program
from tests.emit import samples
from tests.texts import texts

SETTINGS = Settings(
    models=False, select=("PHR",), phrases=(Phrase("lodge", ("hotel",), "plain"),), jobs=1
)


def run(paths: list[Path], settings: Settings = SETTINGS) -> list[Document | Failure]:
    with Worker(Checker(settings)) as worker:
        return list(worker.run(map(str, paths)))


def same(one: Document, other: Document) -> bool:
    return (
        one.findings == other.findings
        and one.verdict == other.verdict
        and one.notes == other.notes
        and one.penalty_per_100_words == other.penalty_per_100_words
        and one.article == other.article
        and one.article.words == other.article.words
        and one.article.sentences == other.article.sentences
        and one.article.language == other.article.language
    )


PAGE = (
    "<html><body><article><h1>The lodge of the town</h1><!-- mtcheck: ignore-file[LAY] -->"
    + "<p>The council said that the lodge in the town will be repaired in the coming year.</p>" * 3
    + "</article></body></html>"
)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", "\ufeffThe “lodge” é.\r\n\r\nA lodge.\r\n".encode()),
        ("a.txt", "The lodge.\n".encode("utf-16")),
        ("a.md", b"# The lodge\n\n`code lodge` and <!-- mtcheck: ignore --> a [lodge](x).\n"),
        ("a.html", PAGE.encode()),
    ],
)
def test_a_document_survives_as_bytes(name: str, data: bytes) -> None:
    made = Checker(SETTINGS).check(read_bytes(data, name, SETTINGS))
    assert made.findings or name == "a.md"
    assert same(decode(encode(made), data, name), made)


@given(texts())
def test_any_text_survives_as_bytes(text: str) -> None:
    data = text.encode("utf-8", "replace")
    if not text.strip("\ufeff").strip() or b"\0" in data:
        return  # refused as empty or binary
    made = Checker(SETTINGS).check(read_bytes(data, "a.txt", SETTINGS))
    assert same(decode(encode(made), data, "a.txt"), made)


def test_suggestions_verdict_and_notes_survive() -> None:
    made = replace(samples.spun(), notes=("a note",))
    data = samples.SPUN_TEXT.encode()
    assert same(decode(encode(made), data, "news/spun.txt"), made)


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    paths = []
    for number in range(12):
        path = tmp_path / f"{number:02}.txt"
        path.write_text(f"The lodge number {number} is open. It is a hotel by the sea.\n")
        paths.append(path)
    return paths


def test_the_second_run_checks_nothing(
    articles: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run(articles)
    monkeypatch.setattr(Checker, "check", lambda *_: pytest.fail("was checked again"))
    second = run(articles)
    for one, other in zip(first, second, strict=True):
        assert isinstance(one, Document)
        assert isinstance(other, Document)
        assert same(one, other)


def test_what_results_depend_on_is_in_the_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_PACKAGE", tmp_path)
    network = tmp_path / "nets" / "tagger.onnx"
    network.parent.mkdir()
    network.write_bytes(b"1")
    settings = Settings(models_dir=network.parent)

    def now(settings: Settings = settings, suffix: str = ".txt", data: bytes = b"x") -> bytes:
        cache._prefix.cache_clear()
        return key(settings, suffix, data)

    keys = [now(), now(data=b"y"), now(suffix=".md")]
    keys += [
        now(replace(settings, **{name: value}))
        for name, value in [
            ("select", ("SPN",)),
            ("ignore", ("SPN",)),
            ("min_confidence", 0.5),
            ("phrases", (Phrase("a"),)),
            ("accept", ("a",)),
            ("encoding", "cp1252"),
            ("rewrite", False),
            ("models", False),
            ("min_words", 3),
        ]
    ]
    network.write_bytes(b"12")
    keys.append(now())
    (tmp_path / "rule.py").write_bytes(b"x")
    keys.append(now())
    assert len(set(keys)) == len(keys)
    for name, value in [("format", "json"), ("jobs", 4), ("fail_on", None), ("quiet", True)]:
        assert now(replace(settings, **{name: value})) == keys[-1]


def test_overrides_by_path_are_kept_apart(tmp_path: Path) -> None:
    settings = replace(
        SETTINGS, root=tmp_path, overrides=(Override(("b.txt",), (("ignore", ("PHR",)),)),)
    )
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("The lodge is open.\n")
    for _ in range(2):
        found = run([tmp_path / "a.txt", tmp_path / "b.txt"], settings)
        assert [len(d.findings) for d in found if isinstance(d, Document)] == [1, 0]


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "text":
        path.write_bytes(b"not a database at all" * 100)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "cut":
        path.write_bytes(data[: len(data) // 2])
    elif how == "noise":
        noise = bytearray(data)
        chance = random.Random(0)
        for _ in range(len(noise) // 20):
            noise[chance.randrange(100, len(noise))] = chance.randrange(256)
        path.write_bytes(noise)
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "values":
        with sqlite3.connect(path) as db:
            db.execute("UPDATE results SET value = ?", (b'{"encoding": "utf-8"}',))
        db.close()


@pytest.mark.parametrize("how", ["text", "empty", "cut", "noise", "folder", "values"])
def test_a_damaged_file_is_as_good_as_none(
    articles: list[Path], cache_folder: Path, how: str
) -> None:
    first = run(articles)
    (path,) = cache_folder.glob("*.sqlite")
    damage(path, how)
    for _ in range(2):
        again = run(articles)
        assert [d.findings for d in again if isinstance(d, Document)] == [
            d.findings for d in first if isinstance(d, Document)
        ]


def test_a_folder_that_cannot_be_written_is_no_obstacle(
    articles: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("MTCHECK_CACHE_DIR", str(tmp_path / "file" / "x"))
    assert all(isinstance(result, Document) for result in run(articles))


def test_no_cache_leaves_no_trace(
    articles: list[Path], cache_folder: Path, program: Program
) -> None:
    assert program("check", *articles, "--no-cache", "--no-models").code == 0
    assert list(cache_folder.iterdir()) == []


def test_two_can_write_at_once(cache_folder: Path) -> None:
    def write(start: int) -> None:
        with Cache() as store:
            for number in range(start, start + 1000):
                store.put(str(number).encode(), b"x" * 100)

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 1000, 2000)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Cache() as store:
        assert all(store.get(str(number).encode()) for number in range(3000))


def test_what_could_not_be_saved_goes_with_the_next(
    cache_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "_WAIT_SECONDS", 0.0)
    with Cache() as store, closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for number in range(150):
            store.put(str(number).encode(), b"x")
        assert store.get(b"0") is None
        other.execute("ROLLBACK")
    with Cache() as store:
        assert all(store.get(str(number).encode()) for number in range(150))


def test_opening_waits_while_another_run_sets_the_file_up(cache_folder: Path) -> None:
    path = cache_folder / "new.sqlite"
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.2, other.close)
    release.start()
    with Cache(path) as store:
        store.put(b"key", b"value")
    release.join()
    with Cache(path) as store:
        assert store.get(b"key") == b"value"


def test_old_results_make_room(cache_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_MOST", 10)
    with Cache() as store:
        for number in range(25):
            store.put(str(number).encode(), b"x")
    with Cache() as store:
        kept = [number for number in range(25) if store.get(str(number).encode())]
    assert kept == list(range(15, 25))


def check(*arguments: str | Path) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "mtcheck", "check", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=os.environ)
    return done.returncode, done.stdout, done.stderr


def test_a_remembered_run_imports_nothing_heavy(articles: list[Path]) -> None:
    code = (
        "import sys, mtcheck.cli\n"
        "try: mtcheck.cli.main(sys.argv[1:])\n"
        "finally: print(sorted({'numpy', 'onnxruntime', 'tokenizers', 'nupunkt', 'gcld3',"
        " 'trafilatura', 'multiprocessing'} & set(sys.modules)), file=sys.stderr)\n"
    )
    given = [str(path) for path in articles]
    command = [sys.executable, "-c", code, "check", "--format", "json", *given]
    outputs = []
    for _ in range(2):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        outputs.append(done.stdout)
    assert outputs[0] == outputs[1]
    assert done.stderr == "[]\n"


def test_many_processes_give_the_same_output_in_the_same_order(
    articles: list[Path], tmp_path: Path
) -> None:
    (tmp_path / "p.tsv").write_text("lodge\thotel\treason\tmajor\n")
    (tmp_path / "mtcheck.toml").write_text("select=['PHR']\nphrases=['p.tsv']\nmodels=false\n")
    (tmp_path / "05.txt").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "07.txt").unlink()
    command = ["--format", "json", *articles]
    serial = check(*command, "--no-cache", "--jobs", "1")
    assert len(json.loads(serial[1])["documents"]) == 10
    assert (serial[0], serial[2].count("\n")) == (2, 2)
    assert check(*command, "--no-cache", "--jobs", "2") == serial
    assert check(*command, "--jobs", "2") == serial
    assert check(*command, "--jobs", "2") == serial, "remembered"
