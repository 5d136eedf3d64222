"""Every kind of report carries the same findings, and none is broken by hostile text."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import lxml.html
import pytest
from markdown_it import MarkdownIt
from referencing import Registry, Resource

from mtcheck.emit import Options
from mtcheck.report import kinds, write_report
from mtcheck.result import Document, Failure
from tests.report.texts import HOSTILE, clean, document, finding, hostile, spun

RESULTS: list[Document | Failure] = [
    clean(),
    spun(),
    hostile(),
    Failure(f"bad/{HOSTILE}", f"binary {HOSTILE}"),
]
REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069\u061c]")


@pytest.fixture(params=["html", "md", "json", "csv"])
def suffix(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def written(folder: Path, suffix: str, results: list[Document | Failure] | None = None) -> str:
    target = folder / f"report.{suffix}"
    signature = HOSTILE if results is None else "v:1|rules:2"
    write_report(RESULTS if results is None else results, target, Options(signature=signature))
    return target.read_bytes().decode("utf-8")


def page(folder: Path, results: list[Document | Failure] | None = None) -> Any:
    return lxml.html.document_fromstring(written(folder, "html", results))


def expected() -> Counter[tuple[str, str]]:
    found = (f for result in RESULTS if isinstance(result, Document) for f in result.findings)
    return Counter((f.rule, f.severity.value) for f in found)


def seen(folder: Path, suffix: str) -> Counter[tuple[str, str]]:
    if suffix == "html":
        items = page(folder).xpath("//ol/li")
        return Counter(
            (li.findtext("b").split()[0], li.xpath("string(span[@class][1])")) for li in items
        )
    text = written(folder, suffix)
    if suffix == "json":
        articles = json.loads(text)["articles"]
        return Counter(
            (f["rule"], f["severity"]) for a in articles for f in a["document"]["findings"]
        )
    if suffix == "csv":
        rows = csv.DictReader(text.splitlines(keepends=True))
        return Counter((row["rule"], row["severity"]) for row in rows if row["rule"])
    tasks = re.findall(r"^- \[[ x]\] \d+:\d+ \*\*(\w+) [\w-]+\*\*, (\w+),", text, re.MULTILINE)
    return Counter(tasks)


def test_every_kind_carries_all_findings(tmp_path: Path, suffix: str) -> None:
    assert seen(tmp_path, suffix) == expected()


def test_every_kind_names_all_articles_and_failures(tmp_path: Path, suffix: str) -> None:
    text = written(tmp_path, suffix)
    for name in ("spun.txt", "clean.txt", "bad"):
        assert name in text
    assert text.index("spun.txt") < text.index("clean.txt")


def test_a_report_can_be_empty(tmp_path: Path, suffix: str) -> None:
    assert written(tmp_path, suffix, [])
    assert written(tmp_path, suffix, [Failure("a.txt", "empty")])


def test_a_report_is_the_same_each_time(tmp_path: Path, suffix: str) -> None:
    assert written(tmp_path, suffix) == written(tmp_path, suffix)


def test_json_fits_its_schema(tmp_path: Path) -> None:
    made = [
        Resource.from_contents(json.loads(resources.files("mtcheck").joinpath(name).read_text()))
        for name in ("emit/schema/mtcheck-1.json", "report/schema/mtcheck-report-1.json")
    ]
    registry = Registry().with_resources([(made_one.id() or "", made_one) for made_one in made])
    schema = made[1].contents
    validator = jsonschema.Draft202012Validator(schema, registry=registry)
    validator.check_schema(schema)
    report = json.loads(written(tmp_path, "json"))
    validator.validate(report)
    report["articles"][0]["document"]["findings"][0]["severity"] = "terrible"
    assert not validator.is_valid(report)
    assert {site["site"] for site in report["sites"]} >= {"example.com", "example.org"}


def test_html_holds_nothing_of_the_article_but_text(tmp_path: Path) -> None:
    tree = page(tmp_path)
    own = page(
        tmp_path,
        [clean(), spun(), document("x/y.txt", "Fine.", [finding("Fine.", "Fine", "Good")])],
    )
    known = {element.tag for element in own.iter() if isinstance(element.tag, str)}
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= known
    assert len(tree.xpath("//script")) == 1
    assert not tree.xpath("//img | //iframe | //link | //object | //embed | //base | //form")
    attributes = {name for element in tree.iter() for name in element.attrib}
    assert not {name for name in attributes if name.startswith("on")} | (
        attributes & {"src", "style"}
    )
    assert all(link.startswith("#") for link in tree.xpath("//@href"))
    assert tree.xpath("//title/text()")[0] == "Correction report"


def test_html_loads_nothing(tmp_path: Path) -> None:
    text = written(tmp_path, "html", [clean(), spun()])
    assert "http:" not in text
    assert "https:" not in text
    assert "url(" not in text
    assert "@import" not in text


def test_html_allows_only_its_own_script_and_style(tmp_path: Path) -> None:
    tree = page(tmp_path)
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert "default-src 'none'" in policy
    for name in ("script", "style"):
        (source,) = tree.xpath(f"//{name}/text()")
        digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy


def test_html_links_lead_somewhere(tmp_path: Path) -> None:
    tree = page(tmp_path)
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in tree.xpath("//@href")} <= set(ids)
    assert set(tree.xpath("//label/@for")) <= set(ids)


def test_html_accepts_safe_fixes_only(tmp_path: Path) -> None:
    tree = page(tmp_path, [spun()])
    chosen = [radio.getnext().text_content() for radio in tree.xpath("//span//input[@checked]")]
    assert chosen == ["lodge", "doors", "gander at", ""]
    groups = Counter(tree.xpath("//input[@type='radio']/@name"))
    assert sorted(groups.values()) == [2, 2, 2, 4]


def test_hidden_characters_are_shown(tmp_path: Path) -> None:
    text = written(tmp_path, "html")
    assert 'data-c="202E"' in text
    for suffix in ("html", "md"):
        made = written(tmp_path, suffix)
        assert not REORDERING.search(made)
        assert not re.search("[\0\x1b\x80-\x9f]", made)


def test_markdown_makes_no_markup_of_the_article(tmp_path: Path) -> None:
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": False}).enable("table")
    tree = lxml.html.fromstring(parser.render(written(tmp_path, "md")))
    known = {
        "div", "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li",
        "strong", "hr",
    }  # fmt: skip
    assert {element.tag for element in tree.iter()} == known
    bold = {element.text for element in tree.iter("strong")}
    assert all(re.fullmatch(r"[A-Z]{3}001 [\w-]+", text or "") for text in bold)


def test_csv_has_no_formulas(tmp_path: Path) -> None:
    text = "=cmd|' /C calc'!A0 is what it said.\n"
    made = document("@x/+y.txt", text, [finding(text, "=cmd", "-1+1")])
    target = tmp_path / "report.csv"
    write_report([made], target)
    with target.open(newline="", encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert (row["path"], row["text"], row["suggestion"]) == ("'@x/+y.txt", "'=cmd", "'-1+1")
    assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_kinds_are_documented() -> None:
    assert set(kinds()) == {"html", "markdown", "json", "csv"}
    assert all(found.__doc__ and found.suffixes for found in kinds().values())
