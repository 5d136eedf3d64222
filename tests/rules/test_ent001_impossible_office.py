"""Measures ENT001 on the project's own set of sentences, half of them traps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mtcheck.article import Article
from mtcheck.finding import Finding
from mtcheck.rules.base import Context, get

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "offices.jsonl").read_text("utf-8").splitlines()
]


def check(text: str) -> list[Finding]:
    return list(get("ENT001").check(Article(text), Context()))


def test_precision_and_recall_on_the_sentences() -> None:
    hits = wrong = wanted = fixed = 0
    for row in ROWS:
        text, found = row["text"], check(row["text"])
        wanted += len(row["spans"])
        touching: list[Finding] = []
        for gold in row["spans"]:
            touching = [f for f in found if f.start < gold["end"] and gold["start"] < f.end]
            hits += bool(touching)
            right = {text[: gold["start"]] + fix + text[gold["end"] :] for fix in gold["fixes"]}
            fixed += any(
                text[: f.start] + f.suggestions[0].text + text[f.end :] in right for f in touching
            )
        wrong += len(found) - len(touching)
    assert len(ROWS) >= 300
    assert 0.4 < wanted / len(ROWS) < 0.6
    assert hits / (hits + wrong) >= 0.98
    assert hits / wanted >= 0.95
    assert fixed / hits >= 0.95


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In 1962 the Brazilian Prime Minister Brochado da Rocha resigned.", False),
        ("Brazilian Prime Minister Caio Barreto vetoed the law in March.", True),
        ("In 2024 the plan was drawn up. Turkish Prime Minister Kemal Aydin signed it.", True),
        ("In 2009 Turkish Prime Minister Kemal Aydin left the hall.", False),
        ("Turkish Prime Minister Kemal Aydin left the hall.", False),
    ],
)
def test_offices_are_dated(text: str, *, found: bool) -> None:
    assert bool(check(text)) is found


def test_the_title_used_elsewhere_in_the_article_is_suggested_first() -> None:
    text = (
        "Jordanian President Omar Haddadin met the envoy. "
        "Prime Minister Haddadin said the talks went well."
    )
    (finding,) = check(text)
    assert finding.suggestions[0].text == "Jordanian Prime Minister"


def test_a_person_tied_to_another_country_is_left_alone() -> None:
    text = "U.S. President Ann Field landed. Officials told Japanese President Field would stay."
    assert check(text) == []
    assert check("Officials told Japanese President Field would stay.")
