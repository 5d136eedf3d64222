"""Which words are reported as spun, by how sure the network is of words and article."""

from __future__ import annotations

import numpy as np
import pytest

from mtcheck.article import Article
from mtcheck.models.signals import Signals
from mtcheck.rules.base import Context, get

TEXT = "The council met on Tuesday to talk about the bridge that has been shut since early May."


def _found(scores: dict[str, float], spun: float) -> list[str]:
    article = Article(TEXT)
    words = [TEXT[start:end] for start, end in article.words]
    each = np.array([scores.get(word, 0.01) for word in words], np.float32)
    shares = {"clean": 1 - spun, "spun": spun, "machine-translated": 0.0}
    context = Context(load_signals=lambda: Signals(each, np.zeros_like(each), shares))
    return [finding.text for finding in get("SPN001").check(article, context)]


@pytest.mark.parametrize(
    ("score", "spun", "reported"),
    [
        (0.9, 0.1, True),
        (0.3, 0.1, False),  # a lone doubtful word in sound text
        (0.3, 0.9, True),
        (0.15, 0.9, True),  # the article's call rests on something
        (0.05, 0.9, False),  # but not on that
    ],
)
def test_the_article_decides_with_the_word(score: float, spun: float, reported: bool) -> None:
    assert _found({"bridge": score}, spun) == (["bridge"] if reported else [])


@pytest.mark.parametrize(
    ("scores", "reported"),
    [
        ({"about": 0.5}, []),
        ({"about": 0.7}, ["about"]),
        ({"talk": 0.5, "about": 0.5}, ["talk about"]),
        ({"has": 0.5, "been": 0.5}, ["has been"]),
    ],
)
def test_a_function_word_by_itself_must_be_sure(
    scores: dict[str, float], reported: list[str]
) -> None:
    assert _found(scores, 0.9) == reported
