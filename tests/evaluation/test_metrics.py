"""Each metric against numbers worked out by hand."""

from __future__ import annotations

import math

import pytest

from mtcheck.evaluation.base import Metric, metrics
from mtcheck.evaluation.measure import measure
from mtcheck.evaluation.metrics.auroc import area
from mtcheck.finding import Safety

from .conftest import MakeCase, finding, span

#       0123456789
TEXT = "aa bb cc dd ee ff gg hh ii jj"


def score(name: str, *cases: object) -> dict[str, float]:
    chosen = metrics()[name]()
    seen = [s for case in cases if (s := chosen.observe(case)) is not None]  # type: ignore[arg-type]
    return {key: value for key, (value, _) in chosen.score(seen).items()}


def test_touch(make_case: MakeCase) -> None:
    gold = [span(TEXT, "bb cc"), span(TEXT, "ee"), span(TEXT, "hh", "fluency")]
    found = [
        finding(TEXT, "cc dd"),
        finding(TEXT, "hh"),
        finding(TEXT, "ii jj"),
        finding(TEXT, "aa", "fluency"),
    ]
    got = score("touch", make_case(TEXT, gold, found))
    assert got["any/recall"] == pytest.approx(2 / 3)
    assert got["any/precision"] == pytest.approx(2 / 4)
    assert got["spun/recall"] == pytest.approx(1 / 2)
    assert got["spun/precision"] == pytest.approx(1 / 3)
    assert got["fluency/recall"] == 0
    assert got["fluency/f1"] == 0
    assert "residue/recall" not in got


def test_neighbours_do_not_touch(make_case: MakeCase) -> None:
    gold = [span(TEXT, "bb")]
    assert score("touch", make_case(TEXT, gold, [finding(TEXT, " cc")]))["any/recall"] == 0


def test_exact(make_case: MakeCase) -> None:
    gold = [span(TEXT, "bb"), span(TEXT, "ee")]
    found = [finding(TEXT, "bb"), finding(TEXT, "ee ff"), finding(TEXT, "gg")]
    got = score("exact", make_case(TEXT, gold, found))
    assert got["any/precision"] == pytest.approx(1 / 3)
    assert got["any/recall"] == pytest.approx(1 / 2)
    assert got["any/f1"] == pytest.approx(0.4)


def test_character_gives_half_credit_for_the_wrong_severity(make_case: MakeCase) -> None:
    gold = [span(TEXT, "aa bb"), span(TEXT, "dd", severity="minor")]
    found = [finding(TEXT, "bb cc"), finding(TEXT, "dd")]
    got = score("character", make_case(TEXT, gold, found))
    # Both mark "bb" as major (2 characters), and "dd" with different severity (2 × 0.5).
    assert got["any/precision"] == pytest.approx(3 / 7)
    assert got["any/recall"] == pytest.approx(3 / 7)


def test_word(make_case: MakeCase) -> None:
    gold = [span(TEXT, "aa bb"), span(TEXT, "cc")]
    found = [finding(TEXT, "b cc dd")]
    got = score("word", make_case(TEXT, gold, found))
    tp, fp, fn, tn = 2, 1, 1, 6
    assert got["any/precision"] == pytest.approx(tp / (tp + fp))
    assert got["any/recall"] == pytest.approx(tp / (tp + fn))
    mcc = (tp * tn - fp * fn) / math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn))
    assert got["any/mcc"] == pytest.approx(mcc)


def test_false_alarms_count_clean_articles_only(make_case: MakeCase) -> None:
    clean = make_case(
        TEXT,
        [span(TEXT, "bb", "residue")],
        [finding(TEXT, "bb"), finding(TEXT, "cc"), finding(TEXT, "dd", severity="minor")],
        label="clean",
    )
    spun = make_case(TEXT, [], [finding(TEXT, "ee")])
    got = score("false-alarms", clean, spun)
    assert got["any"] == pytest.approx(1000 * 2 / 10)
    assert got["serious"] == pytest.approx(1000 * 1 / 10)
    assert got["residue"] == 0


def test_articles_without_annotation_count_only_where_they_may(make_case: MakeCase) -> None:
    case = make_case(TEXT, None, [finding(TEXT, "aa")], phrases=("AA", "b", "ee ff", "zz"))
    assert score("touch", case) == {}
    assert score("word", case) == {}
    # "b" is no whole word of the text and "zz" is not in it.
    assert score("phrases", case) == {"recall": 0.5}


def test_fix(make_case: MakeCase) -> None:
    gold = [span(TEXT, part, fixes=["x"]) for part in ("aa", "cc", "ee", "gg")]
    found = [
        finding(TEXT, "aa", suggestions=["x"]),
        finding(TEXT, "cc", suggestions=["y", "x"]),
        finding(TEXT, "ee"),
    ]
    got = score("fix", make_case(TEXT, [*gold, span(TEXT, "jj")], found))
    assert got["any/first"] == pytest.approx(1 / 4)
    assert got["any/three"] == pytest.approx(2 / 4)
    assert got["any/first-of-offered"] == pytest.approx(1 / 2)


def test_harmful_edits(make_case: MakeCase) -> None:
    found = [
        finding(TEXT, "aa", suggestions=["x"]),
        finding(TEXT, "cc", suggestions=["y"], safety=Safety.UNSAFE),
        finding(TEXT, "ee", suggestions=["ee"]),
        finding(TEXT, "gg", suggestions=["x"]),
        finding(TEXT, "hh"),
    ]
    clean = make_case(TEXT, [span(TEXT, "gg", "residue")], found, label="clean")
    untouched = make_case(TEXT, [], [], label="clean")
    got = score("harmful-edits", clean, untouched, make_case(TEXT, [], found))
    assert got == {
        "safe/per-1000-words": pytest.approx(1000 / 20),
        "safe/articles": 0.5,
        "all/per-1000-words": pytest.approx(2000 / 20),
        "all/articles": 0.5,
    }


def test_verdict(make_case: MakeCase) -> None:
    rows = [("clean", "clean"), ("clean", "spun"), ("spun", "spun"), ("machine-translated", "spun")]
    cases = [make_case(TEXT, [], [], label=gold, verdict=said) for gold, said in rows]
    got = score("verdict", *cases, make_case(TEXT, [], [], label=None, verdict="spun"))
    assert got["accuracy"] == pytest.approx(2 / 4)
    assert got["spun/precision"] == pytest.approx(1 / 3)
    assert got["clean/recall"] == pytest.approx(1 / 2)
    assert got["machine-translated/f1"] == 0


def test_area_counts_pairs() -> None:
    positive, negative = [0.9, 0.5, 0.5, 0.1], [0.5, 0.2]
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    assert area(positive, negative) == pytest.approx(sum(pairs) / len(pairs))


def test_auroc(make_case: MakeCase) -> None:
    spun = make_case(TEXT, [], [finding(TEXT, "aa bb")], verdict="spun")
    quiet = make_case(TEXT, [], [], label="clean", verdict="clean")
    got = score("auroc", spun, quiet)
    assert got["spun-share"] == 1
    assert got["spun"] == 1
    assert "machine-translated" not in got
    assert score("auroc", spun) == {}


def test_calibration(make_case: MakeCase) -> None:
    gold = [span(TEXT, "aa"), span(TEXT, "bb")]
    found = [
        finding(TEXT, "aa", confidence=0.95),
        finding(TEXT, "bb", confidence=0.93),
        finding(TEXT, "cc", confidence=0.97),
        finding(TEXT, "dd", confidence=0.25),
    ]
    got = score("ece", make_case(TEXT, gold, found, verdict="spun", probability=0.8))
    high = abs((0.95 + 0.93 + 0.97) / 3 - 2 / 3)
    assert got["finding"] == pytest.approx((3 * high + 1 * 0.25) / 4)
    assert got["verdict"] == pytest.approx(0.2)
    certain = make_case(TEXT, gold, [finding(TEXT, "aa", confidence=1.0)])
    assert score("ece", certain)["finding"] == 0


def test_sacrebleu_before_and_after(make_case: MakeCase) -> None:
    text = "The lodge was full on that day.\nNobody else came in the rain."
    gold = [span(text, "lodge", fixes=["hotel"])]
    right = make_case(text, gold, [finding(text, "lodge", suggestions=["hotel"])])
    wrong = make_case(text, gold, [finding(text, "lodge", suggestions=["inn"])])
    for name in ("bleu", "chrf"):
        assert score(name, right)["after"] == pytest.approx(100)
        assert score(name, right)["before"] < 100
        assert score(name, wrong)["after"] < 100
    assert score("ter", right) == {"before": pytest.approx(100 / 13, abs=1e-3), "after": 0}


def test_sacrebleu_takes_the_original(make_case: MakeCase) -> None:
    text = "The lodge was full on that day."
    same = make_case(text, [], [], original="The hotel was full on that day.")
    assert score("ter", same)["before"] == pytest.approx(100 / 7, abs=1e-3)
    lines = make_case(text, [], [], original="The hotel was\nfull on that day.")
    assert score("ter", lines)["before"] == pytest.approx(100 / 7, abs=1e-3)


def test_edit_over_a_line_end_joins_segments(make_case: MakeCase) -> None:
    text = "One line that\nwas broken in two.\n\nThe other stays."
    gold = [span(text, "that\nwas", "layout", ["that was"])]
    case = make_case(text, gold, [finding(text, "that\nwas", "layout", ["that was"])])
    values = metrics()["bleu"]().score([metrics()["bleu"]().observe(case)])
    assert values["after"][0] == pytest.approx(100)
    assert values["after"][1] == 2


@pytest.mark.parametrize("name", sorted(metrics()))
def test_every_metric_is_documented_and_signed(name: str, make_case: MakeCase) -> None:
    chosen = metrics()[name]
    assert chosen.__doc__
    assert chosen().signature().startswith(f"metric:{name}")


def test_scores_carry_interval_support_and_signature(make_case: MakeCase) -> None:
    cases = [
        make_case(TEXT, [span(TEXT, "aa")], [finding(TEXT, "aa")] if i % 3 else [])
        for i in range(30)
    ]
    (recall,) = [
        s for s in measure(cases, signature="v:1", resamples=300) if s.name == "touch/any/recall"
    ]
    assert recall.value == pytest.approx(2 / 3)
    assert recall.n == 30
    # A binomial share of 2/3 in 30 has a standard error of 0.086.
    assert recall.low == pytest.approx(2 / 3 - 1.96 * 0.086, abs=0.05)
    assert recall.high == pytest.approx(2 / 3 + 1.96 * 0.086, abs=0.05)
    assert recall.signature.startswith("metric:touch|articles:30|gold:")
    assert recall.signature.endswith("|bootstrap:300|seed:20260|v:1")
    again = measure(cases, signature="v:1", resamples=300)
    assert recall in again


def test_tally_draws_as_the_general_metric_does(make_case: MakeCase) -> None:
    cases = [
        make_case(TEXT, [span(TEXT, "aa")], [finding(TEXT, "aa" if i % 4 else "bb")])
        for i in range(12)
    ]
    chosen = metrics()["touch"]()
    seen = [chosen.observe(case) for case in cases]
    fast = chosen.intervals(seen, 50, 7)
    slow = Metric.intervals(chosen, seen, 50, 7)
    assert fast.keys() == slow.keys()
    for name, bounds in slow.items():
        assert fast[name] == pytest.approx(bounds)
