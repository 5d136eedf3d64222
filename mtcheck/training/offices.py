"""Regenerates `mtcheck/knowledge/data/offices.tsv`: which country has which office, and when.

Sources: a table of The World Factbook's fields (public domain) for names, demonyms and the
offices of today, and `data/office_history.tsv`, a compilation of this project, for further
names and for offices of the past, and `data/office_regions.tsv`, another one, for regions with a
government of their own. Personal names are dropped::

    python -m mtcheck.training.offices FACTBOOK.tsv
"""

from __future__ import annotations

import csv
import html
import re
import sys
from pathlib import Path

HISTORY = Path(__file__).parent / "data" / "office_history.tsv"
REGIONS = Path(__file__).parent / "data" / "office_regions.tsv"
OUT = Path(__file__).parent.parent / "knowledge" / "data" / "offices.tsv"
HEADER = """\
# Offices of the world's states: names, demonyms, leading office, offices with years.
# Sources: The World Factbook (public domain), state of {state}; history compiled for this project.
# Licence: CC0. Regenerate with: python -m mtcheck.training.offices
# An office without years has no known limit; `*` marks an office that is not judged.
name\tnames\tadjectives\tlead\toffices
"""
_OFFICES = {
    "president": r"(?<!Vice )(?<!Vice-)\bPresident\b(?! of the Government)",
    "prime minister": r"\bPrime Minister\b|\bPremier\b|\bTaoiseach\b|\bprime minister\b",
    "chancellor": r"\bChancellor\b",
    "king": r"\bKing\b",
    "emperor": r"\bEmperor\b",
    "sultan": r"\bSultan\b",
    "emir": r"\bAmir\b(?!-)",
    "grand duke": r"\bGrand Duke\b",
    "prince": r"(?<!Crown )\bPrince\b",
}
_DEPENDENT = re.compile(
    r"territor|overseas|collectivity|special administrative|\bpresidential limited\b|bailiwick"
    r"|political union|country of|saint helena|free association with new zealand",
    re.IGNORECASE,
)
_DEPENDENT_NAMES = {
    "Aruba", "Bermuda", "Anguilla", "Cayman Islands", "Cook Islands", "Curacao", "Faroe Islands",
    "Falkland Islands (Islas Malvinas)", "French Polynesia", "Gibraltar", "Greenland", "Guam",
    "Guernsey", "Hong Kong", "Isle of Man", "Jersey", "Macau", "Montserrat", "New Caledonia",
    "Niue", "Norfolk Island", "Pitcairn Islands", "Puerto Rico", "Tokelau", "Virgin Islands",
    "British Virgin Islands", "Turks and Caicos Islands", "Wallis and Futuna", "American Samoa",
    "Akrotiri", "Dhekelia", "Holy See (Vatican City)", "Svalbard", "Saint Martin",
}  # fmt: skip
# Kings, sultans and emirs of peoples inside a state are in office today.
_TRADITIONAL = ("africa/", "australia-oceania/", "south-asia/", "central-america")
_TRADITIONAL_STATES = {"Indonesia", "Malaysia", "Philippines", "United Arab Emirates", "Yemen"}
_SETTLED = {"Australia", "New Zealand", "Morocco", "Egypt", "Nepal", "Bhutan", "Ethiopia"}


def _clean(cell: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(cell)).strip()


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(",") if part.strip()]


def _history() -> dict[str, tuple[list[str], list[str], dict[str, str], str]]:
    found = {}
    for line in HISTORY.read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, names, adjectives, offices, lead = line.split("\t")
        pairs = re.findall(r"([a-z][a-z ]*):(\S*)", offices)
        found[name] = (_split(names), _split(adjectives), dict(pairs), lead)
    return found


def _adjectives(cell: str) -> list[str]:
    cell = re.sub(r"\([^)]*\)|;? note .*", "", cell)
    parts = [part.strip() for part in re.split(r",|;| or ", cell)]
    return [p for p in parts if p and p not in {"none", "NA", "Congo"} and p[0].isupper()]


def _lead(offices: dict[str, str], government: str) -> str:
    if "absolute monarchy" in government:
        return next((o for o in ("king", "sultan", "emir") if o in offices), "prime minister")
    if "presidential" in government or "prime minister" not in offices:
        return "president"
    return "prime minister"


def build(factbook: Path) -> list[str]:
    """One tab-separated line for each state or region, sorted by name.

    `factbook` has the columns file, name, long_name, adjective, chief_of_state,
    head_of_government and government_type. ValueError when a state of the history table is
    not in it.
    """
    history = _history()
    lines = []
    with factbook.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    for row in ({k: _clean(v or "") for k, v in row.items()} for row in rows):
        name = row["name"] if row["name"] != "none" else row["long_name"]
        government = row["government_type"].lower()
        if not government or not row["adjective"] or name in _DEPENDENT_NAMES:
            continue
        if _DEPENDENT.search(government) or _DEPENDENT.search(row["long_name"]):
            continue
        heads = f"{row['chief_of_state']} / {row['head_of_government']}"
        offices = {o: "" for o, pattern in _OFFICES.items() if re.search(pattern, heads)}
        if row["file"].startswith(_TRADITIONAL) or name in _TRADITIONAL_STATES:
            kept = () if name in _SETTLED else ("king", "emperor", "sultan", "emir")
            offices |= {o: "*" for o in kept if o not in offices}
        names, adjectives, past, lead = history.pop(name, ([], [], {}, ""))
        offices |= {o: years for o, years in past.items() if offices.get(o) != ""}
        short = re.sub(r"^The | ?\(.*| \(.*", "", name)
        long = re.sub(r"^The | ?[(;].*", "", row["long_name"])
        names = [short, *([long] if long not in {"none", short} else []), *names]
        adjectives = [*_adjectives(row["adjective"]), *adjectives]
        cells = [
            short,
            "|".join(dict.fromkeys(names)),
            "|".join(dict.fromkeys(adjectives)),
            lead or _lead(offices, government),
            "|".join(f"{o}:{years}" for o, years in sorted(offices.items())),
        ]
        lines.append("\t".join(cells))
    if history:
        raise ValueError(f"not in {factbook}: {', '.join(history)}")
    regions = REGIONS.read_text(encoding="utf-8").splitlines()
    return sorted([*lines, *(line for line in regions if not line.startswith("#"))])


def main() -> None:
    """Write the table; the Factbook's table is the only argument."""
    source = Path(sys.argv[1])
    state = re.search(r"\d{4}", source.name)
    text = HEADER.format(state=state[0] if state else "unknown date")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(text + "\n".join(build(source)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
