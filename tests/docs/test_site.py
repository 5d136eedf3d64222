"""The site's generated pages cover the code, its examples hold, and links lead somewhere."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import jsonschema
import pytest

from mtcheck.config.schema import config_schema
from mtcheck.emit import formats
from mtcheck.report import kinds
from mtcheck.rules import rules
from tests.conftest import ROOT, Program

PAGES = sorted((ROOT / "docs").rglob("*.md"))
_LINK = re.compile(r"(?<!!)\[[^\]\[]*\]\(([^)\s#]+)(?:#[^)\s]*)?\)")
_FENCE = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```', re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reference", ROOT / "docs/hooks/reference.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(reference: ModuleType) -> dict[str, str]:
    return dict(reference.pages())


def test_all_rules_are_there_with_their_examples(pages: dict[str, str]) -> None:
    page = pages["reference/rules.md"]
    for rule in rules().values():
        assert f"### {rule.id} {rule.name} {{ #{rule.id.lower()} }}" in page
    assert page.count("| found |") == sum(len(rule.failing) for rule in rules().values())
    assert page.count("| not found |") == sum(len(rule.passing) for rule in rules().values())


def test_all_commands_are_there_with_their_options(pages: dict[str, str]) -> None:
    page = pages["reference/cli.md"]
    commands = {path.stem for path in (ROOT / "mtcheck/cli").glob("[!_]*.py")}
    commands -= {"base", "options", "run"}
    assert "report" in commands
    for command in commands:
        section = page.partition(f"## `mtcheck {command}`")[2].partition("\n## ")[0]
        assert "**Options**" in section
    assert "`--fail-on <minor|major|critical|never>`" in page
    assert "`--no-cache`" in page


def test_all_formats_are_there(pages: dict[str, str]) -> None:
    page = pages["reference/formats.md"]
    assert all(f"| `{name}` |" in page for name in formats())
    assert all(f"`{kind.suffixes[0]}`" in page for kind in kinds().values())


def test_all_keys_are_there(pages: dict[str, str]) -> None:
    for name in config_schema()["properties"]:
        assert f"| `{name}` |" in pages["reference/config.md"]
    for name in ("penalty_per_100_words", "suggestions", "probabilities"):
        assert f"| `{name}` \\* |" in pages["reference/json.md"]
    assert "| `sites` \\* |" in pages["reference/json-report.md"]


def test_published_schemas_are_schemas(pages: dict[str, str]) -> None:
    schemas = [json.loads(text) for path, text in pages.items() if path.endswith(".json")]
    assert len(schemas) == 3
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)


def test_links_lead_somewhere(pages: dict[str, str]) -> None:
    files = [*ROOT.glob("*.md"), *PAGES]
    for path in files:
        for target in _LINK.findall(path.read_text("utf-8")):
            if "://" in target:
                continue
            found = (path.parent / target).resolve()
            generated = found.is_relative_to(ROOT / "docs") and (
                found.relative_to(ROOT / "docs").as_posix() in pages
            )
            assert generated or found.exists(), f"{path}: {target}"


def blocks(page: str) -> dict[str, str]:
    """Titled code blocks of a page."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return {title: content for _, title, content in _FENCE.findall(text) if title}


def test_the_tutorial_finds_what_it_says(program: Program, tmp_path: Path) -> None:
    shown = blocks("tutorial.md")
    article = tmp_path / "article.txt"
    article.write_text(shown["article.txt"], encoding="utf-8")
    outcome = program("check", article, "--no-models", "--no-cache", "--format", "json")
    found = [
        f"{f['line']}:{f['column']} {f['rule']} {f['name']} {f['severity']} {f['confidence']:.0%}"
        for f in json.loads(outcome.out)["documents"][0]["findings"]
    ]
    assert found == shown["findings"].splitlines()
    assert outcome.code == 1


def test_the_list_of_phrases_works(program: Program, tmp_path: Path) -> None:
    for name, content in blocks("howto/custom-rule.md").items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    (tmp_path / "a.txt").write_text("We utilise the bridge, needless to say, and leverage it.\n")
    outcome = program(
        "check", tmp_path / "a.txt", "--config", tmp_path / "mtcheck.toml", "--no-models",
        "--no-cache", "--format", "json",
    )  # fmt: skip
    found = json.loads(outcome.out)["documents"][0]["findings"]
    assert [f["text"].strip() for f in found] == ["utilise", "needless to say", "leverage"]


def test_the_rule_in_python_works(tmp_path: Path) -> None:
    script = tmp_path / "own.py"
    script.write_text(blocks("howto/custom-rule.md")["own.py"], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=60, check=False
    )
    assert "OWN001 [NAME]" in done.stdout, done.stderr


@pytest.mark.parametrize("page", ["howto/pull-request.md", "howto/suppress.md"])
def test_configurations_are_valid(page: str) -> None:
    text = blocks(page)["mtcheck.toml"]
    jsonschema.validate(tomllib.loads(text), config_schema())
