"""The gate: pinned floors of quality, and the hash of the corpus that they hold for.

A floors file holds, for each set of gold articles, the corpus hash and for each metric the value
measured when it was pinned and the floor (a ceiling where lower is better). The floor leaves some
slack, since quantised networks give slightly other numbers on other processors. A metric that
falls below its floor, a metric that is gone, and a changed corpus all close the gate; whoever means
it records anew and says why.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from mtcheck.errors import InputError, UsageError
from mtcheck.evaluation.base import Score
from mtcheck.evaluation.gold import GoldArticle, corpus_hash

PINNED = (
    "touch/any/recall", "touch/any/precision", "touch/spun/recall", "touch/mistranslation/recall",
    "touch/residue/recall", "word/any/f1", "word/any/mcc", "character/any/f1", "fix/any/first",
    "fix/any/three", "verdict/accuracy", "auroc/spun-share", "bleu/after", "chrf/after",
    "false-alarms/any", "false-alarms/serious", "harmful-edits/safe/per-1000-words", "ter/after",
)  # fmt: skip
"""The scores that floors are pinned for, where the set has them."""

_SHARE_SLACK, _RATE_SLACK = 0.02, 0.5
_RATES = ("false-alarms", "harmful-edits", "bleu", "chrf", "ter")
"""Metrics on a scale of their own rather than from 0 to 1."""

Floors = dict[str, Any]


def read_floors(path: Path) -> Floors:
    """The floors file; InputError when it is not one."""
    try:
        floors = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(str(path), "no floors are pinned yet: record them with a reason") from None
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"cannot be read as floors: {error}") from error
    if not isinstance(floors, dict) or not isinstance(floors.get("sets"), dict):
        raise InputError(str(path), "not a floors file: there is no `sets` object")
    return floors


def breaches(
    floors: Floors, name: str, gold: Sequence[GoldArticle], scores: Sequence[Score]
) -> list[str]:
    """Why the gate is closed for a set, one line each; empty when it is open."""
    pinned = floors["sets"].get(name)
    if pinned is None:
        return [f"{name}: no floors are pinned for this set"]
    found = corpus_hash(gold)
    if found != pinned["corpus"]:
        return [f"{name}: the corpus is {found}, the floors are for {pinned['corpus']}"]
    by_name = {score.name: score for score in scores}
    out = []
    for metric, floor in pinned["floors"].items():
        score = by_name.get(metric)
        if score is None:
            out.append(f"{name}: {metric} was {floor['measured']} and is not measured any more")
        elif _worse(score, floor["floor"]):
            limit = "floor" if score.higher_is_better else "ceiling"
            out.append(
                f"{name}: {metric} is {score.value:.4f}, {limit} {floor['floor']:.4f} "
                f"(pinned at {floor['measured']:.4f}); {score.signature}"
            )
    return out


def record(
    previous: Floors | None,
    sets: Mapping[str, tuple[Sequence[GoldArticle], Sequence[Score]]],
    reason: str,
    signature: str,
) -> Floors:
    """Floors for what was measured now, with the reason added to the history.

    UsageError without a reason.
    """
    if len(reason.split()) < 2:
        raise UsageError("floors are moved for a reason: say it in a few words")
    entry = {
        "date": datetime.now(UTC).date().isoformat(),
        "reason": reason.strip(),
        "signature": signature,
        "moved": _moved(previous, sets),
    }
    return {
        "sets": {
            name: {"corpus": corpus_hash(gold), "floors": _floors(scores)}
            for name, (gold, scores) in sets.items()
        },
        "history": [*(previous or {}).get("history", []), entry],
    }


def _floors(scores: Sequence[Score]) -> dict[str, dict[str, float]]:
    by_name = {score.name: score for score in scores}
    return {name: _floor(by_name[name]) for name in PINNED if name in by_name}


def _floor(score: Score) -> dict[str, float]:
    slack = _RATE_SLACK if score.name.startswith(_RATES) else _SHARE_SLACK
    floor = score.value - slack if score.higher_is_better else score.value + slack
    return {"measured": round(score.value, 4), "floor": round(max(0.0, floor), 4)}


def _moved(
    previous: Floors | None,
    sets: Mapping[str, tuple[Sequence[GoldArticle], Sequence[Score]]],
) -> dict[str, list[float]]:
    """Metrics whose measured value is another than before: old and new."""
    moved = {}
    for name, (_, scores) in sets.items():
        old = (previous or {}).get("sets", {}).get(name, {}).get("floors", {})
        for metric, floor in _floors(scores).items():
            if metric in old and old[metric]["measured"] != floor["measured"]:
                moved[f"{name}: {metric}"] = [old[metric]["measured"], floor["measured"]]
    return moved


def _worse(score: Score, floor: float) -> bool:
    # Floors are rounded to four places; so is what is compared with them.
    value = round(score.value, 4)
    return value < floor if score.higher_is_better else value > floor
