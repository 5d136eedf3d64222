"""Only lines changed since a revision are reported, as git itself sees them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from mtcheck.changes import Changes
from mtcheck.errors import UsageError
from tests.conftest import Program

LINE = "The lodge is open."


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "p.tsv").write_text("lodge\thotel\treason\tmajor\n")
    (tmp_path / "mtcheck.toml").write_text("select=['PHR']\nphrases=['p.tsv']\nmodels=false\n")
    (tmp_path / ".gitignore").write_text("skipped.txt\n")
    (tmp_path / "sub").mkdir()
    for name in ("same.txt", "edited.txt", "moved.txt", 'odd "ü".txt', "sub/x.md"):
        (tmp_path / name).write_text(f"{LINE}\n\nPlain.\n\n{LINE}\n", encoding="utf-8")
    (tmp_path / "binary.txt").write_bytes(f"{LINE}\n".encode("utf-16"))
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "one")
    git(tmp_path, "checkout", "-qb", "branch")
    return tmp_path


def reported(repository: Path, program: Program, *more: str) -> dict[str, list[int]]:
    result = program("check", repository, "--format", "json", "--diff-base", "main", *more)
    assert result.err == ""
    found = {
        Path(d["path"]).relative_to(repository).as_posix(): [f["line"] for f in d["findings"]]
        for d in json.loads(result.out)["documents"]
    }
    assert result.code == (1 if any(found.values()) else 0)
    return found


def test_only_changed_lines_of_changed_files(repository: Path, program: Program) -> None:
    assert reported(repository, program) == {}
    (repository / "edited.txt").write_text(f"{LINE}\n\nPlain, a lodge.\n\n{LINE}\n++ b/x\n{LINE}")
    (repository / 'odd "ü".txt').write_text(f"{LINE}\n\nPlain.\n\n{LINE}\n\n{LINE}\n")
    (repository / "new.txt").write_text(f"{LINE}\n")
    (repository / "skipped.txt").write_text(f"{LINE}\n")
    (repository / "binary.txt").write_bytes(f"{LINE}\n{LINE}\n".encode("utf-16"))
    git(repository, "mv", "moved.txt", "sub/moved.txt")
    git(repository, "commit", "-qm", "two")
    (repository / "sub" / "x.md").write_text(f"Plain.\n\n{LINE}\n")
    assert reported(repository, program) == {
        "binary.txt": [1, 2],
        "edited.txt": [3, 7],
        "new.txt": [1],
        'odd "ü".txt': [7],
    }, "lines that were only moved or deleted are not changed lines"


def test_what_the_base_got_meanwhile_does_not_count(repository: Path, program: Program) -> None:
    git(repository, "checkout", "-q", "main")
    (repository / "same.txt").write_text("Quite another text.\n")
    git(repository, "commit", "-qam", "main goes on")
    git(repository, "checkout", "-q", "branch")
    assert reported(repository, program) == {}


def test_users_settings_of_git_do_not_matter(repository: Path, program: Program) -> None:
    for key, value in [
        ("diff.noprefix", "true"),
        ("diff.external", "false"),
        ("diff.relative", "true"),
        ("color.ui", "always"),
        ("diff.renames", "false"),
    ]:
        git(repository, "config", key, value)
    git(repository, "mv", "moved.txt", "sub/moved.txt")
    (repository / "edited.txt").write_text(f"{LINE}\nA new lodge.\n")
    assert reported(repository, program) == {"edited.txt": [2]}


@pytest.mark.parametrize("base", ["none", "--output=x", "main:p.tsv", ""])
def test_a_base_that_is_no_revision_is_refused(repository: Path, base: str) -> None:
    with pytest.raises(UsageError, match=r"--diff-base: .* is not a revision of"):
        Changes(base, repository)
    assert not (repository / "x").exists()


def test_without_a_repository(tmp_path: Path, program: Program) -> None:
    (tmp_path / "a.txt").write_text(LINE)
    code, _, err = program("check", tmp_path / "a.txt", "--diff-base", "main")
    assert code == 2
    assert err.startswith("mtcheck: --diff-base: fatal: not a git repository")


def test_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="--diff-base needs git"):
        Changes("main", tmp_path)
