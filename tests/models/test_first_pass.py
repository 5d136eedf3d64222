"""The first pass: who is let through, and what is said of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mtcheck.article import Article
from mtcheck.models.first_pass import FirstPass
from mtcheck.models.ngrams import units
from mtcheck.models.summary import COLUMNS, RUN, SIZE, summary
from tests.networks import word_features
from tests.texts import texts

FEATURES_OF = word_features()


def _table(text: str) -> np.ndarray:
    return FEATURES_OF([text[a:b] for a, b in units(text)])


@given(texts())
def test_a_summary_is_finite_whatever_the_text(text: str) -> None:
    found = summary(_table(text))
    assert found.shape == (SIZE,)
    assert np.isfinite(found).all()


def test_the_worst_run_counts_beside_the_mean() -> None:
    clean, spun = "The council met. " * RUN, "The assembly met upon it. " * RUN
    found = summary(_table(clean + spun))
    assert 0 < found[1] < found[COLUMNS + 1]
    assert found[COLUMNS + 1] == pytest.approx(summary(_table(spun))[1], abs=0.05)


@given(st.integers(0, 2 * RUN))
def test_short_texts_never_pass(words: int) -> None:
    always = FirstPass((0.0,) * (SIZE - 1) + (9.0,), 0.0)
    table = _table("word " * words)
    assert always.passes(len(table), summary(table)) == (words >= RUN)


def test_it_is_read_back_as_it_was_written() -> None:
    one = FirstPass((0.5,) * SIZE, 1.25)
    assert FirstPass.from_dict(one.to_dict()) == one


@pytest.mark.train
@pytest.mark.filterwarnings("ignore")
def test_the_network_reads_only_what_does_not_pass(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("torch", reason="needs the train extra")
    from mtcheck.models.network import Files, Network
    from mtcheck.models.network_tagger import NetworkTagger
    from mtcheck.models.windows import cut
    from mtcheck.training.package import put
    from tests.networks import tiny_network, write_models

    write_models(tmp_path, tiny_network())
    suspicious = [0.0] * SIZE
    suspicious[1], suspicious[-1] = -100.0, 3.0
    put(tmp_path, "first_pass.json", FirstPass(tuple(suspicious), 0.0).to_dict())
    network = Network(Files(tmp_path))
    seen = []
    encode = network.encode
    monkeypatch.setattr(network, "encode", lambda w, f: seen.append(len(w)) or encode(w, f))
    clean, spun = Article("The council met. " * RUN), Article("The assembly met upon it. " * RUN)
    tagger = NetworkTagger(network, first_pass=True)
    first, second = tagger.signals_many([clean, spun])
    read = sum(seen)
    assert first.posterior["spun"] < NetworkTagger(network).signals(clean).posterior["spun"]
    assert first.spun.max() < 0.1
    alone = NetworkTagger(network).signals(spun).spun
    assert second.spun == pytest.approx(alone, abs=1e-3)
    assert 0 < read == len(cut(spun, network))
    seen.clear()
    tagger.signals_many([clean, clean])
    assert not seen
