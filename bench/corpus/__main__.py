"""Print what `mtcheck scan` reaches on this machine, beside its peers on the same articles.

python -m bench.corpus [--clean FOLDER] [--spun FOLDER] [--articles 400] [--records 2000]
                       [--kills 5] [--only MEASURE]...

The folders hold .txt files; without them the sample articles are used. The long run that the
table's memory and kill rows are meant for is `--records 200000 --kills 20`.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

from bench.corpus.articles import SEEDS, articles, write_records
from bench.corpus.cold import check, installed, report
from bench.corpus.processes import fresh, kills, memory
from bench.peers.base import Peer, UnavailableError
from mtcheck.checker import Checker
from mtcheck.models.files import models_dir
from mtcheck.settings import Settings

Rows = Iterator[tuple[str, str, str, str]]


class Bench:
    """The measures; each yields rows of name, value, least and aim."""

    def __init__(self, given: argparse.Namespace, folder: Path) -> None:
        self.given = given
        self.folder = folder

    def _rate(self, texts: Path, level: str, cores: int) -> float:
        source = self.folder / f"{level}.jsonl"
        write_records(source, texts, self.given.articles * cores)
        out = fresh(self.folder / "out")
        arguments = [sys.executable, "-m", "bench.corpus.timed", source, out, level, cores]
        run = subprocess.run(
            [str(a) for a in arguments], check=True, capture_output=True, text=True
        )
        found = json.loads(run.stdout)
        print(f"  {level}, {cores} core(s): {found}", file=sys.stderr)
        return float(found["rate"])

    def speed(self) -> Rows:
        one = self._rate(self.given.clean, "findings", 1)
        two = self._rate(self.given.clean, "findings", 2)
        yield "clean articles/s, 2 cores, --level findings", f"{two:.1f}", "40", "120"
        fixes = self._rate(self.given.spun, "fixes", 2)
        yield "spun articles/s, 2 cores, --level fixes", f"{fixes:.1f}", "15", "40"
        yield "second core's gain", f"{two / one:.2f} ×", "1.7 ×", "1.95 ×"

    def memory(self) -> Rows:
        source = self.folder / "memory.jsonl"
        write_records(source, self.given.clean, self.given.records, self.given.words)
        found = memory(source, fresh(self.folder / "out"), self.given.records, "findings")
        name = f"largest process over {found.records:,} records of {self.given.words} words, MB"
        yield name, f"{found.peak:.0f}", "500", "300"
        yield "… in the second and last tenth", f"{found.early:.0f}, {found.late:.0f}", "flat", ""

    def kernel(self) -> Rows:
        os.environ["MTCHECK_THREADS"] = "1"
        from bench.corpus.kernel import measure

        share = measure(list(islice(articles(self.given.clean), 8)), Settings())
        if share is None:
            yield "share of int8 matrix rate", "no network", "30 %", "60 %"
            return
        rates = f"{share.encoder:.0f} of {share.machine:.0f} GOP/s"
        value = f"{share.encoder / share.machine:.0%} ({rates})"
        yield "share of int8 matrix rate, 1 thread", value, "30 %", "60 %"

    def kills(self) -> Rows:
        source = self.folder / "kills.jsonl"
        write_records(source, self.given.spun, self.given.articles)
        fresh(self.folder / "whole"), fresh(self.folder / "broken")
        struck, same = kills(source, self.folder, self.given.kills)
        result = f"{'identical' if same else 'DIFFERENT'} ({struck} struck a running scan)"
        yield f"{self.given.kills} kills, then resume", result, "identical", "identical"

    def cold(self) -> Rows:
        """One check as a user waits for it, and what lies on his disk."""
        article, text = self.folder / "article.txt", next(articles(self.given.spun))
        article.write_text(text, encoding="utf-8")
        found = check(article)
        yield (
            f"one check of {len(text.split())} words, whole process, s",
            f"{found.seconds:.2f}",
            "1.0",
            "0.6",
        )
        yield "its memory, MB", f"{found.memory:.0f}", "400", "300"
        models = models_dir()
        shipped = sum(path.stat().st_size for path in models.iterdir()) / 1e6 if models else 0.0
        yield "models, MB", f"{shipped:.0f}", "80", ""
        yield "models and packages installed, MB", f"{shipped + installed():.0f}", "150", ""

    def report(self) -> Rows:
        """A report over a folder, every fiftieth article of it spun."""
        folder = fresh(self.folder / "articles")
        folder.mkdir()
        clean, spun = articles(self.given.clean), articles(self.given.spun)
        for number in range(self.given.records):
            text = next(clean if number % 50 else spun)
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        found = report(folder, self.folder / "report.html")
        yield f"report on {self.given.records:,} articles, s", f"{found.seconds:.0f}", "", ""
        yield "its memory, MB", f"{found.memory:.0f}", "600", ""

    def agreement(self) -> Rows:
        """Verdicts of articles in batches, as scans check them, and alone, as `check` does."""
        checker = Checker(Settings(rewrite=False))
        count = self.given.articles // 2
        texts = [t for f in (self.given.clean, self.given.spun) for t in islice(articles(f), count)]
        many = [d.verdict.label for d in checker.check_many(texts, batch=32)]
        alone = [checker.check(text).verdict.label for text in texts]
        same = sum(a == b for a, b in zip(many, alone, strict=True)) / len(texts)
        yield f"verdicts as of check, {len(texts)} articles", f"{same:.1%}", "99.5 %", ""

    def peers(self) -> Rows:
        """Articles a second of each checker in one process, on the same spun articles."""
        texts = list(islice(articles(self.given.spun), max(5, self.given.articles // 10)))
        for name, make in _peers().items():
            try:
                peer = make()
            except UnavailableError as reason:
                yield f"{name}, 1 process, articles/s", f"not measured: {reason}", "", ""
                continue
            start = time.perf_counter()
            found = sum(len(peer.findings(text)) for text in texts)
            rate = len(texts) / (time.perf_counter() - start)
            peer.close()
            yield f"{name}, 1 process, articles/s", f"{rate:.1f} ({found} findings)", "", ""


def _peers() -> dict[str, Callable[[], Peer]]:
    from bench.peers.harper import Harper
    from bench.peers.own import Own
    from bench.peers.proselint import Proselint
    from bench.peers.write_good import WriteGood

    made = {"Harper": Harper, "proselint": Proselint, "write-good": WriteGood}
    return {"mtcheck": Own, **made}


MEASURES = ("speed", "cold", "memory", "kernel", "kills", "report", "agreement", "peers")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.corpus", description=__doc__)
    parser.add_argument("--clean", type=Path, default=SEEDS / "clean")
    parser.add_argument("--spun", type=Path, default=SEEDS / "garbled")
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--words", type=int, default=500, help="of a record in memory's measure")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--only", action="append", choices=MEASURES)
    given = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    print(f"signature {Checker().signature}; load of the machine before: {load:.1f}")
    print("| measure | reached | at least | aim |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="mtcheck-bench-") as folder:
        bench = Bench(given, Path(folder))
        for name in given.only or MEASURES:
            for row in getattr(bench, name)():
                print(f"| {' | '.join(row)} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
