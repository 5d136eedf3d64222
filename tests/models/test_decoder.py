"""Runtime against the network it was exported from: an untrained one of 48 units."""

from __future__ import annotations

import itertools
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="needs the train extra")
for _name in ("transformers", "onnx", "lemminflect"):
    pytest.importorskip(_name, reason="needs the train extra")

from mtcheck.article import Article  # noqa: E402
from mtcheck.models.candidates import FAINT, plain  # noqa: E402
from mtcheck.models.decoder import LONGEST, Decoder, Given, SpanBatch  # noqa: E402
from mtcheck.models.features import FEATURES  # noqa: E402
from mtcheck.models.network import CLS, SEP, Files, Network  # noqa: E402
from mtcheck.models.network_proposer import NetworkProposer  # noqa: E402
from mtcheck.models.network_tagger import NetworkTagger  # noqa: E402
from mtcheck.training.export import export  # noqa: E402
from tests.networks import TEXT, tiny_network, write_manifest, write_models  # noqa: E402

pytestmark = [pytest.mark.train, pytest.mark.filterwarnings("ignore")]

FEW = (5, 40, 60)
"""Pieces that the network is made to prefer, so that all their sequences can be tried."""


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Network]:
    """The network in torch, and its export as it runs."""
    network = tiny_network()
    network.word_bias.data.fill_(-60.0)
    network.word_bias.data[list(FEW)] = 0.0
    network.word_bias.data[SEP] = 2.0
    network.word_scale.data.fill_(0.05)  # no piece is all but certain
    folder = tmp_path_factory.mktemp("models")
    write_models(folder, network)
    return network, Network(Files(folder))


@pytest.fixture(scope="module")
def scene(both: tuple[Any, Network]) -> dict[str, Any]:
    """Two windows of unlike length, three spans in them, encoded by torch and by the runtime."""
    torch_network, network = both
    rng = np.random.default_rng(3)
    windows = [np.array([CLS, *rng.integers(1, 90, size), SEP]) for size in (11, 7)]
    features = [rng.random((len(w), FEATURES)).astype(np.float32) for w in windows]
    ids = np.zeros((2, 13), dtype=np.int64)
    table = np.zeros((2, 13, FEATURES), dtype=np.float32)
    for row, (window, column) in enumerate(zip(windows, features, strict=True)):
        ids[row, : len(window)] = window
        table[row, : len(window)] = column
    with torch.no_grad():
        states, tags, kinds = torch_network.encode(torch.from_numpy(ids), torch.from_numpy(table))
    return {
        "encoded": network.encode(windows, features),
        "states": states,
        "tags": tags.numpy(),
        "kinds": kinds.numpy(),
        "real": torch.from_numpy(ids != 0),
        "lengths": np.array([len(w) for w in windows]),
        "window": np.array([0, 1, 1]),
        "first": np.array([2, 1, 4]),
        "last": np.array([2, 3, 5]),
    }


def _shares(network: Any, scene: dict[str, Any], span: int, sequences: list[Any]) -> Any:
    """Log probabilities (sequences, 1 + length, pieces) by torch, of sequences of one length."""
    window, first, last = (
        torch.tensor([scene[key][span]] * len(sequences)) for key in ("window", "first", "last")
    )
    place = torch.arange(scene["states"].shape[1])
    inside = (place >= first[:, None]) & (place <= last[:, None])
    given = torch.tensor(sequences, dtype=torch.long).reshape(len(sequences), -1)
    with torch.no_grad():
        start = network.span_states(scene["states"], window, inside, first, last)
        x = network.decode(scene["states"], scene["real"], window, inside, start, given)
        return network.vocabulary(x).log_softmax(-1).numpy()


def _scores(
    network: Any, scene: dict[str, Any], span: int, sequences: list[Any], *, ended: bool = True
) -> list[float]:
    """Log probabilities of sequences by torch, with their end marks or without."""
    found: dict[Any, float] = {}
    for length in {len(s) for s in sequences}:
        some = [s for s in sequences if len(s) == length]
        for sequence, rows in zip(some, _shares(network, scene, span, some), strict=True):
            marked = [*sequence, SEP] if ended else sequence
            found[sequence] = float(sum(rows[i, p] for i, p in enumerate(marked)))
    return [found[s] for s in sequences]


def _batch(scene: dict[str, Any]) -> SpanBatch:
    return SpanBatch(
        scene["states"].numpy(), scene["lengths"], scene["window"], scene["first"], scene["last"]
    )


def test_the_encoder_says_what_torch_says(scene: dict[str, Any]) -> None:
    encoded = scene["encoded"]
    for row, length in enumerate(scene["lengths"]):
        here = (row, slice(0, length))
        assert encoded.states[here] == pytest.approx(scene["states"].numpy()[here], abs=2e-3)
        assert encoded.tags[here] == pytest.approx(scene["tags"][here], abs=2e-3)
    assert encoded.kinds == pytest.approx(scene["kinds"], abs=2e-3)


def test_given_sequences_score_as_in_torch(
    both: tuple[Any, Network], scene: dict[str, Any]
) -> None:
    torch_network, network = both
    forced = [[(5,), (40, 60, 17, 3)], [], [tuple(range(1, LONGEST + 1)), (60, 60)]]
    given = [[Given(pieces) for pieces in some] for some in forced]
    Decoder(network)(_batch(scene), given, 2)
    for span, (sequences, found) in enumerate(zip(forced, given, strict=True)):
        expected = _scores(torch_network, scene, span, sequences, ended=False)
        assert [one.score for one in found] == pytest.approx(expected, rel=1e-3, abs=5e-3)


def test_an_empty_sequence_is_given_up(both: tuple[Any, Network], scene: dict[str, Any]) -> None:
    some = [Given(()), Given((5,))]
    Decoder(both[1])(_batch(scene), [some, [], []], 2)
    assert some[0].score is None
    assert some[1].score is not None


def test_the_unlikely_of_many_given_ones_are_left_after_their_first_piece(
    both: tuple[Any, Network], scene: dict[str, Any]
) -> None:
    torch_network, network = both
    sequences: list[Any] = [(5, 40), (17, 40), (40,), (60, 5, 5)]
    weights = (0.0, 0.0, -300.0, 1.0)
    given = [Given(p, w) for p, w in zip(sequences, weights, strict=True)]
    Decoder(network)(_batch(scene), [given, [], []], 1, 2)
    first = _shares(torch_network, scene, 0, [()])[0, 0]
    order = sorted(range(4), key=lambda i: -(first[sequences[i][0]] + weights[i]))
    assert [i for i in range(4) if given[i].score is None] == sorted(order[2:])
    expected = _scores(torch_network, scene, 0, [sequences[i] for i in order[:2]], ended=False)
    found = [given[i].score for i in order[:2]]
    assert found == pytest.approx(expected, rel=1e-3, abs=5e-3)


def test_pieces_that_it_never_writes_are_scored_all_the_same(
    both: tuple[Any, Network], scene: dict[str, Any], tmp_path: Path
) -> None:
    torch_network, whole = both
    folder = tmp_path / "models"
    shutil.copytree(whole.files.folder, folder)
    export(torch_network, folder, quantise=False, written=[*FEW[:2], SEP])
    write_manifest(folder)
    some = [[Given((FEW[2], 17))], [], []]
    found = Decoder(Network(Files(folder)))(_batch(scene), some, 3)
    assert all(set(h.pieces) <= set(FEW[:2]) for one in found for h in one)
    exact = _scores(torch_network, scene, 0, [(FEW[2], 17)], ended=False)[0]
    # What it never writes is no part of the sum that shares are taken of.
    assert some[0][0].score == pytest.approx(exact, abs=2.0)
    assert some[0][0].score > exact


def test_the_beam_finds_the_best_of_all_sequences(
    both: tuple[Any, Network], scene: dict[str, Any]
) -> None:
    torch_network, network = both
    found = Decoder(network)(_batch(scene), [[], [], []], 4)
    every = [s for n in range(5) for s in itertools.product(FEW, repeat=n)]
    for span, hypotheses in enumerate(found):
        assert hypotheses
        scores = [h.score for h in hypotheses]
        assert scores == sorted(scores, reverse=True)
        again = _scores(torch_network, scene, span, [h.pieces for h in hypotheses[:5]])
        assert scores[:5] == pytest.approx(again, rel=1e-3, abs=5e-3)
        tried = _scores(torch_network, scene, span, every)
        # What all longer ones have left together is less than the best has alone.
        assert 1 - np.exp(tried).sum() < np.exp(max(tried))
        assert scores[0] == pytest.approx(max(tried), abs=5e-3)
        assert hypotheses[0].pieces == every[int(np.argmax(tried))]


def test_one_beam_starts_greedily(both: tuple[Any, Network], scene: dict[str, Any]) -> None:
    torch_network, network = both
    found = Decoder(network)(_batch(scene), [[], [], []], 1)
    for span, hypotheses in enumerate(found):
        by_length = {len(h.pieces): h.pieces for h in hypotheses}
        assert by_length
        written: tuple[int, ...] = ()
        for length in range(max(by_length) + 1):
            # One that ended at this length is what is likeliest, mark for mark, up to here.
            assert by_length.get(length, written) == written
            rows = _shares(torch_network, scene, span, [written])[0, -1]
            written += (max(FEW, key=lambda piece: float(rows[piece])),)


def test_tagger_and_proposer_run_on_an_article(both: tuple[Any, Network]) -> None:
    _, network = both
    article = Article(" ".join([TEXT] * 4) + "\n\nThe chamber met on Tuesday.")
    tagger = NetworkTagger(network)
    signals = tagger.signals(article)
    assert signals.spun.shape == (len(article.words),)
    assert np.isfinite(signals.spun).all()
    short = Article("The bridge.")
    first, second, empty = tagger.signals_many([short, article, Article("")])
    assert second.spun == pytest.approx(signals.spun, abs=1e-3)
    assert len(first.spun) == 2
    assert len(empty.spun) == 0
    proposer = NetworkProposer(network)
    at = article.text.index("chamber")
    spans = [(4, 11), (30, 37), (at, at + 7)]
    asked = proposer.recalled(article, spans)[2]
    assert [option.text for option in asked.options] == ["council", "room"]
    proposer.decode(article, [asked], [np.array([0.2, 0.7])])
    assert [option.text for option in asked.options[:2]] == ["room", "council"]
    assert len(asked.options) == len(asked.features())
    assert all(option.written != FAINT for option in asked.options)
    found = proposer.propose(article, spans)
    assert len(found) == 3
    for (start, end), candidates in zip(spans, found, strict=True):
        shares = [c.confidence for c in candidates]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1 + 1e-6
        assert plain(article.text[start:end]) not in {plain(c.text) for c in candidates}
    assert proposer.propose(Article(""), []) == []
