"""`mtcheck fix`: diffs that apply, files written all or none, questions, exit codes."""

from __future__ import annotations

import re
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.finding import Category, Finding, Safety, Severity
from mtcheck.rewrite import rewriter
from mtcheck.rules.base import Context, Rule
from mtcheck.settings import Settings
from tests.rewrite.made import FakeProposer

if TYPE_CHECKING:
    from tests.conftest import Outcome, Program

TABLE = {
    "lodge": [("hotel", 0.9), ("inn", 0.4)],
    "folks": [("people", 0.6)],
    "café": [("日本", 0.9)],
}
WORDS = re.compile("lodge|folks|dead end|café", re.IGNORECASE)
TEXT = "They met at a lodge in the hills.\r\n\r\nMany folks saw the lodge on that day.\n"
SAFE = TEXT.replace("lodge", "hotel")
ALL = SAFE.replace("folks", "people")
Fix = Callable[..., "Outcome"]
FAST = ("--no-cache", "--no-models")


def spun(article: Article, context: Context) -> Iterator[Finding]:
    """Stands in for the tagger: flags words, and lets the rewriter find what they stand for."""
    for match in WORDS.finditer(article.masked):
        severity = Severity.MINOR if match.group() == "folks" else Severity.MAJOR
        yield Finding(
            "TST001", "test-word", Category.SPUN, "x", severity, match.start(), match.end(),
            match.group(), 0.9, "suspected spun word",
        )  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[pytest.MonkeyPatch]:
    """One rule, and a rewriter that answers from a table; runs in the folder of the test."""
    rule = Rule(
        id="TST001", name="test-word", category=Category.SPUN, mqm="x", severity=Severity.MAJOR,
        safety=Safety.UNSAFE, failing=(), passing=(), fixed=(), needs_signals=False,
        documentation="x", check=spun, settings=Settings(),
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Checker, "rules", [rule])
        patch.setattr(rewriter, "_proposer", lambda settings: FakeProposer(TABLE))
        patch.chdir(tmp_path)
        yield patch


@pytest.fixture
def run(program: Program, engine: pytest.MonkeyPatch) -> Fix:
    """Runs `mtcheck fix`."""

    def fix(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        return program("fix", *FAST, *arguments, stdin=stdin)

    return fix


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode())
    return path


def applied(folder: Path, patch: str) -> None:
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn", "-"],
        cwd=folder, input=patch.encode(), check=True, capture_output=True,
    )  # fmt: skip


def test_the_diff_applies_and_exits_1(run: Fix, article: Path) -> None:
    outcome = run("a.txt")
    assert outcome.code == 1
    assert outcome.out.startswith("--- a/a.txt\n+++ b/a.txt\n@@ ")
    assert outcome.err == "2 fixes to make in 1 file; 1 more with --unsafe\n"
    assert article.read_bytes() == TEXT.encode()
    applied(article.parent, outcome.out)
    assert article.read_bytes() == SAFE.encode()
    again = run("a.txt")
    assert (again.code, again.out) == (0, "")


def test_unsafe_adds_the_others(run: Fix, article: Path) -> None:
    outcome = run("--unsafe", "--diff", "a.txt")
    applied(article.parent, outcome.out)
    assert article.read_bytes() == ALL.encode()
    assert outcome.err == "3 fixes to make in 1 file\n"


def test_no_rewrite_has_nothing_to_fix(run: Fix, article: Path) -> None:
    outcome = run("--no-rewrite", "a.txt")
    assert (outcome.code, outcome.out) == (0, "")


def test_exit_zero_and_quiet(run: Fix, article: Path) -> None:
    outcome = run("--exit-zero", "-q", "a.txt")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out


@pytest.mark.parametrize(
    ("encoding", "option"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("cp1252", ("--encoding", "cp1252")),
        ("utf-16", ()),
        ("utf-16-be", ("--encoding", "utf-16-be")),
    ],
)
def test_write_keeps_what_is_not_fixed(
    run: Fix, article: Path, encoding: str, option: tuple[str, ...]
) -> None:
    article.write_bytes((TEXT + "naïve").encode(encoding))
    article.chmod(0o640)
    outcome = run(*option, "--write", "a.txt")
    assert outcome == (0, "", "2 fixes made in 1 file; 1 more with --unsafe\n")
    assert article.read_bytes() == (SAFE + "naïve").encode(encoding)
    assert stat.S_IMODE(article.stat().st_mode) == 0o640
    assert [path.name for path in article.parent.iterdir()] == ["a.txt"]
    before = article.stat()
    assert run(*option, "--write", "a.txt").err == "0 fixes made; 1 more with --unsafe\n"
    assert article.stat() == before


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
def test_the_diff_is_in_the_bytes_of_the_file(
    engine: pytest.MonkeyPatch, program: Program, article: Path, encoding: str
) -> None:
    text = "A naïve lodge.\n" + TEXT
    article.write_bytes(text.encode(encoding))
    from mtcheck.cli._fixed import diff_of, fix_all

    checker = Checker(Settings(encoding=encoding))
    document = checker.check(checker.read(article))
    patch, problem = diff_of(fix_all("a.txt", document, checker.check, unsafe=False))
    assert problem == ""
    subprocess.run(["git", "apply", "-"], cwd=article.parent, input=patch, check=True)
    assert article.read_bytes() == text.replace("lodge", "hotel").encode(encoding)


def test_git_takes_utf_16_as_binary(run: Fix, article: Path) -> None:
    article.write_bytes(TEXT.encode("utf-16"))
    outcome = run("a.txt")
    assert outcome.code == 1
    assert all(line.startswith("# ") for line in outcome.out.splitlines())
    assert "a.txt: git takes utf-16-le as binary, so the diff does not apply\n" in outcome.err


def test_what_the_encoding_does_not_have_is_left(run: Fix, article: Path) -> None:
    article.write_bytes("The café was a lodge.".encode("cp1252"))
    run("--encoding", "cp1252", "--unsafe", "--write", "a.txt")
    assert article.read_bytes() == "The café was a hotel.".encode("cp1252")


def test_write_exits_as_check_for_what_is_left(run: Fix, article: Path) -> None:
    article.write_text("They saw the lodge at the dead end.")
    assert run("--write", "a.txt").code == 1
    assert article.read_text() == "They saw the hotel at the dead end."
    assert run("--write", "--fail-on", "critical", "a.txt").code == 0


def test_when_one_file_fails_nothing_is_written(run: Fix, article: Path, tmp_path: Path) -> None:
    for bad, content in (("b.txt", b"\xff\xfe\0"), ("c.txt", b"")):
        (tmp_path / bad).write_bytes(content)
        outcome = run("--write", "a.txt", bad)
        assert outcome.code == 2
        first, last = outcome.err.splitlines()
        assert first.startswith(f"mtcheck: {bad}: ")
        assert last == "mtcheck: nothing was written"
        assert article.read_bytes() == TEXT.encode()


def test_when_the_disk_is_full_nothing_is_written(
    run: Fix, article: Path, tmp_path: Path, engine: pytest.MonkeyPatch
) -> None:
    import os

    other = tmp_path / "b.txt"
    other.write_bytes(TEXT.encode())
    real, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 2:
            raise OSError(28, "No space left on device")
        real(handle)

    engine.setattr(os, "fsync", full)
    outcome = run("--write", "a.txt", "b.txt")
    assert outcome.code == 2
    assert outcome.err.splitlines() == [
        "mtcheck: b.txt: cannot be written: No space left on device",
        "mtcheck: nothing was written",
    ]
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.txt": TEXT.encode(),
        "b.txt": TEXT.encode(),
    }


def test_symbolic_links_and_second_names(run: Fix, article: Path, tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to("a.txt")
    outcome = run("--write", "link.txt", "a.txt")
    assert outcome.err.startswith("2 fixes made in 1 file;")
    assert (tmp_path / "link.txt").is_symlink()
    assert article.read_bytes() == SAFE.encode()


def test_standard_input_goes_to_standard_output(run: Fix, article: Path) -> None:
    assert run("--write", "-", stdin=TEXT.encode()).out == SAFE
    assert run("--write", "-", stdin=b"All is well.").out == "All is well."
    diff = run("-", "--stdin-filename", "a.txt", stdin=TEXT.encode())
    assert diff.out.startswith("--- a/a.txt\n")
    named = run("--write", "-", "--stdin-filename", "a.txt", stdin=b"The lodge.")
    assert named.out == "The hotel."
    assert article.read_bytes() == TEXT.encode()


ONE_LINE = " ".join(TEXT.split())
PAGE = f"<html><body><article><p>{ONE_LINE} It rained.</p></article></body></html>"


def test_html_is_not_fixed_in_place(run: Fix, article: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    outcome = run("--write", "a.txt", "page.html")
    assert outcome.code == 2
    line, tally = outcome.err.splitlines()
    assert line.startswith("mtcheck: page.html: HTML cannot be fixed in place; skipped")
    assert tally.startswith("2 fixes made in 1 file")
    assert page.read_text() == PAGE
    assert article.read_bytes() == SAFE.encode()
    page.write_text(PAGE.replace("lodge", "hotel"))
    assert run("--write", "page.html").code == 0


def test_the_diff_of_html_does_not_break_the_patch(run: Fix, article: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    outcome = run("page.html", "a.txt")
    assert "#  They met" in outcome.out or "# -They met" in outcome.out
    assert "page.html: the diff is of the extracted article" in outcome.err
    applied(tmp_path, outcome.out)
    assert article.read_bytes() == SAFE.encode()


def test_suppressed_and_known_findings_are_left(run: Fix, program: Program, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    comment = "<!-- mtcheck: ignore-next-line[TST001] -->"
    text = f"The lodge stood there.\n\n{comment}\nThe old lodge fell.\n"
    path.write_text(text)
    run("--write", "a.md")
    assert path.read_text() == text.replace("The lodge", "The hotel")
    path.write_text("The lodge stood there.\n")
    program("check", *FAST, "--baseline", "known.json", "--write-baseline", "a.md")
    path.write_text("The lodge stood there.\n\nAn old lodge fell.\n")
    run("--write", "--baseline", "known.json", "a.md")
    assert path.read_text() == "The lodge stood there.\n\nAn old hotel fell.\n"


def test_withheld_suggestions_are_named_with_verbose(
    run: Fix, article: Path, engine: pytest.MonkeyPatch
) -> None:
    proposer = FakeProposer({"lodge": ["hotel of 5"]})
    engine.setattr(rewriter, "_proposer", lambda settings: proposer)
    why = '"lodge" → "hotel of 5": adds a number (5)'
    assert f"mtcheck: a.txt: withheld {why}\n" in run("--verbose", "a.txt").err
    assert why not in run("a.txt").err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--write", "--diff", "a.txt"), "take one of --diff, --write and --interactive"),
        (("--interactive", "-"), "--interactive reads answers from standard input: name files"),
        (("--write-baseline", "a.txt"), "--write-baseline goes with mtcheck check"),
        (("none.txt",), "none.txt: cannot be read: No such file or directory"),
    ],
)
def test_usage_errors(run: Fix, article: Path, arguments: tuple[str, ...], message: str) -> None:
    outcome = run(*arguments)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.splitlines()[0] == f"mtcheck: {message}"


@pytest.mark.parametrize(
    ("answers", "wanted", "code"),
    [
        ("a\na\na\n", ALL, 0),
        ("r\nr\nr\n", TEXT, 1),
        ("a\nr\na\n", SAFE, 0),
        ("a\nq\n", TEXT.replace("lodge", "hotel", 1), 1),
        ("a\n", TEXT.replace("lodge", "hotel", 1), 1),
        ("s\na\n", TEXT, 1),
        ("2\nq\n", TEXT.replace("a lodge", "an inn"), 1),
        ("e\ncabin\nr\nA\n", TEXT.replace("a lodge", "cabin").replace("lodge", "hotel"), 0),
        ("what\n9\naccept\nreject\naccept\n", SAFE, 0),
        ("e\n", TEXT, 1),
        ("", TEXT, 1),
    ],
)
def test_questions(run: Fix, article: Path, answers: str, wanted: str, code: int) -> None:
    outcome = run("--interactive", "--unsafe", "a.txt", stdin=answers.encode())
    assert article.read_bytes() == wanted.encode()
    assert outcome.code == code
    assert "a.txt:1:13: TST001 test-word (major, 90%): suspected spun word" in outcome.out


def test_questions_only_about_safe_suggestions(run: Fix, article: Path) -> None:
    outcome = run("-i", "a.txt", stdin=b"a\na\na\n")
    assert "folks-]" not in outcome.out
    assert article.read_bytes() == SAFE.encode()


def test_quitting_keeps_what_was_accepted_in_all_files(
    run: Fix, article: Path, tmp_path: Path
) -> None:
    names = ["b.txt", "c.txt"]
    for name in names:
        (tmp_path / name).write_bytes(TEXT.encode())
    run("-i", "a.txt", *names, stdin=b"a\na\na\nq\n")
    contents = [(tmp_path / name).read_bytes().decode() for name in ("a.txt", *names)]
    assert contents == [SAFE, TEXT.replace("lodge", "hotel", 1), TEXT]


def test_an_edit_that_the_encoding_does_not_have_is_asked_again(run: Fix, article: Path) -> None:
    article.write_bytes(TEXT.encode("cp1252"))
    answers = "e\n日本\na\nq\n".encode()
    outcome = run("-i", "--encoding", "cp1252", "a.txt", stdin=answers)
    assert "that cannot be written in the encoding of the file" in outcome.out
    assert article.read_bytes() == TEXT.replace("lodge", "hotel", 1).encode("cp1252")


def test_hostile_text_is_shown_harmless(run: Fix, article: Path) -> None:
    article.write_text("The \x1b[31m\u202elodge of it.\n")
    outcome = run("-i", "a.txt", stdin=b"q\n")
    assert "\x1b" not in outcome.out
    assert "\u202e" not in outcome.out
