"""The sample articles, their gold spans and their corrected versions agree."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from mtcheck.finding import Category, Label, Severity

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
GOLD = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(params=GOLD, ids=lambda gold: gold["article"])
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    return request.param


def test_every_article_has_gold() -> None:
    files = {path.relative_to(SEEDS).as_posix() for path in SEEDS.glob("*/*.txt")}
    articles = {gold["article"] for gold in GOLD}
    assert articles == {name for name in files if not name.startswith("corrected/")}
    corrected = {name.removeprefix("corrected/") for name in files if name.startswith("corrected/")}
    garbled = {name.removeprefix("garbled/") for name in files if name.startswith("garbled/")}
    assert corrected == garbled
    assert len(garbled) >= 5
    assert len(articles - {f"garbled/{name}" for name in garbled}) >= 3


def test_text_is_the_file(gold: dict[str, Any]) -> None:
    assert (SEEDS / gold["article"]).read_bytes().decode("utf-8") == gold["text"]


def test_articles_are_short(gold: dict[str, Any]) -> None:
    assert 150 <= len(gold["text"].split()) <= 350


def test_spans_are_in_order_and_say_what_stands_there(gold: dict[str, Any]) -> None:
    end = 0
    for span in gold["spans"]:
        assert end <= span["start"] < span["end"]
        end = span["end"]
        assert gold["text"][span["start"] : span["end"]] == span["text"]
        assert Category(span["category"])
        assert Severity(span["severity"])
        assert span["fixes"]
        assert span["text"] not in span["fixes"]
    assert Label(gold["label"])


def test_first_fixes_make_the_corrected_article(gold: dict[str, Any]) -> None:
    if gold["article"].startswith("clean/"):
        assert gold["spans"] == []
        return
    text = gold["text"]
    for span in reversed(gold["spans"]):
        text = text[: span["start"]] + span["fixes"][0] + text[span["end"] :]
    # Deleted lines leave empty ones behind.
    text = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    name = Path(gold["article"]).name
    assert text == (SEEDS / "corrected" / name).read_text("utf-8")
