"""The synonyms of Webster's dictionary of 1913, as a thesaurus that no spinner was learnt from.

`python -m bench.webster GCIDE -o FILE` reads the GNU dictionary of English as the DICT project
formats it (Debian's dict-gcide: /usr/share/dictd/gcide.dict.dz) and writes a line
`head,synonym,…` a word, which is Moby's form and what `mtcheck simulate --moby` takes. What the
dictionary has from WordNet, on which spinners draw, is left out.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

from bench.output import expect, write
from mtcheck.errors import MtcheckError

_HEAD = re.compile(r"(\S[^\\\n]*?)\s+\\")
_SYNONYMS = re.compile(
    r"^\s+Syn: (.*?)(?:\n\s*\n|\n\s+Usage:|\[|--|\bSee\b|\Z)", re.MULTILINE | re.DOTALL
)
_SOURCE = re.compile(r"\[(\d+ Webster|Webster[^\]]*|WordNet[^\]]*|[^\]]*PJC)\]")
_PHRASE = re.compile(r"[a-z]+(?:[ '-][a-z]+){0,2}")
_FROM = ("1913 Webster", "Webster 1913 Suppl.")


def entries(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Head words and what is said of them: a head begins its line, all else is indented."""
    head = ""
    said: list[str] = []
    for line in lines:
        found = _HEAD.match(line)
        if found:
            if head:
                yield head, "".join(said)
            head, said = found[1].lower(), []
        said.append(line)
    if head:
        yield head, "".join(said)


def synonyms(said: str) -> Iterator[str]:
    """Words and short phrases that an entry gives as synonyms in Webster's own name."""
    for found in _SYNONYMS.finditer(said):
        source = _SOURCE.search(said, found.end(1))
        if source is None or source[1] not in _FROM:
            continue
        for phrase in re.split(r"[;,.]", " ".join(found[1].split()).lower()):
            plain = phrase.strip(" {}").removeprefix("to ")
            if _PHRASE.fullmatch(plain):
                yield plain


def thesaurus(path: Path) -> dict[str, list[str]]:
    """Synonyms by head word, in the dictionary's order; ValueError when it holds none."""
    with gzip.open(path, "rt", encoding="utf-8", errors="replace") as file:
        found: dict[str, list[str]] = {}
        for head, said in entries(file):
            if _PHRASE.fullmatch(head):
                known = found.setdefault(head, [])
                known += [one for one in dict.fromkeys(synonyms(said)) if one not in (head, *known)]
    found = {head: words for head, words in found.items() if words}
    if not found:
        raise ValueError("no synonyms of Webster's in it")
    return found


def main() -> None:
    """Write the thesaurus."""
    parser = argparse.ArgumentParser(prog="python -m bench.webster", description=__doc__)
    parser.add_argument("gcide", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    try:
        expect(options.output)
        found = thesaurus(options.gcide)
        lines = "".join(",".join((head, *words)) + "\n" for head, words in sorted(found.items()))
        write(options.output, lines)
    except MtcheckError as error:
        raise SystemExit(f"bench: {error}") from None
    except (OSError, EOFError, ValueError) as error:
        raise SystemExit(f"bench: {options.gcide}: {error}") from None
    print(f"{options.output}: {len(found):,} words, {sum(map(len, found.values())):,} synonyms")


if __name__ == "__main__":
    main()
