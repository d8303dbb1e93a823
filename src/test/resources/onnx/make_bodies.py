#!/usr/bin/env python3
"""Writes ONNX models whose operators lie in branches, loops and functions, or work on small whole numbers, and adds them to bodies.json.

All are the same network, 6 → 4 → 3 neurons, so that the same strengths are expected of each, up to the rounding of whole numbers, which is undone here
as ONNX says. Debian: apt install python3-numpy python3-onnx; then run it in this folder with /usr/bin/python3.
"""
import json
import pathlib

import numpy as np
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
random = np.random.RandomState(5)
W = [random.normal(0, 1, (6, 4)).astype(np.float32), random.normal(0, 1, (4, 3)).astype(np.float32)]
B = [random.normal(0, 1, 4).astype(np.float32), random.normal(0, 1, 3).astype(np.float32)]
node = helper.make_node
expected = {}


def stored(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


WEIGHTS = [stored("w1", W[0]), stored("b1", B[0]), stored("w2", W[1]), stored("b2", B[1])]


def value(name, *shape, type=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, type, shape)


def save(name, nodes, initialisers, warnings=(), weights=None, biases=None, parameters=43, functions=(), opset=14, links=(24, 12), inputs=None):
    graph = helper.make_graph(nodes, name, inputs or [value("x", "batch", 6)], [value("y", "batch", 3)], initialisers)
    opsets = [helper.make_opsetid("", opset), helper.make_opsetid("local", 1), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, functions=list(functions))
    model.ir_version = 8
    (HERE / (name + ".onnx")).write_bytes(model.SerializeToString())
    w = [np.asarray(a, float) for a in (weights or W)]
    b = [np.asarray(a, float) for a in (B if biases is None else biases)]
    strength = [{"in": [0.0] * 6, "out": w[0].sum(1).tolist()}, {"in": (w[0].sum(0) + b[0]).tolist(), "out": w[1].sum(1).tolist()},
                {"in": (w[1].sum(0) + b[1]).tolist(), "out": [0.0] * 3}]
    expected[name] = {"shapes": [[6], [4], [3]], "links": {"0 1": links[0], "1 2": links[1]}, "parameters": parameters, "warnings": list(warnings),
                      "strength": strength}


LAST = node("Gemm", ["h", "w2", "b2"], ["y"])

# a branch that hangs on a shape, another that hangs on the data; inner values called as outer ones are
inner = [node("Identity", ["x"], ["t"]), node("Gemm", ["t", "w1", "b1"], ["s"]), node("Relu", ["s"], ["h"])]
other = [node("ReduceMean", ["x"], ["t"], axes=[1], keepdims=1), node("Expand", ["t", "four"], ["h"])]
yes, no = helper.make_graph(inner, "yes", [], [value("h", "batch", 4)]), helper.make_graph(other, "no", [], [value("h", "batch", 4)])
FOUR = [stored("four", np.array([1, 4], np.int64)), stored("six", np.array(6, np.int64)), stored("at", np.array(1, np.int64))]
shape = [node("Shape", ["x"], ["shape"]), node("Gather", ["shape", "at"], ["n"], axis=0), node("Equal", ["n", "six"], ["c"])]
save("branch-by-shape", shape + [node("If", ["c"], ["h"], then_branch=yes, else_branch=no), LAST], WEIGHTS + FOUR)
save("branch-by-data", [node("ReduceSum", ["x"], ["sum"], keepdims=0), node("Greater", ["sum", "zero"], ["c"]),
                        node("If", ["c"], ["h"], name="choice", then_branch=no, else_branch=yes), LAST],
     WEIGHTS + FOUR + [stored("zero", np.float32(0).reshape(()))],
     ["The branch \"choice\" hangs on the data; its second way, that with more weights, is drawn."])

# a loop, and a scan
body = helper.make_graph([node("Gemm", ["state", "w1", "b1"], ["s"]), node("Relu", ["s"], ["h2"]), node("Identity", ["go"], ["on"]),
                          node("Identity", ["state"], ["after"])], "body",
                         [value("i", type=TensorProto.INT64), value("go", type=TensorProto.BOOL), value("state", 1, 6)],
                         [value("on", type=TensorProto.BOOL), value("after", 1, 6), value("h2", 1, 4)])
ONCE = ["The loop \"repeat\" is drawn as one trip through its body; what goes around in it is not drawn."]
save("loop", [node("Loop", ["trips", "yes", "x"], ["end", "steps"], name="repeat", body=body), node("Squeeze", ["steps", "first"], ["h"]), LAST],
     WEIGHTS + [stored("trips", np.array(5, np.int64)), stored("yes", np.array(True)), stored("first", np.array([0], np.int64))], ONCE)
step = helper.make_graph([node("Gemm", ["part", "w1", "b1"], ["s"]), node("Add", ["s", "state"], ["sum"]), node("Identity", ["s"], ["h2"])], "step",
                         [value("state", 1, 4), value("part", 1, 6)], [value("sum", 1, 4), value("h2", 1, 4)])
save("scan", [node("Unsqueeze", ["x", "first"], ["parts"]), node("Scan", ["zero", "parts"], ["end", "steps"], name="repeat", body=step, num_scan_inputs=1),
              node("Squeeze", ["steps", "first"], ["h"]), LAST],
     WEIGHTS + [stored("zero", np.zeros((1, 4), np.float32)), stored("first", np.array([0], np.int64))], ONCE)

# a function of the file, called twice with other weights, whose inner names are the caller's
function = helper.make_function("local", "Layer", ["v", "w", "b"], ["y"], [node("MatMul", ["v", "w"], ["h"]), node("Add", ["h", "b"], ["y"])],
                                [helper.make_opsetid("", 14)])
save("function", [node("Layer", ["x", "w1", "b1"], ["h"], domain="local"), node("Layer", ["h", "w2", "b2"], ["y"], domain="local")], WEIGHTS, functions=[function])


# ---------------------------------------------------------------------------------------------------------- small whole numbers

def quantised(array, axis=None):
    span = np.abs(array).max(None if axis is None else 1 - axis)
    scale = (span / 127).astype(np.float32)
    form = scale if axis is None else scale.reshape((1, -1) if axis == 1 else (-1, 1))
    q = np.clip(np.rint(array / form), -127, 127).astype(np.int8)
    return q, scale, q.astype(float) * form.astype(float)


Q = [quantised(W[0], 1), quantised(W[1])]
DEQUANTISED = [q[2] for q in Q]
ZERO = [stored("z", np.array(0, np.int8)), stored("zs", np.zeros(4, np.int8)), stored("zu", np.array(0, np.uint8)), stored("xs", np.array(0.02, np.float32))]
QW = [stored("q1", Q[0][0]), stored("s1", Q[0][1]), stored("q2", Q[1][0]), stored("s2", Q[1][1])] + ZERO
save("quantised-weights", [
    node("QuantizeLinear", ["x", "xs", "zu"], ["xq"]), node("DequantizeLinear", ["xq", "xs", "zu"], ["xd"]),
    node("DequantizeLinear", ["q1", "s1", "zs"], ["d1"], axis=1), node("DequantizeLinear", ["q2", "s2"], ["d2"]),
    node("Gemm", ["xd", "d1", "b1"], ["h"]), node("Gemm", ["h", "d2", "b2"], ["y"])], QW + [WEIGHTS[1], WEIGHTS[3]], weights=DEQUANTISED)
save("quantised-products", [
    node("QuantizeLinear", ["x", "xs", "zu"], ["xq"]), node("QLinearMatMul", ["xq", "xs", "zu", "q1", "s1", "zs", "xs", "zu"], ["h"]),
    node("QLinearMatMul", ["h", "xs", "zu", "q2", "s2", "z", "xs", "zu"], ["p"]), node("DequantizeLinear", ["p", "xs", "zu"], ["y"])],
     QW, weights=DEQUANTISED, biases=[np.zeros(4), np.zeros(3)], parameters=36)
dynamic = []
for i, (a, b) in enumerate((("x", "h"), ("h", "y"))):
    dynamic += [node("DynamicQuantizeLinear", [a], [f"q{a}", f"s{a}", f"z{a}"]), node("MatMulInteger", [f"q{a}", f"q{i + 1}", f"z{a}", "z"], [f"i{a}"]),
                node("Cast", [f"i{a}"], [f"f{a}"], to=1), node("Mul", [f"s{a}", f"s{i + 1}"], [f"m{a}"]), node("Mul", [f"f{a}", f"m{a}"], [f"p{a}"]),
                node("Add", [f"p{a}", f"b{i + 1}"], [b])]
save("quantised-as-it-runs", dynamic, QW + [WEIGHTS[1], WEIGHTS[3]], weights=DEQUANTISED)

# one column of the first matrix after the other in blocks of four bits, the second one plain
packed, scales, real = np.zeros((4, 1, 16), np.uint8), np.zeros(4, np.float32), np.zeros((6, 4))
for n in range(4):
    scales[n] = np.abs(W[0][:, n]).max() / 7
    q = np.clip(np.rint(W[0][:, n] / scales[n]), -8, 7).astype(int) + 8
    real[:, n] = (q - 8) * float(scales[n])
    for k, number in enumerate(q):
        packed[n, 0, k // 2] |= number << 4 * (k % 2)
save("four-bits", [node("MatMulNBits", ["x", "packed", "scales"], ["p"], domain="com.microsoft", K=6, N=4, bits=4, block_size=32), node("Add", ["p", "b1"], ["h"]), LAST],
     [stored("packed", packed), stored("scales", scales)] + WEIGHTS[1:], weights=[real, W[1]])
save("fused", [node("FusedMatMul", ["x", "half"], ["p"], domain="com.microsoft", transB=1, alpha=2.0), node("BiasGelu", ["p", "b1"], ["h"], domain="com.microsoft"), LAST],
     [stored("half", np.ascontiguousarray(W[0].T / 2))] + WEIGHTS[1:])
for name, dtype in (("half-precision", np.float16), ("double-precision", np.float64)):
    arrays = [a.astype(dtype) for a in (W[0], B[0], W[1], B[1])]
    save(name, [node("Cast", ["x"], ["v"], to=10 if dtype == np.float16 else 11), node("Gemm", ["v", "w1", "b1"], ["h"]), LAST],
         [stored(n, a) for n, a in zip(("w1", "b1", "w2", "b2"), arrays)], weights=[arrays[0], arrays[2]], biases=[arrays[1], arrays[3]])

(HERE / "bodies.json").write_text(json.dumps(expected) + "\n")
