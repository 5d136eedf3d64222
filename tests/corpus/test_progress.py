"""Counts, rates and what is shown of them."""

from __future__ import annotations

import io
from collections import Counter

import pytest

from mtcheck.corpus.progress import Bar, Log, clock
from mtcheck.corpus.records import Input, Reason
from mtcheck.corpus.summary import text
from mtcheck.corpus.tally import OTHER_SITES, ShardRecord, Tally, site
from mtcheck.corpus.worker import Done

INPUTS = [Input(0, "jsonl", "a", 600, "x"), Input(1, "jsonl", "b", 400, "y")]


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def tally(clean: int, spun: int = 0) -> Tally:
    made = Tally(records=clean + spun + 1, documents=clean + spun)
    made.verdicts = Counter({"clean": clean, "spun": spun})
    made.reject(Reason.EMPTY)
    made.records -= 1
    return made


def test_rate_and_time_left() -> None:
    out, time = io.StringIO(), Clock()
    log = Log(out, every=60, clock=time)
    log.start(INPUTS, tally(10), {0: 100, 1: 0})
    time.now += 30
    log.add(Done(0, 300, tally(20)))
    assert out.getvalue() == ""
    time.now += 40
    log.add(Done(0, 500, tally(40, 7)))
    # 400 of 900 bytes took 70 seconds; 69 records in this run.
    assert log.rate == pytest.approx(69 / 70)
    assert log.left == pytest.approx(500 * 70 / 400)
    assert log.share == pytest.approx(0.5)
    assert out.getvalue() == (
        "mtcheck: 80 records, 70 clean, 7 spun, 0 machine-translated, 3 skipped, 1.0/s, 1:28 left\n"
    )
    log.add(Done(1, 10, tally(1)))
    assert out.getvalue().count("\n") == 1  # not again within the minute


def test_streams_have_no_end() -> None:
    log = Log(io.StringIO(), clock=Clock())
    log.start([Input(0, "jsonl", "-", 0, "")], Tally(), {0: 0})
    log.add(Done(0, 0, tally(5)))
    assert log.left is None
    assert log.share == 0.0


def test_bar_shows_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar()
    bar.start(INPUTS, Tally(), {0: 0, 1: 0})
    bar.add(Done(0, 600, tally(3)))
    assert bar.line().startswith("4 records, 3 clean")
    bar.stop()
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (59.6, "1:00"), (3599, "59:59"), (7383, "2:03:03")]
)
def test_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:80/a", "example.org"),
        ("example.org/x", "example.org"),
        ("", ""),
        ("https://[broken", ""),
    ],
)
def test_site(url: str, host: str) -> None:
    assert site(url) == host


def test_sites_are_bounded() -> None:
    total = Tally()
    for number in range(10_005):
        one = Tally(sites={f"{number:05d}.example": Counter(documents=1)})
        total.merge(one)
        total.merge(Tally(sites={"00000.example": Counter(documents=1)}))
    assert len(total.sites) == 10_001
    assert total.sites[OTHER_SITES]["documents"] == 5
    assert total.sites["00000.example"]["documents"] == 10_006


def test_records_of_shards_survive_the_disk() -> None:
    made = tally(3, 2)
    made.sites["a.example"] = Counter(documents=2, clean=2)
    record = ShardRecord("abc", 17, True, ("documents/x",), made)
    assert ShardRecord.from_bytes(record.to_bytes()) == record


def test_summary_names_the_worst_sites() -> None:
    made = tally(5, 2)
    made.sites = {"good.example": Counter(documents=5, clean=5), "\x1bbad": Counter(documents=2)}
    made.by_rule = Counter(SPN001=3, RES001=4)
    run = {"records": 8, "seconds": 2.0, "records_per_second": 4.0, "words_per_second": 10.0}
    shown = text({**made.to_dict(), "run": run}, "out")
    assert "(RES001 4, SPN001 3)" in shown
    assert "<U+001B>bad 2 of 2" in shown
    assert "good.example" not in shown
