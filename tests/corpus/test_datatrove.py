"""The filter in a datatrove pipeline."""

from __future__ import annotations

from typing import Any

import pytest

from mtcheck.article import Article
from mtcheck.finding import Label, Verdict
from mtcheck.settings import Settings
from tests.corpus.samples import PROSE

pytest.importorskip("datatrove")


def test_filter_by_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    from datatrove.data import Document

    from mtcheck.corpus.datatrove import VerdictFilter

    def judge(article: Article, *rest: Any) -> Verdict:
        spun = 0.9 if "lodge" in article.text else 0.1
        label = Label.SPUN if spun > 0.5 else Label.CLEAN
        rest_of = {Label.CLEAN: 1 - spun, Label.SPUN: spun, Label.MACHINE_TRANSLATED: 0.0}
        return Verdict(label, rest_of, len(article.words))

    monkeypatch.setattr("mtcheck.models.verdict.judge", judge)
    documents = [Document(text=PROSE, id="0"), Document(text=PROSE + " A lodge.", id="1")]
    settings = Settings(models=False)
    passed = list(VerdictFilter(settings=settings)(iter(documents)))
    assert [document.id for document in passed] == ["0"]
    assert documents[1].metadata["mtcheck_verdict"] == "spun"
    assert documents[1].metadata["mtcheck_probability"] == pytest.approx(0.9)
    spun = VerdictFilter(keep={Label.SPUN}, settings=settings)
    assert [document.id for document in spun(iter(documents))] == ["1"]
    assert VerdictFilter(settings=settings).filter(documents[1]) == (False, "spun")
