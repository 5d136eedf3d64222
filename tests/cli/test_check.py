"""`mtcheck check`: exit codes, and one plain line for every kind of bad input."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtcheck import __version__
from mtcheck.checker import Checker
from mtcheck.finding import Severity
from tests.emit import samples

if TYPE_CHECKING:
    from tests.conftest import Program

FAST = ("--no-models", "--no-cache")
ENGLISH = "The council met on Tuesday to talk about the bridge, which has been shut since May.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, "utf-8")
    return path


@pytest.fixture
def one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets the checker find one major error in every article."""
    monkeypatch.setattr(Checker, "check", lambda *_: samples.html())


def one_line(text: str) -> str:
    """The only line of `text`, which must not be a traceback."""
    assert "Traceback" not in text
    (line,) = text.splitlines()
    return line


def test_version(program: Program) -> None:
    assert program("--version") == (0, f"mtcheck {__version__}\n", "")


def test_help_names_every_command(program: Program) -> None:
    outcome = program("--help")
    assert outcome.code == 0
    assert {"check", "explain"} <= set(outcome.out.split())


def test_a_clean_article(program: Program, article: Path) -> None:
    outcome = program("check", *FAST, article)
    assert outcome.code == 0
    assert outcome.err == ""
    assert "no model installed" in outcome.out
    assert "1 document, 16 words; 0 findings" in outcome.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "minor"), 1),
        (("--fail-on", "major"), 1),
        (("--fail-on", "critical"), 0),
        (("--fail-on", "never"), 0),
        (("--exit-zero",), 0),
    ],
)
@pytest.mark.usefixtures("one_finding")
def test_exit_codes(program: Program, article: Path, options: tuple[str, ...], code: int) -> None:
    assert samples.html().findings[0].severity is Severity.MAJOR
    assert program("check", *FAST, article, *options).code == code


def test_standard_input(program: Program) -> None:
    for arguments in (("-",), ()):
        outcome = program("check", *FAST, "--format", "json", *arguments, stdin=ENGLISH.encode())
        assert outcome.code == 0
        (document,) = json.loads(outcome.out)["documents"]
        assert (document["path"], document["words"]) == ("<stdin>", 16)


def test_standard_input_has_a_name_and_its_reader(program: Program) -> None:
    outcome = program(
        "check", *FAST, "-f", "json", "--stdin-filename", "x.md", "-", stdin=b"The `hidden` word."
    )
    (document,) = json.loads(outcome.out)["documents"]
    assert (document["path"], document["words"]) == ("x.md", 2)


def test_standard_input_is_read_once(program: Program) -> None:
    outcome = program("check", *FAST, "-", "-", stdin=b"text")
    assert outcome.code == 2
    assert "only once" in one_line(outcome.err)


def test_directories_are_searched(program: Program, seeds: Path) -> None:
    outcome = program("check", *FAST, "--exit-zero", "-f", "json", seeds / "clean")
    names = [Path(document["path"]).name for document in json.loads(outcome.out)["documents"]]
    assert names == sorted(path.name for path in (seeds / "clean").glob("*.txt"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty: there is no text to check"),
        (b"\n \n", "empty: there is no text to check"),
        (b"\x7fELF\0\0", "binary: there are NUL bytes in it"),
        ("caf\u00e9".encode("latin-1"), "not UTF-8: byte 3 (0xe9) cannot be decoded"),
        (b"\xff\xfea", "not UTF-16: byte 2 (0x61)"),
    ],
)
def test_bad_bytes(program: Program, tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    outcome = program("check", *FAST, path)
    assert outcome.code == 2
    assert one_line(outcome.err).startswith(f"mtcheck: {path}: {reason}")


def test_encodings_can_be_named(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "latin.txt"
    path.write_bytes("The café was shut on Tuesday after the floods.".encode("latin-1"))
    assert program("check", *FAST, "--encoding", "latin-1", path).code == 0


def test_utf16_with_a_mark_is_read(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "wide.txt"
    path.write_bytes(ENGLISH.encode("utf-16"))
    assert "16 words" in program("check", *FAST, path).out


@pytest.mark.parametrize("name", ["missing.txt", "folder/missing.md"])
def test_missing_path(program: Program, tmp_path: Path, name: str) -> None:
    outcome = program("check", *FAST, tmp_path / name)
    assert outcome.code == 2
    assert one_line(outcome.err).endswith(f"{name}: cannot be read: No such file or directory")


def test_a_folder_without_articles(program: Program, tmp_path: Path) -> None:
    outcome = program("check", *FAST, tmp_path)
    assert outcome.code == 2
    assert "no file with a known suffix" in one_line(outcome.err)


def test_fifty_megabytes(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    outcome = program("check", *FAST, path)
    assert outcome.code == 2
    assert "too large: 50.0 MB, limit 10 MB" in one_line(outcome.err)


@pytest.mark.slow
def test_one_endless_line(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "endless.txt"
    path.write_text("the council met again and " * 40_000, "utf-8")
    outcome = program("check", *FAST, "--exit-zero", path)
    assert outcome.code == 0
    assert "200,000 words" in outcome.out


def test_an_article_that_is_not_english(program: Program) -> None:
    german = "Der Rat traf sich am Dienstag, um über die neue Brücke zu sprechen. " * 5
    outcome = program("check", *FAST, "-f", "json", "-", stdin=german.encode())
    assert outcome.code == 0
    (document,) = json.loads(outcome.out)["documents"]
    assert (document["language"], document["findings"]) == ("de", [])
    assert document["verdict"]["label"] == "clean"
    assert document["notes"] == ["not English (language: de); nothing was checked"]


def test_one_bad_input_does_not_stop_the_others(program: Program, article: Path) -> None:
    outcome = program("check", *FAST, "-f", "json", "missing.txt", article)
    assert outcome.code == 2
    report = json.loads(outcome.out)
    assert [d["path"] for d in report["documents"]] == [str(article)]
    assert [e["path"] for e in report["errors"]] == ["missing.txt"]
    assert report["summary"]["documents"] == 1


def test_a_crash_on_one_article_is_one_line_and_exit_2(
    program: Program, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("broken\nrule")

    monkeypatch.setattr(Checker, "check", crash)
    outcome = program("check", *FAST, article)
    assert outcome.code == 2
    assert one_line(outcome.err).endswith("internal error: RuntimeError: broken\\nrule")


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("chek",), "No such command 'chek'. Did you mean 'check'?"),
        (("check", "--fomat", "json"), "No such option: --fomat"),
        (("check", "--format", "jsno", "-"), "unknown format 'jsno'; did you mean json?"),
        (("check", "--select", "XXX999", "-"), "unknown rule 'XXX999'"),
        (("check", "--fail-on", "bad", "-"), "'bad' is not one of"),
        (("check", "--min-confidence", "2", "-"), "less than or equal to 1"),
        (("check", "--jobs", "-1", "-"), "greater than or equal to 0"),
        (("explain",), "explain takes the id or name of a rule, or --all"),
        (("explain", "XXX999"), "unknown rule 'XXX999'"),
    ],
)
def test_usage_errors(program: Program, arguments: tuple[str, ...], reason: str) -> None:
    outcome = program(*arguments, stdin=ENGLISH.encode())
    assert outcome.code == 2
    assert outcome.out == ""
    line = one_line(outcome.err)
    assert line.startswith("mtcheck: ")
    assert reason in line


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-m", "mtcheck", *map(str, arguments)],
        capture_output=True, timeout=60, check=False, **options,
    )  # fmt: skip


def test_the_module_runs(article: Path) -> None:
    done = run("check", *FAST, article)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_locale_without_unicode(tmp_path: Path) -> None:
    path = tmp_path / "tromsø.txt"
    path.write_text("The café was shut on Tuesday — after the floods had come.", "utf-8")
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    for form in ("text", "json"):
        done = run("check", *FAST, "--format", form, path, env=environment)
        assert (done.returncode, done.stderr) == (0, b"")
    written = json.loads(done.stdout)["documents"][0]["path"]
    assert os.fsencode(written) == os.fsencode(path)


@pytest.mark.skipif(not shutil.which("head"), reason="no head")
def test_a_reader_that_goes_away_gets_no_traceback(seeds: Path) -> None:
    command = f"{sys.executable} -m mtcheck check --no-models -f json {seeds}/clean | head -c 1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.stderr == b""


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "2>/dev/full"])
@pytest.mark.parametrize(("path", "code"), [("", 0), (".missing", 2)])
def test_streams_that_are_closed_or_full(article: Path, closed: str, path: str, code: int) -> None:
    command = f"{sys.executable} -m mtcheck check --no-models --no-cache '{article}{path}' {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, timeout=60, check=False)
    assert done.returncode == code
    assert b"Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_an_output_that_cannot_be_written(article: Path, unbuffered: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mtcheck", "check", *FAST, str(article)],
            stdout=full, stderr=subprocess.PIPE, timeout=60, check=False,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.decode().splitlines() == ["mtcheck: output: No space left on device"]
