"""Weights to go on from: those of exported graphs, put back into a network."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np
import torch

from mtcheck.errors import InputError
from mtcheck.models.network import Files
from mtcheck.training.named import GRAPHS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from mtcheck.training.network import Network

_OWNER = "network."
_PLACES = "encoder.embeddings.position_embeddings.weight"
_KIND = "encoder.embeddings.token_type_embeddings.weight"
_FROZEN = "word_embeddings.weight", "words.weight"
"""Ends of what no graph holds: the word vectors, which the encoder's folder has."""
_NEAR = 4
"""Operations from a product to the addition of its bias, at most."""


def put(network: Network, folder: Path) -> None:
    """Put the weights of the graphs in `folder` into `network`, int8 ones as what they stand for.

    Linear layers are known by the bias that is added to them, the rest by name: exporting keeps
    these names and no others. ModelError when a file is damaged; InputError when the graphs are of
    a network of another shape.
    """
    files = Files(folder)
    found: dict[str, NDArray[np.float32]] = {}
    for name in GRAPHS:
        found |= _weights(files.read(name))
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.endswith(_FROZEN):
                continue
            if name not in found:
                raise InputError(str(folder), f"no weights for {name} in its graphs")
            _copy(parameter, torch.from_numpy(found[name].copy()), f"{folder}: {name}")


def mix(network: Network, before: Mapping[str, torch.Tensor], kept: float) -> None:
    """Turn the network's weights into means with those `before`, which count `kept` of 1."""
    with torch.no_grad():
        for name, weight in network.state_dict().items():
            if weight.is_floating_point():
                weight.lerp_(before[name], kept)


def _copy(parameter: torch.Tensor, weight: torch.Tensor, place: str) -> None:
    """Graphs hold the first positions only, and of two kinds of tokens the first."""
    part = parameter
    if parameter.ndim and weight.numel() < parameter.numel():
        part = parameter[: max(1, weight.numel() // parameter.shape[-1])]
    if part.numel() != weight.numel():
        shapes = f"{tuple(weight.shape)}, not {tuple(parameter.shape)}"
        raise InputError(place, f"of another shape than this encoder's: {shapes}")
    part.copy_(weight.reshape(part.shape))


def _weights(content: bytes) -> dict[str, NDArray[np.float32]]:
    """Parameters of a graph by the network's names."""
    import onnx
    from onnx import numpy_helper

    graph = onnx.load_from_string(content).graph
    values = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    after = defaultdict(list)
    for node in graph.node:
        for name in node.input:
            after[name].append(node)
    found = {
        name.removeprefix(_OWNER): value
        for name, value in values.items()
        if name.startswith(_OWNER) and value.dtype == np.float32
    }
    if "places" in values:
        found[_PLACES] = values["places"]
    marks = 0
    for node in graph.node:
        held = [name for name in node.input if name in values]
        if node.op_type in ("MatMul", "MatMulInteger") and held:
            bias = _bias(node, after, values)
            if bias is not None:
                found[bias.removesuffix("bias") + "weight"] = _float(held[0], values).T
        elif node.op_type == "Mul" and held and values[held[0]].ndim == 4:
            # Keys' marks go into a sum, those of values are added to one.
            last = after[node.output[0]][0].op_type == "Add"
            side = "value" if last else "key"
            found[f"decoder.{marks}.mark_{side}"] = values[held[0]].reshape(-1)
            marks += last
        elif node.op_type == "Add" and _PLACES in found and held:
            name = held[0]
            if values[name].size > 1 and name != "places" and not name.startswith(_OWNER):
                found[_KIND] = values[name]
    return found


def _bias(product: Any, after: Mapping[str, list[Any]], values: Mapping[str, Any]) -> str | None:
    """Name of the bias that is added to a product; None when it is none of the network's."""
    node = product
    for _ in range(_NEAR):
        if not after[node.output[0]]:
            return None
        node = after[node.output[0]][0]
        if node.op_type == "Add":
            return next(
                (
                    n.removeprefix(_OWNER)
                    for n in node.input
                    if n in values and n.startswith(_OWNER)
                ),
                None,
            )
    return None


def _float(name: str, values: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """A matrix (in, out); int8 columns have a scale and a zero point each."""
    if values[name].dtype == np.float32:
        return values[name]
    stem = name.removesuffix("_quantized")
    whole = values[name].astype(np.float32) - values[f"{stem}_zero_point"].astype(np.float32)
    return np.asarray(whole * values[f"{stem}_scale"], np.float32)
