"""All options of a check in one frozen value: picklable, comparable, with the defaults."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mtcheck.finding import Severity


class Phrase(NamedTuple):
    """A phrase of the user's own that is to be flagged.

    `suggestions` are best first, at most three; empty where there is none.
    """

    phrase: str
    suggestions: tuple[str, ...] = ()
    reason: str = ""
    severity: Severity = Severity.MINOR


class Override(NamedTuple):
    """Settings for some paths: patterns as in .gitignore, and (name of the setting, value)."""

    paths: tuple[str, ...]
    values: tuple[tuple[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """Common options; the command line, config files and the Python API all make one of these."""

    format: str = "text"
    """Id of the output format."""
    fail_on: Severity | None = Severity.MAJOR
    """Lowest severity that makes `check` exit with 1; None for never."""
    exit_zero: bool = False
    """Exit 0 whatever is found (errors still exit 2)."""
    select: tuple[str, ...] = ()
    """Rule ids, names or id prefixes to run; empty for all."""
    ignore: tuple[str, ...] = ()
    """Rule ids, names or id prefixes to leave out."""
    extend_select: tuple[str, ...] = ()
    """Rules to run in addition to the selected ones."""
    min_confidence: float = 0.0
    """Findings below this confidence are dropped, 0 to 1."""
    baseline: Path | None = None
    """File of known findings that are not reported again."""
    write_baseline: bool = False
    """Write the findings of this run to `baseline` and report none."""
    config: Path | None = None
    """Configuration file; None for the nearest one."""
    diff_base: str | None = None
    """Git revision; only findings on lines changed since it are reported."""
    accept: tuple[str, ...] = ()
    """Words and phrases that are right as they stand."""
    phrases: tuple[Phrase, ...] = ()
    """Phrases of the user's own to flag."""
    exclude: tuple[str, ...] = ()
    """Patterns, as in .gitignore, of files to leave out when a directory is searched."""
    overrides: tuple[Override, ...] = ()
    """Other settings for some paths, later ones over earlier ones."""
    root: Path | None = None
    """Directory that `exclude` and `overrides` are relative to; None for the current one."""
    stdin_filename: str | None = None
    """Name under which standard input is reported, and whose suffix picks the reader."""
    encoding: str | None = None
    """Encoding of input files; None for UTF-8, or what a byte order mark says."""
    jobs: int = 1
    """Number of worker processes; 0 for one a core."""
    cache: bool = True
    """Remember results by content."""
    rewrite: bool = True
    """Ask the rewriter for suggestions."""
    rewriter: str | None = None
    """Another rewriter than the shipped one, such as `hf:NAME-OR-DIRECTORY`."""
    safe_confidence: float = 0.8
    """The rewriter's suggestions are unsafe where the finding or they are less sure; 0 to 1."""
    languagetool: str | None = None
    """Address of a LanguageTool server to ask as well, or `local` to start one; None: neither."""
    models: bool = True
    """Use the shipped networks; without them only rules of pattern and fact run."""
    first_pass: bool = False
    """Spare the network the articles that counts of phrases tell to be clean."""
    models_dir: Path | None = None
    """Folder of the networks; None for the shipped ones."""
    quiet: bool = False
    """Only findings, no summary and no progress."""
    verbose: bool = False
    """Also say what was withheld, skipped or assumed, and why."""
    max_bytes: int = 10_000_000
    """Larger inputs are refused; corpora are for `scan`."""
    min_words: int = 20
    """Shorter texts get no verdict of their own (they abstain towards clean)."""

    def __post_init__(self) -> None:
        if not 0.0 <= self.min_confidence <= 1.0:
            raise ValueError("min_confidence must be between 0 and 1")
        if not 0.0 <= self.safe_confidence <= 1.0:
            raise ValueError("safe_confidence must be between 0 and 1")
        if self.jobs < 0:
            raise ValueError("jobs must be 0 or more")
        if self.max_bytes < 1:
            raise ValueError("max_bytes must be 1 or more")
