"""A language model that reads judged translations: what its states tell of words that are wrong.

It knows much more English than the translation network, which is why that learns from what it says
beside what raters said. Nothing of it is needed at run time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional
from transformers import AutoModelForCausalLM, AutoTokenizer

from mtcheck.errors import InputError
from mtcheck.training.scaling import Scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from mtcheck.training.doubts import Doubted

    F16 = NDArray[np.float16]

_READ, _BEFORE = 160, 32
"""Pieces read at once, and those before them that are read again."""
_DEPTHS = 7 / 15, 2 / 3
"""Layers whose states are taken, as shares of all: later ones only say what comes next."""
_OWN = 4
_LIMIT = 25.0
_HIDDEN, _ROUNDS, _BATCH, _RATE = 192, 3, 4096, 1.5e-3
_CLIP = 6.0


class _Read(NamedTuple):
    """What a language model says of some pieces; states are (pieces, hidden) for each layer."""

    logs: NDArray[np.float32]
    entropy: NDArray[np.float32]
    layers: list[NDArray[np.float32]]


class Reader:
    """A causal language model from a folder of transformers, or a .gguf file beside its tokenizer.

    InputError when there is none.
    """

    def __init__(self, path: Path) -> None:
        folder, more = (path.parent, {"gguf_file": path.name}) if path.is_file() else (path, {})
        try:
            self._tokens = AutoTokenizer.from_pretrained(folder, local_files_only=True, **more)
            model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True, **more)
        except (OSError, ValueError, ImportError) as error:
            raise InputError(str(path), f"no language model ({error})") from error
        self._model = model.requires_grad_(False)  # from_pretrained leaves it evaluating
        self._start = self._tokens("\n", add_special_tokens=False)["input_ids"][:1]

    def states(self, one: Doubted) -> F16:
        """(words, width): how surprising a word and those beside it are, and a state behind it."""
        own = np.zeros((len(one.words), _OWN), np.float32)
        behind: list[NDArray[np.float32]] = []
        owner: list[NDArray[np.int64]] = []
        for rows, pieces, skip in self._parts(one):
            logs, spread, layers = self._read(pieces, skip)
            values = (logs, spread, -logs - spread, np.ones(len(rows)))
            for column, some in enumerate(values):
                at = np.maximum if column == 2 else np.add
                at.at(own[:, column], rows, some)
            behind.append(layers[-1])
            owner.append(rows)
        states = np.concatenate(behind) if behind else np.zeros((0, 0), np.float32)
        last = np.zeros((len(one.words), states.shape[1]), np.float32)
        if owner:
            last[np.concatenate(owner)] = states  # of a word's pieces the last one stays
        own = np.clip(own, -_LIMIT, _LIMIT)
        empty = np.zeros((2, _OWN), np.float32)
        around = np.vstack([empty[:1], own, empty])
        n = len(own)
        beside = [around[k : k + n] for k in (1, 2, 3, 0)]
        return np.hstack([*beside, _looks(one), last]).astype(np.float16)

    def means(self, one: Doubted, run: int) -> F16:
        """(runs, width): mean states of two layers over each `run` words."""
        parts = [
            (rows, np.hstack(self._layers(pieces, skip))) for rows, pieces, skip in self._parts(one)
        ]
        if not parts:
            return np.zeros((0, 0), np.float16)
        owner, states = map(np.concatenate, zip(*parts, strict=True))
        total = np.zeros((-(-len(one.words) // run), states.shape[1]), np.float32)
        np.add.at(total, owner // run, states)
        pieces = np.bincount(owner // run, minlength=len(total))
        return (total / np.maximum(pieces, 1)[:, None]).astype(np.float16)

    def _parts(self, one: Doubted) -> Iterator[tuple[NDArray[np.int64], list[int], int]]:
        """Stretch by stretch the words that pieces belong to, what to read, and what of it to skip.

        The first piece to read is none of the text's, nor are those to skip of the stretch.
        """
        given = self._tokens(one.text, add_special_tokens=False, return_offsets_mapping=True)
        pieces, places = given["input_ids"], np.array(given["offset_mapping"]).reshape(-1, 2)
        owner = _owners(one, places)
        for start in range(0, len(pieces), _READ):
            skip = min(start, _BEFORE)
            read = self._start + pieces[start - skip : start + _READ]
            yield owner[start : start + _READ], read, skip

    @torch.inference_mode()
    def _layers(self, pieces: Sequence[int], skip: int) -> list[NDArray[np.float32]]:
        """States of the pieces after the first and `skip` more, without what may come next."""
        with torch.autocast("cpu", torch.bfloat16):
            out = self._model.base_model(torch.tensor([pieces]), output_hidden_states=True)
        return _taken(out.hidden_states, skip)

    @torch.inference_mode()
    def _read(self, pieces: Sequence[int], skip: int) -> _Read:
        """What is said of the pieces after the first and `skip` more."""
        ids = torch.tensor([pieces])
        with torch.autocast("cpu", torch.bfloat16):
            out = self._model(ids, output_hidden_states=True)
        logs = out.logits[0, :-1].float().log_softmax(-1)
        told = logs.gather(1, ids[0, 1:, None])[:, 0]
        entropy = -(logs.exp() * logs).sum(-1)
        layers = _taken(out.hidden_states, skip)
        return _Read(told[skip:].numpy(), entropy[skip:].numpy(), layers)


def _taken(every: Sequence[torch.Tensor], skip: int) -> list[NDArray[np.float32]]:
    """States (pieces, hidden) of two layers, without those of the first piece and `skip` more."""
    layers = (every[round(depth * (len(every) - 1))] for depth in _DEPTHS)
    return [layer[0, skip + 1 :].float().numpy() for layer in layers]


class _Fitted(NamedTuple):
    """A network over states, and what it takes them to be spread like."""

    layers: nn.Sequential
    scale: Scale

    @torch.inference_mode()
    def __call__(self, states: F16) -> NDArray[np.float64]:
        """Shares of raters (words,)."""
        return self.layers(torch.from_numpy(self.scale(states)))[:, 0].sigmoid().double().numpy()  # type: ignore[no-any-return]


class Teacher:
    """What a language model's states say of words, learnt from translations that people marked.

    Each half of them is judged by what the other half taught.
    """

    def __init__(self, reader: Reader, seed: int) -> None:
        self._reader, self._seed = reader, seed
        self._halves: list[_Fitted] = []

    def taught(self, marked: Sequence[Doubted], weight: float) -> Iterator[Doubted]:
        """Marked translations, document by document, with `weight` of each share the teacher's."""
        states = [self._reader.states(one) for one in marked]
        middle = len(marked) // 2
        halves = slice(None, middle), slice(middle, None)
        self._halves = [
            _fit(states[half], [one.shares for one in marked[half]], self._seed + n)
            for n, half in enumerate(halves)
            if states[half]
        ]
        for i, (one, found) in enumerate(zip(marked, states, strict=True)):
            judge = self._halves[0 if i >= middle else -1]
            yield _mixed(one, judge(found), weight)

    def told(self, unmarked: Iterable[Doubted], weight: float, share: float) -> Iterator[Doubted]:
        """The same of a `share` of translations that nobody marked; the rest as they are."""
        rng = np.random.default_rng(self._seed)
        for one in unmarked:
            if self._halves and rng.random() < share:
                found = self._reader.states(one)
                shares = sum(judge(found) for judge in self._halves) / len(self._halves)
                yield _mixed(one, shares, weight)
            else:
                yield one


def _mixed(one: Doubted, told: Any, weight: float) -> Doubted:
    return one._replace(shares=weight * told + (1 - weight) * one.shares)


def _owners(one: Doubted, places: NDArray[np.int64]) -> NDArray[np.int64]:
    """The word that each piece belongs to, by the middle of what it writes."""
    starts = np.array([start for start, _ in one.words])
    blank = np.array([one.text[a : a + 1].isspace() for a, _ in places], dtype=bool)
    middle = (places[:, 0] + blank + places[:, 1]) / 2
    found: NDArray[np.int64] = np.searchsorted(starts, middle, side="right") - 1
    return np.maximum(0, found)


def _looks(one: Doubted) -> NDArray[np.float32]:
    """(words, 4): length, capital, letters only, a letter last."""
    words = [one.text[start:end] for start, end in one.words]
    rows = [(len(w), w[0].isupper(), w.isalpha(), w[-1].isalpha()) for w in words]
    return np.array(rows, np.float32).reshape(-1, 4)


def _fit(states: Sequence[F16], shares: Sequence[NDArray[np.float64]], seed: int) -> _Fitted:
    """The network that tells shares of raters from states."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    x, y = np.concatenate(states), torch.from_numpy(np.concatenate(shares)).float()
    some = x[rng.choice(len(x), min(len(x), 100_000), replace=False)].astype(np.float32)
    layers = nn.Sequential(
        nn.Dropout(0.1), nn.Linear(x.shape[1], _HIDDEN), nn.GELU(), nn.Dropout(0.2),
        nn.Linear(_HIDDEN, 1),
    )  # fmt: skip
    fitted = _Fitted(layers, Scale.of(some, _CLIP))
    steps = _ROUNDS * -(-len(x) // _BATCH)
    optimiser = torch.optim.AdamW(layers.parameters(), lr=_RATE, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, _RATE, total_steps=steps)
    for _ in range(_ROUNDS):
        for rows in np.array_split(rng.permutation(len(x)), -(-len(x) // _BATCH)):
            out = layers(torch.from_numpy(fitted.scale(x[rows])))[:, 0]
            loss = functional.binary_cross_entropy_with_logits(out, y[torch.from_numpy(rows)])
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            optimiser.step()
            schedule.step()
    layers.eval()
    return fitted
