"""The command `train`, end to end on a tiny language: it learns, exports, loads and resumes."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Program
from tests.training.conftest import SWAPS, article

for needed in ("torch", "transformers", "onnx", "sklearn", "lemminflect"):
    pytest.importorskip(needed)

pytestmark = pytest.mark.train


@pytest.fixture(scope="module")
def trained(recipe: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a whole training."""
    from mtcheck.training.config import load
    from mtcheck.training.recipe import Training

    out = tmp_path_factory.mktemp("trained")
    training = Training(load(recipe), out, quiet=True)
    training.network()
    training.verdict()
    training.rewriter()
    return out


def test_it_beats_an_untrained_network(trained: Path, encoder: Path) -> None:
    from mtcheck.training import encoder as encoders
    from mtcheck.training.fit import measure, packs

    held = packs(sorted((trained / "work" / "shards").glob("dev_*.npz")))
    before = measure(encoders.network(encoder, seed=7).eval(), held)
    rows = [json.loads(line) for line in (trained / "log.jsonl").read_text().splitlines()]
    after = next(row["dev"] for row in rows if row["step"] == "network")
    assert after.keys() == before.keys() >= {"clean", "dictionary", "mt"}
    assert after["dictionary"]["best_f1"] > before["dictionary"]["best_f1"] + 0.2
    assert after["dictionary"]["best_f1"] > 0.8
    assert after["clean"]["false"] < 20


def test_the_losses_fall_and_are_drawn(trained: Path) -> None:
    log = (trained / "work" / "network" / "log.jsonl").read_text().splitlines()
    rows = [json.loads(line) for line in log]  # some with dev metrics, where time was short
    losses = [row["spun"] for row in rows if "spun" in row]
    assert losses == sorted(losses, reverse=True)
    plot = (trained / "loss.svg").read_text()
    assert plot.startswith("<svg")
    assert "spun" in plot


def test_the_runtime_reads_what_was_trained(trained: Path) -> None:
    from mtcheck.article import Article
    from mtcheck.models.network import load_network
    from mtcheck.models.network_proposer import NetworkProposer
    from mtcheck.models.network_tagger import NetworkTagger
    from mtcheck.settings import Settings

    network = load_network(Settings(models_dir=trained / "models"))
    assert network is not None
    clean = article(random.Random(91))
    words = [SWAPS.get(word, word) for word in clean.replace("\n", " \n ").split(" ")]
    spun = " ".join(words).replace(" \n ", "\n")
    assert spun != clean
    tagger = NetworkTagger(network)
    text = Article(spun)
    scores = tagger.signals(text).spun
    swapped = [spun[a:b].strip(".") in SWAPS.values() for a, b in text.words]
    right = [s for s, yes in zip(scores, swapped, strict=True) if yes]
    wrong = [s for s, yes in zip(scores, swapped, strict=True) if not yes]
    assert min(right) > max(wrong)
    posteriors = [tagger.signals(Article(t)).posterior["spun"] for t in (clean, spun)]
    assert posteriors[0] < 0.5 < posteriors[1]
    spans = [span for span, yes in zip(text.words, swapped, strict=True) if yes]
    backwards = {synonym: word for word, synonym in SWAPS.items()}
    found = NetworkProposer(network).propose(text, spans)
    said = [one[0].text if one else None for one in found]
    assert said == [backwards[spun[a:b]] for a, b in spans]


def test_what_is_unchanged_is_kept(trained: Path, recipe: Path, program: Program) -> None:
    before = {path: path.stat().st_mtime_ns for path in (trained / "models").iterdir()}
    done = program("train", "all", "--config", recipe, "-o", trained, "--resume")
    assert (done.code, done.out) == (0, "")
    lines = done.err.splitlines()
    assert len(lines) == 15
    assert all(line.endswith(": unchanged") for line in lines)
    assert {path: path.stat().st_mtime_ns for path in (trained / "models").iterdir()} == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("[network]\nstep = 3", "did you mean network.steps?"),
        ("[network]\nsteps = 'many'", "network.steps: 'many' is no whole number"),
        ("[counts]\nbits = 3", "counts.bits: 3 is no table"),
        ("[synonyms]\nmoby = 'none.txt'", "none.txt: no such file or directory"),
        ("[network]\nkept = 1.5", "network.kept: 1.5 is more than the whole"),
        ("[network]\nstart = 'none'", "manifest.json: no such file, and network.start names"),
        ("[network", "not TOML"),
        ("", "no synonyms to spin with"),
    ],
)
def test_a_wrong_recipe_is_one_line(
    program: Program, tmp_path: Path, change: str, told: str
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(change)
    (tmp_path / "clean.txt").write_text("text")
    done = program("train", "all", "--config", path, "--texts", tmp_path, "-o", tmp_path / "out")
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert done.err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_rewriter_needs_a_network(program: Program, recipe: Path, tmp_path: Path) -> None:
    done = program("train", "rewriter", "--config", recipe, "-o", tmp_path / "out")
    assert done.code == 2
    assert "run mtcheck train tagger first" in done.err


def test_without_the_extra_the_line_says_so(program: Program, tmp_path: Path) -> None:
    from mtcheck.cli import train

    hidden: Callable[[str], object] = lambda name: None if name == "torch" else object()  # noqa: E731
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(train, "find_spec", hidden)
        done = program("train", "all", "-o", tmp_path)
    line = "mtcheck: train needs torch: pip install 'mtcheck[train]'\n"
    assert (done.code, done.err) == (2, line)


def test_exported_weights_can_be_gone_on_from(trained: Path, encoder: Path) -> None:
    import torch

    from mtcheck.training import encoder as encoders
    from mtcheck.training.start import put

    net = encoders.network(encoder, seed=1)
    put(net, trained / "models")
    weights = torch.load(trained / "work" / "network" / "final.pt", weights_only=True)
    fresh = dict(encoders.network(encoder, seed=1).named_parameters())
    for name, parameter in net.named_parameters():
        most = weights[name].abs().max() / 127 + 1e-6  # int8 steps, and half of one a column
        off = (parameter - weights[name]).abs()
        if name.endswith(("position_embeddings.weight", "token_type_embeddings.weight")):
            off = off[:1]  # of the others graphs hold none that windows need
        assert off.max() <= most, name
    moved = [n for n, p in net.named_parameters() if not torch.equal(p, fresh[n])]
    assert len(moved) > 60


def test_a_network_of_another_shape_is_one_line(
    trained: Path, encoder: Path, tmp_path: Path
) -> None:
    from transformers import BertConfig, BertModel

    from mtcheck.errors import InputError
    from mtcheck.training import encoder as encoders
    from mtcheck.training.start import put

    config = BertConfig.from_pretrained(encoder)
    config.hidden_size, config.intermediate_size = 24, 96
    BertModel(config, add_pooling_layer=False).save_pretrained(tmp_path)
    with pytest.raises(InputError, match="another shape"):
        put(encoders.network(tmp_path, seed=1), trained / "models")


def test_a_training_goes_on_from_models(trained: Path, recipe: Path, tmp_path: Path) -> None:
    from mtcheck.training.config import load
    from mtcheck.training.recipe import Training

    path = tmp_path / "more.toml"
    models = trained / "models"
    text = recipe.read_text().replace("steps = 150", f"steps = 2\nstart = '{models}'\nkept = 0.5")
    path.write_text(text.replace('"t', f'"{recipe.parent}/t'))
    Training(load(path), tmp_path / "out", quiet=True).network()
    counts = "ngrams.npz"
    assert (tmp_path / "out/models" / counts).read_bytes() == (models / counts).read_bytes()
    rows = map(json.loads, (tmp_path / "out" / "log.jsonl").read_text().splitlines())
    dev = next(row["dev"] for row in rows if row["step"] == "network")
    assert dev["dictionary"]["best_f1"] > 0.8  # in two steps, from nothing, it learns nothing


def test_weights_are_mixed(encoder: Path) -> None:
    from mtcheck.training import encoder as encoders
    from mtcheck.training.start import mix

    one, other = (encoders.network(encoder, seed=seed) for seed in (1, 2))
    name, first = next((n, p.clone()) for n, p in one.named_parameters() if "feature_in" in n)
    second = other.state_dict()[name]
    assert (first - second).abs().max() > 0
    mix(one, other.state_dict(), 0.25)
    mixed = one.state_dict()[name]
    assert (mixed - (0.75 * first + 0.25 * second)).abs().max() < 1e-6


def test_a_training_cut_short_goes_on(recipe: Path, tmp_path: Path) -> None:
    from mtcheck.training import fit
    from mtcheck.training.config import load
    from mtcheck.training.recipe import Training

    path = tmp_path / "short.toml"
    text = recipe.read_text().replace("steps = 150", "steps = 40\ncheckpoint_every = 0.2")
    path.write_text(text.replace('"t', f'"{recipe.parent}/t'))
    checkpoint = tmp_path / "out" / "work" / "network" / "checkpoint.pt"
    real, shares = fit.train, []

    def short(*arguments: object) -> None:
        *rest, _ = arguments

        def watch(share: float, _: object) -> None:
            shares.append(share)
            if checkpoint.exists() and len(shares) > 1 and shares[0] == 0 and not resumed:
                raise KeyboardInterrupt

        real(*rest, watch)

    resumed = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fit, "train", short)
        with pytest.raises(KeyboardInterrupt):
            Training(load(path), tmp_path / "out", quiet=True).network()
        assert shares[0] == 0
        assert shares[-1] < 1
        shares.clear()
        resumed = True
        Training(load(path), tmp_path / "out", quiet=True, resume=True).network()
    assert shares[0] > 0
    assert shares[-1] == pytest.approx(39 / 40)
    assert (tmp_path / "out" / "models" / "manifest.json").exists()
