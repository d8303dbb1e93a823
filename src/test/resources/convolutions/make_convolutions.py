#!/usr/bin/env python3
"""Writes small ONNX models of convolutions and, in expected.json, what must be found in them.

Expected are the strengths of every unit and the number of links, from a matrix that is unrolled here entry by entry. Needs numpy and onnx.
"""
import itertools
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(3)
expected = {}


def unrolled(weights, inputs, outputs, stride, dilation, begin, groups):
    """A[input unit, output unit] of a convolution, and where it has a link."""
    out_channels, per_group = weights.shape[:2]
    in_channels = per_group * groups
    a = np.zeros((in_channels, *inputs, out_channels, *outputs))
    there = np.zeros(a.shape, bool)
    for o in range(out_channels):
        for i in range(per_group):
            for at in itertools.product(*map(range, outputs)):
                for tap in itertools.product(*map(range, weights.shape[2:])):
                    source = [p * s + t * d - b for p, s, t, d, b in zip(at, stride, tap, dilation, begin)]
                    if all(0 <= x < n for x, n in zip(source, inputs)):
                        index = (o // (out_channels // groups) * per_group + i, *source, o, *at)
                        a[index] += weights[(o, i, *tap)]
                        there[index] = True
    n, m = in_channels * int(np.prod(inputs)), out_channels * int(np.prod(outputs))
    return a.reshape(n, m), there.reshape(n, m)


def chain(name, shape, *steps):
    """A model of convolutions one after the other, and perhaps a Gemm behind them."""
    nodes, initialisers, value = [], [], "input"
    shapes, matrices, folded = [shape], [], 0
    for number, step in enumerate(steps):
        kind, kernel, options = step["kind"], step["kernel"], step.get("onnx", {})
        weights = random.standard_normal(kernel).astype(np.float32)
        channels = kernel[1] * options.get("group", 1) if kind == "ConvTranspose" else kernel[0]
        bias = random.standard_normal(channels).astype(np.float32) * (0 if step.get("bare", False) else 1)
        if kind == "Gemm":
            nodes.append(helper.make_node("Flatten", [value], [value + ".flat"]))
            value += ".flat"
            matrices.append((weights.T.astype(float), np.ones(weights.T.shape, bool), bias))
            shapes.append([kernel[0]])
            options = {"transB": 1}
        else:
            axes = len(kernel) - 2
            stride, dilation = options.get("strides", [1] * axes), options.get("dilations", [1] * axes)
            groups, before, outputs = options.get("group", 1), shapes[-1][1:], step["outputs"]
            if kind == "Conv":
                a, there = unrolled(weights.astype(float), before, outputs, stride, dilation, step["begin"], groups)
            else:
                a, there = unrolled(weights.astype(float), outputs, before, stride, dilation, step["begin"], groups)
                a, there = a.T, there.T
            matrices.append((a, there, np.repeat(bias, int(np.prod(outputs)))))
            shapes.append([channels, *outputs])
        label = f"layer{number + 1}"
        norm = step.get("norm", False)
        if norm:
            gamma, beta, mean = (random.standard_normal(channels).astype(np.float32) for _ in range(3))
            variance = random.uniform(0.5, 2, channels).astype(np.float32)
            factor = gamma.astype(float) / np.sqrt(variance.astype(float) + np.float32(1e-3))
            a, there, b = matrices[-1]
            units = b.size // channels
            matrices[-1] = (a * np.repeat(factor, units), there, (b - np.repeat(mean, units)) * np.repeat(factor, units) + np.repeat(beta, units))
        initialisers += [numpy_helper.from_array(weights, label + ".weight")]
        inputs = [value, label + ".weight"]
        if not step.get("bare", False):
            initialisers.append(numpy_helper.from_array(bias, label + ".bias"))
            inputs.append(label + ".bias")
        nodes.append(helper.make_node(kind, inputs, [label], name="/" + label, **options))
        sums = label
        if norm:
            sums = label + ".norm"
            for part, numbers in zip(("gamma", "beta", "mean", "variance"), (gamma, beta, mean, variance)):
                initialisers.append(numpy_helper.from_array(numbers, sums + "." + part))
            nodes.append(helper.make_node("BatchNormalization", [label] + [sums + "." + part for part in ("gamma", "beta", "mean", "variance")], [sums],
                                          name="/" + sums, epsilon=1e-3))
        folded += channels * (1 if not step.get("bare", False) or norm else 0) + weights.size
        nodes.append(helper.make_node("Relu", [sums], [label + ".relu"]))
        value = label + ".relu"
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", *shape])],
                              [helper.make_tensor_value_info(value, TensorProto.FLOAT, None)], initialisers)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)])
    model.ir_version = 7
    onnx.save(model, str(HERE / (name + ".onnx")))
    strength = []
    for layer, s in enumerate(shapes):
        n = int(np.prod(s))
        into = matrices[layer - 1][0].sum(0) + matrices[layer - 1][2] if layer > 0 else np.zeros(n)
        out = matrices[layer][0].sum(1) if layer < len(matrices) else np.zeros(n)
        strength.append({"in": into.tolist(), "out": out.tolist()})
    expected[name + ".onnx"] = {
        "shapes": shapes, "links": [int(there.sum()) for _, there, _ in matrices],
        "parameters": folded, "strength": strength}


def conv(kernel, outputs, begin, **options):
    return {"kind": "Conv", "kernel": kernel, "outputs": outputs, "begin": begin, "onnx": options}


def transpose(kernel, outputs, begin, **options):
    return {"kind": "ConvTranspose", "kernel": kernel, "outputs": outputs, "begin": begin, "onnx": options}


chain("classifier", [1, 7, 9],
      conv([4, 1, 3, 3], [7, 9], [1, 1], pads=[1, 1, 1, 1]),
      conv([6, 2, 3, 2], [4, 5], [1, 1], pads=[1, 1, 1, 1], strides=[2, 2], group=2),
      {"kind": "Gemm", "kernel": [5, 120]})
chain("same", [2, 8, 5],
      conv([3, 2, 3, 3], [4, 3], [0, 1], auto_pad="SAME_UPPER", strides=[2, 2]),
      conv([3, 3, 2, 4], [4, 3], [1, 2], auto_pad="SAME_LOWER"))
chain("dilated", [3, 13],
      conv([4, 3, 3], [9], [0], dilations=[2]),
      conv([4, 1, 3], [4], [1], pads=[1, 0], strides=[2], group=4))
chain("volume", [2, 4, 3, 5],
      conv([3, 2, 2, 3, 3], [3, 3, 2], [0, 1, 0], pads=[0, 1, 0, 0, 1, 0], strides=[1, 1, 2]))
chain("autoencoder", [1, 6, 6],
      conv([3, 1, 3, 3], [3, 3], [1, 1], pads=[1, 1, 1, 1], strides=[2, 2]),
      transpose([3, 2, 3, 3], [6, 6], [1, 1], pads=[1, 1, 1, 1], strides=[2, 2], output_padding=[1, 1]),
      transpose([2, 1, 2, 2], [7, 7], [0, 0], group=1))
chain("normalised", [2, 6, 5],
      {**conv([4, 1, 3, 3], [6, 5], [1, 1], pads=[1, 1, 1, 1], group=2), "norm": True, "bare": True},
      {**transpose([4, 3, 2, 3], [12, 5], [0, 1], pads=[0, 1, 0, 1], strides=[2, 1], group=2), "norm": True},
      {"kind": "Gemm", "kernel": [4, 360], "norm": True})
(HERE / "expected.json").write_text(json.dumps(expected) + "\n")
