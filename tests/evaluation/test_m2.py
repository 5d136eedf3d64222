from mtcheck.evaluation.m2 import m2

from .conftest import MakeCase, finding, span

TEXT = "They met at the lodge. It rained.  It was so so cold, but dry inside."


def test_edits_of_gold_and_system(make_case: MakeCase) -> None:
    gold = [
        span(TEXT, "lodge", fixes=["hotel", "grand hotel"]),
        span(TEXT, "so so", "fluency", ["so"]),
        span(TEXT, " but", "fluency", [""]),
    ]
    found = [
        finding(TEXT, "the lodge", suggestions=["a hotel"]),
        finding(TEXT, "col", "fluency", ["war"]),
    ]
    wanted, said = m2(make_case(TEXT, gold, found))
    assert wanted == (
        "S They met at the lodge .\n"
        "A 4 5|||R:SPUN|||hotel|||REQUIRED|||-NONE-|||0\n"
        "A 4 5|||R:SPUN|||grand hotel|||REQUIRED|||-NONE-|||1\n"
        "\n"
        "S It rained .\n"
        "A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0\n"
        "\n"
        "S It was so so cold , but dry inside .\n"
        "A 2 4|||R:FLUENCY|||so|||REQUIRED|||-NONE-|||0\n"
        "A 6 7|||U:FLUENCY|||-NONE-|||REQUIRED|||-NONE-|||0\n"
    )
    assert "A 3 5|||R:SPUN|||a hotel|||REQUIRED|||-NONE-|||0\n" in said
    # An edit inside a token takes the whole token.
    assert "A 4 5|||R:FLUENCY|||ward|||REQUIRED|||-NONE-|||0\n" in said


def test_both_files_hold_the_same_sentences(make_case: MakeCase) -> None:
    found = [finding(TEXT, "lodge. It", suggestions=["hotel, and it"])]
    wanted, said = m2(make_case(TEXT, [span(TEXT, "cold", fixes=["warm"])], found))
    sentences = [[line for line in out.split("\n") if line[:2] == "S "] for out in (wanted, said)]
    assert sentences[0] == sentences[1]
    assert sentences[0][0] == "S They met at the lodge . It rained ."


def test_insertion_and_empty_text(make_case: MakeCase) -> None:
    found = [finding(TEXT, " ", suggestions=[" never "])]
    _, said = m2(make_case(TEXT, [], found))
    assert "A 1 1|||M:SPUN|||never|||REQUIRED|||-NONE-|||0" in said
    assert m2(make_case("...", [], []))[0] == "S . . .\n" + NOOP


NOOP = "A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0\n"
