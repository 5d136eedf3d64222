"""Diffs: what git applies, and where findings stand in them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from mtcheck.emit.positions import Positions
from tests.emit import samples
from tests.emit.test_formats import emit

FILES = {
    "plain.txt": b"One lodge.\n\nTwo lodge",
    "crlf.txt": b"One lodge.\r\n\r\nTwo lodge.\r\n",
    "bom.txt": b"\xef\xbb\xbfOne lodge.\nTwo.\n",
    "latin.txt": "Café lodge “x”.\n".encode("cp1252"),
    'odd "name" é.txt': b"# a lodge\n--- a lodge\n+++ b\n@@ -1 +1 @@ lodge\n",
    "sub/deep.md": b"A lodge\x0c and\xe2\x80\xa8 a lodge.\r",
}


def test_git_applies_the_diff(tmp_path: Path) -> None:
    """Check files of all kinds with the program itself and apply what it prints."""
    for name, data in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "p.tsv").write_text("lodge\thotel\treason\n", encoding="utf-8")
    (tmp_path / "mtcheck.toml").write_text(
        "select = ['PHR']\nphrases = ['p.tsv']\nmodels = false\ncache = false\n", encoding="utf-8"
    )
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    for name, data in FILES.items():
        encoding = ["--encoding", "cp1252"] if name == "latin.txt" else []
        command = [sys.executable, "-m", "mtcheck", "check", "--format", "diff", name, *encoding]
        made = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
        assert (made.returncode, made.stderr) == (0, b"")
        subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=made.stdout, check=True)
        assert (tmp_path / name).read_bytes() == data.replace(b"lodge", b"hotel")


def test_places_agree_with_the_converter() -> None:
    document = samples.spun()
    positions = Positions(samples.SPUN_TEXT)
    for line, finding in zip(
        emit("diff", document, failure=False).splitlines(), document.findings, strict=False
    ):
        place = positions.position(finding.start)
        assert line.startswith(f"# news/spun.txt:{place.line}:{place.column}: {finding.rule} ")
