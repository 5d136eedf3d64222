"""The parts for other people's pipelines, tried on a scratch repository with the real programs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from junitparser import JUnitXml

from tests.conftest import ROOT, Program
from tests.emit.test_formats import validate_sarif

CLEAN = (
    "The town council met on Tuesday to talk about the old bridge. It’s safe, the mayor said, but "
    "it needs work. The café beside it won’t close while the repairs go on, which is two years.\n"
)
# UTF-8 that was decoded as Windows-1252 on its way.
GARBLED = CLEAN.encode().decode("cp1252")
BIN = str(Path(sys.executable).parent)


def run(folder: Path, *command: str, **more: Any) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    environment |= more.pop("env", {})
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, **more
    )


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@t", "-c", "commit.gpgsign=false"]
    done = run(folder, "git", *identity, *arguments)
    assert done.returncode == 0, done.stderr


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A main branch with an old garbled article, and a branch that adds another."""
    folder = tmp_path / "site"
    (folder / "news").mkdir(parents=True)
    git(folder, "init", "-q", "-b", "main")
    (folder / "mtcheck.toml").write_text("select = ['ENC']\nmodels = false\n")
    (folder / "news" / "old.txt").write_text("Old news.\n\n" + GARBLED, encoding="utf-8")
    (folder / "news" / "clean.txt").write_text(CLEAN, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "main")
    git(folder, "checkout", "-qb", "pull-request")
    (folder / "news" / "new.txt").write_text(GARBLED, encoding="utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "new article")
    return folder


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, sys.executable, "-m", "mtcheck", "check", *arguments)


def test_a_garbled_article_fails_its_baseline_passes_and_its_fix_applies(repository: Path) -> None:
    # It fails, and only the new article is at fault.
    done = check(repository, "news", "--diff-base", "main", "--format", "sarif")
    assert (done.returncode, done.stderr) == (1, "")
    results = validate_sarif(done.stdout)["runs"][0]["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris == {"news/new.txt"}

    # A baseline makes what is there known: the same pull request passes.
    assert check(repository, "news", "--baseline", "known.json", "--write-baseline").returncode == 0
    done = check(repository, "news", "--baseline", "known.json")
    assert (done.returncode, done.stderr) == (0, "")
    (repository / "news" / "newer.txt").write_text(GARBLED, encoding="utf-8")
    assert check(repository, "news", "--baseline", "known.json").returncode == 1
    (repository / "news" / "newer.txt").unlink()

    # The fix applies with git, and then there is nothing left to find.
    fix = run(repository, sys.executable, "-m", "mtcheck", "fix", "news/new.txt", "--diff")
    assert fix.returncode == 1
    applied = run(repository, "git", "apply", "-", input=fix.stdout)
    assert (applied.returncode, applied.stderr) == (0, "")
    assert (repository / "news" / "new.txt").read_text(encoding="utf-8") == CLEAN
    assert check(repository, "news", "--diff-base", "main").returncode == 0

    # What was fixed is said to be expired in the baseline.
    done = check(repository, "news", "--baseline", "known.json")
    assert done.returncode == 0
    assert "expired in the baseline known.json, such as news/new.txt" in done.stderr


def pre_commit(folder: Path, hook: dict[str, Any], home: Path) -> str:
    """Run one of the published hooks, with the installed program instead of a fresh one."""
    local = hook | {"language": "system"}
    config = {"repos": [{"repo": "local", "hooks": [local]}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
    done = run(folder, *command, env={"PRE_COMMIT_HOME": str(home)})
    assert done.stderr == ""
    return done.stdout


def test_pre_commit_hooks(repository: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    checking, fixing = hooks
    assert [hook["id"] for hook in hooks] == ["mtcheck", "mtcheck-fix"]
    said = pre_commit(repository, checking, tmp_path)
    assert "Failed" in said
    assert "ENC001" in said
    said = pre_commit(repository, fixing, tmp_path)
    assert "files were modified by this hook" in said
    assert (repository / "news" / "new.txt").read_text(encoding="utf-8") == CLEAN
    assert "Passed" in pre_commit(repository, checking, tmp_path)


def step(name: str) -> dict[str, Any]:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    assert action["runs"]["using"] == "composite"
    return next(step for step in action["runs"]["steps"] if step.get("id") == name)


def act(folder: Path, paths: str, arguments: str = "") -> tuple[int, str, dict[str, str], str]:
    """Run the action's script as a runner does: code, log, outputs and summary."""
    files = {name: folder.parent / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    given = {
        "MTCHECK_PATHS": paths,
        "MTCHECK_ARGUMENTS": arguments,
        "MTCHECK_ANNOTATIONS": "true",
        "MTCHECK_SUMMARY": "true",
    }
    script = step("check")
    assert set(script["env"]) == set(given)
    runner = {name: str(file) for name, file in files.items()} | {"RUNNER_TEMP": str(folder.parent)}
    options = ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"]
    done = run(folder, "bash", *options, script["run"], env=given | runner)
    lines = files["GITHUB_OUTPUT"].read_text().splitlines()
    outputs = dict(line.split("=", 1) for line in lines)
    return done.returncode, done.stdout, outputs, files["GITHUB_STEP_SUMMARY"].read_text()


def test_the_action(repository: Path) -> None:
    code, log, outputs, summary = act(repository, "news\n", "--diff-base=main\n\n")
    assert (code, outputs["exit-code"]) == (1, "1")
    validate_sarif(Path(outputs["sarif"]).read_text())
    assert log.startswith("::warning file=news/new.txt,title=ENC001 mojibake")
    assert "## news/new.txt" in summary
    code, log, outputs, _ = act(repository, "news/clean.txt\nnews/clean.txt")
    assert (code, outputs["exit-code"]) == (0, "0")
    code, log, outputs, _ = act(repository, "none.txt\n--version\n$(touch hacked)")
    assert (code, outputs["exit-code"], log) == (2, "2", "")
    assert not (repository / "hacked").exists()


def test_the_action_puts_no_text_of_others_into_scripts() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    for part in action["runs"]["steps"]:
        assert "${{" not in part.get("run", "")


def test_reports_of_a_failing_run_are_whole(
    repository: Path, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = {}
    for name in ("junit", "gitlab", "rdjsonl"):
        monkeypatch.chdir(repository)
        done = program("check", "news", "--format", name)
        assert (done.code, done.err) == (1, "")
        outputs[name] = done.out
    suites = {s.name: s.failures for s in JUnitXml.fromstring(outputs["junit"].encode())}
    assert suites["news/clean.txt"] == 0
    assert suites["news/new.txt"] > 0
    issues = json.loads(outputs["gitlab"])
    assert {issue["severity"] for issue in issues} == {"major"}
    assert len(issues) == sum(suites.values()) == len(outputs["rdjsonl"].splitlines())
