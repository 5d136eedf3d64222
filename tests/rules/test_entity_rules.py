"""Entity rules besides the impossible office."""

from __future__ import annotations

import pytest

from mtcheck.article import Article
from mtcheck.finding import Finding
from mtcheck.rules.base import Context, get
from tests.rules.mended import mended


def check(rule: str, text: str) -> list[Finding]:
    return list(get(rule).check(Article(text), Context()))


def fixed(rule: str, text: str) -> str:
    return mended(text, check(rule, text))


def test_a_bare_title_is_judged_by_the_country_of_its_bearer() -> None:
    text = "Swedish Prime Minister Elin Sandberg spoke. Later President Sandberg flew home."
    assert fixed("ENT002", text).endswith("Later Prime Minister Sandberg flew home.")


@pytest.mark.parametrize(
    "text",
    [
        "Polish Prime Minister Marek Dolny spoke. Later President Dolny flew home.",
        "Swedish Prime Minister Elin Sandberg spoke. FIFA President Sandberg flew home.",
        "President Sandberg flew home.",
        "Swedish Prime Minister Borg met Finnish Prime Minister Borg. President Borg left.",
    ],
)
def test_a_title_that_may_be_right_is_left_alone(text: str) -> None:
    assert check("ENT002", text) == []


@pytest.mark.parametrize(
    ("variant", "flagged"),
    [("Kowalsky", True), ("Kowlaski", True), ("Kowalskis", False), ("Nowakowski", False)],
)
def test_spelling_of_names(variant: str, *, flagged: bool) -> None:
    text = f"Jan Kowalski came. Jan Kowalski saw. So Jan Kowalski left, and Jan {variant} wept."
    found = check("ENT003", text)
    assert [f.text for f in found] == ([variant] if flagged else [])


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("It began during Petra’s visit. Novak. Then it ended.",
         "It began during Petra Novak’s visit. Then it ended."),
        ("It began under Petra's new government. Novak .",
         "It began under Petra Novak's new government."),
        ("It was Petra's turn. Silence. Then she spoke after a silence.",
         "It was Petra's turn. Silence. Then she spoke after a silence."),
        ("He took Petra's lead. Rep. Smith agreed.", "He took Petra's lead. Rep. Smith agreed."),
    ],
)  # fmt: skip
def test_split_names(text: str, result: str) -> None:
    assert fixed("ENT004", text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("He left the Spain government.", "He left the Spanish government."),
        ("the Iran foreign minister said", "the Iranian foreign minister said"),
        ("the UK government said", "the UK government said"),
        ("the Japan government bonds fell", "the Japan government bonds fell"),
        ("The capital of French is Paris.", "The capital of France is Paris."),
        ("He is the president of French, they said.", "He is the president of France, they said."),
    ],
)
def test_country_and_adjective(text: str, result: str) -> None:
    assert fixed("ENT005", text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("The law went through the Swedish House of Lords after a debate.",
         "The law went through the Swedish Riksdag after a debate."),
        ("Germany's House of Commons passed the bill.", "Germany's Bundestag passed the bill."),
        ("The Canadian House of Commons approved the budget.",
         "The Canadian House of Commons approved the budget."),
        ("The Chilean Congress passed the bill.", "The Chilean Congress passed the bill."),
        ("The Israeli Senate is a hotel.", "The Israeli Senate is a hotel."),
    ],
)  # fmt: skip
def test_legislatures(text: str, result: str) -> None:
    assert fixed("ENT006", text) == result


@pytest.mark.parametrize(
    "text",
    [
        "Finance Minister Ana Velimirov spoke. Treasury Minister Velimirov left.",
        "Finance Minister Ana Velimirov spoke. Newly appointed Foreign Minister Velimirov left.",
        "Finance Minister Ana Velimirov met Petr Velimirov. Foreign Minister Velimirov left.",
        "Finance Minister Ana Velimirov spoke. Prime Minister Velimirov left.",
    ],
)
def test_a_minister_who_may_have_changed_is_left_alone(text: str) -> None:
    assert check("ENT007", text) == []


def test_a_ministry_in_small_letters() -> None:
    text = "The finance minister, Ana Velimirov, spoke; later Health Minister Velimirov left."
    assert fixed("ENT007", text).endswith("later Finance Minister Velimirov left.")


@pytest.mark.parametrize(
    ("rule", "text", "result"),
    [
        ("ENT004", "Ana Velimirov left. Ana's long years abroad. Velimirov wrote home seldom.",
         "Ana Velimirov left. Ana Velimirov's long years abroad wrote home seldom."),
        ("ENT008", "Ana Velimirov left early. Two days later Velimirov Ana came back.",
         "Ana Velimirov left early. Two days later Ana Velimirov came back."),
        ("ENT009", "Envoys of the United. Nations met.", "Envoys of the United Nations met."),
        ("ENT009", "A letter by Karla von der. Heide.", "A letter by Karla von der Heide."),
    ],
)  # fmt: skip
def test_names_that_were_torn_apart(rule: str, text: str, result: str) -> None:
    assert fixed(rule, text) == result


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("ENT004", "Ana's long years abroad. Velimirov wrote home seldom."),
        ("ENT004", "Ana Others left. Ana's years abroad. Others wrote home; others did not."),
        ("ENT008", "Ana Velimirov left early. Velimirov Ana came back, and Ana stayed."),
        ("ENT008", "Lake Ana is deep. The Ana Lake road follows the shore of the lake."),
        ("ENT009", "He had heard of the man they call Karla. Heide left."),
        ("ENT009", "She painted it white. House Republicans objected."),
        ("ENT009", "Karla Heide left. They saw Karla. Heide waved, and Karla waved back."),
    ],
)
def test_names_that_only_look_torn_apart(rule: str, text: str) -> None:
    assert check(rule, text) == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("A Turkey minister left.", "A Turkish minister left."),
        ("They delivered gas to Jordanian until May, but the line to Brazilian was shut.",
         "They delivered gas to Jordanian until May, but the line to Brazilian was shut."),
        ("She lives in Brazilian, where she was born.", "She lives in Brazil, where she was born."),
        ("He moved from Italian to French cooking.", "He moved from Italian to French cooking."),
        ("The Chinese's economy grew.", "China's economy grew."),
    ],
)  # fmt: skip
def test_adjectives_and_countries(text: str, result: str) -> None:
    assert fixed("ENT005", text) == result


def test_foreign_ministers_are_no_conflict() -> None:
    text = "Iranian President Ali Zarif spoke. On Monday, Foreign Minister Zarif left."
    assert check("ENT002", text) == []


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("US Foreign Minister Ann Lee called on Monday.",
         "US Secretary of State Ann Lee called on Monday."),
        ("The minister met Chile's premier, Ana Rojas, on Monday.",
         "The minister met Chile's president, Ana Rojas, on Monday."),
        ("Chile's premier vineyards are for sale.", "Chile's premier vineyards are for sale."),
        ("The President of Scotland met the EU's envoys.",
         "The First Minister of Scotland met the EU's envoys."),
        ("British Vice President Colin Hathersage spoke to the EU.",
         "British Deputy Prime Minister Colin Hathersage spoke to the EU."),
        ("Toyota's Japanese vice president spoke.", "Toyota's Japanese vice president spoke."),
        ("The president-elect of the Netherlands spoke to NATO.",
         "The prime minister-elect of the Netherlands spoke to NATO."),
    ],
)  # fmt: skip
def test_further_offices(text: str, result: str) -> None:
    assert fixed("ENT001", text) == result
