"""Layout: what is broken, what only looks so, and what the fixes make of it."""

from __future__ import annotations

import pytest

from mtcheck.article import Article
from mtcheck.finding import Finding, Severity
from mtcheck.readers.markdown import parse as parse_markdown
from mtcheck.rules import Context, rules
from tests.rules.mended import mended

RULES = [rule for rule in rules().values() if rule.id.startswith("LAY")]
ONE = "The harbour authority said on Tuesday that the terminal will open in May."
TWO = "Engineers found cracks in one of the piers, and the repair took long."


def check(text: str, markdown: bool = False) -> list[Finding]:
    article = parse_markdown(text, "a.md", "utf-8") if markdown else Article(text)
    return sorted(
        (f for rule in RULES for f in rule.check(article, Context())), key=lambda f: f.start
    )


def fixed(text: str) -> str:
    return mended(text, check(text))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (
            f"{ONE} They hope to work with\n\nNorway.\n\n{TWO}",
            f"{ONE} They hope to work with Norway.\n\n{TWO}",
        ),
        (
            f"{ONE} It will serve the old\n\ntown.\n\n{TWO}",
            f"{ONE} It will serve the old town.\n\n{TWO}",
        ),
        (
            f"{ONE}\n\nThe plan was made by the owners of the ferries and\n\nthe town itself.",
            f"{ONE}\n\nThe plan was made by the owners of the ferries and the town itself.",
        ),
        (f"{ONE}.", ONE),
        (f"{ONE} .", ONE),
        ("The ferry, , which is new, sails.", "The ferry, which is new, sails."),
        ("The ferry sails,. It is new.", "The ferry sails. It is new."),
        ("The ferry sails .", "The ferry sails."),
        ("It sails today.Nobody knows why.", "It sails today. Nobody knows why."),
        ("“It sails.”He left the harbour.", "“It sails.” He left the harbour."),
        ("It is old,but it sails.", "It is old, but it sails."),
        (f"{ONE} {TWO}\n\nNobody spoke.\n\n{ONE} {TWO}", f"{ONE} {TWO}\n\nNobody spoke.\n\n"),
    ],
)
def test_fixes(broken: str, whole: str) -> None:
    assert fixed(broken) == whole


@pytest.mark.parametrize(
    "text",
    [
        "Wait... what? Well . . . no. “Yes…”",
        "The U.S. and the J. R. R. Tolkien estate, e.g. its owners, agreed at 5 p.m. Nobody won.",
        "It cost 1,000.50 euros, i.e. 3.5% of 0.7, at example.com, in v2.0.1 and in file.txt.",
        "See www.example.org/a..b or https://example.org/Some.Thing,and for it.",
        "Node.js, ASP.NET and Booking.com are names; so is Yahoo! News.",
        "She said: “No!”, and he said: “Why?”.",
        "Call f(a,b) or obj.Method(x), then x[1:,], please.",
        "Roses are red\nviolets are blue\nsugar is sweet\nand so are you",
        "Roses are red,\n\nviolets are blue,\n\nsugar is sweet,\n\nand so are you.",
        "12 High Street\nOld Town\nBergen 5003\nNorway",
        f"What to look out for\n\n{ONE}\n\nWhere it comes from\n\n{TWO}",
        f"{ONE} You need:\n\n- a ticket and\n- a passport\n\n{TWO}",
        f"{ONE} The members asked for\n\n1. a pier\n2. a clock",
        f"{ONE}\n\niPhones are not\n\n{TWO}",
        "We shall overcome. We shall overcome. We shall overcome some day.",
        "A , b , c , d , e , f .",
        "Read it in The Example Times , which is on sale.",
    ],
)
def test_what_only_looks_broken(text: str) -> None:
    assert check(text) == []


def test_text_wrapped_at_a_margin_is_not_broken() -> None:
    words = (ONE + " " + TWO + " ").split() * 12
    for width in (8, 14, 30):
        rows = [" ".join(words[i : i + width]) for i in range(0, len(words), width)]
        found = check("\n".join(rows))
        assert [f for f in found if f.rule in ("LAY001", "LAY002")] == []


def test_a_sentence_that_is_cut_off_is_major_when_the_last_word_tells() -> None:
    cut = f"{ONE} They also spoke about the\n\nThe repair took long, they said."
    (found,) = check(cut)
    assert (found.rule, found.severity) == ("LAY002", Severity.MAJOR)
    assert found.text == "They also spoke about the"
    (found,) = check(f"{ONE} They also asked the owners for\n\nThe members left the room early.")
    assert (found.rule, found.severity) == ("LAY002", Severity.MINOR)


def test_long_texts_may_repeat_sentences_but_not_paragraphs() -> None:
    filler = " ".join(f"Ferry number {n} sails at noon with {n} guests." for n in range(300))
    assert check(f"{ONE} {filler} {ONE} Then it left.") == []
    found = check(f"{ONE} {TWO}\n\n{filler}\n\n{ONE} {TWO}")
    assert [f.rule for f in found] == ["LAY004"]


def test_items_of_markdown_lists_are_not_joined() -> None:
    text = f"{ONE} The members asked the owners of the ferries for\n\n- the pier.\n- the clock.\n"
    assert check(text, markdown=True) == []


def test_code_in_markdown_is_left_alone() -> None:
    assert check(f"{ONE}\n\n```\na ,, b .. c,. D.E\n```\n\nUse `a.Be` there.", markdown=True) == []
