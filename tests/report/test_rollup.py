"""Rows, their order by harm, and totals by site."""

from __future__ import annotations

import pytest

from mtcheck.finding import Label
from mtcheck.report.rollup import Penalty, Rollup
from mtcheck.report.site import site_of
from mtcheck.result import Failure, penalty_per_100_words
from tests.report.texts import SPUN_TEXT, clean, document, finding, spun


@pytest.mark.parametrize(
    ("path", "site"),
    [
        ("https://www.Example.com:8080/a/b.html", "example.com"),
        ("http://news.example.co.uk/x", "news.example.co.uk"),
        ("crawl/www.example.com/2021/05/a.html", "example.com"),
        ("/data/Example.ORG/a.txt", "example.org"),
        ("articles/sport/a.txt", "sport"),
        ("articles/v1.2/a.txt", "v1.2"),
        ("example.com", "(none)"),
        ("a.txt", "(none)"),
        ("./a.txt", "(none)"),
        ("../a.txt", "(none)"),
        ("http://[broken/a.txt", "[broken"),
        ("", "(none)"),
    ],
)
def test_sites(path: str, site: str) -> None:
    assert site_of(path) == site


def test_penalties_before_and_after_fixes() -> None:
    rollup = Rollup()
    row = rollup.add(spun())
    findings = {f.text.strip(): f for f in spun().findings}
    words = row.words
    unfixable = [findings["take a gander at the rooms"]]
    unsafe = [findings["lodge"], findings["gander at"]]
    assert row.penalty == Penalty(
        penalty_per_100_words(spun().findings, words),
        penalty_per_100_words([*unsafe, *unfixable], words),
        penalty_per_100_words(unfixable, words),
    )
    assert row.penalty.before > row.penalty.safe > row.penalty.all > 0
    assert (row.findings, row.fixable, row.by_severity) == (5, 4, (1, 3, 1))


def test_the_most_harmful_come_first() -> None:
    flagged = [finding(SPUN_TEXT, "lodge")]
    given = [
        clean(),
        document("none-flagged.txt", SPUN_TEXT, flagged, None),
        document("clean-flagged.txt", SPUN_TEXT, flagged, Label.CLEAN, 0.6),
        document("spun-unsure.txt", SPUN_TEXT, [], Label.SPUN, 0.5),
        document("mt-sure.txt", SPUN_TEXT, [], Label.MACHINE_TRANSLATED, 0.9),
        spun(),
    ]
    rollup = Rollup()
    for one in given:
        rollup.add(one)
    names = [row.path.rsplit("/", 1)[-1] for row in rollup.ranked()]
    assert names == [
        "spun.txt", "mt-sure.txt", "spun-unsure.txt", "none-flagged.txt", "clean-flagged.txt",
        "clean.txt",
    ]  # fmt: skip


def test_sites_add_up() -> None:
    rollup = Rollup()
    for one in (clean(), clean(), spun()):
        rollup.add(one)
    rollup.fail(Failure("bad.txt", "empty"))
    sites = dict(rollup.ranked_sites())
    assert list(sites) == ["example.com", "example.org"]
    assert sites["example.org"].documents == 2
    assert sites["example.org"].words == 2 * len(clean().article.words)
    assert sites["example.com"].penalty.before == spun().penalty_per_100_words
    assert rollup.total.verdicts == {Label.CLEAN: 2, Label.SPUN: 1}
    assert rollup.total.suspected == 1
    assert rollup.summary.errors == 1
    words = rollup.total.words
    expected = spun().penalty_per_100_words * len(spun().article.words) / words
    assert rollup.total.penalty.before == pytest.approx(expected, abs=0.01)
