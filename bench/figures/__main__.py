"""Prints the figures of docs/evaluation.md anew.

python -m bench.figures FILES.toml [--only NAME]...

FILES.toml names gold files by group, and judged translations; docs/howto/evaluate.md says how.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.figures.base import Given, figures
from mtcheck.errors import MtcheckError


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.figures", description=__doc__)
    parser.add_argument("files", type=Path, metavar="FILES.toml")
    parser.add_argument("--only", action="append", metavar="NAME", choices=sorted(figures()))
    chosen = parser.parse_args(arguments)
    try:
        given = Given(chosen.files)
        print(f"signature {given.checker.signature}\n")
        print("| measure | text | figure |\n| --- | --- | --- |", flush=True)
        for name in chosen.only or figures():
            wanted = figures()[name]
            missing = [key for key in wanted.needs if not given.has(key)]
            if missing:
                print(f"{name}: {' and '.join(missing)} not given", file=sys.stderr)
                continue
            for row in wanted.make(given):
                print(f"| {' | '.join(row)} |", flush=True)
    except MtcheckError as error:
        print(f"figures: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
