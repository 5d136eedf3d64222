"""A fuzz target: any bytes through a reader, all rules, the edits and every format.

python -m tests.robustness.fuzz [--seconds 60] [--seed N] [--atheris] [FILE...]

Bytes are mutated out of the sample articles and the rules' examples. What raises anything but an
InputError, or takes more than `--slow` seconds of processor time, is written to a file named after
its content and ends the run with 1; the same file, given as FILE, repeats it. With `--atheris`
(`pip install atheris`) libFuzzer leads the search by coverage.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import random
import sys
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from mtcheck.article import Article
from mtcheck.checker import Checker
from mtcheck.emit import Options, formats, get
from mtcheck.errors import InputError
from mtcheck.readers.base import read_bytes, readers
from mtcheck.result import Summary
from mtcheck.rewrite.apply import apply, choose
from mtcheck.rules import rules
from mtcheck.settings import Settings
from tests.robustness.fakes import FakeTagger

ROOT = Path(__file__).resolve().parents[2]
MOST_BYTES = 20_000
SPICE = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\r\n", b"\r", b"\n\n", b"\xe2\x80\x8b",
    b"\xed\xa0\x80", b"<p>", b"</", b"<!--", b"-->", b"```", b"---\n", b"[a](", b"&#x",
    b"\xf0\x9f\x91\xa9",
    b"<!-- mtcheck: ignore[", b"mtcheck: ignore-file", b"http://", b"\x1b[31m", b"\xc2\xa0",
)  # fmt: skip


@cache
def _checker() -> Checker:
    return Checker(Settings(models=False, rewrite=False), tagger=FakeTagger())


@cache
def _suffixes() -> tuple[str, ...]:
    return tuple(sorted(suffix for reader in readers().values() for suffix in reader.suffixes))


def target(data: bytes) -> None:
    """One input: the first byte picks the reader, the rest is the file."""
    suffix = _suffixes()[data[0] % len(_suffixes())] if data else ".txt"
    try:
        article = read_bytes(data[1:], f"fuzz{suffix}", Settings())
    except InputError as error:
        if "\n" in str(error):
            raise AssertionError(f"a message of two lines: {error}") from error
        return
    document = _checker().check(article)
    fixed = apply(article.text, choose(document.findings, unsafe=True))
    _checker().check(Article(fixed))
    for name in formats():
        emitter = get(name)(io.StringIO(), Options(Settings(format=name), "fuzz"))
        summary = Summary()
        emitter.start()
        summary.add(document)
        emitter.document(document)
        emitter.finish(summary)


def corpus() -> list[bytes]:
    """What mutations start from."""
    found = [path.read_bytes() for path in sorted((ROOT / "seeds").rglob("*.txt"))]
    examples = {text for rule in rules().values() for text in (*rule.failing, *rule.passing)}
    found += [text.encode("utf-8", "surrogatepass") for text in sorted(examples)]
    return [*found, *(b"<article><p>%s</p></article>" % text for text in found[:4])]


def mutate(chance: random.Random, pool: Sequence[bytes]) -> bytes:
    """A few cuts, copies, splices, flips and spices away from a known input."""
    data = bytearray(chance.choice(pool))
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(data) + 1)
        end = min(len(data), at + chance.choice((1, 4, 30, 400)))
        match chance.randrange(6):
            case 0:
                del data[at:end]
            case 1:
                data[at:at] = data[at:end] * chance.choice((1, 3, 50))
            case 2:
                data[at:end] = chance.choice(pool)[: chance.choice((5, 50, 1000))]
            case 3 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
            case 4:
                data[at:at] = chance.choice(SPICE) * chance.choice((1, 1, 2, 200))
            case _:
                data[at:at] = chance.randbytes(chance.choice((1, 3, 10)))
    return bytes([chance.randrange(256)]) + bytes(data[:MOST_BYTES])


def attempt(data: bytes, slow: float) -> str | None:
    """Why the input is a failure, or None."""
    start = time.process_time()
    try:
        target(data)
    except Exception:  # noqa: BLE001  (whatever it is, it should not have happened)
        return traceback.format_exc()
    taken = time.process_time() - start
    return f"took {taken:.1f} s for {len(data)} bytes" if taken > slow else None


def search(seconds: float, seed: int, slow: float, out: Path) -> int:
    """Failures found in the time given; the first one ends the search."""
    chance = random.Random(seed)
    pool = corpus()
    end = time.monotonic() + seconds
    tried = 0
    while time.monotonic() < end:
        data = mutate(chance, pool)
        tried += 1
        reason = attempt(data, slow)
        if reason:
            path = out / f"fuzz-{hashlib.sha256(data).hexdigest()[:12]}.bin"
            path.write_bytes(data)
            sys.stderr.write(f"{reason}\nsaved as {path}, input {tried} of seed {seed}\n")
            return 1
    sys.stdout.write(f"{tried} inputs, none failed (seed {seed})\n")
    return 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.robustness.fuzz", description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="inputs to repeat")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--slow", type=float, default=10.0, help="processor seconds allowed")
    parser.add_argument("--out", type=Path, default=Path(), help="folder for failing inputs")
    parser.add_argument("--atheris", action="store_true", help="search by coverage")
    given = parser.parse_args(arguments)
    if given.files:
        reasons = [attempt(path.read_bytes(), given.slow) for path in given.files]
        sys.stdout.write(("\n".join(filter(None, reasons)) or "none failed") + "\n")
        return int(any(reasons))
    if given.atheris:
        import atheris

        atheris.instrument_all()
        atheris.Setup([sys.argv[0], f"-max_total_time={given.seconds:.0f}"], target)
        atheris.Fuzz()
    seed = time.time_ns() % 1_000_000 if given.seed is None else given.seed
    return search(given.seconds, seed, given.slow, given.out)


if __name__ == "__main__":
    raise SystemExit(main())
