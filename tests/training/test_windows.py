"""Packed training windows: labels and targets lie where the swaps do."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("lemminflect", reason="needs the train extra")

from mtcheck.training.doubts import unsaid
from mtcheck.training.spinner import PhraseFamily, Recipe, Swap, spin
from mtcheck.training.windows import (
    KINDS,
    MAX_TOKENS,
    MT,
    NO_MT_LOSS,
    NO_SPUN_LOSS,
    NONE,
    SPUN,
    Packer,
    Sample,
    stretches,
)
from tests.networks import TEXT, tokenizer, word_features
from tests.texts import texts

TOKENS, FEATURES = tokenizer(TEXT + " span overpass assembled upon"), word_features()
NAMES = {number: token for token, number in TOKENS.get_vocab().items()}


def _words(ids: Any) -> str:
    return " ".join(NAMES[int(i)] for i in ids).replace(" ##", "")


def _swap(text: str, part: str, original: str, kind: str = "spun") -> Swap:
    at = text.index(part)
    return Swap(at, at + len(part), original, kind)


@given(texts(), st.integers(0, 99))
def test_stretches_keep_order_and_lose_no_word(text: str, seed: int) -> None:
    parts = stretches(text, random.Random(seed), 3, 9)
    assert all(a < b for a, b in parts)
    assert all(b <= c for (_, b), (c, _) in pairwise(parts))
    assert "".join("".join(text[a:b] for a, b in parts).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("kind", "base", "label"),
    [("spun", NONE, SPUN | NO_MT_LOSS), ("mt", NO_SPUN_LOSS, MT | NO_SPUN_LOSS)],
)
def test_labels_lie_on_the_tokens_of_the_swaps(kind: str, base: int, label: int) -> None:
    text = "The council assembled upon Tuesday to discuss the new span."
    swaps = [_swap(text, "assembled upon", "met on", kind), _swap(text, "span", "bridge", kind)]
    packer = Packer(TOKENS, FEATURES, random.Random(1))
    packer.add(Sample(text, swaps, "spun", natural={1}, base=base))
    ids, labels = packer.store.ids[0], packer.store.labels[0]
    assert len(ids) == len(labels) == len(packer.store.features[0])
    assert _words(ids[labels == label]) == "assembled upon"
    assert _words(ids[labels == (NO_SPUN_LOSS | NO_MT_LOSS)]) == "span"
    assert (labels == base).sum() == len(ids) - 3
    assert KINDS[packer.store.kinds[0]] == "spun"


@pytest.mark.parametrize("seed", range(30))
def test_targets_restore_the_text(seed: int) -> None:
    rng = random.Random(seed)
    family = PhraseFamily({"new bridge": ["span"], "met on": ["assembled upon"], "mayor": ["old"]})
    new, swaps = spin(TEXT, Recipe([family], 0.8, mends_article=0.0), rng)
    packer = Packer(TOKENS, FEATURES, rng)
    packer.add(Sample(new, swaps, "spun"))
    clean = _words(TOKENS.encode(TEXT, add_special_tokens=False).ids)
    store = packer.store
    shown = [_words(target) for target in store.targets]
    assert all(target in clean for target in shown)
    for window, first, end, kind in store.spans:
        assert 0 < first < end < len(store.ids[window])
        inside = store.labels[window][first:end]
        assert bool((inside & SPUN).any()) == (kind == SPUN)
        assert not NAMES[int(store.ids[window][first])].startswith("##")
    assert sum(kind == SPUN for *_, kind in store.spans) <= len(swaps)
    assert bool(swaps) == any(kind == SPUN for *_, kind in store.spans)


def test_what_is_long_is_cut_and_what_is_short_left_out() -> None:
    packer = Packer(TOKENS, FEATURES, random.Random(1))
    packer.add(Sample("x" * 400 + " bridge.", (), "clean"))
    packer.add(Sample("A bridge.", (), "clean"))
    assert [len(ids) for ids in packer.store.ids] in ([MAX_TOKENS], [])
    packer.add(Sample(" ".join("qx" for _ in range(90)), (), "clean"))
    assert len(packer.store.ids[-1]) == MAX_TOKENS


def test_who_wrote_a_window_is_learnt_from_straight_quotes() -> None:
    packed = []
    for text in (
        "“It’s the council’s bridge,” the mayor said.",
        "\"It's the council's bridge,\" the mayor said.",
    ):
        packer = Packer(TOKENS, FEATURES, random.Random(1))
        packer.share(unsaid(text, "clean"))
        packed.append(packer.store)
    assert packed[0].ids[0].tolist() == packed[1].ids[0].tolist()
    assert (packed[0].features[0] == packed[1].features[0]).all()


def test_a_window_is_told_the_mean_of_its_words(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the train extra")
    from mtcheck.training.batches import Packed

    packer = Packer(TOKENS, FEATURES, random.Random(1))
    one = unsaid(TEXT, "clean")
    packer.share(one)
    packer.share(one._replace(told=np.full(len(one.words), 1.5)))
    packer.add(Sample(TEXT, (), "clean"))
    packer.store.save(tmp_path / "windows.npz")
    packed = Packed(tmp_path / "windows.npz")
    batch = packed.batch(np.arange(len(packed)), np.random.default_rng(1), 3)
    known = batch.told[~batch.told.isnan()]
    assert 0 < len(known) < len(packed)
    assert (known == 1.5).all()


def test_a_part_without_swaps_says_nothing_of_the_article() -> None:
    packer = Packer(TOKENS, FEATURES, random.Random(1))
    packer.add(Sample(TEXT, (), "spun"))
    assert {KINDS[kind] for kind in packer.store.kinds} == {"unknown"}


def test_packed_files_make_batches(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the train extra")
    from mtcheck.training.batches import Packed

    text = "The council assembled upon Tuesday to discuss the new span."
    packer = Packer(TOKENS, FEATURES, random.Random(1))
    packer.add(Sample(text, [_swap(text, "span", "bridge")], "spun"))
    packer.add(Sample(TEXT, (), "clean"))
    packer.store.save(tmp_path / "windows.npz")
    packed = Packed(tmp_path / "windows.npz")
    assert len(packed) == len(packer.store.ids)
    batch = packed.batch(np.arange(len(packed)), np.random.default_rng(1), 3)
    for row, ids in enumerate(packer.store.ids):
        assert batch.ids[row, : len(ids)].tolist() == ids.tolist()
        assert (batch.ids[row, len(ids) :] == 0).all()
        assert batch.labels[row, : len(ids)].tolist() == packer.store.labels[row].tolist()
        assert (batch.labels[row, len(ids) :] == NO_SPUN_LOSS | NO_MT_LOSS).all()
    assert batch.features.min() >= 0
    assert batch.features.max() <= 1
    spun = batch.span_kinds == SPUN
    assert int(spun.sum()) == 1
    at = int(spun.nonzero()[0, 0])
    inside = batch.ids[batch.window[at], batch.first[at] : batch.last[at] + 1]
    assert "span" in _words(inside)
    target = [int(t) for t in batch.targets[at] if t]
    assert "bridge" in _words(target)
    assert batch.wanted[at].tolist()[: len(target) + 1] == [*target, 102]
