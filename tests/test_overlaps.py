"""Which findings stay where several share a place."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mtcheck.finding import Category, Finding, Severity
from mtcheck.overlaps import give_way, resolve
from tests.made import finding


def test_resolution_prefers_severe_then_sure_then_long() -> None:
    severe = finding(0, 4, severity=Severity.MAJOR, confidence=0.4)
    sure = finding(2, 6, confidence=0.9)
    assert resolve([sure, severe]) == [severe]
    long, short = finding(0, 9), finding(0, 3)
    assert resolve([short, long]) == [long]
    other = finding(2, 6, category=Category.CASING)
    assert resolve([severe, other]) == [severe, other]


findings = st.builds(
    lambda start, length, category, severity, confidence: finding(
        start, start + length, category=category, severity=severity, confidence=confidence
    ),
    st.integers(0, 30),
    st.integers(0, 6),
    st.sampled_from(
        [
            Category.SPUN,
            Category.LAYOUT,
            Category.RESIDUE,
            Category.FLUENCY,
            Category.MISTRANSLATION,
        ]
    ),
    st.sampled_from(Severity),
    st.sampled_from([0.2, 0.5, 0.9]),
)


@given(st.lists(findings, max_size=25), st.randoms())
def test_resolved_findings_are_sorted_apart_and_stable(found: list[Finding], random) -> None:
    kept = resolve(found)
    assert [f.start for f in kept] == sorted(f.start for f in kept)
    for category in Category:
        group = [f for f in kept if f.category is category]
        assert not any(a.overlaps(b) for a, b in pairwise(group))
    for dropped in set(found) - set(kept):
        assert any(dropped.overlaps(f) for f in kept if f.category is dropped.category)
    shuffled = list(found)
    random.shuffle(shuffled)
    assert resolve(shuffled) == kept
    assert resolve(kept) == kept


def test_grammar_goes_with_a_swapped_word_and_explains_a_mistranslated_one() -> None:
    spun = finding(4, 9)
    beside = finding(2, 9, category=Category.FLUENCY)
    apart = finding(10, 20, category=Category.FLUENCY)
    looks_wrong = finding(10, 18, category=Category.MISTRANSLATION)
    wider = finding(19, 25, category=Category.MISTRANSLATION)
    found = resolve([spun, beside, apart, looks_wrong, wider])
    assert give_way(found) == [spun, apart, wider]


@given(st.lists(findings, max_size=25))
def test_what_gives_way_has_a_finding_that_explains_it(found: list[Finding]) -> None:
    found = resolve(found)
    kept = give_way(found)
    assert [f for f in found if f in kept] == kept

    def explained(lost: Finding) -> bool:
        if lost.category is Category.FLUENCY and any(
            f.category is Category.SPUN and f.overlaps(lost) for f in found
        ):
            return True
        stronger = [Category.RESIDUE]
        if lost.category is Category.MISTRANSLATION:
            stronger.append(Category.FLUENCY)
        return any(
            f.category in stronger and f.start <= lost.start and lost.end <= f.end for f in found
        )

    prose = (Category.SPUN, Category.FLUENCY, Category.MISTRANSLATION)
    assert kept == [f for f in found if f.category not in prose or not explained(f)]
