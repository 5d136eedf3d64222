"""Time grows with length, not with its square, whatever the text repeats.

Eight times the text may take 24 times the processor time: linear work takes eight times, quadratic
work 64. Processor time is hardly disturbed by other programs, and the collector of garbage, which
looks at what other tests have left, waits; what takes no time at all is not measured.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

import pytest

from mtcheck.checker import Checker
from mtcheck.errors import InputError
from mtcheck.readers.base import read_bytes
from mtcheck.settings import Settings
from tests.robustness.fakes import FakeTagger

SMALL, FACTOR, ALLOWED, NOTHING = 6_000, 8, 24.0, 0.2

REPEATED = {
    "a sentence on one line": "The council met on Tuesday and agreed on the budget. ",
    "one endless word": "a",
    "capitals": "A ",
    "names": "John Smith ",
    "one word": "the ",
    "digits": "1,1.",
    "stops": ".,;",
    "initials": "U.S.",
    "straight quotes": '"',
    "curly quotes": "“",
    "apostrophes": "a'",
    "brackets": "[a](",
    "parentheses": "(",
    "hyphens": "a-",
    "pipes": " | ",
    "mail addresses": "a@b.",
    "web addresses": "http://a ",
    "line ends": "\n",
    "carriage returns": "\r\n",
    "blanks": " ",
    "no-break spaces": "\u00a0",
    "combining marks": "e\u0301",
    "zero width": "\u200b",
    "emoji": "👩‍👩‍👧",
    "tiny paragraphs": "A b.\n\n",
    "furniture": "READ MORE: a b\n",
    "broken lines": "iron\n\nlinks, ",
    "spaced commas": "a , b ",
    "offices": "President of France ",
    "tags": "<p>a ",
    "open tags": "<",
    "comments": "<!-- mtcheck: ignore[",
    "fences": "```\n",
    "list items": "- a\n",
    "deep quotes": "> ",
    "emphasis": "*a_b",
    "entities": "&amp",
}  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def check_growth(work: Callable[[str], object], piece: str) -> None:
    def text(size: int) -> str:
        return (piece * (size // len(piece) + 1))[:size]

    work(text(500))
    for _ in range(5):
        long = seconds(lambda: work(text(SMALL * FACTOR)))
        if long < NOTHING:
            return
        short = seconds(lambda: work(text(SMALL)))
        if long <= ALLOWED * max(short, NOTHING / FACTOR):
            return
    pytest.fail(f"{FACTOR} times the text takes {long / short:.1f} times as long ({long:.2f} s)")


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_check(piece: str) -> None:
    checker = Checker(Settings(models=False, rewrite=False), tagger=FakeTagger())
    check_growth(checker.check, piece)


def test_words_that_all_differ() -> None:
    checker = Checker(Settings(models=False, rewrite=False), tagger=FakeTagger())
    check_growth(checker.check, " ".join(f"W{i:x}ord the n{i}" for i in range(9000)))


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "<p>a", "<", "<!--", "<a href=", "&", "[a](", "![", "`", "*a_b", "> ", "- ",
        "a\n\n", "|-",
    ],
)  # fmt: skip
def test_readers(suffix: str, piece: str) -> None:
    def read(text: str) -> object:
        try:
            return read_bytes(f"Some words. {text}".encode(), f"a{suffix}", Settings()).words
        except InputError as error:
            return error

    check_growth(read, piece)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "The council met on Tuesday and agreed on the budget. " * 186_000,
        "a" * 9_900_000,
        "The hotel was full.\n\n" * 100_000,
    ],
    ids=["10 MB on one line", "one word of 10 MB", "100,000 tiny paragraphs"],
)
def test_large_inputs_are_read(text: str) -> None:
    article = read_bytes(text.encode(), "a.txt", Settings())
    assert len(article.words) == len(text.split())
    assert article.paragraphs
    assert article.language in ("en", "und")


def test_larger_inputs_are_refused() -> None:
    with pytest.raises(InputError, match="too large"):
        read_bytes(b"a " * 6_000_000, "a.txt", Settings())
