"""Exports the network as int8 ONNX graphs: encoder, spans and decoder step, beside a word table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from mtcheck.models.features import FEATURES
from mtcheck.models.windows import MARKS, ROOM

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from mtcheck.training.network import Network, Translation

TOP = 8
"""Best next pieces that the decoder step returns."""


class _Reading(nn.Module):
    """An encoder and its features in plain operations, without what the exporter cannot follow."""

    def __init__(self, network: Network | Translation) -> None:
        super().__init__()
        self.network = network
        places = network.encoder.embeddings.position_embeddings.weight
        self.places = nn.Parameter(places[: ROOM + MARKS].detach().clone())  # no window is longer

    def read(self, words: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States (batch, length, hidden), features of the tags, and first and mean state."""
        net = self.network
        table = net.feature_in(features)
        bert: Any = net.encoder
        heads = bert.config.num_attention_heads
        place = self.places[: words.shape[1]]
        kind = bert.embeddings.token_type_embeddings.weight[0]
        x = bert.embeddings.LayerNorm(words + net.feature_out(table) + place + kind)
        far = (1.0 - mask[:, None, None, :]) * -1e4
        for layer in bert.encoder.layer:
            own = layer.attention.self
            q, k, v = (
                part(x).reshape(x.shape[0], x.shape[1], heads, -1).transpose(1, 2)
                for part in (own.query, own.key, own.value)
            )
            share = (q @ k.transpose(-1, -2) * (q.shape[-1] ** -0.5) + far).softmax(-1)
            mixed = (share @ v).transpose(1, 2).reshape(x.shape[0], x.shape[1], -1)
            x = layer.attention.output.LayerNorm(x + layer.attention.output.dense(mixed))
            inner = nn.functional.gelu(layer.intermediate.dense(x))
            x = layer.output.LayerNorm(x + layer.output.dense(inner))
        weight = mask.unsqueeze(-1)
        mean = (x * weight).sum(1) / weight.sum(1)
        return x, torch.cat([x, table], dim=-1), torch.cat([x[:, 0], mean], dim=-1)


class Encoder(_Reading):
    """Word vectors, features and mask to states, tag logits and window logits."""

    def __init__(self, network: Network) -> None:
        super().__init__(network)
        self.judge = network.judge

    def forward(
        self, words: Tensor, mask: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Shapes (batch, length, hidden), (batch, length) of 0 and 1, (batch, length, FEATURES)."""
        states, pieces, window = self.read(words, mask, features)
        return states, self.network.tag(pieces), self.judge(window)


class Judge(_Reading):
    """The same inputs to logits of mistranslated pieces and of windows that an engine wrote."""

    def forward(self, words: Tensor, mask: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Shapes (batch, length) and (batch,)."""
        _, pieces, window = self.read(words, mask, features)
        return self.network.tag(pieces).squeeze(-1), self.network.judge(window).squeeze(-1)


class Spans(nn.Module):
    """Window states to each span's start vector and each window's cross-attention keys, values."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, states: Tensor, window: Tensor, first: Tensor, last: Tensor
    ) -> tuple[Tensor, ...]:
        """`states` (windows, length, hidden); end points (spans,), inclusive."""
        net = self.network
        sums = states.cumsum(1)
        start, end = states[window, first], states[window, last]
        total = sums[window, last] - sums[window, first] + start
        mean = total / (last - first + 1).unsqueeze(1).to(total.dtype)
        out = [net.span_in(torch.cat([mean, start, end], dim=-1))]
        for layer in net.layers:
            cross = layer.cross
            out.append(cross.split(cross.key(states)).transpose(-1, -2))
            out.append(cross.split(cross.value(states)))
        return tuple(out)


class Step(nn.Module):
    """One step of all rows (beginnings of replacements), with a cache of what was written before.

    `written` are the pieces that it may go on with, by default all.
    """

    def __init__(self, network: Network, written: Sequence[int] | None = None) -> None:
        super().__init__()
        self.network = network
        size = network.words.num_embeddings
        self.written = torch.tensor(range(size) if written is None else list(written))
        self.table = network.words.weight[self.written].t().contiguous()

    def forward(
        self,
        words: Tensor,
        position: Tensor,
        far: Tensor,
        seat: Tensor,
        place: Tensor,
        inside: Tensor,
        wanted: Tensor,
        wanted_words: Tensor,
        past: Tensor,
        memory: list[Tensor],
    ) -> tuple[Tensor, ...]:
        """Next-piece scores.

        `words` (rows, hidden): start vectors or the last piece's word vectors;
        `position` (1,); `far` (windows, length), 0 at real tokens and -1e4 elsewhere;
        `seat` (windows, most): each window's rows side by side, any row where there are fewer;
        `place` (rows,): where each row sits, windows × most laid flat;
        `inside` (windows, most, length), 1 at the tokens of a row's span;
        `wanted` (rows, asked): pieces whose log probability is asked for, and their
        word vectors; `past` (2 × layers, rows, heads, before, width);
        `memory`: keys and values of each layer, from `Spans`.
        Returns the TOP log probabilities and pieces (rows, TOP), the log
        probability of `wanted`, and the longer cache.
        """
        net = self.network
        x = net.decoder_norm(words + net.positions[position])
        cache = []
        heads = net.shape.heads
        for i, layer in enumerate(net.layers):
            own, cross = layer.own, layer.cross
            shape = (x.shape[0], heads, 1, -1)
            q, k, v = (part(x).reshape(shape) for part in (own.query, own.key, own.value))
            keys = torch.cat([past[2 * i], k], dim=2)
            values = torch.cat([past[2 * i + 1], v], dim=2)
            cache += [keys, values]
            scale = q.shape[-1] ** -0.5
            # Sums instead of thousands of products of a row by a few.
            share = ((q * keys).sum(-1, keepdim=True) * scale).softmax(2)
            x = own.norm(x + own.out((share * values).sum(2).reshape(x.shape)))
            # Only here rows sit by window: all of a window share its keys. The mark of a span
            # is added after the sums for the same reason.
            q = cross.split(cross.query(x)[seat])
            within = inside.unsqueeze(1)
            mark_key, mark_value = (m.view(1, heads, 1, -1) for m in layer.marks)
            toward = (q * mark_key).sum(-1, keepdim=True) * within
            share = (q @ memory[2 * i] * scale + toward * scale + far[:, None, None, :]).softmax(-1)
            mixed = share @ memory[2 * i + 1] + (share * within).sum(-1, keepdim=True) * mark_value
            mixed = mixed.transpose(1, 2).reshape(-1, x.shape[1])[place]
            x = cross.norm(x + cross.out(mixed))
            x = layer.feed(x)
        toward = net.to_words(x) * net.word_scale
        logits = toward @ self.table + net.word_bias[self.written]
        shares = logits.log_softmax(-1)  # far faster in onnxruntime than its sum of exponents
        total = logits[..., :1] - shares[..., :1]
        top = shares.topk(min(TOP, len(self.written)), dim=-1)
        asked = (toward.unsqueeze(-2) * wanted_words).sum(-1) + net.word_bias[wanted] - total
        return top.values, self.written[top.indices], asked, torch.stack(cache)


def word_table(network: Network) -> dict[str, Any]:
    """The word vectors as int8 rows (pieces, hidden) with one scale a row (pieces, 1)."""
    weight = network.words.weight.detach().float().numpy()
    scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
    return {"rows": np.round(weight / scale).astype(np.int8), "scale": scale.astype(np.float32)}


def export(
    network: Network,
    folder: Path,
    *,
    quantise: bool = True,
    written: Sequence[int] | None = None,
) -> None:
    """Write encoder.onnx, spans.onnx, step.onnx and words.npz into `folder`.

    The decoder goes on with the pieces `written` only, and scores any other it is asked about.
    """
    network = network.eval().float()
    folder.mkdir(parents=True, exist_ok=True)
    hidden, heads, layers = network.shape.hidden, network.shape.heads, len(network.decoder)
    width = hidden // heads
    np.savez(folder / "words.npz", **word_table(network))
    words = torch.randn(2, 9, hidden)
    _write(
        Encoder(network), (words, torch.ones(2, 9), torch.rand(2, 9, FEATURES)),
        folder / "encoder.onnx",
        ["words", "mask", "features"], ["states", "tags", "kinds"],
        {n: {0: "batch", 1: "length"} for n in ("words", "mask", "features", "states", "tags")}
        | {"kinds": {0: "batch"}},
        quantise=quantise,
    )  # fmt: skip
    names = [f"{kind}{i}" for i in range(layers) for kind in ("key", "value")]
    spans = (
        torch.tensor([0, 1, 1]),
        torch.tensor([1, 2, 3]),
        torch.tensor([2, 2, 4]),
    )
    where = {"key": {0: "windows", 3: "length"}, "value": {0: "windows", 2: "length"}}
    axes = {name: where[name.rstrip("0123456789")] for name in names}
    _write(
        Spans(network), (words, *spans), folder / "spans.onnx",
        ["states", "window", "first", "last"], ["start", *names],
        {"states": {0: "windows", 1: "length"}}
        | {n: {0: "spans"} for n in ("window", "first", "last", "start")} | axes,
        quantise=quantise,
    )  # fmt: skip
    memory = [torch.randn(2, heads, *((width, 9) if n[0] == "k" else (9, width))) for n in names]
    args = (
        torch.randn(7, hidden),
        torch.tensor([2]),
        torch.zeros(2, 9),
        torch.tensor([[0, 1, 2, 3], [4, 5, 6, 0]]),
        torch.arange(7),
        torch.ones(2, 4, 9),
        torch.ones(7, 3, dtype=torch.long),
        torch.randn(7, 3, hidden),
        torch.randn(2 * layers, 7, heads, 2, width),
    )
    sitting = {0: "windows", 1: "most"}
    _write(
        Step(network, written), (*args, memory), folder / "step.onnx",
        ["words", "position", "far", "seat", "place", "inside", "wanted", "wanted_words", "past",
         *names],
        ["scores", "pieces", "asked", "cache"],
        {n: {0: "rows"} for n in ("words", "place", "scores", "pieces")}
        | {n: {0: "rows", 1: "asked"} for n in ("wanted", "wanted_words", "asked")}
        | {"far": {0: "windows", 1: "length"}, "seat": sitting, "inside": {**sitting, 2: "length"}}
        | {"past": {1: "rows", 3: "before"}, "cache": {1: "rows", 3: "longer"}} | axes,
        quantise=quantise,
    )  # fmt: skip


def export_translation(network: Translation, folder: Path, *, quantise: bool = True) -> None:
    """Write translated.onnx into `folder`; it reads the word table that is there."""
    network = network.eval().float()
    words = torch.randn(2, 9, network.words.embedding_dim)
    _write(
        Judge(network), (words, torch.ones(2, 9), torch.rand(2, 9, FEATURES)),
        folder / "translated.onnx",
        ["words", "mask", "features"], ["errors", "translated"],
        {n: {0: "batch", 1: "length"} for n in ("words", "mask", "features", "errors")}
        | {"translated": {0: "batch"}},
        quantise=quantise,
    )  # fmt: skip


def _write(
    module: nn.Module, args: tuple[object, ...], path: Path, inputs: list[str], outputs: list[str],
    axes: dict[str, dict[int, str]], *, quantise: bool,
) -> None:  # fmt: skip
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.shape_inference import quant_pre_process

    plain = path.with_suffix(".float.onnx")
    with torch.no_grad():
        torch.onnx.export(
            module, args, plain, input_names=inputs, output_names=outputs, dynamic_axes=axes,
            opset_version=17, dynamo=False, do_constant_folding=True,
        )  # fmt: skip
    if quantise:
        quant_pre_process(plain, plain, skip_symbolic_shape=True)
        quantize_dynamic(
            plain, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"], extra_options={"MatMulConstBOnly": True},
        )  # fmt: skip
        plain.unlink()
    else:
        plain.replace(path)
    onnx.checker.check_model(str(path))
