"""Judged translations come with what a language model says of them, and none is lost."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("transformers")
pytest.importorskip("sklearn")

from mtcheck.training.config import Config, load
from mtcheck.training.doubts import Doubted, unsaid
from mtcheck.training.taught import taught
from tests.training.conftest import READ


def _text(rng: Random, habit: str) -> str:
    return " ".join(habit if rng.random() < 0.3 else rng.choice(READ) for _ in range(60))


def _copies() -> tuple[str, Iterator[tuple[str, Doubted]]]:
    rng = Random(8)
    return "copies", ((str(n), unsaid(_text(rng, "its"), "clean")) for n in range(20))


@pytest.fixture
def config(tmp_path: Path) -> Config:
    rng = Random(6)
    rows = (
        {"id": f"article-{n}", "text": _text(rng, "of"), "original": _text(rng, "its")}
        for n in range(80)
    )
    (tmp_path / "trips.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    path = tmp_path / "recipe.toml"
    path.write_text('[judged]\nround_trips = ["trips.jsonl"]\n')
    return load(path)


def _named(config: Config, model: Path, share: float) -> Config:
    section = config["teacher"] | {"model": str(model), "authors": share}
    return Config(config.seed, config.sections | {"teacher": section})


def _read(config: Config) -> dict[str, list[Doubted]]:
    return {kind: list(found) for kind, found in taught(config, _copies())}


def test_without_a_language_model_nothing_is_told(config: Config) -> None:
    found = _read(config)
    assert set(found) == {"round_trips", "copies"}
    assert len(found["copies"]) == 20
    assert all(one.told is None for some in found.values() for one in some)


def test_what_a_language_model_read_is_told_and_nothing_lost(
    config: Config, language_model: Path
) -> None:
    plain = _read(config)
    some, every = (_read(_named(config, language_model, share)) for share in (0.5, 1.0))
    for found in (some, every):
        for kind, texts in plain.items():
            assert Counter(one.text for one in texts) == Counter(one.text for one in found[kind])
    assert 0 < sum(one.told is not None for one in some["round_trips"]) < len(some["round_trips"])
    sides: dict[str, list[float]] = {"machine-translated": [], "clean": []}
    for one in every["round_trips"]:
        assert one.told is not None
        sides[one.kind].append(float(one.told.mean()))
    assert np.mean(sides["machine-translated"]) > np.mean(sides["clean"])


def test_nobody_s_translations_are_not_read_for_copies_alone(
    config: Config, language_model: Path
) -> None:
    alone = Config(config.seed, config.sections | {"judged": load(None)["judged"]})
    found = _read(_named(alone, language_model, 1.0))
    assert [one.told for one in found["copies"]] == [None] * 20
