"""The shipped network at run time: onnxruntime sessions, tokenizer and word table, loaded once."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from mtcheck.errors import ModelError
from mtcheck.models.features import WordFeatures
from mtcheck.models.files import models_dir
from mtcheck.models.ngrams import NgramModel
from mtcheck.models.phrasing import Phrasing
from mtcheck.models.swaps import SwapTable
from mtcheck.workers import cores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import onnxruntime as ort
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from mtcheck.article import Article
    from mtcheck.models.windows import Reading
    from mtcheck.settings import Settings

    F32 = NDArray[np.float32]
    I64 = NDArray[np.int64]

MANIFEST = "manifest.json"
_ALWAYS = ("encoder", "words", "tokenizer", "features", "phrasing")
"""Parts that each article needs."""
CLS, SEP = 101, 102


@dataclass(frozen=True, slots=True, eq=False)
class Encoded:
    """What the encoder says of a batch of windows of up to `length` pieces."""

    states: F32
    """(windows, length, hidden)"""
    tags: F32
    """(windows, length, 2): logits of spun and of mistranslated"""
    kinds: F32
    """(windows, 3): logits of clean, spun, machine-translated"""


class Files:
    """A folder of model files whose hashes its manifest names; what does not match is refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
            self.hashes: dict[str, str] = dict(manifest["sha256"])
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{folder / MANIFEST}: not a model manifest ({error})") from error

    def read(self, name: str) -> bytes:
        """The verified content of a model file.  ModelError when it is missing or damaged."""
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelError(f"{path}: cannot be read ({error.strerror})") from error
        if hashlib.sha256(content).hexdigest() != self.hashes.get(name):
            raise ModelError(f"{path}: damaged, or not the file that {MANIFEST} names")
        return content

    def json(self, name: str) -> Any:
        """A verified JSON file, parsed."""
        try:
            return json.loads(self.read(name))
        except ValueError as error:
            raise ModelError(f"{self.folder / name}: not JSON ({error})") from error

    def signature(self, *names: str) -> str:
        """Hash of the named files' hashes, 8 hexadecimal digits."""
        joined = "".join(self.hashes.get(name, "") for name in names)
        return hashlib.sha256(joined.encode()).hexdigest()[:8]


SLOWER = ["SkipLayerNormFusion"]
"""What onnxruntime does to a graph unasked: an addition and a normalisation joined in one, which
has no vector instructions and takes five times as long as both (measured with 1.31)."""


class Network:
    """Encoder, span decoder, n-gram counts and tokenizer; each part loads when first used."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.readings: WeakKeyDictionary[Article, Reading] = WeakKeyDictionary()
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}

    def _session(self, name: str) -> ort.InferenceSession:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = threads()
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Threads that spin while they wait take the cores from other workers.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        content = self.files.read(name)
        try:
            return ort.InferenceSession(
                content,
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=SLOWER,
            )
        except Exception as error:  # onnxruntime raises many kinds of its own
            raise ModelError(f"{self.files.folder / name}: {str(error).splitlines()[0]}") from error

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(self.files.read("tokenizer.json").decode())
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer

    @cached_property
    def _encoder(self) -> ort.InferenceSession:
        return self._session("encoder.onnx")

    @cached_property
    def _spans(self) -> ort.InferenceSession:
        return self._session("spans.onnx")

    @cached_property
    def _step(self) -> ort.InferenceSession:
        return self._session("step.onnx")

    @cached_property
    def _translated(self) -> ort.InferenceSession:
        return self._session("translated.onnx")

    @cached_property
    def _words(self) -> tuple[NDArray[np.int8], F32]:
        with np.load(_buffer(self.files.read("words.npz"))) as file:
            return file["rows"], file["scale"]

    @cached_property
    def _ngrams(self) -> NgramModel:
        return NgramModel.load(_buffer(self.files.read("ngrams.npz")))

    @cached_property
    def _phrasing(self) -> Phrasing:
        return Phrasing.load(_buffer(self.files.read("phrasing.npz")))

    @cached_property
    def _features(self) -> WordFeatures:
        swaps = SwapTable.load(_buffer(self.files.read("swaps.npz")))
        return WordFeatures(self.ngrams, swaps)

    def part(self, name: str) -> Any:
        """A lazily loaded part, by the name of its property without the underscore."""
        with self._lock:
            lock = self._locks.setdefault(name, threading.Lock())
        with lock:  # one for each part: several threads may load different ones
            return getattr(self, f"_{name}")

    def load_ahead(self) -> None:
        """Load what any article needs.  ModelError when some of it is damaged."""
        for name in _ALWAYS:
            self.part(name)

    @property
    def ngrams(self) -> NgramModel:
        """The count tables."""
        return self.part("ngrams")  # type: ignore[no-any-return]

    @property
    def phrasing(self) -> Phrasing:
        """What tells translations by their phrases."""
        return self.part("phrasing")  # type: ignore[no-any-return]

    @property
    def features(self) -> WordFeatures:
        """What the encoder is told of each unit."""
        return self.part("features")  # type: ignore[no-any-return]

    @property
    def tokenizer(self) -> Tokenizer:
        """The word-piece tokenizer."""
        return self.part("tokenizer")  # type: ignore[no-any-return]

    def vectors(self, pieces: I64) -> F32:
        """Word vectors of pieces, shape pieces.shape + (hidden,)."""
        rows, scale = self.part("words")
        return rows[pieces].astype(np.float32) * scale[pieces]  # type: ignore[no-any-return]

    def encode(self, windows: Sequence[I64], features: Sequence[F32]) -> Encoded:
        """Encode windows of piece ids with their features, padded to the longest.

        `windows` hold ids with CLS and SEP, shape (length,); `features` (length, FEATURES).
        """
        return Encoded(*self.part("encoder").run(None, self._padded(windows, features)))

    def mistranslated(self, windows: Sequence[I64], features: Sequence[F32]) -> tuple[F32, F32]:
        """Logits of mistranslated pieces (windows, length) and of translated windows (windows,)."""
        outputs = ["errors", "translated"]
        return tuple(self.part("translated").run(outputs, self._padded(windows, features)))

    def _padded(self, windows: Sequence[I64], features: Sequence[F32]) -> dict[str, F32]:
        size = max(map(len, windows))
        ids = np.zeros((len(windows), size), dtype=np.int64)
        mask = np.zeros((len(windows), size), dtype=np.float32)
        table = np.zeros((len(windows), size, features[0].shape[1]), dtype=np.float32)
        for i, (row, column) in enumerate(zip(windows, features, strict=True)):
            ids[i, : len(row)] = row
            mask[i, : len(row)] = 1
            table[i, : len(row)] = column
        return {"words": self.vectors(ids), "mask": mask, "features": table}


def threads() -> int:
    """Threads of one session: MTCHECK_THREADS, else the cores this process may use, at most 4."""
    chosen = os.environ.get("MTCHECK_THREADS", "")
    if chosen.isdigit() and int(chosen) > 0:
        return int(chosen)
    return min(4, cores())


def _buffer(content: bytes) -> Any:
    import io

    return io.BytesIO(content)


_LOADED: dict[Path, Network] = {}
_LOADING = threading.Lock()


def load_network(settings: Settings) -> Network | None:
    """The network in the settings' model folder, one for all who ask; None when none is there.

    ModelError when the folder was chosen and holds none, or when its manifest is damaged.
    """
    folder = models_dir(settings.models_dir)
    if folder is None or not (folder / MANIFEST).exists():
        if settings.models_dir is not None:
            raise ModelError(f"{settings.models_dir}: no {MANIFEST} there")
        return None
    with _LOADING:
        if folder not in _LOADED:
            _LOADED[folder] = Network(Files(folder))
        return _LOADED[folder]
