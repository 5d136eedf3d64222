"""A tiny encoder, a tiny language and a recipe to train on it, all made here."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

WHO = "minister teacher farmer doctor writer singer lawyer sailor baker painter".split()
DID = "opened visited praised closed repaired painted sold bought measured described".split()
WHAT = "school harbour garden station bridge theatre market library factory museum".split()
HOW = "small old quiet modern famous narrow busy empty wooden distant".split()
WHEN = "yesterday today again quickly quietly twice gladly slowly early late".split()
SWAPS = {
    **dict(
        zip(
            HOW,
            "tiny aged hushed novel renowned slender hectic vacant timbered remote".split(),
            strict=True,
        )
    ),
    **dict(
        zip(
            WHAT,
            "academy haven patch depot span playhouse bazaar archive plant gallery".split(),
            strict=True,
        )
    ),
}
LITTLE = "the a in of and was . , to".split()
READ = "the mayor of a small town opened its new bridge after many long talks on cost".split()
"""What the language model has seen."""


def sentence(chance: random.Random) -> str:
    """One sentence of the tiny language."""
    pick = chance.choice
    return (
        f"The {pick(HOW)} {pick(WHO)} {pick(DID)} the {pick(HOW)} {pick(WHAT)} "
        f"of the {pick(WHO)} {pick(WHEN)}."
    )


def article(chance: random.Random, sentences: int = 8) -> str:
    """Paragraphs of two sentences."""
    lines = [f"{sentence(chance)} {sentence(chance)}" for _ in range(sentences // 2)]
    return "\n".join(lines)


@pytest.fixture(scope="session")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a two-layer BERT with random weights and a tokenizer of whole words."""
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    words = sorted({*WHO, *DID, *WHAT, *HOW, *WHEN, *LITTLE, *SWAPS.values()})
    marks = ["[PAD]", *(f"[unused{i}]" for i in range(99)), "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [f"{mark}{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" for mark in ("", "##")]
    pieces = [*marks, *dict.fromkeys([*words, *letters])]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(
        ("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"])
    )
    folder = tmp_path_factory.mktemp("encoder")
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(1)
    config = transformers.BertConfig(
        vocab_size=len(vocabulary), hidden_size=48, num_hidden_layers=2, num_attention_heads=4,
        intermediate_size=192, max_position_embeddings=160,
    )  # fmt: skip
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


@pytest.fixture(scope="session")
def recipe(encoder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration file that trains a small network in seconds, beside its texts."""
    folder = tmp_path_factory.mktemp("recipe")
    chance = random.Random(3)
    (folder / "texts").mkdir()
    rows = (json.dumps({"id": i, "source": "toy", "text": article(chance)}) for i in range(240))
    (folder / "texts" / "toy.jsonl").write_text("".join(f"{row}\n" for row in rows))
    table = "".join(f"{word}|{synonym}\n" for word, synonym in SWAPS.items())
    (folder / "table.txt").write_text(table)
    path = folder / "recipe.toml"
    path.write_text(f"""
[texts]
folders = ["texts"]
counted = 0.3
trained = 0.4
[synonyms]
spinner_table = "table.txt"
[shares]
dictionary = 1.0
neighbours = 0.0
dictionary-shuffled = 0.0
[counts]
bits = {{ w1 = 10, w2 = 13, w3 = 14, gap = 12 }}
[shards]
number = 2
development = 20
[network]
encoder = {json.dumps(str(encoder))}
steps = 150
rate = 1e-3
tokens = 1200
threads = 2
[translation]
layers = 1
steps = 30
rate = 1e-3
tokens = 1200
[calibration]
articles = 30
[ranking]
articles = 20
""")
    return path


@pytest.fixture(scope="session")
def language_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a causal model of random weights over the bytes of words."""
    transformers = pytest.importorskip("transformers")
    torch = pytest.importorskip("torch")
    from tokenizers import Tokenizer, models, pre_tokenizers, trainers

    folder = tmp_path_factory.mktemp("language-model")
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    made.train_from_iterator(
        [" ".join(READ)] * 9, trainers.BpeTrainer(vocab_size=300, initial_alphabet=alphabet)
    )
    transformers.PreTrainedTokenizerFast(tokenizer_object=made).save_pretrained(folder)
    config = transformers.LlamaConfig(
        vocab_size=made.get_vocab_size(), hidden_size=32, intermediate_size=64,
        num_hidden_layers=3, num_attention_heads=4, num_key_value_heads=2,
    )  # fmt: skip
    torch.manual_seed(3)
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    return folder
