"""The network: one encoder that tags words, judges windows and feeds a decoder of replacements."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import torch
from torch import Tensor, nn
from torch.nn import functional

from mtcheck.models.features import FEATURES

if TYPE_CHECKING:
    from transformers import BertModel

PAD, CLS, SEP = 0, 101, 102


@dataclass(frozen=True)
class Shape:
    """Sizes of the parts that are added to the encoder."""

    hidden: int = 384
    heads: int = 12
    feature_hidden: int = 64
    head_hidden: int = 128
    decoder_layers: tuple[int, ...] = (4, 5)
    """Encoder layers whose weights the decoder layers start from."""
    positions: int = 24


class Attention(nn.Module):
    """Multi-head attention in BERT's post-norm manner."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(hidden, hidden)
        self.key = nn.Linear(hidden, hidden)
        self.value = nn.Linear(hidden, hidden)
        self.out = nn.Linear(hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)

    def split(self, x: Tensor) -> Tensor:
        """(batch, length, hidden) to (batch, heads, length, hidden / heads)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)  # type: ignore[no-untyped-call,no-any-return]

    def attend(
        self, x: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, *, causal: bool = False
    ) -> Tensor:
        """Attend from x (batch, length, hidden) to split keys and values, add and norm."""
        score = self.split(self.query(x)) @ key.transpose(-1, -2) * key.shape[-1] ** -0.5
        if causal:
            mask = torch.ones(score.shape[-2:], dtype=torch.bool).tril()
        if mask is not None:
            score = score.masked_fill(~mask, -1e4)
        mixed = score.softmax(-1).to(value.dtype) @ value
        return self.norm(x + self.out(mixed.transpose(1, 2).flatten(2)))  # type: ignore[no-any-return]


class DecoderLayer(nn.Module):
    """Causal self-attention, attention to the window, feed-forward."""

    def __init__(self, hidden: int, heads: int) -> None:
        super().__init__()
        self.own = Attention(hidden, heads)
        self.cross = Attention(hidden, heads)
        self.mark_key = nn.Parameter(torch.zeros(hidden))
        self.mark_value = nn.Parameter(torch.zeros(hidden))
        self.up = nn.Linear(hidden, 4 * hidden)
        self.down = nn.Linear(4 * hidden, hidden)
        self.norm = nn.LayerNorm(hidden, eps=1e-12)

    @property
    def marks(self) -> tuple[Tensor, Tensor]:
        """What is added to the keys and to the values (hidden,) of a span's own tokens."""
        return self.mark_key, self.mark_value

    def start_from(self, layer: Any) -> None:
        """Copy an encoder layer's weights; both attentions start from its one."""
        source = layer.attention
        for attention in (self.own, self.cross):
            attention.query.load_state_dict(source.self.query.state_dict())
            attention.key.load_state_dict(source.self.key.state_dict())
            attention.value.load_state_dict(source.self.value.state_dict())
            attention.out.load_state_dict(source.output.dense.state_dict())
            attention.norm.load_state_dict(source.output.LayerNorm.state_dict())
        self.up.load_state_dict(layer.intermediate.dense.state_dict())
        self.down.load_state_dict(layer.output.dense.state_dict())
        self.norm.load_state_dict(layer.output.LayerNorm.state_dict())

    def look(
        self, x: Tensor, states: Tensor, window: Tensor, inside: Tensor, mask: Tensor
    ) -> Tensor:
        """Attend to each span's window; tokens inside the span carry a learnt mark."""
        key, value = self.cross.key(states), self.cross.value(states)
        mark = inside.unsqueeze(-1).to(key.dtype)
        key = key[window] + mark * self.mark_key.to(key.dtype)
        value = value[window] + mark * self.mark_value.to(key.dtype)
        return self.cross.attend(x, self.cross.split(key), self.cross.split(value), mask)

    def feed(self, x: Tensor) -> Tensor:
        """The feed-forward half."""
        return self.norm(x + self.down(functional.gelu(self.up(x))))  # type: ignore[no-any-return]


class Network(nn.Module):
    """Encoder with word-piece features, token and window heads, and a span decoder."""

    def __init__(self, encoder: BertModel, shape: Shape = Shape()) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = encoder
        self.words = encoder.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        h = shape.hidden
        self.feature_in = nn.Sequential(nn.Linear(FEATURES, shape.feature_hidden), nn.GELU())
        self.feature_out = nn.Linear(shape.feature_hidden, h)
        nn.init.zeros_(self.feature_out.weight)
        nn.init.zeros_(self.feature_out.bias)
        self.tag = _head(h + shape.feature_hidden, shape.head_hidden, 2)
        self.judge = _head(2 * h, shape.head_hidden, 3)
        self.span_in = nn.Linear(3 * h, h)
        self.positions = nn.Parameter(
            encoder.embeddings.position_embeddings.weight[: shape.positions].detach().clone()
        )
        self.decoder_norm = nn.LayerNorm(h, eps=1e-12)
        self.decoder = nn.ModuleList(DecoderLayer(h, shape.heads) for _ in shape.decoder_layers)
        for layer, source in zip(self.layers, shape.decoder_layers, strict=True):
            layer.start_from(encoder.encoder.layer[source])
        self.to_words = nn.Sequential(nn.Linear(h, h), nn.GELU(), nn.LayerNorm(h, eps=1e-12))
        self.word_bias = nn.Parameter(torch.zeros(self.words.num_embeddings))
        self.word_scale = nn.Parameter(torch.tensor(1.0))

    @property
    def layers(self) -> list[DecoderLayer]:
        """The decoder's layers, first to last."""
        return [cast("DecoderLayer", layer) for layer in self.decoder]

    def encode(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """States (batch, length, hidden), tag logits (batch, length, 2), window logits (batch, 3).

        `ids` (batch, length) padded by 0; `features` (batch, length, FEATURES) from 0 to 1.
        """
        states, table, window = read(self, ids, features)
        return states, self.tag(torch.cat([states, table], dim=-1)), self.judge(window)

    def span_states(
        self, states: Tensor, window: Tensor, inside: Tensor, first: Tensor, last: Tensor
    ) -> Tensor:
        """Start vectors of the decoder (spans, hidden) from each span's states.

        `states` (windows, length, hidden); `window`, `first`, `last` (spans,), end points
        inclusive; `inside` (spans, length) marks each span's tokens.
        """
        weight = inside.to(states.dtype)
        mean = torch.einsum("sl,slh->sh", weight, states[window]) / weight.sum(1, keepdim=True)
        return self.span_in(torch.cat([mean, states[window, first], states[window, last]], dim=-1))  # type: ignore[no-any-return]

    def decode(
        self,
        states: Tensor,
        mask: Tensor,
        window: Tensor,
        inside: Tensor,
        start: Tensor,
        targets: Tensor,
    ) -> Tensor:
        """Decoder states (spans, 1 + length, hidden) after `start` and `targets` (spans, length).

        `mask` (windows, length) is True at real tokens.
        """
        x = torch.cat([start.unsqueeze(1), self.words(targets).to(start.dtype)], dim=1)
        x = self.decoder_norm(x + self.positions[: x.shape[1]])
        far = mask[window][:, None, None, :]
        for layer in self.layers:
            own = layer.own
            x = own.attend(x, own.split(own.key(x)), own.split(own.value(x)), None, causal=True)
            x = layer.look(x, states, window, inside, far)
            x = layer.feed(x)
        return x

    def vocabulary(self, x: Tensor) -> Tensor:
        """Logits over word pieces of decoder states, any leading shape."""
        return functional.linear(
            self.to_words(x) * self.word_scale, self.words.weight, self.word_bias
        )


class Translation(nn.Module):
    """The lowest layers of a trained network, to tell translations and which words are wrong there.

    A network of its own: what is to be seen of translation lies in other places than a
    spinner's swaps, and one that learnt both saw little of it.
    """

    def __init__(self, network: Network, layers: int) -> None:
        super().__init__()
        self.encoder: Any = copy.deepcopy(network.encoder)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        self.words = self.encoder.embeddings.word_embeddings
        self.words.weight.requires_grad_(False)
        self.feature_in = copy.deepcopy(network.feature_in)
        self.feature_out = copy.deepcopy(network.feature_out)
        shape = network.shape
        self.tag = _head(shape.hidden + shape.feature_hidden, shape.head_hidden, 1)
        self.judge = _head(2 * shape.hidden, shape.head_hidden, 1)
        self.told = _head(2 * shape.hidden, shape.head_hidden, 1)  # in training only

    def forward(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Logits of mistranslated pieces (batch, length) and of windows that an engine wrote.

        Inputs as of `Network.encode`; the second has shape (batch,).
        """
        errors, windows, _ = self.parts(ids, features)
        return errors, windows

    def parts(self, ids: Tensor, features: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """The same, and (batch,) log odds as a language model would give them."""
        states, table, window = read(self, ids, features)
        errors = self.tag(torch.cat([states, table], dim=-1)).squeeze(-1)
        return errors, self.judge(window).squeeze(-1), self.told(window).squeeze(-1)


def _head(wide: int, hidden: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(wide, hidden), nn.GELU(), nn.Linear(hidden, out))


def read(
    network: Network | Translation, ids: Tensor, features: Tensor
) -> tuple[Tensor, Tensor, Tensor]:
    """States (batch, length, hidden), inner features, and first and mean state of each window."""
    mask = ids != PAD
    table = network.feature_in(features)
    x = network.encoder(
        inputs_embeds=network.words(ids) + network.feature_out(table), attention_mask=mask.long()
    ).last_hidden_state
    weight = mask.unsqueeze(-1).to(x.dtype)
    mean = (x * weight).sum(1) / weight.sum(1)
    return x, table.to(x.dtype), torch.cat([x[:, 0], mean], dim=-1)
