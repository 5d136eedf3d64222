"""Own rewriters: a tiny T5 made here, and what is taken from the answers of any model."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mtcheck.article import Article
from mtcheck.errors import ModelError
from mtcheck.finding import Safety
from mtcheck.rewrite.own import PROMPT, Seq2Seq, fill, load_own, replacement
from mtcheck.rewrite.rewriter import GuardedRewriter, load_rewriter
from mtcheck.settings import Settings
from tests.rewrite.made import finding

TEXT = "They met at a lodge in the hills. It was late."
LEFT, SPAN, RIGHT = "They met at a ", "lodge", " in the hills."


@pytest.mark.parametrize(
    ("written", "taken"),
    [
        ("They met at a hotel in the hills.", "hotel"),
        ("They met at a [hotel] in the hills.", "hotel"),
        ("they met at a big hotel in the hills", "big hotel"),
        ("hotel", "hotel"),
        ("[hotel]", "hotel"),
        ("They met at a in the hills.", ""),
        ("They had met up at a hotel in the tall hills.", "hotel"),
        ("They gathered near one hotel beside some hills.", None),
        ("A wholly other sentence, of no use to anybody here.", None),
        ("They met at a lodge in the hills.", "lodge"),
    ],
)
def test_only_what_stands_for_the_span_is_taken(written: str, taken: str | None) -> None:
    assert replacement(LEFT, SPAN, RIGHT, written) == taken


def test_at_the_ends_of_a_sentence() -> None:
    assert replacement("", "Folks there", " met.", "People met.") == "People"
    assert replacement("They met ", "folks.", "", "They met people.") == "people."


def test_the_prompt() -> None:
    assert fill(PROMPT, LEFT, SPAN, RIGHT).endswith(": They met at a [lodge] in the hills.")
    assert fill("fix: {sentence}", LEFT, SPAN, RIGHT) == "fix: They met at a lodge in the hills."
    assert fill("{span}", "{marked}", "{sentence}", "") == "{sentence}"


def test_without_the_extra_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "transformers", None)
    with pytest.raises(ModelError, match=r"hf:x needs transformers and torch: pip install"):
        load_own("hf:x")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A T5 of a few thousand random weights with a tokenizer of words."""
    # Several threads for a model of this size only wait for each other.
    pytest.importorskip("torch").set_num_threads(1)
    transformers = pytest.importorskip("transformers")
    from tokenizers import Tokenizer, models, pre_tokenizers

    path = tmp_path_factory.mktemp("t5")
    known = ["<pad>", "</s>", "<unk>", *sorted(set(f"{TEXT} hotel [ ]".split()))]
    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(known)}, "<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    transformers.PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, pad_token="<pad>", eos_token="</s>", unk_token="<unk>"
    ).save_pretrained(path)
    transformers.set_seed(1)
    config = transformers.T5Config(
        vocab_size=len(known), d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2,
        decoder_start_token_id=0, pad_token_id=0, eos_token_id=1,
    )  # fmt: skip
    transformers.T5ForConditionalGeneration(config).save_pretrained(path)
    return path


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Iterator[Path]:
    for file in folder.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    return tmp_path


def test_a_model_with_random_weights_runs_behind_the_guard(folder: Path) -> None:
    rewriter = load_rewriter(Settings(rewriter=f"hf:{folder}", models=False))
    assert rewriter is not None
    assert rewriter.signature.startswith(f"hf:{folder.name}@")
    spans = [finding(TEXT, "lodge"), finding(TEXT, "late")]
    result = rewriter.rewrite(Article(TEXT), spans)
    assert len(result.findings) == 2
    for found in result.findings:
        assert TEXT[found.start : found.end] == found.text
        assert all(s.safety is Safety.UNSAFE for s in found.suggestions)
    assert rewriter.rewrite(Article(TEXT), spans) == result


def test_candidates_are_probable_and_best_first(folder: Path) -> None:
    article = Article(TEXT)
    start = TEXT.index("lodge")
    spans = [(start, start + 5)] * 11
    answers = load_own(f"hf:{folder}").propose(article, spans)
    assert len(answers) == len(spans)
    for answer in answers:
        chances = [candidate.confidence for candidate in answer]
        assert chances == sorted(chances, reverse=True)
        assert all(0 <= chance <= 1 for chance in chances)


class Words:
    """A tokenizer of words that shows what was asked."""

    def __init__(self) -> None:
        self.prompts: list[str] = []

    def __call__(self, prompts: list[str], **_: object) -> dict[str, Any]:
        import torch

        self.prompts += prompts
        size = (len(prompts), 3)
        return {"input_ids": torch.zeros(size), "attention_mask": torch.ones(size)}

    def batch_decode(self, sequences: list[str], **_: object) -> list[str]:
        return sequences


class Echo:
    """A model that answers with given sentences, the n-th with probability 0.9 to the n."""

    def __init__(self, answers: list[str]) -> None:
        self.config = SimpleNamespace(mtcheck_prompt="fix: {marked}", _commit_hash="0123456789")
        self.answers = answers

    def eval(self) -> Echo:
        return self

    def generate(self, input_ids: Any, num_return_sequences: int, **_: object) -> Any:
        import torch

        assert len(self.answers) == num_return_sequences
        count = len(input_ids)
        scores = torch.tensor([0.9**n for n in (1, 2, 3, 4)] * count).log()
        return SimpleNamespace(sequences=self.answers * count, sequences_scores=scores)


def test_answers_go_through_alignment_surface_and_guard() -> None:
    pytest.importorskip("torch")
    tokenizer = Words()
    answers = [
        "They met at a hotel in the hills.",
        "They met at a hotel in the hills.",
        "They met at a 5 in the hills.",
        "something else that is far from the sentence asked about",
    ]
    proposer = Seq2Seq("hf:some/echo", tokenizer, Echo(answers))
    assert proposer.signature == "hf:echo@01234567"
    result = GuardedRewriter(proposer).rewrite(Article(TEXT), [finding(TEXT, "lodge")])
    assert tokenizer.prompts == ["fix: They met at a [lodge] in the hills."]
    (suggestion,) = result.findings[0].suggestions
    assert (suggestion.text, suggestion.safety) == ("hotel", Safety.SAFE)
    assert suggestion.confidence == pytest.approx(0.9)
    assert result.withheld == ("1 suggestion withheld: adds a number (1)",)


def test_a_prompt_without_fields_is_refused(copy: Path) -> None:
    config = json.loads((copy / "config.json").read_text())
    (copy / "config.json").write_text(json.dumps(config | {"mtcheck_prompt": "fix {this}"}))
    with pytest.raises(ModelError, match="mtcheck_prompt needs fields out of marked, sentence"):
        load_own(f"hf:{copy}")


@pytest.mark.parametrize("damage", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_damaged_model_is_one_line(copy: Path, damage: str) -> None:
    (copy / damage).write_bytes((copy / damage).read_bytes()[:40])
    with pytest.raises(ModelError, match="cannot be loaded: ") as caught:
        load_own(f"hf:{copy}")
    assert "\n" not in str(caught.value)


def test_a_missing_directory_is_one_line(tmp_path: Path) -> None:
    pytest.importorskip("transformers")
    with pytest.raises(ModelError, match="no such directory"):
        load_own(f"hf:{tmp_path / 'none'}")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_own(f"hf:{tmp_path}")
