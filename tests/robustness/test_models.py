"""Networks are loaded only when their content is what the manifest names."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from mtcheck.errors import ModelError
from mtcheck.models.files import models_dir
from mtcheck.models.network import MANIFEST, Files
from mtcheck.models.network_tagger import FIRST_LOOK
from mtcheck.rules.mtr001_suspected_mistranslation import suspected_mistranslation
from tests.conftest import Program


def folder(path: Path, **contents: bytes) -> Path:
    path.mkdir(exist_ok=True)
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in contents.items()}
    (path / MANIFEST).write_text(json.dumps({"sha256": hashes}))
    for name, content in contents.items():
        (path / name).write_bytes(content)
    return path


def test_what_the_manifest_names_is_read(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, part=b"content"))
    assert files.read("part") == b"content"


def test_changed_content_is_refused(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, part=b"content"))
    (tmp_path / "part").write_bytes(b"contemt")
    with pytest.raises(ModelError, match="damaged"):
        files.read("part")


def test_files_outside_the_manifest_are_refused(tmp_path: Path) -> None:
    files = Files(folder(tmp_path, part=b"content"))
    (tmp_path / "other").write_bytes(b"x")
    with pytest.raises(ModelError, match="not the file that"):
        files.read("other")
    with pytest.raises(ModelError, match="cannot be read"):
        files.read("absent")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": 1}', '{"sha256": ["a"]}', "\0"])
def test_bad_manifests_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(ModelError, match="not a model manifest"):
        Files(tmp_path)


@pytest.mark.model
@pytest.mark.parametrize("damage", ["flip", "cut", "empty"])
def test_damaged_shipped_networks_are_one_line(
    program: Program, tmp_path: Path, seeds: Path, damage: str
) -> None:
    shipped = models_dir()
    if shipped is None or not (shipped / MANIFEST).exists():
        pytest.skip("no networks are installed")
    for name in json.loads((shipped / MANIFEST).read_text(encoding="utf-8"))["sha256"]:
        copy = tmp_path / f"models-{name}"  # a loaded folder stays loaded in this process
        shutil.copytree(shipped, copy)
        content = bytearray((copy / name).read_bytes())
        if damage == "flip":
            content[len(content) // 2] ^= 1
        content = content[: {"flip": len(content), "cut": len(content) // 2, "empty": 0}[damage]]
        (copy / name).write_bytes(content)
        article = seeds / "garbled" / "spun-fisheries-summit.txt"
        if name == "translated.onnx":  # only what reads as translated is shown to it
            article = tmp_path / "translated.txt"
            article.write_text(suspected_mistranslation.failing[0], encoding="utf-8")
        if name == FIRST_LOOK:  # only scans read it
            done = program("scan", "--models-dir", copy, article, "-o", tmp_path / "out", "-q")
        else:
            done = program("check", "--models-dir", copy, "--no-cache", article)
        assert (done.code, done.err.count("\n")) == (2, 1), (name, done.err)
        assert name in done.err
        assert "Traceback" not in done.err
        shutil.rmtree(copy)
