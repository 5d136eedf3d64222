"""The contract's rule for right suggestions, case by case."""

import pytest

from mtcheck.evaluation.fixes import Edit, apply, best_edits, is_right, reference_edits
from mtcheck.evaluation.gold import GoldArticle
from mtcheck.finding import Label, Safety

from .conftest import finding, span

TEXT = "They will additional strengthen the carefully built ties in the lodge."


def article(*spans: object) -> GoldArticle:
    return GoldArticle("a", TEXT, tuple(spans), Label.SPUN)  # type: ignore[arg-type]


STRENGTHEN = span(TEXT, "additional strengthen", fixes=["further strengthen", "strengthen further"])
CAREFULLY = span(TEXT, "carefully", fixes=["closely"])
LODGE = span(TEXT, "lodge", fixes=["hotel"])


@pytest.mark.parametrize(
    ("part", "suggestions", "right"),
    [
        ("additional strengthen", ["further strengthen"], True),
        ("additional strengthen", ["Further  STRENGTHEN"], True),
        ("additional strengthen", ["strengthen further"], True),
        ("additional", ["further"], True),
        ("will additional strengthen the", ["will further strengthen the"], True),
        ("additional strengthen", ["reinforce"], False),
        ("additional strengthen", [], False),
        ("will additional strengthen the", ["will further strengthen"], False),
        # A neighbour under the same finding may be fixed along or left …
        ("additional strengthen the carefully", ["further strengthen the closely"], True),
        ("additional strengthen the carefully", ["further strengthen the carefully"], True),
        # … but not be made worse.
        ("additional strengthen the carefully", ["further strengthen the softly"], False),
    ],
)
def test_one_finding(part: str, suggestions: list[str], right: bool) -> None:
    found = [finding(TEXT, part, suggestions=suggestions)]
    assert is_right(article(STRENGTHEN, CAREFULLY, LODGE), STRENGTHEN, found, 1) is right


def test_second_suggestion_counts_among_three_only() -> None:
    found = [finding(TEXT, "lodge", suggestions=["inn", "hotel"])]
    gold = article(LODGE)
    assert not is_right(gold, LODGE, found, 1)
    assert is_right(gold, LODGE, found, 3)


def test_several_findings_make_one_fix() -> None:
    found = [
        finding(TEXT, "additional", suggestions=[""]),
        finding(TEXT, "strengthen", suggestions=["strengthen further"]),
    ]
    assert is_right(article(STRENGTHEN), STRENGTHEN, found, 1)


def test_deletion_folds_white_space() -> None:
    gold = span(TEXT, "additional strengthen", fixes=["strengthen"])
    assert is_right(article(gold), gold, [finding(TEXT, "additional", suggestions=[""])], 1)


def test_overlapping_findings_are_applied_once() -> None:
    found = [
        finding(TEXT, "the lodge", suggestions=["the hotel"]),
        finding(TEXT, "lodge", "fluency", suggestions=["inn"]),
    ]
    assert is_right(article(LODGE), LODGE, found, 1)


def test_many_alternatives_end() -> None:
    gold = [span(TEXT, word, fixes=[f"x{i}" for i in range(40)]) for word in TEXT[:-1].split()[:8]]
    found = [finding(TEXT, "They will additional strengthen the carefully", suggestions=["no"])]
    assert not is_right(article(*gold), gold[0], found, 3)


def test_apply_and_edits() -> None:
    assert apply("abcdef", [Edit(3, 4, ""), Edit(0, 1, "XX")]) == "XXbcef"
    assert apply("abcdef", [Edit(3, 4, "Y")], 2, 5) == "cYe"
    overlapping = span(TEXT, "strengthen the", fixes=["x"])
    assert [e.new for e in reference_edits(article(STRENGTHEN, overlapping, LODGE))] == [
        "further strengthen",
        "hotel",
    ]
    found = [finding(TEXT, "lodge", suggestions=["hotel"], safety=Safety.UNSAFE)]
    assert best_edits(found, unsafe=False) == []
    assert [edit.new for edit in best_edits(found)] == ["hotel"]
