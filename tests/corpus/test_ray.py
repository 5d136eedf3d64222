"""The Ray engine gives what the local one gives."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from mtcheck.checker import Checker
from mtcheck.corpus.options import Engine, OutFormat, ScanOptions
from mtcheck.corpus.scan import scan
from mtcheck.errors import MtcheckError
from mtcheck.finding import Label
from tests.corpus.samples import SETTINGS, HashTagger, lines, record, results

pytest.importorskip("ray")
pytestmark = [pytest.mark.ray, pytest.mark.slow, pytest.mark.filterwarnings("default")]

OPTIONS = ScanOptions(shard_records=7, keep=(Label.CLEAN, Label.SPUN))


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(lines(range(30)) + b"{broken\n")
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines(range(30, 41))))
    (folder / "c.txt").write_text(record(41)["text"])
    return folder


def test_both_engines_write_the_same(corpus: Path, tmp_path: Path) -> None:
    checker = Checker(SETTINGS, tagger=HashTagger())
    out = {engine: tmp_path / engine for engine in Engine}
    for engine in Engine:
        scan(
            [str(corpus)],
            str(out[engine]),
            checker=checker,
            options=OPTIONS,
            engine=engine,
            workers=2,
        )
    assert results(out[Engine.RAY]) == results(out[Engine.LOCAL])
    # Either engine goes on where the other stopped.
    for name in ("shards/00000-000001.json", "shards/00002-000000.json"):
        (out[Engine.LOCAL] / name).unlink()
    summary = scan(
        [str(corpus)], str(out[Engine.LOCAL]), checker=checker, options=OPTIONS,
        engine=Engine.RAY, workers=2, resume=True,
    )  # fmt: skip
    assert summary["run"]["records"] == 8
    assert results(out[Engine.RAY]) == results(out[Engine.LOCAL])


def test_urls_and_parquet(corpus: Path, tmp_path: Path) -> None:
    parquet = ScanOptions(shard_records=7, out_format=OutFormat.PARQUET)
    checker = Checker(SETTINGS, tagger=HashTagger())
    source, out = f"file://{corpus}", f"file://{tmp_path}/out"
    scan([source], out, checker=checker, options=parquet, engine=Engine.RAY, workers=1)
    scan([source], str(tmp_path / "local"), checker=checker, options=parquet, workers=1)
    assert results(tmp_path / "out") == results(tmp_path / "local")


def test_errors_come_through_as_one_line(corpus: Path, tmp_path: Path) -> None:
    row = {"text": record(0)["text"] + " This is deadly to the process."}
    (corpus / "d.jsonl").write_text(json.dumps(row))
    out = tmp_path / "out"
    out.mkdir()
    checker = Checker(SETTINGS, tagger=HashTagger())
    with pytest.raises(MtcheckError, match=r"^Ray: [^\n]+; what is finished is kept"):
        scan(
            [str(corpus)], str(out), checker=checker, options=OPTIONS, engine=Engine.RAY, workers=1
        )
