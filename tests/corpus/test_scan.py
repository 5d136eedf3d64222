"""Whole scans: results, resuming, failures."""

from __future__ import annotations

import errno
import gzip
import json
import os
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import mtcheck.emit
from mtcheck.checker import Checker
from mtcheck.corpus.options import Level, OutFormat, ScanOptions
from mtcheck.corpus.scan import Watcher, scan
from mtcheck.corpus.store import LocalStore
from mtcheck.corpus.worker import Done
from mtcheck.errors import MtcheckError, UsageError
from mtcheck.finding import Label
from tests.corpus.samples import (
    GERMAN,
    SETTINGS,
    HashTagger,
    documents,
    lines,
    record,
    rejects,
    results,
)

SMALL = ScanOptions(shard_records=7, batch=3)
SCHEMA = Path(mtcheck.emit.__file__).parent / "schema" / "mtcheck-1.json"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.jsonl").write_bytes(lines(range(20)) + b"{broken\n")
    german = json.dumps({"id": "de", "url": "https://site1.example/de", "text": GERMAN}).encode()
    (folder / "b.jsonl.gz").write_bytes(gzip.compress(lines(range(20, 31)) + german))
    (folder / "empty.jsonl").write_bytes(b"")
    for number in range(31, 34):
        (folder / f"{number}.txt").write_text(record(number)["text"])
    return folder


def run(corpus: Path, out: Path, options: ScanOptions = SMALL, **more: Any) -> dict[str, Any]:
    more = {"workers": 1, "checker": Checker(SETTINGS, tagger=HashTagger()), **more}
    return scan([str(corpus)], str(out), options=options, **more)


def test_results_and_summary(corpus: Path, tmp_path: Path) -> None:
    summary = run(corpus, tmp_path / "out")
    found = documents(tmp_path / "out")
    ids = [row["id"] or Path(row["path"]).stem for row in found]
    assert ids == [str(number) for number in range(34)]
    assert rejects(tmp_path / "out") == [
        ("a.jsonl:21", "not-json"),
        ("b.jsonl.gz:12", "not-english"),
    ]
    flagged = [int(i) for i, row in zip(ids, found, strict=True) if row["findings"]]
    assert flagged == [number for number in range(34) if number % 3 == 0]
    assert summary["records"] == 36
    assert summary["documents"] == 34
    assert summary["words"] == sum(row["words"] for row in found)
    assert summary["by_rule"] == {"PHR001": len(flagged)}
    assert summary["findings"] == len(flagged)
    assert summary["rejects"] == {"not-english": 1, "not-json": 1}
    assert summary["verdicts"] == {
        label.value: sum(row["verdict"]["label"] == label for row in found) for label in Label
    }
    sites = Counter(number % 4 for number in range(31))
    assert {h: c["documents"] for h, c in summary["sites"].items()} == {
        f"site{number}.example": count for number, count in sites.items()
    }
    stored = json.loads((tmp_path / "out" / "summary.json").read_bytes())
    assert stored == {key: value for key, value in summary.items() if key != "run"}
    assert summary["run"]["records"] == 36
    schema = json.loads(SCHEMA.read_bytes())
    validator = jsonschema.Draft202012Validator({**schema, "$ref": "#/$defs/document", **_OPEN})
    for row in found:
        validator.validate(row)


# The schema's root describes a whole run; only its definitions are wanted here.
_OPEN = {"type": "object", "required": [], "additionalProperties": True, "properties": {}}


def test_levels(corpus: Path, tmp_path: Path) -> None:
    rows = {}
    for level in Level:
        run(corpus, tmp_path / level, replace(SMALL, level=level))
        rows[level] = documents(tmp_path / level)
    for verdict, findings, fixes in zip(*rows.values(), strict=True):
        assert "findings" not in verdict
        assert verdict["verdict"] == findings["verdict"] == fixes["verdict"]
        assert "corrected" not in findings
        assert ("corrected" in fixes) == bool(fixes["findings"])
    assert rows[Level.FIXES][0]["corrected"].endswith("They stayed at a hotel nearby.")


def test_workers_change_nothing(corpus: Path, tmp_path: Path) -> None:
    one = run(corpus, tmp_path / "one")
    two = run(corpus, tmp_path / "two", workers=2)
    assert results(tmp_path / "one") == results(tmp_path / "two")
    del one["run"], two["run"]
    assert one == two


class Stop(Watcher):
    """Ends a scan after some shards."""

    def __init__(self, after: int) -> None:
        self.after = after

    def add(self, done: Done) -> None:
        self.after -= 1
        if not self.after:
            raise MtcheckError("stopped")


@pytest.mark.parametrize("after", range(1, 8))
def test_resuming_gives_what_an_unbroken_run_gives(
    corpus: Path, tmp_path: Path, after: int
) -> None:
    options = replace(SMALL, keep=(Label.CLEAN, Label.SPUN))
    run(corpus, tmp_path / "whole", options)
    with pytest.raises(MtcheckError, match="stopped; what is finished is kept for --resume"):
        run(corpus, tmp_path / "out", options, watcher=Stop(after))
    assert not (tmp_path / "out" / "summary.json").exists()
    summary = run(corpus, tmp_path / "out", options, resume=True)
    assert summary["run"]["records"] < summary["records"]
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_resume_begins_where_there_is_nothing(corpus: Path, tmp_path: Path) -> None:
    assert run(corpus, tmp_path / "out", resume=True)["documents"] == 34
    before = results(tmp_path / "out")
    assert run(corpus, tmp_path / "out", resume=True)["run"]["records"] == 0
    assert results(tmp_path / "out") == before


def test_a_shard_without_its_record_is_done_again(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    before = results(tmp_path / "out")
    (tmp_path / "out" / "shards" / "00000-000001.json").unlink()
    (tmp_path / "out" / "documents" / "part-00000-000001.jsonl").write_bytes(b"half a li")
    assert run(corpus, tmp_path / "out", resume=True)["run"]["records"] == 7
    assert results(tmp_path / "out") == before


def test_an_earlier_scan_is_not_touched_unasked(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")
    with pytest.raises(UsageError, match="--resume"):
        run(corpus, tmp_path / "out")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="not empty"):
        run(corpus, tmp_path / "other", resume=True)
    assert set(results(tmp_path / "other")) == {"mine.txt"}


def test_what_does_not_fit_together_is_refused(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out")

    def refused(match: str, options: ScanOptions = SMALL, **more: Any) -> None:
        with pytest.raises(MtcheckError, match=f"cannot resume: {match}"):
            run(corpus, tmp_path / "out", options, resume=True, **more)

    refused("level was findings and is verdict", replace(SMALL, level=Level.VERDICT))
    refused("shard-records", replace(SMALL, shard_records=8))
    settings = replace(SETTINGS, min_confidence=0.5)
    refused("min-confidence", checker=Checker(settings, tagger=HashTagger()))
    refused("the signature", checker=Checker(SETTINGS))
    (corpus / "31.txt").write_text("Another text altogether.")
    refused("3 files changed")
    (corpus / "a.jsonl").write_bytes(lines(range(5)))
    refused(".*a.jsonl changed")
    (corpus / "c.jsonl").write_bytes(b"")
    refused("the source had 4 inputs and has 5")


def test_records_that_changed_under_their_fingerprint_are_noticed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    # So long that the first and last MiB do not cover the middle.
    rows = ({**record(number), "pad": "x" * 9000} for number in range(400))
    path.write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    options = replace(SMALL, shard_records=100)
    with pytest.raises(MtcheckError, match="stopped"):
        run(path, tmp_path / "out", options, watcher=Stop(3))
    data = bytearray(path.read_bytes())
    middle = data.index(b"meeting 170")
    assert 1 << 20 < middle < len(data) - (1 << 20)
    data[middle : middle + 7] = b"meating"
    path.write_bytes(data)
    with pytest.raises(MtcheckError, match="changed since the scan began"):
        run(path, tmp_path / "out", options, resume=True)


def test_a_bad_article_is_one_skipped_record(tmp_path: Path) -> None:
    rows = [record(number) for number in range(9)]
    rows[4]["text"] += " This is poison to the tagger."
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    summary = run(path, tmp_path / "out")
    assert summary["rejects"] == {"internal-error": 1}
    assert rejects(tmp_path / "out") == [("a.jsonl:5", "internal-error")]
    assert [row["id"] for row in documents(tmp_path / "out")] == list("01235678")


def test_a_dead_worker_is_one_line(tmp_path: Path) -> None:
    rows = [record(number) for number in range(30)]
    rows[20]["text"] += " This is deadly to the process."
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    with pytest.raises(MtcheckError, match="a worker process died"):
        run(path, tmp_path / "out", workers=2)
    # Which shards were finished by then depends on chance; those that count are whole.
    for shard in (tmp_path / "out").glob("shards/*.json"):
        recorded = json.loads(shard.read_bytes())["files"]
        assert all((tmp_path / "out" / name).exists() for name in recorded)
    assert not (tmp_path / "out" / "summary.json").exists()


def test_a_full_disk_stops_with_what_is_done(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(corpus, tmp_path / "whole")
    write = LocalStore.write

    def full(self: LocalStore, name: str, parts: Any) -> None:
        if name == "documents/part-00000-000002.jsonl":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
        write(self, name, parts)

    monkeypatch.setattr(LocalStore, "write", full)
    with pytest.raises(MtcheckError, match=r"part-00000-000002.jsonl: No space left on device; "):
        run(corpus, tmp_path / "out")
    done = results(tmp_path / "out")
    assert "documents/part-00000-000001.jsonl" in done
    monkeypatch.undo()
    run(corpus, tmp_path / "out", resume=True)
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_a_read_error_stops_with_what_is_done(
    corpus: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import mtcheck.corpus.sources.jsonl as module

    run(corpus, tmp_path / "whole")
    lines_of = module.JsonLines._lines

    def failing(self: Any, stream: Any, tell: Any, path: str) -> Any:
        for raw in lines_of(self, stream, tell, path):
            if raw.path.endswith("a.jsonl:16"):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
            yield raw

    monkeypatch.setattr(module.JsonLines, "_lines", failing)
    with pytest.raises(MtcheckError, match=r"a.jsonl: cannot be read: Input/output error; "):
        run(corpus, tmp_path / "out")
    assert len(documents(tmp_path / "out")) == 14
    monkeypatch.undo()
    run(corpus, tmp_path / "out", resume=True)
    assert results(tmp_path / "out") == results(tmp_path / "whole")


def test_damage_is_counted_and_the_rest_is_read(corpus: Path, tmp_path: Path) -> None:
    data = (corpus / "b.jsonl.gz").read_bytes()
    (corpus / "b.jsonl.gz").write_bytes(data[:-20])
    summary = run(corpus, tmp_path / "out")
    assert summary["rejects"]["damaged"] == 1
    assert ("b.jsonl.gz", "damaged") in rejects(tmp_path / "out")
    assert sum(row["path"].endswith(".txt") for row in documents(tmp_path / "out")) == 3


def test_one_file_instead_of_a_folder(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "folder")
    run(corpus, tmp_path / "all.jsonl")
    parts = sorted((tmp_path / "folder" / "documents").iterdir())
    assert (tmp_path / "all.jsonl").read_bytes() == b"".join(p.read_bytes() for p in parts)
    assert (tmp_path / "all.jsonl.scan" / "summary.json").exists()
    with pytest.raises(UsageError, match="single"):
        run(corpus, tmp_path / "b.jsonl", replace(SMALL, out_format=OutFormat.PARQUET))


def test_kept_records_are_as_they_came(corpus: Path, tmp_path: Path) -> None:
    run(corpus, tmp_path / "out", replace(SMALL, keep=tuple(Label)))
    kept = b"".join(
        path.read_bytes() for path in sorted((tmp_path / "out" / "kept").rglob("part-00000-*"))
    )
    assert sorted(kept.splitlines()) == sorted(lines(range(20)).splitlines())
    assert not (tmp_path / "out" / "kept" / "nonsense").exists()


def test_parquet_in_and_out(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.dataset as arrow
    from pyarrow import parquet

    rows = [{**record(number), "score": None if number < 7 else 0.5} for number in range(20)]
    table = pa.Table.from_pylist(rows)
    parquet.write_table(table, tmp_path / "a.parquet")
    options = replace(SMALL, out_format=OutFormat.PARQUET, keep=tuple(Label), level=Level.FIXES)
    run(tmp_path / "a.parquet", tmp_path / "out", options)
    run(tmp_path / "a.parquet", tmp_path / "lines", replace(options, out_format=OutFormat.JSONL))
    found = arrow.dataset(tmp_path / "out" / "documents").to_table().to_pylist()
    for row, expected in zip(found, documents(tmp_path / "lines"), strict=True):
        assert {k: v for k, v in row.items() if v is not None}.keys() >= expected.keys() - {"notes"}
        assert row["findings"] == expected["findings"]
        assert row["verdict"]["probabilities"] == expected["verdict"]["probabilities"]
    kept = arrow.dataset(tmp_path / "out" / "kept", format="parquet").to_table()
    assert kept.schema.remove_metadata() == table.schema
    assert sorted(kept.to_pylist(), key=lambda row: row["id"]) == rows


def test_standard_input_has_no_end_to_wait_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines(range(15)))))
    summary = scan(
        ["-"], str(tmp_path / "out"), checker=Checker(SETTINGS), options=SMALL, workers=1
    )
    assert summary["documents"] == 15
