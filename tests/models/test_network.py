"""The folder of models: what is missing or damaged is one plain line."""

from __future__ import annotations

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from mtcheck.errors import ModelError
from mtcheck.models import files
from mtcheck.models.network import Files, Network, load_network, threads
from mtcheck.models.proposer import load_proposer
from mtcheck.models.tagger import load_ahead, load_tagger
from mtcheck.settings import Settings
from tests.networks import ngram_model, swap_table, tokenizer, write_manifest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ngram_model().save(tmp_path / "ngrams.npz")
    swap_table().save(tmp_path / "swaps.npz")
    (tmp_path / "tokenizer.json").write_text(tokenizer().to_str(), encoding="utf-8")
    (tmp_path / "encoder.onnx").write_bytes(b"no graph")
    (tmp_path / "calibration.json").write_text("{", encoding="utf-8")
    rows = np.arange(12, dtype=np.int8).reshape(4, 3)
    np.savez(tmp_path / "words.npz", rows=rows, scale=np.full((4, 1), 0.5, np.float32))
    write_manifest(tmp_path)
    return tmp_path


def _line(raised: pytest.ExceptionInfo[ModelError], folder: Path) -> str:
    line = str(raised.value)
    assert "\n" not in line
    assert str(folder) in line
    return line


@pytest.mark.parametrize("load", [load_network, load_tagger, load_proposer])
def test_a_chosen_folder_without_models(tmp_path: Path, load: type) -> None:
    with pytest.raises(ModelError) as raised:
        load(Settings(models_dir=tmp_path))
    assert "manifest.json" in _line(raised, tmp_path)


@pytest.mark.parametrize("load", [load_network, load_tagger, load_proposer])
def test_no_models_are_no_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, load: type
) -> None:
    monkeypatch.setattr(files, "_PLACES", (tmp_path,))
    assert load(Settings()) is None


@pytest.mark.parametrize("manifest", ["", "{", "[]", '{"sha256": 3}', "{}"])
def test_a_damaged_manifest(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")
    with pytest.raises(ModelError) as raised:
        load_network(Settings(models_dir=tmp_path))
    assert "not a model manifest" in _line(raised, tmp_path)


def test_one_network_for_all_who_ask(folder: Path) -> None:
    settings = Settings(models_dir=folder)
    assert load_network(settings) is load_network(settings)


def test_verified_files_are_read(folder: Path) -> None:
    network = Network(Files(folder))
    assert network.tokenizer.encode("the bridge").tokens == ["[CLS]", "the", "bridge", "[SEP]"]
    assert network.ngrams.features(["new", "bridge"])[1, 1] > 0
    assert network.vectors(np.array([[1, 3]])).tolist() == [[[1.5, 2.0, 2.5], [4.5, 5.0, 5.5]]]


def test_damaged_and_missing_files_are_named(folder: Path) -> None:
    known = Files(folder)
    path = folder / "ngrams.npz"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(ModelError, match="damaged") as raised:
        known.read("ngrams.npz")
    assert "ngrams.npz" in _line(raised, folder)
    path.unlink()
    with pytest.raises(ModelError, match="cannot be read") as raised:
        known.read("ngrams.npz")
    assert "ngrams.npz" in _line(raised, folder)
    with pytest.raises(ModelError, match="damaged, or not the file"):
        known.read("manifest.json")


def test_files_that_are_not_what_they_should_be(folder: Path) -> None:
    network = Network(Files(folder))
    with pytest.raises(ModelError) as raised:
        network.part("encoder")
    assert "encoder.onnx" in _line(raised, folder)
    with pytest.raises(ModelError, match="not JSON") as raised:
        network.files.json("calibration.json")
    _line(raised, folder)


def test_what_is_damaged_shows_when_it_is_used_not_ahead(folder: Path, tmp_path: Path) -> None:
    settings = Settings(models_dir=folder)
    load_ahead(settings)
    with pytest.raises(ModelError, match=r"encoder\.onnx"):
        load_network(settings).part("encoder")  # type: ignore[union-attr]
    (tmp_path / "none").mkdir()
    load_ahead(Settings(models_dir=tmp_path / "none"))


def test_a_part_that_two_threads_ask_for_is_read_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = Network(Files(folder))
    read, known, together = [], network.files.read, threading.Barrier(2, timeout=10)

    def slowly(name: str) -> bytes:
        read.append(name)
        if name in ("words.npz", "tokenizer.json"):
            together.wait()  # only when both are read at the same time
        return known(name)

    monkeypatch.setattr(network.files, "read", slowly)
    asked = ["words", "tokenizer", "words", "tokenizer"]
    with ThreadPoolExecutor(len(asked)) as pool:
        parts = list(pool.map(network.part, asked))
    assert sorted(read) == ["tokenizer.json", "words.npz"]
    assert parts[0] is parts[2]
    assert parts[1] is parts[3]


def test_the_signature_hangs_on_the_files_named(folder: Path) -> None:
    before = Files(folder)
    assert before.signature("ngrams.npz") != before.signature("words.npz")
    data = json.loads((folder / "manifest.json").read_text("utf-8"))
    data["sha256"]["words.npz"] = hashlib.sha256(b"other").hexdigest()
    (folder / "manifest.json").write_text(json.dumps(data), encoding="utf-8")
    after = Files(folder)
    assert after.signature("ngrams.npz") == before.signature("ngrams.npz")
    assert after.signature("words.npz") != before.signature("words.npz")
    assert len(after.signature("words.npz")) == 8


def test_threads_can_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MTCHECK_THREADS", "3")
    assert threads() == 3
    for wrong in ("0", "many", ""):
        monkeypatch.setenv("MTCHECK_THREADS", wrong)
        assert 1 <= threads() <= 4
