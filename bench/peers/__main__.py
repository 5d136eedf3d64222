"""What mtcheck and its peers find in the same articles, and how fast.

python -m bench.peers GOLD... [--phrases FILE] [-o docs/peers.md]

Gold with spans gives recall, precision and MCC; articles labelled clean give false alarms;
`phrases` of rows without spans give the share of known bad phrases found.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.output import expect, write
from bench.peers.base import Peer, UnavailableError
from bench.peers.harper import Harper, HarperGrammar
from bench.peers.languagetool import LanguageTool
from bench.peers.own import Own
from bench.peers.phrases import PhraseList
from bench.peers.proselint import Proselint
from bench.peers.surprisal import Surprisal
from bench.peers.write_good import WriteGood
from mtcheck.errors import MtcheckError
from mtcheck.evaluation.base import Case, Score
from mtcheck.evaluation.gold import GoldArticle, corpus_hash, read_gold
from mtcheck.evaluation.measure import measure

COLUMNS = {
    "touch/any/recall": "gold spans found",
    "phrases/recall": "known phrases found",
    "touch/any/precision": "findings that are right",
    "word/any/mcc": "word MCC",
    "fix/any/first": "first fix right",
    "false-alarms/any": "false alarms per 1,000 clean words",
}
METRICS = tuple(dict.fromkeys(name.split("/")[0] for name in COLUMNS))


class Row:
    """One peer's numbers."""

    def __init__(self, peer: Peer, gold: Sequence[GoldArticle], loading: float) -> None:
        self.peer, self.loading = peer, loading
        words = sum(len(article.words) for article in gold)
        start = peer.seconds()
        found = [peer.findings(article.text) for article in gold]
        self.speed = words / max(1e-6, peer.seconds() - start)
        cases = [Case(article, findings) for article, findings in zip(gold, found, strict=True)]
        signature = f"peer:{peer.name} {peer.version}"
        self.scores = {s.name: s for s in measure(cases, signature=signature, only=METRICS)}

    def cells(self) -> list[str]:
        shown = [f"{self.peer.name} {self.peer.version}".strip(), self.peer.about]
        shown += [_shown(self.scores.get(name)) for name in COLUMNS]
        if not self.peer.is_timed:
            return [*shown, "–", "–"]
        return [*shown, f"{self.speed:,.0f}", f"{self.loading:.1f} s"]


def _shown(score: Score | None) -> str:
    if score is None:
        return "–"
    if score.low is None or score.high is None:
        return f"{score.value:.2f}"
    return f"{score.value:.2f} ({score.low:.2f}–{score.high:.2f})"


def compare(
    gold: Sequence[GoldArticle], makers: Sequence[tuple[str, Callable[[], Peer]]]
) -> tuple[list[Row], list[tuple[str, str]]]:
    """A row for each peer that runs here, and why the others do not."""
    rows, absent = [], []
    for name, make in makers:
        start = time.process_time()
        try:
            peer = make()
        except UnavailableError as reason:
            absent.append((name, str(reason)))
            continue
        loading = time.process_time() - start
        print(f"{name} …", file=sys.stderr)
        rows.append(Row(peer, gold, loading))
        peer.close()
    return rows, absent


def page(
    rows: Sequence[Row], absent: Sequence[tuple[str, str]], gold: Sequence[GoldArticle], given: str
) -> str:
    """The Markdown page."""
    clean = sum(len(a.text.split()) for a in gold if a.label == "clean")
    spans = sum(len(article.errors) for article in gold)
    heads = ["checker", "looks for", *COLUMNS.values(), "words per processor second", "loading"]
    table = [heads, ["---"] * len(heads), *(row.cells() for row in rows)]
    lines = [
        "# Beside other checkers",
        "",
        "What mtcheck and other free checkers say about the same articles, each with its default",
        "settings. The others were not made for spun or machine-translated text: the table says",
        "what they find of it, not how good they are at what they are for. Any finding of a peer",
        "that touches a gold span or a known phrase counts as found, whatever it complains of; of",
        "mtcheck, a known phrase counts only when the finding is of category spun.",
        "",
        f"{len(gold):,} articles, {spans:,} gold spans, {clean:,} words of clean text; gold",
        f"`{corpus_hash(gold)}`; {datetime.now(UTC).date().isoformat()}; Python",
        f"{platform.python_version()} on {platform.machine()}. In brackets 95 % bootstrap",
        "intervals over articles. Speed and loading are in processor time. Made by",
        f"`{given}`.",
        "",
        *(f"| {' | '.join(cells)} |" for cells in table),
        "",
    ]
    lines += [f"- {name} was not measured: {reason}." for name, reason in absent]
    own = next((row for row in rows if isinstance(row.peer, Own)), None)
    if own:
        lines += ["", f"mtcheck ran as `{own.peer.signature}`."]  # type: ignore[attr-defined]
    return "\n".join(lines).rstrip() + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.peers", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--phrases", type=Path, help="list for the phrase baseline")
    parser.add_argument("--only", action="append", help="only this checker")
    parser.add_argument("-o", "--output", type=Path, help="Markdown page to write")
    given = parser.parse_args(arguments)
    makers: list[tuple[str, Callable[[], Peer]]] = [
        ("mtcheck", Own),
        ("Harper", Harper),
        ("Harper without spelling", HarperGrammar),
        ("LanguageTool", LanguageTool),
        ("proselint", Proselint),
        ("write-good", WriteGood),
        ("phrase list", lambda: PhraseList(given.phrases)),
        ("word surprisal", Surprisal),
    ]
    chosen = [maker for maker in makers if not given.only or maker[0] in given.only]
    names = " ".join(path.name for path in given.gold)
    if given.phrases:
        names += f" --phrases {given.phrases.name}"
    try:
        expect(given.output)
        gold = read_gold(given.gold)
        text = page(*compare(gold, chosen), gold, f"python -m bench.peers {names}")
        if given.output:
            write(given.output, text)
        else:
            print(text, end="")
    except (MtcheckError, OSError) as error:
        print(f"peers: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
