"""Helpers that all tests share."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from mtcheck.cli import main

settings.register_profile(
    "mtcheck", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mtcheck")

ROOT = Path(__file__).resolve().parent.parent


class Outcome(NamedTuple):
    """What one run of the program gave back."""

    code: int
    out: str
    err: str


Program = Callable[..., Outcome]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    """Runs the command line in this process, with bytes on standard input."""

    def run(*arguments: str | Path, stdin: bytes = b"") -> Outcome:
        out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="")
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        monkeypatch.setattr(sys, "stdout", out)
        monkeypatch.setattr(sys, "stderr", err)
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        texts = []
        for stream in (out, err):
            stream.flush()
            texts.append(stream.buffer.getvalue().decode())  # type: ignore[attr-defined]
        monkeypatch.undo()
        return Outcome(int(ended.value.code or 0), *texts)

    return run


@pytest.fixture(autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder of remembered results for each test; the user's is left alone."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:  # `program` undoes the test's own
        patch.setenv("MTCHECK_CACHE_DIR", str(folder))
        yield folder


@pytest.fixture
def seeds() -> Path:
    """The folder of sample articles."""
    return ROOT / "seeds"
