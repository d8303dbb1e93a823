#!/usr/bin/env python3
"""Writes ONNX models whose nodes do several steps in one, or store their weights in other ways, and in fused.json what must be found in them.

What must be found are sums over matrices that are unrolled here entry by entry. Debian: apt install python3-numpy python3-onnx; then run it in this
folder with /usr/bin/python3.
"""
import itertools
import json
import pathlib

import numpy as np
from onnx import TensorProto, helper, numpy_helper

HERE = pathlib.Path(__file__).parent
random = np.random.RandomState(23)
node = helper.make_node
expected = {}
MS = "com.microsoft"


def numbers(*shape):
    return random.normal(0, 1, shape).astype(np.float32)


def stored(**arrays):
    return [numpy_helper.from_array(np.asarray(array), name) for name, array in arrays.items()]


def value(name, *shape, type=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, type, shape)


def save(name, nodes, initialisers, inputs, shapes, connections, biases, parameters, warnings=(), sparse=(), output=("batch", None)):
    """@param connections from, to, A[from neuron, to neuron], and how many links each entry is; None for links that are not counted"""
    graph = helper.make_graph(nodes, name, inputs, [value("y", *output)], initialisers, sparse_initializer=sparse)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(MS, 1)])
    model.ir_version = 8
    (HERE / (name + ".onnx")).write_bytes(model.SerializeToString())
    strength = [{"in": np.zeros(int(np.prod(s))), "out": np.zeros(int(np.prod(s)))} for s in shapes]
    links = {}
    for source, target, a, each in connections:
        links[f"{source} {target}"] = links.get(f"{source} {target}", 0) + int(np.sum(each))
        strength[target]["in"] += a.sum(0)
        strength[source]["out"] += a.sum(1)
    for target, bias in biases.items():
        strength[target]["in"] += bias
    expected[name] = {"shapes": shapes, "links": links, "parameters": parameters, "warnings": list(warnings),
                      "strength": [{side: s[side].tolist() for side in s} for s in strength]}


def dense(source, target, w):
    w = np.asarray(w, float)
    return source, target, w, np.ones(w.shape)


def unrolled(w, inputs, outputs, stride, dilation, begin, groups=1):
    """A[input unit, output unit] of a kernel [O, I/groups, taps…], and where it has a link."""
    out_channels, per_group = w.shape[:2]
    a = np.zeros((per_group * groups, *inputs, out_channels, *outputs))
    there = np.zeros(a.shape)
    for o, i in itertools.product(range(out_channels), range(per_group)):
        for at in itertools.product(*map(range, outputs)):
            for tap in itertools.product(*map(range, w.shape[2:])):
                source = [p * s + t * d - b for p, s, t, d, b in zip(at, stride, tap, dilation, begin)]
                if all(0 <= x < n for x, n in zip(source, inputs)):
                    index = (o // (out_channels // groups) * per_group + i, *source, o, *at)
                    a[index] += w[(o, i, *tap)]
                    there[index] += 1
    n, m = per_group * groups * int(np.prod(inputs)), out_channels * int(np.prod(outputs))
    return a.reshape(n, m), there.reshape(n, m)


# ------------------------------------------------------------------------------------------------------ small whole numbers

def convolution(name, kind):
    """2×5×7 → grouped 4×3×3, kernel 3×2, strides 2×2, dilated 1×2, padded unevenly."""
    shape, pads, strides, dilations = (4, 1, 3, 2), [1, 0, 0, 1], [2, 2], [1, 2]
    bias = random.randint(-400, 400, 4).astype(np.int32)
    if kind == "by channel":
        q, scale, zero = random.randint(-127, 128, shape).astype(np.int8), np.abs(numbers(4)) / 50, np.zeros(4, np.int8)
    else:
        q, scale, zero = random.randint(0, 256, shape).astype(np.uint8), np.float32(0.03), np.uint8(131)
    factor = np.broadcast_to(np.asarray(scale, float), 4)
    w = (q.astype(float) - float(np.max(zero))) * factor.reshape(-1, 1, 1, 1)
    xs = np.float32(0.04)
    nodes = [node("QuantizeLinear", ["x", "xs", "xz"], ["xq"]),
             node("QLinearConv", ["xq", "xs", "xz", "q", "s", "z", "ys", "xz", "b"], ["yq"], name="conv", group=2, pads=pads, strides=strides, dilations=dilations),
             node("DequantizeLinear", ["yq", "ys", "xz"], ["y"])]
    a, there = unrolled(w, [5, 7], [2, 3], strides, dilations, pads[:2], 2)
    save(name, nodes, stored(xs=xs, xz=np.uint8(7), q=q, s=scale, z=zero, ys=np.float32(0.1), b=bias), [value("x", "batch", 2, 5, 7)], [[2, 5, 7], [4, 2, 3]],
         [(0, 1, a, there)], {1: np.repeat(bias * float(xs) * factor, 6)}, 24 + 4, output=("batch", 4, 2, 3))


convolution("qlinear-conv-by-channel", "by channel")
convolution("qlinear-conv-unsigned", "unsigned")

q1, q2 = random.randint(0, 256, (6, 4)).astype(np.uint8), random.randint(-127, 128, (4, 3)).astype(np.int8)
s2, z2 = np.abs(numbers(3)) / 60, np.array([-5, 0, 9], np.int8)
w1, w2 = (q1.astype(float) - 120) * float(np.float32(0.02)), (q2.astype(float) - z2) * s2.astype(float)
save("qlinear-matmul", [
    node("QuantizeLinear", ["x", "xs", "xz"], ["xq"]), node("QLinearMatMul", ["xq", "xs", "xz", "q1", "s1", "z1", "xs", "xz"], ["h"]),
    node("QLinearMatMul", ["h", "xs", "xz", "q2", "s2", "z2", "xs", "xz"], ["p"]), node("DequantizeLinear", ["p", "xs", "xz"], ["y"])],
     stored(xs=np.float32(0.1), xz=np.uint8(128), q1=q1, s1=np.float32(0.02), z1=np.uint8(120), q2=q2, s2=s2, z2=z2),
     [value("x", "batch", 6)], [[6], [4], [3]], [dense(0, 1, w1), dense(1, 2, w2)], {}, 36)


# ----------------------------------------------------------------------------------------------------- half as many bytes

def bf16(name, array):
    """The upper half of each float, and what it stands for."""
    bits = (np.asarray(array, np.float32).view(np.uint32) >> 16).astype(np.uint16)
    tensor = TensorProto(name=name, data_type=TensorProto.BFLOAT16, dims=array.shape, raw_data=bits.tobytes())
    return tensor, (bits.astype(np.uint32) << 16).view(np.float32)


def half(name, array):
    return numpy_helper.from_array(array.astype(np.float16), name), array.astype(np.float16).astype(np.float32)


for kind, make in (("bf16", bf16), ("f16", half)):
    (k, kernel), (b, bias), (w, matrix) = make("k", numbers(3, 2, 3, 2)), make("b", numbers(3)), make("w", numbers(2, 3 * 4 * 4))
    a, there = unrolled(kernel.astype(float), [4, 5], [4, 4], [1, 1], [1, 1], [1, 0])
    save("convolution-" + kind, [node("Cast", ["x"], ["v"], to=k.data_type), node("Conv", ["v", "k", "b"], ["c"], pads=[1, 0, 1, 0]), node("Relu", ["c"], ["r"]),
                                 node("Flatten", ["r"], ["f"]), node("Gemm", ["f", "w"], ["y"], transB=1)],
         [k, b, w], [value("x", "batch", 2, 4, 5)], [[2, 4, 5], [3, 4, 4], [2]], [(0, 1, a, there), dense(1, 2, matrix.T)], {1: np.repeat(bias.astype(float), 16)},
         36 + 3 + 96)

# one matrix with its places numbered through, one with rows and columns
a, b = numbers(6, 5), numbers(5, 4)
a[random.uniform(size=a.shape) < 0.7] = 0
b[random.uniform(size=b.shape) < 0.6] = 0
places = np.flatnonzero(a).astype(np.int64)
pairs = np.argwhere(b).astype(np.int64)
sparse = [helper.make_sparse_tensor(numpy_helper.from_array(a.reshape(-1)[places], "a"), numpy_helper.from_array(places, ""), list(a.shape)),
          helper.make_sparse_tensor(numpy_helper.from_array(b[tuple(pairs.T)], "b"), numpy_helper.from_array(pairs, ""), list(b.shape))]
save("sparse-initialisers", [node("MatMul", ["x", "a"], ["h"]), node("Relu", ["h"], ["r"]), node("MatMul", ["r", "b"], ["y"])], [],
     [value("x", "batch", 6)], [[6], [5], [4]], [dense(0, 1, a), dense(1, 2, b)], {}, 50, sparse=sparse)


# -------------------------------------------------------------------------------------------------------- recurrent ones

def recurrent(name, kind, gates, peepholes=False, states=""):
    """3 features → 4 units → the last step → 2; a link for each gate of the weights, whatever a unit starts with."""
    w, r, b, last = numbers(1, gates * 4, 3), numbers(1, gates * 4, 4), numbers(1, 2 * gates * 4), numbers(4, 2)
    inputs = ["x", "w", "r", "b", ""]
    arrays = dict(w=w, r=r, b=b, last=last)
    given = [value("x", "steps", 1, 3)]
    warnings = []
    names = ["h0", "c0"] if kind == "LSTM" else ["h0"]
    if states:
        inputs += names
        for state in names:
            if states == "constant":
                arrays[state] = numbers(1, 1, 4)
            else:
                given.append(value(state, 1, 1, 4))
    if peepholes:
        inputs += [""] * (7 - len(inputs)) + ["p"]
        arrays["p"] = numbers(1, 12)
        # one number a unit and gate, of what the unit holds: no link of the weights
        warnings.append("The peepholes of \"cell\" are not counted.")
    nodes = [node(kind, inputs, ["", "end"], name="cell", hidden_size=4), node("Squeeze", ["end", "zero"], ["e"]), node("MatMul", ["e", "last"], ["y"])]
    each = lambda m: m[0].reshape(gates, 4, -1).astype(float).sum(0).T
    ones = lambda m: np.full(m.shape, gates)
    n = len(given)
    shapes = [[3]] + [[4]] * (n - 1) + [[4], [2]]
    unit = n
    connections = [(0, unit, each(w), ones(each(w))), (unit, unit, each(r), ones(each(r))), dense(unit, unit + 1, last)]
    save(name, nodes, stored(zero=np.array([0], np.int64), **arrays), given, shapes, connections, {unit: b[0].astype(float).reshape(2 * gates, 4).sum(0)},
         w.size + r.size + b.size + last.size, warnings)


recurrent("lstm-with-peepholes", "LSTM", 4, peepholes=True)
recurrent("lstm-with-states", "LSTM", 4, states="given")
recurrent("lstm-with-constant-states", "LSTM", 4, states="constant")
recurrent("gru-with-a-state", "GRU", 3, states="given")
recurrent("rnn-with-a-constant-state", "RNN", 1, states="constant")


# -------------------------------------------------------------------------------------------------------------- attention

TOKENS = [value("x", "batch", "tokens", 6)]
OUT = ("batch", "tokens", 4)

w, b, o = numbers(6, 14), numbers(14), numbers(6, 4)
save("fused-attention", [node("Attention", ["x", "w", "b"], ["m"], domain=MS, name="self", num_heads=2, qkv_hidden_sizes=[4, 4, 6]), node("MatMul", ["m", "o"], ["y"])],
     stored(w=w, b=b, o=o), TOKENS, [[6], [14], [2, 3], [4]], [dense(0, 1, w), dense(2, 3, o)], {1: b.astype(float)}, 84 + 14 + 24, output=OUT)

q, k, v, b, o = numbers(6, 8), numbers(6, 8), numbers(6, 6), numbers(22), numbers(6, 4)
save("fused-heads", [node("MatMul", ["x", "q"], ["mq"], name="query"), node("MatMul", ["x", "k"], ["mk"], name="key"), node("MatMul", ["x", "v"], ["mv"], name="value"),
                     node("MultiHeadAttention", ["mq", "mk", "mv", "b"], ["m"], domain=MS, name="heads", num_heads=2), node("MatMul", ["m", "o"], ["y"])],
     stored(q=q, k=k, v=v, b=b, o=o), TOKENS, [[6], [8], [8], [6], [2, 3], [4]], [dense(0, 1, q), dense(0, 2, k), dense(0, 3, v), dense(4, 5, o)],
     {1: b[:8].astype(float), 2: b[8:16].astype(float), 3: b[16:].astype(float)}, q.size + k.size + v.size + b.size + o.size, output=OUT)

q, k, v, o = numbers(6, 12), numbers(6, 6), numbers(6, 6), numbers(12, 4)
save("fused-groups", [node("MatMul", ["x", "q"], ["mq"], name="query"), node("MatMul", ["x", "k"], ["mk"], name="key"), node("MatMul", ["x", "v"], ["mv"], name="value"),
                      node("GroupQueryAttention", ["mq", "mk", "mv", "", "", "ends", "all"], ["m", "", ""], domain=MS, name="heads", num_heads=4, kv_num_heads=2),
                      node("MatMul", ["m", "o"], ["y"])],
     stored(q=q, k=k, v=v, o=o, ends=np.array([0], np.int32), all=np.array(1, np.int32)), TOKENS, [[6], [12], [6], [6], [4, 3], [4]],
     [dense(0, 1, q), dense(0, 2, k), dense(0, 3, v), dense(4, 5, o)], {}, q.size + k.size + v.size + o.size, output=OUT)

w, b, g, s, o = numbers(6, 6), numbers(6), numbers(6), numbers(6), numbers(6, 4)
for name, kind in (("fused-residual", "SkipLayerNormalization"), ("fused-residual-without-shift", "SkipSimplifiedLayerNormalization")):
    shift = kind.startswith("SkipL")
    save(name, [node("MatMul", ["x", "w"], ["p"], name="dense"),
                node(kind, ["p", "x", "g"] + (["s", "b"] if shift else ["b"]), ["n"], domain=MS, name="norm"), node("MatMul", ["n", "o"], ["y"])],
         stored(w=w, b=b, g=g, s=s, o=o), TOKENS, [[6], [6], [6], [4]], [dense(0, 1, w), (1, 2, np.diag(g.astype(float)), np.eye(6)), dense(2, 3, o)],
         {1: b.astype(float), 2: s.astype(float) if shift else 0}, 36 + 6 + 6 + (6 if shift else 0) + 24, output=OUT)

(HERE / "fused.json").write_text(json.dumps(expected) + "\n")
