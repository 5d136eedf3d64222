"""The guard: what a replacement may not change, and what it may."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.rewrite.guard import Guard, Ruling
from mtcheck.rewrite.guard.change import words
from mtcheck.rewrite.guard.dates import dates
from mtcheck.rewrite.guard.links import links
from mtcheck.rewrite.guard.modality import modals
from mtcheck.rewrite.guard.numbers import numbers
from mtcheck.rewrite.guard.units import units
from tests.texts import texts

FRAME = "They said on the day that {} was what the council had wanted, and then they left."


def rule(before: str, after: str, frame: str = FRAME, markup: str = "text") -> Ruling:
    start = frame.index("{}")
    article = Article(frame.replace("{}", before), markup=markup)  # type: ignore[arg-type]
    return Guard(article).rule(start, start + len(before), after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("the lodge", "the hotel"),
        ("the 2 nations", "the two countries"),
        ("twelve hundred folks", "1,200 people"),
        ("12 months", "a year"),
        ("$5 million", "5 million dollars"),
        ("5 km of highway", "five kilometres of road"),
        ("50 p.c", "50 p.c"),
        ("twenty percent", "20 %"),
        ("the first of many", "at first one of many"),
        ("not able to go", "unable to go"),
        ("they’ll go", "they will go"),
        ("they’d gone", "they had gone"),
        ("they'd go", "they would go"),
        ("can't go", "cannot go"),
        ("nothing", "not anything"),
        ("London's lodges", "London’s hotels"),
        ("the U.S. coverage", "the US policy"),
        ("the surroundings of Kyiv", "the environment of Kyiv"),
        ("the Third quarter", "the third quarter"),
        ("in favour of the lodge", "in favor of the hotel"),
        ("our centre", "or center"),
    ],
)  # fmt: skip
def test_what_means_the_same_passes(before: str, after: str) -> None:
    assert rule(before, after).refused == ()


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ("2 nations", "three nations", "changes a number (2 → 3)"),
        ("two nations", "nations", "drops a number (2)"),
        ("nations", "5 nations", "adds a number (5)"),
        ("between 2 and 3", "between 3 and 2", "changes a number"),
        ("1.5 million", "15 million", "changes a number"),
        ("2,000", "2.000", "changes a number"),
        ("the third", "the fourth", "changes a number (#3 → #4)"),
        ("the 1990s", "1990", "changes a number"),
        ("-5 degrees", "5 degrees", "changes a number"),
        ("5 km", "5 miles", "changes a unit (km → mile)"),
        ("$5", "€5", "changes a unit ($ → €)"),
        ("five percent", "five points", "drops a unit (%)"),
        ("next week", "last week", "changes a date (next → last)"),
        ("on Monday", "on Tuesday", "changes a date (monday → tuesday)"),
        ("in May", "in spring", "drops a date"),
        ("at 6 p.m.", "at 6 a.m.", "changes a date (pm → am)"),
        ("yesterday", "before", "drops a date"),
        ("not ready", "ready", "drops a negation"),
        ("ready", "not ready", "adds a negation"),
        ("able", "unable", "adds a negation"),
        ("impossible", "possible", "drops a negation"),
        ("didn’t go", "did go", "drops a negation"),
        ("with ease", "without ease", "adds a negation"),
        ("careful", "careless", "adds a negation"),
        ("may go", "must go", "changes a modal verb (may → must)"),
        ("could go", "went", "drops a modal verb (could)"),
        ("he'd go", "he must go", "changes a modal verb (would → must)"),
        ("the White House", "the Black House", "changes a name (White → Black)"),
        ("old NATO states", "old EU states", "changes a name (NATO → EU)"),
        ("the allies", "the Allies of Rome", "adds a name (Rome)"),
        ("near Kyiv", "near the town", "drops a name (Kyiv)"),
        ("the G7 group", "the G8 group", "changes a name (G7 → G8)"),
        ("see https://a.org/x?y=1", "see https://a.org/x?y=2", "changes a link or address"),
        ("write to a@b.org", "write to c@b.org", "changes a link or address"),
        ("by @bbc", "by @cnn", "changes a link or address"),
        ("on example.com", "on example.net", "changes a link or address"),
        ("the “plan", "the plan", "changes quotation marks"),
        ("the plan (old)", "the plan old", "changes brackets"),
        ("the plan", "the plan\nof it", "adds a line"),
        ("the plan", "the \u202eplan", "contains a control character"),
        ("plan", "plan " * 40, "is far longer than the span"),
        ("日本 plan", "the plan", "drops a name"),
    ],
)
def test_what_changes_a_fact_is_refused(before: str, after: str, why: str) -> None:
    assert any(found.startswith(why) for found in rule(before, after).refused)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("laptop pc", "computer computer"),
        ("commerce was", "trade that"),
        ("it were", "It it was"),
    ],
)
def test_no_word_comes_to_stand_twice(before: str, after: str) -> None:
    frame = "They said on the day of trade {} that the council had wanted it."
    assert rule(before, after, frame).refused[0].startswith("doubles a word (")


def test_words_apart_do_not_stand_twice() -> None:
    assert rule("commerce. Trade", "trade. Trade").refused == ()
    assert rule("that that", "that that").refused == ()
    assert rule("very, extremely", "very, very").refused == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("in favour of", "in favor of"),
        ("center", "centre"),
        ("organised crime", "organized crime"),
        ("travelling", "traveling"),
        ("the programme", "the program"),
        ("a defence", "a defense"),
        ("grey", "gray"),
    ],
)
def test_british_spelling_is_no_error(before: str, after: str) -> None:
    assert rule(before, after).refused == ("changes British or American spelling only",)


def test_a_span_that_cuts_a_number_or_a_word_in_two() -> None:
    text = "It cost 1,200 dollars and was unable to fly far from the town."
    guard = Guard(Article(text))
    assert guard.rule(10, 11, "3").refused
    at = text.index("unable")
    assert guard.rule(at, at + 2, "").refused == ("drops a negation",)


def test_a_unit_counts_although_its_number_stands_outside() -> None:
    assert rule("kilometers", "miles", "It is 5 {} to the town, and they walked it.").refused


def test_markdown_keeps_its_markup() -> None:
    assert rule("*plan*", "plan", markup="markdown").refused == ("changes markup",)
    assert rule("*plan*", "plan").refused == ()


def test_joined_paragraphs_are_refused() -> None:
    assert "joins or parts paragraphs" in rule("end\n\nof it", "end of it").refused


def test_a_first_word_that_may_be_a_name_is_for_a_person() -> None:
    frame = "{} was glad of it. The town had wanted a bridge for years."
    assert rule("Lodge", "Hotel", frame) == Ruling((), ("may drop a name (Lodge)",))
    assert rule("Moreover it", "Also it", frame) == Ruling()
    known = frame + " A lodge stood there."
    assert rule("Lodge", "Hotel", known) == Ruling()
    named = frame + " They met Lodge there."
    assert rule("Lodge", "Hotel", named).refused == ("drops a name (Lodge)",)


def test_capitals_of_headings_are_not_names() -> None:
    frame = "Council Wants {} For The Town\n\nThe council wants it for the town."
    assert rule("New Lodges", "New Hotels", frame).refused == ()


def test_an_opposite_is_for_a_person() -> None:
    assert rule("fewer people", "more people").doubts == ("turns fewer into more",)


@pytest.mark.parametrize(
    ("before", "after", "doubtful"),
    [
        ("you find", "they see", True),
        ("his plan", "her plan", True),
        ("we’re glad", "they are glad", True),
        ("you find", "you see", False),
        ("their plan", "the plan", False),
        ("me", "myself", False),
        ("the person", "the man", True),
        ("two women", "two people", True),
        ("extra males", "more men", False),
    ],
)
def test_another_person_is_for_a_person(before: str, after: str, doubtful: bool) -> None:
    assert rule(before, after).doubts == (("changes who is meant",) if doubtful else ())


@pytest.mark.parametrize(
    ("before", "after", "doubtful"),
    [
        ("not", "no longer", True),
        ("is no longer", "isn't", True),
        ("never", "not", True),
        ("not any longer", "no longer", False),
        ("is never", "was never", False),
        ("a longer road", "a long road", False),
    ],
)
def test_when_something_is_not_so_is_for_a_person(before: str, after: str, doubtful: bool) -> None:
    reason = "changes when or how far something is not so"
    assert rule(before, after).doubts == ((reason,) if doubtful else ())


@pytest.mark.parametrize("marks", ['"{}"', "“{}”", "«{}»", "‘{}’", "'{}'", "„{}“", "”{}”"])
def test_quotations_are_for_a_person(marks: str) -> None:
    frame = f"She said {marks.format('it was a {} for them')} and left."
    assert rule("lodge", "hotel", frame).doubts == ("stands in quotation marks",)
    assert rule("lodge", "hotel", frame.replace("left", "x") + " Then a {}.".format("y")).doubts


def test_a_span_outside_of_the_article_is_an_error() -> None:
    with pytest.raises(ValueError, match="span"):
        Guard(Article("x")).rule(0, 2, "")


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_any_other_number_is_refused(first: int, second: int) -> None:
    ruling = rule(f"{first:,} men", f"{second} men")
    assert bool(ruling.refused) == (first != second)


_WORDS = st.sampled_from("plan lodge road of the big strong display far work and".split())


@given(
    st.lists(_WORDS, min_size=1, max_size=5, unique=True),
    st.lists(_WORDS, min_size=1, max_size=5, unique=True),
    st.sampled_from(
        ["not", "never", "5", "seven", "$", "May", "must", "Kyiv", "NATO", "a@b.org", "“", "%"]
    ),
    st.integers(0, 5),
)
def test_facts_dropped_or_added_are_refused(
    before: list[str], after: list[str], fact: str, place: int
) -> None:
    with_fact = [*before[:place], fact, *before[place:]]
    assert rule(" ".join(with_fact), " ".join(after)).refused
    assert rule(" ".join(after), " ".join(with_fact)).refused
    assert rule(" ".join(before), " ".join(after)).refused == ()


@given(texts(), st.integers(0, 200), st.integers(0, 200))
def test_leaving_the_text_alone_is_never_refused(text: str, start: int, length: int) -> None:
    article = Article(text)
    start = min(start, len(text))
    end = min(start + length, len(text))
    assert Guard(article).rule(start, end, text[start:end]) == Ruling()


@given(texts(), texts(8), st.integers(0, 200), st.integers(0, 40))
def test_any_text_gets_a_ruling(text: str, new: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    ruling = Guard(Article(text)).rule(start, end, new)
    assert all(isinstance(why, str) for why in (*ruling.refused, *ruling.doubts))


@given(texts(8), texts(8))
def test_facts_in_the_window_are_kept_by_what_passes(before: str, after: str) -> None:
    text = FRAME.replace("{}", before)
    start = FRAME.index("{}")
    assume(before != after)
    if not Guard(Article(text)).rule(start, start + len(before), after).refused:
        changed = FRAME.replace("{}", after)
        for facts in (units, modals, dates, links):
            plain = [[f for f in facts(t) if f[-1] != "?"] for t in (text, changed)]
            assert plain[0] == plain[1]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("twenty-five of 2.5 million", ["25", "2500000"]),
        ("two hundred and six thousand and one", ["206001"]),
        ("three, four and five", ["3", "4", "5"]),
        ("twenty thirty", ["20", "30"]),
        ("nineteen ninety", ["19", "90"]),
        ("the twenty-first and 21st", ["#21", "#21"]),
        ("one of them", ["1?"]),
        ("5bn, 3k and 1,200.50", ["5000000000", "3000", "1200.50"]),
        ("G7 and COVID-19", ["7", "19"]),
        ("10-15 at 6:00", ["10", "15", "6", "00"]),
        ("½ and dozens", ["½", "dozens"]),
        ("someone in the tent", []),
    ],
)
def test_numbers(text: str, values: list[str]) -> None:
    assert numbers(text) == values


def test_contractions_are_taken_apart() -> None:
    assert words("They won’t, can't, it's") == ["they", "will", "not", "can", "not", "it", "'s"]
