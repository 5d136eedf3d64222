"""Damaged model files are one plain line, before anything is checked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Program


@pytest.mark.parametrize(
    "manifest",
    [b"", b"{", b"[]", b"null", b'{"sha256": 3}', b"\xff\xfe\x00", b"{}"],
)
def test_a_manifest_that_is_none(program: Program, tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(manifest)
    outcome = program("check", "--no-cache", "--models-dir", tmp_path, "-", stdin=b"The text.")
    assert outcome.code == 2
    assert outcome.out == ""
    (line,) = outcome.err.splitlines()
    assert "manifest.json" in line
    assert "internal error" not in line


@pytest.mark.parametrize("damage", ["content", "hash", "missing"])
def test_files_that_are_not_those_of_the_manifest(
    program: Program, tmp_path: Path, damage: str
) -> None:
    text = "The council met on Tuesday to talk about the bridge, which has been shut since May."
    names = ("encoder.onnx", "decoder.onnx", "tokenizer.json", "calibration.json", "ngrams.npz")
    hashes = {}
    for name in names:
        content = b"no model at all"
        if damage != "missing":
            (tmp_path / name).write_bytes(content)
        hashes[name] = hashlib.sha256(b"other" if damage == "hash" else content).hexdigest()
    (tmp_path / "manifest.json").write_text(json.dumps({"sha256": hashes}), "utf-8")
    outcome = program("check", "--no-cache", "--models-dir", tmp_path, "-", stdin=text.encode())
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert str(tmp_path) in line
    assert "internal error" not in line


def test_a_folder_of_models_that_is_missing(program: Program, tmp_path: Path) -> None:
    outcome = program("check", "--models-dir", tmp_path / "none", "-", stdin=b"The text.")
    assert outcome.code == 2
    (line,) = outcome.err.splitlines()
    assert "none" in line
