"""`mtcheck train`: the networks out of clean text."""

from __future__ import annotations

from enum import StrEnum
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from mtcheck.cli.base import app
from mtcheck.errors import UsageError

_NEEDED = ("torch", "transformers", "onnx", "sklearn", "lemminflect")


class Part(StrEnum):
    """What is trained; one network serves all."""

    TAGGER = "tagger"
    REWRITER = "rewriter"
    VERDICT = "verdict"
    ALL = "all"


@app.command()
def train(  # noqa: PLR0917  (typer passes them by name)
    part: Annotated[
        Part,
        typer.Argument(
            help="tagger: counts, network and calibration; then, on its network, "
            "rewriter: memory and ranking, verdict: calibration anew; or all.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="OUT", help="Folder for models and log.")
    ],
    config: Annotated[
        Path | None, typer.Option(help="TOML file over the shipped recipe.", show_default=False)
    ] = None,
    texts: Annotated[
        list[Path] | None,
        typer.Option(help="Folder of clean text: .txt, .jsonl, .jsonl.xz.", show_default=False),
    ] = None,
    seconds: Annotated[
        float | None,
        typer.Option(min=1.0, help="Time for the network (default: the recipe's)."),
    ] = None,
    resume: Annotated[
        bool,
        typer.Option("--resume", help="Keep what is unchanged; go on where a training stopped."),
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Tell nothing.")] = False,
) -> None:
    """Train the networks on clean text, synonyms and judged translations of your own.

    OUT gets models/ for --models-dir, log.jsonl and loss.svg. Needs the extra train.
    """
    for name in _NEEDED:
        if find_spec(name) is None:
            raise UsageError(f"train needs {name}: pip install 'mtcheck[train]'")
    # Training is no part of the run time: it is found by name, when this command runs.
    chosen = import_module("mtcheck.training.config").load(config).with_texts(texts or [])
    if seconds is not None:
        chosen = chosen.with_seconds(seconds)
    recipe = import_module("mtcheck.training.recipe")
    training = recipe.Training(chosen, output, resume=resume, quiet=quiet)
    training.network(again=part in {Part.TAGGER, Part.ALL})
    if part is not Part.REWRITER:
        training.verdict()
    if part in {Part.REWRITER, Part.ALL}:
        training.rewriter()
