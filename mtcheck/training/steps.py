"""Steps that are skipped while neither what they read nor how has changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from mtcheck.errors import UsageError
from mtcheck.training.package import file_hash

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from mtcheck.training.progress import Log, Watch


class Steps:
    """Stamps of finished steps in `folder`, each the hash of all that went into it."""

    def __init__(self, folder: Path, log: Log, *, resume: bool) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._log, self._resume = folder, log, resume
        self._keys: dict[str, str] = {}

    def run(
        self,
        name: str,
        make: Callable[[Watch, dict[str, Any]], None],
        outputs: Sequence[Path],
        *,
        reads: Any,
        files: Iterable[Path] = (),
        after: Sequence[str] = (),
        again: bool = True,
    ) -> None:
        """Run a step, unless its outputs are there and made of the same.

        `reads` are the values it hangs on, `files` what it reads from outside, `after` the
        steps whose outputs it uses. A step that is not made `again` is only asked for:
        UsageError when it has not been made, or of something else.
        """
        key = self._key(name, reads, files, after)
        done = self._read(f"{name}.done") == key and all(path.exists() for path in outputs)
        if not again and not done:
            raise UsageError(
                f"{self._folder.parent}: step {name} was not made of these texts and this "
                "configuration: run mtcheck train tagger first"
            )
        if done and (self._resume or not again):
            if again:
                self._log.skipped(name)
            return
        (self._folder / f"{name}.done").unlink(missing_ok=True)
        with self._log.step(name) as (watch, figures):
            make(watch, figures)
        (self._folder / f"{name}.done").write_text(key, encoding="utf-8")

    def goes_on(self, name: str) -> bool:
        """Whether a step that was begun and cut short may go on; marks it as begun."""
        path = self._folder / f"{name}.begun"
        same = self._resume and self._read(path.name) == self._keys[name]
        path.write_text(self._keys[name], encoding="utf-8")
        return same

    def _key(self, name: str, reads: Any, files: Iterable[Path], after: Sequence[str]) -> str:
        parts = {
            "reads": reads,
            "files": [[path.name, file_hash(path)] for path in files],
            "after": [self._keys[other] for other in after],
        }
        key = hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()
        self._keys[name] = key
        return key

    def _read(self, name: str) -> str:
        path = self._folder / name
        return path.read_text(encoding="utf-8") if path.exists() else ""
