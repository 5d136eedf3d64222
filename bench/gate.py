"""Refuses a silent regression on the sample articles and on a simulated set.

python -m bench.gate                     exit 1 when a floor is broken
python -m bench.gate --update "REASON"   pin what is measured now
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from bench.output import write
from bench.simulated import build
from mtcheck.checker import Checker
from mtcheck.errors import MtcheckError
from mtcheck.evaluation.base import Score
from mtcheck.evaluation.gate import breaches, read_floors, record
from mtcheck.evaluation.gold import GoldArticle, read_gold
from mtcheck.evaluation.measure import cases, measure

ROOT = Path(__file__).resolve().parent.parent
FLOORS = Path(__file__).parent / "floors.json"


def sets() -> dict[str, list[GoldArticle]]:
    """The gold sets that the gate looks at."""
    return {
        "seeds": read_gold([ROOT / "seeds"]),
        "simulated": [a for kind in ("clean", "corrected") for a in build(ROOT / "seeds" / kind)],
    }


def measured(checker: Checker) -> dict[str, tuple[list[GoldArticle], list[Score]]]:
    """Gold and scores of each set, without intervals."""
    return {
        name: (
            gold,
            measure(list(cases(checker, gold)), signature=checker.signature, resamples=0),
        )
        for name, gold in sets().items()
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="The quality gate.")
    parser.add_argument("--update", metavar="REASON", help="pin what is measured now")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="floors file")
    given = parser.parse_args(arguments)
    try:
        checker = Checker()
        if given.update is not None:
            previous = read_floors(given.floors) if given.floors.exists() else None
            floors = record(previous, measured(checker), given.update, checker.signature)
            write(given.floors, json.dumps(floors, indent=1) + "\n")
            print(f"pinned {sum(len(s['floors']) for s in floors['sets'].values())} floors")
            return 0
        floors = read_floors(given.floors)
        closed = [
            line
            for name, (gold, scores) in measured(checker).items()
            for line in breaches(floors, name, gold, scores)
        ]
    except MtcheckError as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2
    for line in closed:
        print(line)
    print(f"gate closed: {len(closed)} breaches" if closed else f"gate open: {checker.signature}")
    return bool(closed)


if __name__ == "__main__":
    raise SystemExit(main())
