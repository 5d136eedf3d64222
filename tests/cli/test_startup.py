"""Nothing heavy is imported before there is something heavy to do."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "gcld3", "lxml", "markdown_it", "numpy", "nupunkt", "onnxruntime", "rich.console",
    "tokenizers", "torch", "trafilatura", "transformers",
}  # fmt: skip


def imported(*arguments: str, stdin: str = "") -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "mtcheck", *arguments],
        input=stdin, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    "arguments", [("--version",), ("--help",), ("check", "--help"), ("explain", "--all")]
)
def test_light_commands(arguments: tuple[str, ...]) -> None:
    assert imported(*arguments) & HEAVY == set()


def test_a_check_without_models_needs_no_network_library() -> None:
    names = imported("check", "--no-models", "-", stdin="The council met on Tuesday.")
    assert names & {"onnxruntime", "torch", "transformers", "trafilatura", "lxml"} == set()


def test_a_check_never_imports_training_libraries() -> None:
    names = imported("check", "-", stdin="The council met on Tuesday to talk about the bridge.")
    assert names & {"torch", "transformers", "sklearn", "mtcheck.training"} == set()
