"""How scores and findings become a verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from mtcheck.article import Article
from mtcheck.finding import Category, Finding, Label, Severity, Verdict
from mtcheck.models.signals import Signals
from mtcheck.models.verdict import judge
from mtcheck.settings import Settings

ARTICLE = Article("The council met on Monday and agreed on the new budget for schools. " * 3)
ODDS = {"CAS001": 2.0, "CAS002": 3.0, "ENT001": 1.0}


def _finding(rule: str, category: Category) -> Finding:
    return Finding(rule, rule.lower(), category, "", Severity.MINOR, 0, 3, "The", 0.9, "")


LOWER, CAPITAL = _finding("CAS001", Category.CASING), _finding("CAS002", Category.CASING)
OFFICE, BROKEN = _finding("ENT001", Category.ENTITY), _finding("LAY001", Category.LAYOUT)


def _judge(posterior: Mapping[str, float], found: Sequence[Finding] = ()) -> Verdict:
    zeros = np.zeros(len(ARTICLE.words), np.float32)
    return judge(ARTICLE, Signals(zeros, zeros, posterior, ODDS), found, Settings())


def _odds(verdict: Verdict) -> float:
    shares = verdict.probabilities
    return float(np.log(shares[Label.MACHINE_TRANSLATED] / shares[Label.CLEAN]))


LIKELY_CLEAN = {"clean": 0.7, "spun": 0.1, "machine-translated": 0.2}


@pytest.mark.parametrize(
    ("found", "added"),
    [
        ([], 0.0),
        ([LOWER], 2.0),
        ([LOWER, LOWER, CAPITAL], 3.0),
        ([CAPITAL, OFFICE], 4.0),
        ([BROKEN], 0.0),
    ],
)
def test_findings_add_their_log_odds_once_a_category(found: list[Finding], added: float) -> None:
    assert _odds(_judge(LIKELY_CLEAN, found)) - _odds(_judge(LIKELY_CLEAN)) == pytest.approx(added)


def test_findings_leave_the_share_of_spun_text_alone() -> None:
    verdict = _judge(LIKELY_CLEAN, [CAPITAL, OFFICE])
    assert verdict.probabilities[Label.SPUN] == pytest.approx(0.1)
    assert verdict.label is Label.MACHINE_TRANSLATED


def test_what_is_certainly_spun_stays_so() -> None:
    certain = {"clean": 0.0, "spun": 1.0, "machine-translated": 0.0}
    assert _judge(certain, [CAPITAL]).probabilities[Label.SPUN] == 1.0


def test_what_is_likelier_but_not_certain_is_called_clean() -> None:
    verdict = _judge({"clean": 0.4, "spun": 0.0, "machine-translated": 0.6})
    assert verdict.label is Label.CLEAN
    assert "machine-translated" in verdict.note
