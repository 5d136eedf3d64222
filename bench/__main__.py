"""All benchmarks, one after the other: `python -m bench`, or `make bench`.

Options are those of `bench.corpus`; the other checkers are compared on the sample articles.
"""

from __future__ import annotations

import sys

from bench.corpus.__main__ import main as corpus
from bench.peers.__main__ import main as peers

if __name__ == "__main__":
    print("## Scanning corpora\n", flush=True)
    failed = corpus(sys.argv[1:])
    print("\n## Beside other checkers\n", flush=True)
    raise SystemExit(peers(["seeds/gold.jsonl"]) or failed)
