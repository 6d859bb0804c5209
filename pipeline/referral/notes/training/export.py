"""Writes a trained reader as `model.onnx`: weights in eight bits, for onnxruntime.

What a layer's numbers range over is measured once, on texts, and stored, where onnxruntime's own dynamic quantization
measures it in every batch: a text is then read the same whatever is read with it, and faster. (Integer arithmetic as in
Jacob et al. 2018; weights by column, activations by tensor.)
"""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

UNUSUAL = 0.1
"""Per cent of the texts whose numbers may go beyond the range at either end, where they are cut off."""
MOVED = 0.85
"""How much of the spread of a layer's inputs, column by column, is moved to its weights."""
STEPS = 64
"""Of a weight on either side: seven bits, see `write`."""
DAMPED = 0.01
"""What is added to the inputs' own products, so that rare inputs are not made up for without end."""
SLOW = ["SkipLayerNormFusion"]
"""Of onnxruntime's rewritings, one whose result took five times as long as what it replaces (sixteen texts at once)."""
MEASURING = ("DynamicQuantizeLinear", "DynamicQuantizeMatMul")
"""Operations that measure the range of their first input as they go."""


def write(reader: Any, shown: Sequence[Sequence[int]], out: Path) -> None:
    """Writes `reader` to `out`. `shown`: some hundred texts as numbers of pieces, to measure the ranges on.

    The file takes `numbers` (texts, pieces), all texts of one length, and gives `each` (texts, pieces, 2, topics), see
    Reading; their mean, the odds, is left to the program, since onnxruntime adds up one text otherwise than several.
    """
    import onnx  # type: ignore[import-not-found,unused-ignore]
    import onnxruntime
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with tempfile.TemporaryDirectory() as folder:
        whole, small, fused = (f"{folder}/{name}.onnx" for name in ("whole", "small", "fused"))
        reader = copy.deepcopy(reader).eval()
        _even(reader, shown)
        _round(reader, shown)
        _traced(reader, whole)
        quantize_dynamic(
            whole,
            small,
            weight_type=QuantType.QInt8,
            per_channel=True,
            reduce_range=True,  # seven bits: without VNNI, processors cut off sums of eight
            extra_options={"MatMulConstBOnly": True},
        )
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
        options.optimized_model_filepath = fused
        options.log_severity_level = 3
        _session(small, options, disabled_optimizers=SLOW)
        graph = onnx.load(fused)
        _fix(graph, _ranges(graph, shown))
        onnx.save(graph, str(out))


def _even(reader: Any, shown: Sequence[Sequence[int]]) -> None:
    """Makes the columns of each matrix' input alike in size, and its rows the larger: where a few columns are a hundred
    times as large as the rest, eight bits leave nothing of these (SmoothQuant, Xiao et al. 2023)."""
    import torch

    class Evened(torch.nn.Module):  # type: ignore[misc,unused-ignore]
        def __init__(self, linear: Any, share: Any) -> None:
            super().__init__()
            self.linear, self.share = linear, share

        def forward(self, given: Any) -> Any:
            return self.linear(given * self.share)

    groups = [group for layer in reader.encoder.encoder.layer for group in _fed_alike(layer)]
    largest = _largest(reader, [getattr(*group[0]) for group in groups], shown)
    for group, most in zip(groups, largest, strict=True):
        linears = [getattr(holder, name) for holder, name in group]
        weights = torch.stack([linear.weight.data.abs().amax(0) for linear in linears]).amax(0)
        spread = most.clamp(min=1e-4) ** MOVED / weights.clamp(min=1e-4) ** (1 - MOVED)
        share = torch.nn.Parameter(1 / spread)  # one for all of the group, so that it is multiplied once
        for (holder, name), linear in zip(group, linears, strict=True):
            linear.weight.data *= spread
            setattr(holder, name, Evened(linear, share))


def _round(reader: Any, shown: Sequence[Sequence[int]]) -> None:
    """Rounds the weights to the eight bits' steps, one input after the other, and makes up for what each loses in those
    that follow (GPTQ, Frantar et al. 2023)."""
    for layer in reader.encoder.encoder.layer:
        for group in _fed_alike(layer):
            linears = [getattr(holder, name).linear for holder, name in group]
            seen = _seen(reader, linears[0], shown)
            for linear in linears:
                linear.weight.data = _rounded(linear.weight.data, seen)


def _seen(reader: Any, linear: Any, shown: Sequence[Sequence[int]]) -> Any:
    """Products of each two inputs of a linear layer, summed over the texts; shape (inputs, inputs)."""
    import torch

    total = torch.zeros(linear.in_features, linear.in_features, dtype=torch.float64)

    def see(_: Any, given: Any) -> None:
        rows = given[0].flatten(0, -2).double()
        total.add_(rows.T @ rows)

    hook = linear.register_forward_pre_hook(see)
    with torch.no_grad():
        for numbers in shown:
            reader.encoder(input_ids=torch.tensor([list(numbers)]), attention_mask=None)
    hook.remove()
    return total


def _rounded(weights: Any, seen: Any) -> Any:
    """Weights (outputs, inputs) as whole steps of each output's scale, of which the largest weight stays."""
    import torch

    left = weights.double()
    scale = left.abs().amax(1) / STEPS
    largest = left.abs().argmax(1)
    damped = seen + DAMPED * seen.diagonal().mean() * torch.eye(len(seen), dtype=torch.float64)
    carry = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(damped)), upper=True)
    out = torch.empty_like(left)
    for n in range(left.shape[1]):
        whole = (left[:, n] / scale).round().clamp(-STEPS, STEPS)
        whole = torch.where(largest == n, weights[:, n].double().sign() * STEPS, whole)
        out[:, n] = whole * scale
        left[:, n + 1 :] -= torch.outer((left[:, n] - out[:, n]) / carry[n, n], carry[n, n + 1 :])
    return out.to(weights.dtype)


def _fed_alike(layer: Any) -> list[list[tuple[Any, str]]]:
    """The matrices of a layer as (module, name), those that are given the same together."""
    own, out = layer.attention.self, layer.attention.output
    return [
        [(own, "query"), (own, "key"), (own, "value")],
        [(out, "dense")],
        [(layer.intermediate, "dense")],
        [(layer.output, "dense")],
    ]


def _largest(reader: Any, linears: Sequence[Any], shown: Sequence[Sequence[int]]) -> list[Any]:
    """The largest number in each column of what each of the linear layers is given."""
    import torch

    most: dict[int, Any] = {}

    def see(linear: Any, given: Any) -> None:
        found = given[0].abs().flatten(0, -2).amax(0)
        most[id(linear)] = torch.maximum(most.get(id(linear), found), found)

    hooks = [linear.register_forward_pre_hook(see) for linear in linears]
    with torch.no_grad():
        for numbers in shown:
            reader.encoder(input_ids=torch.tensor([list(numbers)]), attention_mask=None)
    for hook in hooks:
        hook.remove()
    return [most[id(linear)] for linear in linears]


def _traced(reader: Any, path: str) -> None:
    """Writes the reader as it is, its last two steps, both linear, made one."""
    import torch

    sides, topics = map(int, reader.bias.shape)

    class OfOneLength(torch.nn.Module):  # type: ignore[misc,unused-ignore]
        """Texts of one length, so nothing is padded."""

        def __init__(self) -> None:
            super().__init__()
            self.encoder = reader.encoder
            halves = list(zip(reader.sides.weight.data.chunk(2), reader.sides.bias.data.chunk(2), strict=True))
            both = list(zip(reader.topics.data, halves, strict=True))
            self.topics = torch.nn.Parameter(torch.cat([t @ weight for t, (weight, _) in both]).T.contiguous())
            self.bias = torch.nn.Parameter(torch.cat([t @ bias for t, (_, bias) in both]) + reader.bias.data.flatten())

        def forward(self, numbers: Any) -> Any:
            each = self.encoder(input_ids=numbers, attention_mask=None).last_hidden_state @ self.topics + self.bias
            return each.reshape(numbers.shape[0], -1, sides, topics)

    reader.encoder.config._attn_implementation = "eager"
    long = {0: "texts", 1: "pieces"}
    torch.onnx.export(
        OfOneLength(), (torch.tensor([[0, 9, 2], [0, 8, 2]]),), path, input_names=["numbers"], output_names=["each"],
        dynamic_axes={"numbers": long, "each": long}, opset_version=17, dynamo=False,
    )  # fmt: skip


def _session(model: str | bytes, options: Any = None, **more: Any) -> Any:
    import onnxruntime

    if options is None:
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"], **more)


def _ranges(graph: Any, shown: Sequence[Sequence[int]]) -> dict[str, tuple[float, float]]:
    """Least and greatest usual number of each tensor that is turned into whole numbers."""
    import onnx

    names = sorted({node.input[0] for node in graph.graph.node if node.op_type in MEASURING})
    watched = onnx.ModelProto()
    watched.CopyFrom(graph)
    watched.graph.output.extend(onnx.helper.make_tensor_value_info(n, onnx.TensorProto.FLOAT, None) for n in names)
    session = _session(watched.SerializeToString())
    seen = [
        [(found.min(), found.max()) for found in session.run(names, {"numbers": np.array([numbers], np.int64)})]
        for numbers in shown
    ]
    ends = np.array(seen, np.float64)  # texts, tensors, ends
    least = np.percentile(ends[:, :, 0], UNUSUAL, axis=0).clip(max=0)
    most = np.percentile(ends[:, :, 1], 100 - UNUSUAL, axis=0).clip(min=0)
    return dict(zip(names, zip(least.tolist(), most.tolist(), strict=True), strict=True))


def _fix(graph: Any, ranges: dict[str, tuple[float, float]]) -> None:
    """Puts constants in place of what is measured."""
    import onnx

    constants: dict[str, Any] = {}
    nodes: list[Any] = []

    def constant(name: str, value: Any) -> None:
        constants[name] = onnx.numpy_helper.from_array(value, name)

    def whole(source: str) -> tuple[str, str, str]:
        """The tensor in whole numbers, its scale and the number that means nought."""
        least, most = ranges[source]
        scale = np.float32((most - least) / 255)
        names = f"{source}_whole", f"{source}_scale", f"{source}_nought"
        if names[1] not in constants:
            constant(names[1], np.array(scale))
            constant(names[2], np.array(np.uint8(round(-least / scale))))
            nodes.append(onnx.helper.make_node("QuantizeLinear", [source, *names[1:]], [names[0]]))
        return names

    known: dict[str, str] = {}
    for node in graph.graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            known |= dict(zip(node.output, whole(node.input[0]), strict=True))
        elif node.op_type == "DynamicQuantizeMatMul":
            source, weights, scales, *rest = node.input
            numbers, scale, nought = whole(source)
            inputs = [numbers, weights, scale, scales, nought, *rest]
            nodes.append(onnx.helper.make_node("MatMulIntegerToFloat", inputs, node.output, domain="com.microsoft"))
        else:
            node.input[:] = [known.get(name, name) for name in node.input]
            nodes.append(node)
    del graph.graph.node[:]
    graph.graph.node.extend(nodes)
    graph.graph.initializer.extend(constants.values())
