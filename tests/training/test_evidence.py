"""Which findings tell of translation."""

from __future__ import annotations

from mtcheck.training.evidence import finding_odds

SOUND = "The minister said on Monday that China would meet its partners in May. " * 4
LOWER = SOUND + "The envoys of Japan were alarmed by china's attempts to delay the vote."
BROKEN = "The council met on Monday to decide on the\n\nbudget of the town for the next year." * 4


def test_a_rule_that_finds_more_in_translations_counts() -> None:
    odds = finding_odds([SOUND] * 20, [LOWER] * 5 + [SOUND] * 5)
    assert list(odds) == ["CAS001"]
    assert odds["CAS001"] > 1.0


def test_a_rule_that_finds_as_much_in_both_says_nothing() -> None:
    texts = [LOWER] * 5 + [SOUND] * 5
    assert finding_odds(texts, texts) == {}


def test_damage_of_the_page_says_nothing() -> None:
    assert finding_odds([SOUND] * 20, [BROKEN] * 20) == {}


def test_without_text_of_both_kinds_nothing_is_said() -> None:
    assert finding_odds([], [LOWER]) == finding_odds([SOUND], []) == {}
