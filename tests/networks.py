"""Small stand-ins for the networks, and what tests of the shipped ones are marked with."""

from __future__ import annotations

import hashlib
import json
import string
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing

from mtcheck.models.features import WordFeatures
from mtcheck.models.files import models_dir
from mtcheck.models.network import MANIFEST
from mtcheck.models.ngrams import ORDERS, CountTable, NgramModel, combine, hashes, level, units
from mtcheck.models.phrasing import Phrasing, runs, tokens
from mtcheck.models.swaps import NONE, SwapTable, phrase_keys

TEXT = (
    "The council met on Tuesday to discuss the new bridge. It will open in May, the mayor said. "
    "The old bridge was shut last year after a long dispute about its cost."
)
_SHIPPED = models_dir()
NEEDS_SHIPPED = [
    pytest.mark.model,
    pytest.mark.skipif(
        _SHIPPED is None or not (_SHIPPED / MANIFEST).exists(), reason="needs models/manifest.json"
    ),
]
_MARKS = ".,;:!?'\"()-’“”…—"


def ngram_model(text: str = TEXT, times: int = 40, bits: int = 12) -> NgramModel:
    """Counts of `text`, as if it stood in the corpus `times` times."""
    one = hashes([text[a:b] for a, b in units(text)])
    parts = {
        "w1": (one,),
        "w2": (one[:-1], one[1:]),
        "w3": (one[:-2], one[1:-1], one[2:]),
        "gap": (one[:-2], one[2:]),
    }
    tables = {}
    for order in ORDERS:
        counts = Counter(combine(order, *parts[order]).tolist())
        keys = np.array(list(counts), dtype=np.uint64)
        values = np.array(list(counts.values())) * times
        tables[order] = CountTable.build(keys, level(values), bits)
    return NgramModel(tables)


SWAPS = {
    ("assembly",): ((200, 90), [("council",), ("parliament",)]),
    ("met", "upon"): ((180, 0), [("met", "on")]),
    ("the",): ((0, 10), [("a",)]),
}
"""Phrase to its odds by phrase tables and by thesauri, and its originals."""


def swap_table() -> SwapTable:
    """The table of SWAPS."""
    keys = {p: int(phrase_keys([hashes([w]) for w in p])[0]) for p in SWAPS}
    order = sorted(SWAPS, key=lambda phrase: keys[phrase])
    words = sorted({w for p in SWAPS for original in SWAPS[p][1] for w in original})
    rows = [
        (words.index(o[0]), words.index(o[1]) if len(o) > 1 else NONE)
        for p in order
        for o in SWAPS[p][1]
    ]
    return SwapTable(
        np.array([keys[p] for p in order], np.uint32),
        np.array([SWAPS[p][0] for p in order], np.uint8),
        np.cumsum([0, *(len(SWAPS[p][1]) for p in order)]).astype(np.uint32),
        np.array(rows, np.uint16),
        hashes(words).astype(np.uint32),
    )


def phrasing(translated: str = "It is the bridge of the council .") -> Phrasing:
    """Every run of `translated` speaks for a translation."""
    common = np.zeros(0, np.uint64)
    keys = runs(tokens(translated), common).keys
    return Phrasing(common, keys, np.ones(len(keys), np.float32), -1.0)


def word_features() -> WordFeatures:
    """Both tables."""
    return WordFeatures(ngram_model(), swap_table())


def tokenizer(text: str = TEXT) -> Tokenizer:
    """Word pieces: the words of `text`, letters and digits, marks."""
    vocabulary = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102}
    plain = [*string.ascii_lowercase, *string.digits]
    words = sorted({text[a:b].lower() for a, b in units(text)})
    tokens = dict.fromkeys([*plain, *(f"##{c}" for c in plain), *_MARKS, *words])
    free = (number for number in range(1, 1000) if number not in vocabulary.values())
    vocabulary |= dict(zip(tokens, free, strict=False))
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=True)
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 101), ("[SEP]", 102)]
    )
    return made


def reading_parts() -> Any:
    """What cutting windows needs of a network."""
    return SimpleNamespace(
        features=word_features(), tokenizer=tokenizer(), readings=WeakKeyDictionary()
    )


def tiny_network(seed: int = 0) -> Any:
    """An untrained network of 48 units; its word vectors are such as 8 bits can hold."""
    import torch
    from transformers import BertConfig, BertModel

    from mtcheck.training.network import Network, Shape

    torch.manual_seed(seed)
    config = BertConfig(
        vocab_size=tokenizer().get_vocab_size() + 150,
        hidden_size=48,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=96 * 2,
        max_position_embeddings=160,
    )
    config._attn_implementation = "eager"
    shape = Shape(hidden=48, heads=4, feature_hidden=8, head_hidden=8, decoder_layers=(0, 1))
    network = Network(BertModel(config, add_pooling_layer=False), shape).eval()
    for parameter in network.parameters():  # larger than BERT's own, so that outputs differ
        parameter.data += 0.15 * torch.randn_like(parameter)
    weight = network.words.weight.data
    scale = weight.abs().amax(1, keepdim=True) / 127
    network.words.weight.data = (weight / scale).round() * scale
    return network


def write_models(folder: Path, network: Any) -> None:
    """Export `network` without rounding, with all that the tagger and the proposer read."""
    from mtcheck.models.calibration import ARTICLE, Calibration
    from mtcheck.models.candidates import FEATURES, MEASURED
    from mtcheck.models.memory import Memory
    from mtcheck.training.export import export, export_translation
    from mtcheck.training.network import Translation

    export(network, folder, quantise=False)
    export_translation(Translation(network, 1), folder, quantise=False)
    network.eval()  # torch's exporter leaves it in training mode
    ngram_model().save(folder / "ngrams.npz")
    swap_table().save(folder / "swaps.npz")
    phrasing().save(folder / "phrasing.npz")
    (folder / "tokenizer.json").write_text(tokenizer().to_str(), encoding="utf-8")
    level_ = (1.0, 0.5, 0.5, 0.0, 0.0, 0.0)
    plain = Calibration((-1.0, -1.0), (0.1,) * ARTICLE, (0.1,) * ARTICLE, level_, level_)
    (folder / "calibration.json").write_text(json.dumps(plain.to_dict()), encoding="utf-8")
    memory = Memory.dumps({"chamber": [("council", 0.8), ("room", 0.2)]}, ["Tuesday"])
    (folder / "memory.npz").write_bytes(memory)
    ranking = {
        name: {
            "weights": [0.1] * size,
            "none": [0.1, 0.1, 0.1],
            "inner": [[0.1] * size],
            "outer": [0.2],
        }
        for name, size in (("remembered", MEASURED), ("written", FEATURES))
    }
    (folder / "ranking.json").write_text(json.dumps(ranking), encoding="utf-8")
    write_manifest(folder)


def write_manifest(folder: Path) -> None:
    """Name the hashes of all files of `folder`."""
    names = sorted(path.name for path in folder.iterdir() if path.name != "manifest.json")
    known = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}
    (folder / "manifest.json").write_text(json.dumps({"sha256": known}), encoding="utf-8")
