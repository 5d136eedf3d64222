"""Suppression comments work in every form, are no prose, and say when they did nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.readers.base import read_bytes
from mtcheck.result import Document
from mtcheck.rules import rules
from mtcheck.settings import Phrase, Settings
from mtcheck.suppression import suppress

SETTINGS = Settings(
    models=False,
    select=("PHR",),
    phrases=(Phrase("lodge", ("hotel",)), Phrase("mtcheck"), Phrase("ignore")),
)
PLAIN = "The lodge by the sea is open."


def check(text: str, name: str = "a.txt", settings: Settings = SETTINGS) -> Document:
    return Checker(settings).check(read_bytes(text.encode(), name, settings))


def found(text: str, name: str = "a.txt") -> list[int]:
    """Lines with findings."""
    document = check(text, name)
    return [document.article.text.count("\n", 0, f.start) + 1 for f in document.findings]


def notes(text: str, name: str = "a.txt", settings: Settings = SETTINGS) -> list[str]:
    return [n for n in check(text, name, settings).notes if "model" not in n and "English" not in n]


FORMS = [
    ("a.txt", "<!-- mtcheck: {} -->"),
    ("a.txt", "# mtcheck: {}"),
    ("a.txt", "// mtcheck:{}"),
    ("a.md", "<!-- mtcheck: {} the owner's own word -->"),
    ("a.md", "<!--mtcheck: {}-->"),
]


@pytest.mark.parametrize(("name", "form"), FORMS)
def test_inline_is_about_its_line(name: str, form: str) -> None:
    text = f"{PLAIN} {form.format('ignore[PHR001]')}\n\n{PLAIN}\n"
    assert found(text, name) == [3]
    assert notes(text, name) == []


@pytest.mark.parametrize(
    ("name", "form"), [*FORMS, ("a.md", "[//]: # (mtcheck: {})"), ("a.md", "{{/* mtcheck: {} */}}")]
)
def test_next_line_block_and_file(name: str, form: str) -> None:
    def comment(what: str) -> str:
        return form.format(what)

    following = f"{comment('ignore-next-line[PHR001]')}\n\n{PLAIN}\n\n{PLAIN}\n"
    assert found(following, name) == [5]
    block = (
        f"{PLAIN}\n\n{comment('ignore-start[PHR001]')}\n\n{PLAIN}\n\n{PLAIN}\n\n"
        f"{comment('ignore-end[PHR001]')}\n\n{PLAIN}\n"
    )
    assert found(block, name) == [1, 11]
    whole = f"{PLAIN}\n\n{PLAIN}\n\n{comment('ignore-file[listed-phrase]')}\n"
    assert found(whole, name) == []
    for text in (following, block, whole):
        assert notes(text, name) == []


@pytest.mark.parametrize("key", ["", "[PHR001]", "[phr]", "[listed-phrase]", "[fluency, LAY]"])
def test_rules_are_named_as_for_ignore(key: str) -> None:
    assert found(f"{PLAIN} # mtcheck: ignore{key}") == []


def test_another_rule_is_not_suppressed() -> None:
    assert found(f"{PLAIN} # mtcheck: ignore[residue]") == [1]


def test_comments_are_neither_prose_nor_findings() -> None:
    text = f"# mtcheck: ignore-file[LAY]\n{PLAIN}\n"
    article = Article(text)
    assert "mtcheck" not in [article[word] for word in article.words]
    assert [article[p] for p in article.paragraphs] == [PLAIN]
    assert found(text) == [2], "the words of the comment are on the list too"
    assert found("The word mtcheck: ignore[PHR001] is prose here.") == [1, 1]


def test_code_is_no_comment() -> None:
    inline = f"Write `<!-- mtcheck: ignore-file -->` at the top.\n\n{PLAIN}\n"
    assert found(inline, "a.md") == [3]
    fenced = f"```\n<!-- mtcheck: ignore-file -->\n```\n\n{PLAIN}\n"
    assert found(fenced, "a.md") == [5]


@pytest.mark.parametrize(
    ("comment", "note"),
    [
        ("ignore[PHR001]", "line 1: unused suppression ignore[PHR001]"),
        ("ignore[PHR001, XYZ]", "line 1: no rule is called 'XYZ' in the suppression ignore[XYZ]"),
        ("ignore-line", "line 1: unknown suppression 'ignore-line' (known: ignore, "),
        ("ignore-end", "line 1: ignore-end without its ignore-start"),
        ("ignore-start", "line 1: ignore-start without its ignore-end, so it goes to the end"),
    ],
)
def test_comments_that_do_nothing_are_reported(comment: str, note: str) -> None:
    given = notes(f"The hotel is open. # mtcheck: {comment}\nMore of it.")
    assert any(n.startswith(note) for n in given)


def test_comments_about_rules_that_did_not_run_are_not_called_unused() -> None:
    article = Article("The hotel is open. # mtcheck: ignore[PHR001]\nMore. # mtcheck: ignore")
    assert suppress(article, [], []).notes == []
    assert suppress(article, [], list(rules().values())).notes == [
        "line 1: unused suppression ignore[PHR001]",
        "line 2: unused suppression ignore",
    ]


PAGE = """<html><head><title>x</title></head><body><article><h1>The bridge of the town</h1>
<p>The council said that the lodge in the town will be repaired in the coming year.</p>
<!-- mtcheck: ignore-next-line[PHR001] -->
<p>The council said that the lodge at the lake will be closed in the coming year.</p>
<p>A man said the lodge <!-- mtcheck: ignore[PHR001] --> was the best that he had seen in years.</p>
<p>The council said that the lodge on the hill will be open to the people again.</p>
{}
</article></body></html>"""


def test_html_comments_keep_their_place_in_the_extracted_article() -> None:
    assert found(PAGE.format(""), "a.html") == [2, 5]
    bare = PAGE.replace("<!-- mtcheck: ignore-next-line[PHR001] -->\n", "")
    bare = bare.replace("<!-- mtcheck: ignore[PHR001] --> ", "")
    article, other = (check(p.format(""), "a.html").article for p in (PAGE, bare))
    assert article.text == other.text
    assert found(PAGE.format("<!-- mtcheck: ignore-file -->"), "a.html") == []


def test_accepted_terms_are_left_alone(tmp_path: Path) -> None:
    text = "The lodge is open. The Lodge Sacher is a lodge by the sea."
    for accept, left in [
        ((), [4, 23, 41]),
        (("lodge",), []),
        (("Lodge Sacher",), [4, 41]),
        (("the lodge",), [41]),
        (("Lodge",), [4, 41]),
    ]:
        settings = Settings(
            models=False, select=("PHR",), phrases=(Phrase("lodge"),), accept=accept
        )
        assert [f.start for f in Checker(settings).check(text).findings] == left
