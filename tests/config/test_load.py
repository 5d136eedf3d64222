"""The nearest file is found, read strictly, and stands between the command line and defaults."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from mtcheck.config import Resolved, find, for_path, is_excluded, resolve
from mtcheck.config.keys import KEYS, PER_PATH
from mtcheck.config.schema import config_schema
from mtcheck.errors import UsageError
from mtcheck.finding import Severity
from mtcheck.settings import Override, Settings
from tests.conftest import ROOT, Program

FULL = """
format = "json"
fail-on = "never"
exit-zero = true
select = ["PHR"]
ignore = ["LAY"]
extend-select = ["ENC"]
min-confidence = 0.5
baseline = "known.json"
encoding = "cp1252"
jobs = 3
cache = false
rewrite = false
rewriter = "hf:x"
languagetool = "local"
safe-confidence = 0.7
models = false
models-dir = "nets"
quiet = true
verbose = true
max-bytes = 5
min-words = 7
accept = ["lodge"]
accept-files = ["words.txt"]
phrases = ["style.tsv"]
exclude = ["old/"]
[[overrides]]
paths = ["news/**", "*.md"]
fail-on = "minor"
ignore = ["SPN"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "words.txt").write_text("# names\nHotel  Sacher\n\nwry\n", encoding="utf-8")
    (tmp_path / "style.tsv").write_text(
        "# phrase\treplacement\nutilise\tuse\tplain word\nvery\t(delete)\t\tmajor\n"
        "in order to\tto | so as to\n",
        encoding="utf-8",
    )
    return tmp_path


def configured(folder: Path, text: str, name: str = "mtcheck.toml", **given: object) -> Resolved:
    (folder / name).write_text(text, encoding="utf-8")
    return resolve(given, [str(folder)])


def test_every_key_fills_its_setting(folder: Path) -> None:
    settings, sources, file = configured(folder, FULL)
    assert file == folder / "mtcheck.toml"
    assert settings.fail_on is None
    assert settings.min_confidence == 0.5
    assert settings.baseline == folder / "known.json"
    assert settings.accept == ("lodge", "Hotel Sacher", "wry")
    phrases = [(p.phrase, p.suggestions, p.severity) for p in settings.phrases]
    assert phrases == [
        ("utilise", ("use",), Severity.MINOR),
        ("very", ("",), Severity.MAJOR),
        ("in order to", ("to", "so as to"), Severity.MINOR),
    ]
    changed = {key.field for key in KEYS.values()}
    assert {name for name, source in sources.items() if source == str(file)} == changed | {"root"}
    for name in changed:
        assert getattr(settings, name) != getattr(Settings(), name)


def test_the_command_line_goes_before_the_file(folder: Path) -> None:
    settings, sources, _ = configured(folder, FULL, min_confidence=0.9, ignore=("TYP",))
    assert (settings.min_confidence, sources["min_confidence"]) == (0.9, "command line")
    assert settings.ignore == ("TYP",)
    assert (settings.jobs, sources["write_baseline"]) == (3, "default")


def test_the_nearest_file_is_read(folder: Path) -> None:
    inner = folder / "a" / "b"
    inner.mkdir(parents=True)
    (folder / "mtcheck.toml").write_text("jobs = 2", encoding="utf-8")
    (folder / "a" / "pyproject.toml").write_text("[tool.other]\nx = 1", encoding="utf-8")
    (inner / "x.txt").write_text("x", encoding="utf-8")
    assert resolve({}, [str(inner / "x.txt")]).settings.jobs == 2
    assert resolve({}, [str(inner), str(folder / "words.txt")]).settings.jobs == 2
    (folder / "a" / "pyproject.toml").write_text("[tool.mtcheck]\njobs = 4", encoding="utf-8")
    assert resolve({}, [str(inner / "x.txt")]).settings.jobs == 4
    (folder / "a" / "mtcheck.toml").write_text("jobs = 5", encoding="utf-8")
    assert find(inner) == folder / "a" / "mtcheck.toml"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("min_confidence = 1", r"mtcheck\.toml: unknown key .* did you mean min-confidence\?"),
        ("min-confidence = 2", "min-confidence must be a number from 0 to 1"),
        ("min-confidence = true", "min-confidence must be a number"),
        ("jobs = -1", "jobs must be a whole number, 0 or more"),
        ("quiet = 1", "quiet must be true or false"),
        ("select = 'SPN'", "select must be a list of strings"),
        ("fail-on = 'bad'", "fail-on must be one of minor, major, critical, never"),
        ("format = 3", "format must be a string"),
        ("phrases = ['none.tsv']", "none.tsv: cannot be read"),
        ("overrides = 3", "overrides must be a list of tables"),
        ("[[overrides]]\nignore = ['X']", "overrides number 1: paths must be a list"),
        ("[[overrides]]\npaths = ['a']\njobs = 3", "number 1: unknown key 'jobs'"),
        ("[[overrides]]\npaths = ['a']\nignore = 3", "number 1: ignore must be a list"),
        ("a = [", "not TOML"),
        ("a = \x00", "not TOML"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(folder: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as caught:
        configured(folder, text)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tb\tc\tbad", "line 2: severity 'bad' is none of"),
        ("a\tb|c|d|e", "line 2: more than three replacements"),
        ("a\tb\tc\tminor\te", "line 2: more than four columns"),
        ("\tb", "line 2: the first column"),
        ("use\tUse it", "line 2: 'use' stands in its own replacement"),
        ("FIRST\tb", "line 2: 'FIRST' stands in line 1 too"),
    ],
)
def test_a_bad_line_in_a_list_of_phrases_is_named(folder: Path, line: str, message: str) -> None:
    (folder / "style.tsv").write_text(f"first\tone\n{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        configured(folder, "phrases = ['style.tsv']")


def test_overrides_hold_for_their_paths_and_add_up(folder: Path) -> None:
    settings = Settings(
        root=folder,
        ignore=("LAY",),
        overrides=(
            Override(("news/**",), (("ignore", ("SPN",)), ("min_confidence", 0.3))),
            Override(("*.md", "!keep.md"), (("ignore", ("MTR",)), ("min_confidence", 0.4))),
        ),
    )

    def at(path: str) -> tuple[tuple[str, ...], float]:
        found = for_path(settings, str(folder / path))
        return found.ignore, found.min_confidence

    assert at("a.txt") == (("LAY",), 0.0)
    assert at("news/x/a.txt") == (("LAY", "SPN"), 0.3)
    assert at("news/a.md") == (("LAY", "SPN", "MTR"), 0.4)
    assert at("keep.md") == (("LAY",), 0.0)
    assert at("../news/a.txt") == (("LAY",), 0.0)
    assert for_path(settings, None).ignore == ("LAY",)
    assert is_excluded(Settings(root=folder, exclude=("old/",)), str(folder / "old" / "a.txt"))


def test_an_override_does_not_go_before_the_command_line(folder: Path) -> None:
    settings = configured(folder, FULL, fail_on=Severity.CRITICAL, ignore=("TYP",)).settings
    found = for_path(settings, str(folder / "x.md"))
    assert (found.fail_on, found.ignore) == (Severity.CRITICAL, ("TYP", "SPN"))


def test_the_schema_is_published_and_agrees_with_the_parser(folder: Path) -> None:
    published = json.loads(Path(ROOT / "docs" / "schema" / "mtcheck-config-1.json").read_text())
    assert published == config_schema(), "run: mtcheck config --schema"
    jsonschema.Draft202012Validator.check_schema(published)
    import tomllib

    jsonschema.validate(tomllib.loads(FULL), published)
    for bad in ("jobs = -1", "x = 1", "min-confidence = 2", "[[overrides]]\nignore = ['X']"):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(tomllib.loads(bad), published)
    assert set(PER_PATH) <= set(KEYS)


def test_config_shows_what_holds_and_where_it_comes_from(folder: Path, program: Program) -> None:
    (folder / "mtcheck.toml").write_text(FULL, encoding="utf-8")
    code, out, err = program("config", "--show", "--jobs", "9", folder)
    assert (code, err) == (0, "")
    lines = {line.split(" = ")[0]: line for line in out.splitlines() if " = " in line}
    assert "9" in lines["jobs"]
    assert lines["jobs"].endswith("# command line")
    assert lines["exit-zero"].endswith(f"# {folder / 'mtcheck.toml'}")
    import tomllib

    shown = tomllib.loads(out)
    assert shown["overrides"] == [
        {"paths": ["news/**", "*.md"], "fail-on": "minor", "ignore": ["SPN"]}
    ]
    code, out, _ = program("config", folder / "nowhere")
    assert code == 0
    assert out.startswith(f"# {folder}")


def test_overrides_and_lists_reach_the_check(folder: Path, program: Program) -> None:
    (folder / "mtcheck.toml").write_text(
        "select = ['PHR']\nphrases = ['style.tsv']\nexclude = ['old/']\n"
        "[[overrides]]\npaths = ['b.txt']\nignore = ['PHR001']\n",
        encoding="utf-8",
    )
    (folder / "old").mkdir()
    for name in ("a.txt", "b.txt", "old/c.txt"):
        (folder / name).write_text("They utilise the bridge.", encoding="utf-8")
    (folder / "words.txt").unlink()
    code, out, err = program("check", folder, "--format", "json", "--no-models", "--no-cache")
    assert (code, err) == (0, "")
    found = {Path(d["path"]).name: len(d["findings"]) for d in json.loads(out)["documents"]}
    assert found == {"a.txt": 1, "b.txt": 0}
