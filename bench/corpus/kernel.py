"""How much of the machine's int8 matrix rate the encoder reaches, on one thread."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np

from mtcheck.article import Article
from mtcheck.models.network import load_network
from mtcheck.models.windows import cut
from mtcheck.settings import Settings

_SHAPE = (512, 384, 1536)
_SECONDS = 2.0


class Share(NamedTuple):
    """Giga-operations a second (a multiplication and an addition are two)."""

    machine: float
    encoder: float
    pieces_per_second: float


def measure(texts: Sequence[str], settings: Settings) -> Share | None:
    """The rate of a bare int8 product and of the encoder on real windows; None without network."""
    network = load_network(settings)
    if network is None:
        return None
    windows = [w for text in texts for w in cut(Article(text), network)]
    windows = sorted(windows, key=lambda w: len(w.ids))[-16:]
    pieces = sum(len(w.ids) for w in windows)
    ids, features = [w.ids for w in windows], [w.features for w in windows]
    seconds = _time(lambda: network.encode(ids, features))
    work = 2 * _weights(network.files.read("encoder.onnx")) * pieces
    return Share(_product(), work / seconds / 1e9, pieces / seconds)


def _time(run: Callable[[], Any]) -> float:
    """Seconds of one run: the best of many within two seconds."""
    run()
    best, end = float("inf"), time.perf_counter() + _SECONDS
    while time.perf_counter() < end:
        start = time.perf_counter()
        run()
        best = min(best, time.perf_counter() - start)
    return best


def _product() -> float:
    """Rate of MatMulInteger as onnxruntime runs it here."""
    import onnxruntime as ort
    from onnx import TensorProto, helper, numpy_helper

    rows, inner, columns = _SHAPE
    chance = np.random.default_rng(1)
    weights = numpy_helper.from_array(
        chance.integers(-99, 99, (inner, columns), dtype=np.int8), "w"
    )
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["x", "w"], ["y"])],
        "product",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [rows, inner])],
        [helper.make_tensor_value_info("y", TensorProto.INT32, [rows, columns])],
        [weights],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    session = ort.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    x = chance.integers(0, 255, (rows, inner), dtype=np.uint8)
    return 2 * rows * inner * columns / _time(lambda: session.run(None, {"x": x})) / 1e9


def _weights(model: bytes) -> int:
    """Weights that each piece is multiplied with: those of all matrix products of the graph."""
    import onnx

    graph = onnx.load_from_string(model).graph
    matrices = {w.name: int(np.prod(w.dims)) for w in graph.initializer if len(w.dims) == 2}
    products = (node for node in graph.node if "MatMul" in node.op_type or node.op_type == "Gemm")
    return sum(matrices.get(name, 0) for node in products for name in node.input)
