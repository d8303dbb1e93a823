#!/usr/bin/env python3
"""Writes small TensorFlow Lite models and, in expected.json, what must be found in them.

Expected are the strengths of every unit and the number of links, from matrices that are unrolled here entry by entry. Needs numpy.
"""
import itertools
import json

import numpy as np

from flat_model import HERE, RELU, RELU6, SAME, TANH, VALID, Model

random = np.random.default_rng(7)
expected = {}


# ---- what must be found ----

def same(units, taps, stride, dilation=1):
    """Positions that come out, and the padding before the first."""
    out = -(-units // stride)
    return out, max(0, (out - 1) * stride + (taps - 1) * dilation + 1 - units) // 2


def unrolled(w, inputs, outputs, stride, dilation, begin, groups=1):
    """A[input unit, output unit] of a convolution with kernel [O, I/groups, taps…], channel first, and where it has a link."""
    out_channels, per_group = w.shape[:2]
    a = np.zeros((per_group * groups, *inputs, out_channels, *outputs))
    there = np.zeros(a.shape, bool)
    for o, i in itertools.product(range(out_channels), range(per_group)):
        for at in itertools.product(*map(range, outputs)):
            for tap in itertools.product(*map(range, w.shape[2:])):
                source = [p * s + t * d - b for p, s, t, d, b in zip(at, stride, tap, dilation, begin)]
                if all(0 <= x < n for x, n in zip(source, inputs)):
                    index = (o // (out_channels // groups) * per_group + i, *source, o, *at)
                    a[index] += w[(o, i, *tap)]
                    there[index] = True
    n, m = per_group * groups * int(np.prod(inputs)), out_channels * int(np.prod(outputs))
    return a.reshape(n, m), there.reshape(n, m)


def channel_first(matrix, channels, positions):
    """A dense matrix [out, in] whose columns run through positions and then channels, as TensorFlow flattens: → A[channel-first unit, out]."""
    return matrix.T.reshape(positions, channels, -1).transpose(1, 0, 2).reshape(positions * channels, -1)


def expect(name, shapes, connections, parameters, functions):
    """@param connections from, to, A, where it has a link, biases of all units; the last may be None"""
    strength = [{"in": np.zeros(int(np.prod(s))), "out": np.zeros(int(np.prod(s)))} for s in shapes]
    for source, target, a, there, bias in connections:
        strength[target]["in"] += a.sum(0) + (0 if bias is None else bias)
        strength[source]["out"] += a.sum(1)
    expected[name + ".tflite"] = {
        "shapes": shapes, "links": [int(there.sum()) for _, _, _, there, _ in connections], "parameters": parameters, "functions": functions,
        "strength": [{side: numbers.tolist() for side, numbers in s.items()} for s in strength]}


def dense(matrix):
    return matrix.T.astype(float), np.ones(matrix.T.shape, bool)


def numbers(*shape):
    return random.standard_normal(shape).astype(np.float32)


def quantised(w, axis=None, bits=8, unsigned=False):
    """Whole numbers for w, their scales, zeros and axis, and what they stand for."""
    others = None if axis is None else tuple(a for a in range(w.ndim) if a != axis)
    top = np.abs(w).max(axis=others, keepdims=True)
    scale = (top / (2 ** (bits - 1) - 1)).astype(np.float32)
    zero = 131 if unsigned else 0 if axis is not None else 3 if bits == 8 else 0
    low, high = (0, 255) if unsigned else (-2 ** (bits - 1), 2 ** (bits - 1) - 1)
    q = np.clip(np.round(w / scale) + zero, low, high).astype(np.int64)
    means = ((q - zero) * scale.astype(float)).astype(np.float32)
    count = 1 if axis is None else w.shape[axis]
    return q, (scale.reshape(-1).tolist(), [zero] * count, axis or 0), means


# ---- dense layers ----

def mlp(name, kind):
    """12 → 7 → 4, stored in different ways that mean (nearly) the same."""
    model = Model(large=name.endswith("large"))
    sizes, shapes, connections, values = [12, 7, 4], [[12], [7], [4]], [], []
    quantising = kind in ("int8", "uint8", "int16", "int4", "int8 by row")
    value = model.value("input", [1, 12], "int8" if kind.startswith("int8") else "float32", 0.1 if kind.startswith("int8") else None)
    first = value
    for layer in range(2):
        w, b = numbers(sizes[layer + 1], sizes[layer]), numbers(sizes[layer + 1])
        if kind == "float":
            weights, bias = model.constant(f"mlp/dense_{layer}/MatMul", w), model.constant(f"mlp/dense_{layer}/BiasAdd/ReadVariableOp", b)
        elif kind == "float16":
            # the weights are stored in half as many bytes, and a step of the graph makes them float32
            weights = []
            for part, array in (("MatMul", w), ("BiasAdd", b)):
                stored = model.constant(f"mlp/dense_{layer}/{part}16", array.astype(np.float16))
                weights.append(model.value(f"mlp/dense_{layer}/{part}", array.shape))
                model.node("DEQUANTIZE", [stored], [weights[-1]])
            weights, bias = weights
            w, b = w.astype(np.float16).astype(np.float32), b.astype(np.float16).astype(np.float32)
        else:
            bits = {"int8": 8, "int8 by row": 8, "uint8": 8, "int16": 16, "int4": 4}[kind]
            q, quantisation, w = quantised(w, 0 if kind == "int8 by row" else None, bits, kind == "uint8")
            if kind == "int4":
                pairs = q.reshape(-1) & 15
                stored = (pairs[0::2] | pairs[1::2] << 4).astype(np.uint8)
                weights = model.constant(f"mlp/dense_{layer}/MatMul", stored, "int4", quantisation, w.shape)
            else:
                weights = model.constant(f"mlp/dense_{layer}/MatMul", q.astype("int8" if kind.startswith("int8") else kind), None, quantisation)
            scale = np.float32(0.01)
            q = np.round(b / scale).astype(np.int64 if kind == "int16" else np.int32)
            bias, b = model.constant(f"mlp/dense_{layer}/BiasAdd/ReadVariableOp", q, None, ([float(scale)], [0], 0)), \
                (q * float(scale)).astype(np.float32)
        after = model.value(f"mlp/dense_{layer}/Relu;mlp/dense_{layer}/BiasAdd", [1, sizes[layer + 1]])
        model.node("FULLY_CONNECTED", [value, weights, bias], [after], _0=RELU if layer == 0 else 0)
        value = after
        connections.append((layer, layer + 1, *dense(w), b))
    end = model.value("Identity", [1, 4])
    model.node("SOFTMAX", [value], [end], _0=1.0)
    model.write(name, [first], [end])
    expect(name, shapes, connections, 12 * 7 + 7 + 7 * 4 + 4, ["", "relu", "softmax"])


mlp("mlp-float", "float")
mlp("mlp-float16", "float16")
mlp("mlp-large", "float")
mlp("mlp-int8", "int8")
mlp("mlp-int8-by-row", "int8 by row")
mlp("mlp-uint8", "uint8")
mlp("mlp-int16", "int16")
mlp("mlp-int4", "int4")


# ---- convolutions ----

def cnn(name, by_channel):
    """7×9×2 → 3×3/2 (same) → depthwise ×2 (valid, dilated) → 1×1 → flatten → dense; int8 with a scale for each channel, or float."""
    def stored(label, w, axis):
        if not by_channel:
            return model.constant(label, w), w
        q, quantisation, means = quantised(w, axis)
        return model.constant(label, q.astype(np.int8), None, quantisation), means

    model = Model()
    kind = "int8" if by_channel else "float32"
    first = model.value("image", [1, 7, 9, 2], kind, 0.5 if by_channel else None, 4)
    connections = []
    (h, top), (w, left) = same(7, 3, 2), same(9, 3, 2)
    one, one_w = stored("cnn/conv/Conv2D", numbers(4, 3, 3, 2), 0)
    bias = numbers(4)
    a, there = unrolled(one_w.transpose(0, 3, 1, 2).astype(float), [7, 9], [h, w], [2, 2], [1, 1], [top, left])
    connections.append((0, 1, a, there, np.repeat(bias, h * w)))
    value = model.value("cnn/conv/Relu6;cnn/conv/BiasAdd", [1, h, w, 4], kind)
    model.node("CONV_2D", [first, one, model.constant("cnn/conv/bias", bias)], [value], _0=SAME, _1=2, _2=2, _3=RELU6)

    two, two_w = stored("cnn/by_channel/depthwise", numbers(1, 2, 3, 8), 3)
    bias = numbers(8)
    h2, w2 = h - 1, w - 4
    a, there = unrolled(two_w.transpose(3, 0, 1, 2).astype(float), [h, w], [h2, w2], [1, 1], [1, 2], [0, 0], 4)
    connections.append((1, 2, a, there, np.repeat(bias, h2 * w2)))
    before, value = value, model.value("cnn/by_channel/Relu;cnn/by_channel/depthwise", [1, h2, w2, 8], kind)
    model.node("DEPTHWISE_CONV_2D", [before, two, model.constant("cnn/by_channel/bias", bias)], [value], _0=VALID, _1=1, _2=1, _3=2, _4=RELU, _5=2, _6=1)

    three, three_w = stored("cnn/pointwise/Conv2D", numbers(3, 1, 1, 8), 0)
    a, there = unrolled(three_w.transpose(0, 3, 1, 2).astype(float), [h2, w2], [h2, w2], [1, 1], [1, 1], [0, 0])
    connections.append((2, 3, a, there, None))
    before, value = value, model.value("cnn/pointwise/Conv2D", [1, h2, w2, 3], kind)
    model.node("CONV_2D", [before, three, -1], [value], _0=SAME, _1=1, _2=1, _3=0)

    flat = model.value("cnn/flatten/Reshape", [1, h2 * w2 * 3], kind)
    model.node("RESHAPE", [value, model.constant("cnn/flatten/Const", np.array([-1, h2 * w2 * 3], np.int32))], [flat], _0=[-1, h2 * w2 * 3])
    four, four_w = stored("cnn/dense/MatMul", numbers(5, h2 * w2 * 3), 0)
    bias = numbers(5)
    end = model.value("StatefulPartitionedCall:0", [1, 5], kind)
    model.node("FULLY_CONNECTED", [flat, four, model.constant("cnn/dense/bias", bias)], [end], _0=0)
    a = channel_first(four_w.astype(float), 3, h2 * w2)
    connections.append((3, 4, a, np.ones(a.shape, bool), bias))
    model.write(name, [first], [end])
    expect(name, [[2, 7, 9], [4, h, w], [8, h2, w2], [3, h2, w2], [5]], connections, 72 + 4 + 48 + 8 + 24 + four_w.size + 5, ["", "relu6", "relu", "", ""])


cnn("cnn-float", False)
cnn("cnn-int8", True)


def grouped_and_transposed():
    """3×4×4 → grouped 2×1 → transposed 3×2/2 (same) → transposed 2×3/(2,1) (valid)."""
    model, connections = Model(), []
    first = model.value("input", [1, 3, 4, 4])
    k, b = numbers(6, 2, 1, 2), numbers(6)
    a, there = unrolled(k.transpose(0, 3, 1, 2).astype(float), [3, 4], [2, 4], [1, 1], [1, 1], [0, 0], 2)
    connections.append((0, 1, a, there, np.repeat(b, 8)))
    one = model.value("grouped", [1, 2, 4, 6])
    model.node("CONV_2D", [first, model.constant("grouped/k", k), model.constant("grouped/b", b)], [one], _0=VALID, _1=1, _2=1, _3=0)

    k, b = numbers(2, 3, 2, 6), numbers(2)
    (_, top), (_, left) = same(4, 3, 2), same(8, 2, 2)
    a, there = unrolled(k.transpose(3, 0, 1, 2).astype(float), [4, 8], [2, 4], [2, 2], [1, 1], [top, left])
    connections.append((1, 2, a.T, there.T, np.repeat(b, 32)))
    two = model.value("up", [1, 4, 8, 2])
    model.node("TRANSPOSE_CONV", [model.constant("up/shape", np.array([1, 4, 8, 2], np.int32)), model.constant("up/k", k), one, model.constant("up/b", b)],
               [two], _0=SAME, _1=2, _2=2, _3=RELU)

    k = numbers(1, 2, 3, 2)
    # one row more than the taps reach
    a, there = unrolled(k.transpose(3, 0, 1, 2).astype(float), [9, 10], [4, 8], [2, 1], [1, 1], [0, 0])
    connections.append((2, 3, a.T, there.T, None))
    three = model.value("out", [1, 9, 10, 1])
    model.node("TRANSPOSE_CONV", [model.constant("out/shape", np.array([1, 9, 10, 1], np.int32)), model.constant("out/k", k), two], [three],
               _0=VALID, _1=1, _2=2)
    model.write("transposed", [first], [three])
    expect("transposed", [[4, 3, 4], [6, 2, 4], [2, 4, 8], [1, 9, 10]], connections, 24 + 6 + 72 + 2 + 12, ["", "", "relu", ""])


grouped_and_transposed()


def volume():
    """2×3×4 of 2 channels → 2×2×3, strides 1×1×2 (same)."""
    model = Model()
    first = model.value("input", [1, 2, 3, 4, 2])
    k, b = numbers(2, 2, 3, 2, 3), numbers(3)
    (d, front), (h, top), (w, left) = same(2, 2, 1), same(3, 2, 1), same(4, 3, 2)
    a, there = unrolled(k.transpose(4, 3, 0, 1, 2).astype(float), [2, 3, 4], [d, h, w], [1, 1, 2], [1, 1, 1], [front, top, left])
    one = model.value("volume", [1, d, h, w, 3])
    model.node("CONV_3D", [first, model.constant("volume/k", k), model.constant("volume/b", b)], [one], _0=SAME, _1=1, _2=2, _3=1, _4=TANH)
    model.write("volume", [first], [one])
    expect("volume", [[2, 2, 3, 4], [3, d, h, w]], [(0, 1, a, there, np.repeat(b, d * h * w))], 72 + 3, ["", "tanh"])


volume()


# ---- steps that move, average, add and scale ----

class Value:
    """An array whose every element is a mean of neurons: for each layer that it comes from a matrix of shares, element by neuron, and one of
    how many ways there are from each neuron to each element."""

    def __init__(self, shape, shares, ways):
        self.shape, self.shares, self.ways = list(shape), shares, ways

    @staticmethod
    def of(layer, shape):
        """All neurons of a layer, which are numbered channel first, in a value with its channels last."""
        order = np.arange(int(np.prod(shape)))
        if len(shape) > 2:
            order = np.moveaxis(order.reshape(shape[-1], *shape[:-1]), 0, -1).reshape(-1)
        one = np.eye(len(order))[order]
        return Value(shape, {layer: one}, {layer: one.astype(int)})

    def numbered(self):
        return np.arange(int(np.prod(self.shape))).reshape(self.shape)

    def moved(self, numbers):
        """@param numbers for each element of the new value the one of this that it is"""
        flat = numbers.reshape(-1)
        return Value(numbers.shape, {layer: m[flat] for layer, m in self.shares.items()}, {layer: m[flat] for layer, m in self.ways.items()})

    def meaned(self, windows, shape):
        return Value(shape, {layer: np.array([m[w].mean(0) for w in windows]) for layer, m in self.shares.items()},
                     {layer: np.array([m[w].sum(0) for w in windows]) for layer, m in self.ways.items()})

    @staticmethod
    def joined(one, other, axis):
        """Two values of different layers, one behind the other."""
        order = np.concatenate([one.numbered(), other.numbered() + int(np.prod(one.shape))], axis)
        flat = order.reshape(-1)

        def whole(first, second):
            m = {layer: np.concatenate([m, np.zeros((int(np.prod(other.shape)), m.shape[1]), m.dtype)]) for layer, m in first.items()}
            m.update({layer: np.concatenate([np.zeros((int(np.prod(one.shape)), m.shape[1]), m.dtype), m]) for layer, m in second.items()})
            return {layer: m[flat] for layer, m in m.items()}
        return Value(order.shape, whole(one.shares, other.shares), whole(one.ways, other.ways))

    def into(self, target, a, there, bias):
        """The connections of an operator a[element, unit of the target] on this value, one from each layer; a link for each way."""
        made = []
        for layer, m in self.shares.items():
            made.append((layer, target, m.T @ a, self.ways[layer].T @ there.astype(int), bias if not made else None))
        return made


def kernel_of(w, shape, outputs, stride, begin):
    """a[element of a channel-last value, channel-first unit] of a convolution with TensorFlow Lite's kernel [O, h, w, I]."""
    a, there = unrolled(w.transpose(0, 3, 1, 2).astype(float), shape[:2], outputs, stride, [1, 1], begin)
    last = np.moveaxis(np.arange(a.shape[0]).reshape(shape[2], *shape[:2]), 0, -1).reshape(-1)
    return a[last], there[last]


def fixed(source, target, n):
    """A skip: links that no metric counts."""
    return source, target, np.zeros((n, n)), np.eye(n), None


def residual():
    """5×4×3 → 1×1 relu6 → 3×3, added to what went in, relu → maximum 2×2/2 (same) → dense."""
    model = Model()
    first = model.value("input", [1, 5, 4, 3])
    k, b = numbers(4, 1, 1, 3), numbers(4)
    one = model.value("one", [1, 5, 4, 4])
    model.node("CONV_2D", [first, model.constant("one/k", k), model.constant("one/b", b)], [one], _0=SAME, _1=1, _2=1, _3=RELU6)
    a, there = kernel_of(k, [5, 4, 3], [5, 4], [1, 1], [0, 0])
    connections = Value.of(0, [5, 4, 3]).into(1, a, there, np.repeat(b, 20))
    k, b = numbers(4, 3, 3, 4), numbers(4)
    two, both = model.value("two", [1, 5, 4, 4]), model.value("both", [1, 5, 4, 4])
    model.node("CONV_2D", [one, model.constant("two/k", k), model.constant("two/b", b)], [two], _0=SAME, _1=1, _2=1, _3=0)
    model.node("ADD", [one, two], [both], _0=RELU)
    a, there = kernel_of(k, [5, 4, 4], [5, 4], [1, 1], [1, 1])
    connections += Value.of(1, [5, 4, 4]).into(2, a, there, np.repeat(b, 20)) + [fixed(1, 2, 80)]
    pooled = model.value("pooled", [1, 3, 2, 4])
    model.node("MAX_POOL_2D", [both], [pooled], _0=SAME, _1=2, _2=2, _3=2, _4=2, _5=0)
    n = np.arange(80).reshape(5, 4, 4)
    windows = [n[2 * y:2 * y + 2, 2 * x:2 * x + 2, c].reshape(-1) for y in range(3) for x in range(2) for c in range(4)]
    value = Value.of(2, [5, 4, 4]).meaned(windows, [24])
    w, b = numbers(3, 24), numbers(3)
    end = model.value("end", [1, 3])
    model.node("FULLY_CONNECTED", [pooled, model.constant("end/k", w), model.constant("end/b", b)], [end], _0=0)
    connections += value.into(3, *dense(w), b)
    model.write("residual", [first], [end])
    expect("residual", [[3, 5, 4], [4, 5, 4], [4, 5, 4], [3]], connections, 16 + 148 + 75, ["", "relu6", "relu", ""])


residual()


def branches():
    """Two convolutions of 4×6×2 joined, and the joined value cut, turned and put together again before a dense layer."""
    model = Model()
    first = model.value("input", [1, 4, 6, 2])
    connections, values, tensors = [], [], []
    for layer, (channels, taps) in enumerate([(3, 1), (2, 3)], 1):
        k, b = numbers(channels, taps, taps, 2), numbers(channels)
        tensors.append(model.value(f"branch{layer}", [1, 4, 6, channels]))
        model.node("CONV_2D", [first, model.constant(f"branch{layer}/k", k), model.constant(f"branch{layer}/b", b)], [tensors[-1]], _0=SAME, _1=1, _2=1, _3=RELU)
        a, there = kernel_of(k, [4, 6, 2], [4, 6], [1, 1], [taps // 2] * 2)
        connections += Value.of(0, [4, 6, 2]).into(layer, a, there, np.repeat(b, 24))
        values.append(Value.of(layer, [4, 6, channels]))
    joined = model.value("joined", [1, 4, 6, 5])
    model.node("CONCATENATION", tensors, [joined], _0=3, _1=0)
    value = Value.joined(*values, 2)

    turned = model.value("turned", [1, 5, 4, 6])
    model.node("TRANSPOSE", [joined, model.constant("turned/order", np.array([0, 3, 1, 2], np.int32))], [turned])
    value = value.moved(value.numbered().transpose(2, 0, 1))
    # all but the first channel, every second row from the end, the last five columns
    cut = model.value("cut", [1, 4, 2, 5])
    model.node("STRIDED_SLICE", [turned, *[model.constant("cut/" + part, np.array(numbers, np.int32)) for part, numbers in
                                           [("begin", [0, 1, -1, -5]), ("end", [0, 9, 0, 0]), ("stride", [1, 1, -2, 1])]]], [cut], _0=0b0001, _1=0b1001, _2=0, _3=0, _4=0)
    value = value.moved(value.numbered()[1:, ::-2, -5:][:, :2])
    halves = [model.value("half", [1, 2, 2, 5]) for _ in range(2)]
    model.node("SPLIT", [model.constant("split/axis", np.array(1, np.int32)), cut], halves, _0=2)
    rows = [model.value("row", [1, 2, 5]) for _ in range(2)]
    model.node("UNPACK", [halves[1]], rows, _0=2, _1=2)
    packed = model.value("packed", [1, 2, 5, 2])
    model.node("PACK", [rows[1], rows[0]], [packed], _0=2, _1=-1)
    n = value.numbered()[2:]
    value = value.moved(np.stack([n[:, 1], n[:, 0]], -1))
    mirrored = model.value("mirrored", [1, 2, 8, 2])
    model.node("MIRROR_PAD", [packed, model.constant("mirrored/pad", np.array([[0, 0], [0, 0], [2, 1], [0, 0]], np.int32))], [mirrored], _0=0)
    value = value.moved(np.pad(value.numbered(), [(0, 0), (2, 1), (0, 0)], "reflect"))
    flat = model.value("flat", [1, 32])
    model.node("RESHAPE", [mirrored, model.constant("flat/shape", np.array([1, 32], np.int32))], [flat], _0=[1, 32])
    w = numbers(3, 32)
    end = model.value("end", [1, 3])
    model.node("FULLY_CONNECTED", [flat, model.constant("end/k", w)], [end], _0=TANH)
    connections += value.into(3, *dense(w), None)
    model.write("branches", [first], [end])
    # the weights of both parts, of which each has its own
    expect("branches", [[2, 4, 6], [3, 4, 6], [2, 4, 6], [3]], [c for c in connections if c[3].sum()], 9 + 38 + 96, ["", "relu", "relu", "tanh"])


branches()


def scaled():
    """6×5×2 → 3×3 without bias, times and plus a number for each channel, relu → padded → 3×2 (valid) → mean over space → dense, halved."""
    model = Model()
    first = model.value("input", [1, 6, 5, 2])
    k, factor, shift = numbers(3, 3, 3, 2), numbers(3), numbers(3)
    sums, times, plus = (model.value(name, [1, 6, 5, 3]) for name in ("sums", "times", "plus"))
    model.node("CONV_2D", [first, model.constant("one/k", k), -1], [sums], _0=SAME, _1=1, _2=1, _3=0)
    model.node("MUL", [sums, model.constant("one/factor", factor.reshape(1, 1, 1, 3))], [times], _0=0)
    model.node("ADD", [model.constant("one/shift", shift), times], [plus], _0=RELU)
    a, there = kernel_of(k * factor.astype(float)[:, None, None, None], [6, 5, 2], [6, 5], [1, 1], [1, 1])
    connections = Value.of(0, [6, 5, 2]).into(1, a, there, np.repeat(shift, 30))
    padded = model.value("padded", [1, 9, 6, 3])
    model.node("PAD", [plus, model.constant("pad", np.array([[0, 0], [2, 1], [0, 1], [0, 0]], np.int32))], [padded])
    k, b = numbers(4, 3, 2, 3), numbers(4)
    two = model.value("two", [1, 4, 5, 4])
    model.node("CONV_2D", [padded, model.constant("two/k", k), model.constant("two/b", b)], [two], _0=VALID, _1=1, _2=2, _3=TANH)
    a, there = kernel_of(k, [6, 5, 3], [4, 5], [2, 1], [2, 0])
    connections += Value.of(1, [6, 5, 3]).into(2, a, there, np.repeat(b, 20))
    mean = model.value("mean", [1, 4])
    model.node("MEAN", [two, model.constant("mean/axes", np.array([1, 2], np.int32))], [mean], _0=0)
    n = np.arange(80).reshape(20, 4)
    value = Value.of(2, [4, 5, 4]).meaned([n[:, c] for c in range(4)], [4])
    w, b = numbers(2, 4), numbers(2)
    three, end = model.value("three", [1, 2]), model.value("end", [1, 2])
    model.node("FULLY_CONNECTED", [mean, model.constant("three/k", w), model.constant("three/b", b)], [three], _0=0)
    model.node("MUL", [three, model.constant("half", np.array(0.5, np.float32))], [end], _0=0)
    connections += value.into(3, *dense(w * 0.5), b * 0.5)
    model.write("scaled", [first], [end])
    expect("scaled", [[2, 6, 5], [3, 6, 5], [4, 4, 5], [2]], connections, 57 + 76 + 10, ["", "relu", "tanh", ""])


scaled()


def upsampled():
    """3×2×4 → 1×1 to 8 → four channels made squares of 2×2 → rows and columns doubled → 2×2/2 average (valid), 2×1 (valid)."""
    model = Model()
    first = model.value("input", [1, 3, 2, 4])
    k, b = numbers(8, 1, 1, 4), numbers(8)
    one = model.value("one", [1, 3, 2, 8])
    model.node("CONV_2D", [first, model.constant("one/k", k), model.constant("one/b", b)], [one], _0=VALID, _1=1, _2=1, _3=0)
    a, there = kernel_of(k, [3, 2, 4], [3, 2], [1, 1], [0, 0])
    connections = Value.of(0, [3, 2, 4]).into(1, a, there, np.repeat(b, 6))
    wide = model.value("wide", [1, 6, 4, 2])
    model.node("DEPTH_TO_SPACE", [one], [wide], _0=2)
    value = Value.of(1, [3, 2, 8])
    # from where each pixel of each channel comes, by the definition
    value = value.moved(np.array([[[value.numbered()[y // 2, x // 2, (y % 2 * 2 + x % 2) * 2 + c] for c in range(2)] for x in range(4)] for y in range(6)]))
    large = model.value("large", [1, 12, 8, 2])
    model.node("RESIZE_NEAREST_NEIGHBOR", [wide, model.constant("size", np.array([12, 8], np.int32))], [large], _0=0, _1=0)
    value = value.moved(value.numbered().repeat(2, 0).repeat(2, 1))
    small = model.value("small", [1, 4, 2, 2])
    model.node("AVERAGE_POOL_2D", [large], [small], _0=VALID, _1=3, _2=3, _3=3, _4=3, _5=0)
    n = value.numbered()
    value = value.meaned([n[3 * y:3 * y + 3, 3 * x:3 * x + 3, c].reshape(-1) for y in range(4) for x in range(2) for c in range(2)], [4, 2, 2])
    k = numbers(3, 2, 1, 2)
    two = model.value("two", [1, 3, 2, 3])
    model.node("CONV_2D", [small, model.constant("two/k", k), -1], [two], _0=VALID, _1=1, _2=1, _3=0)
    connections += value.into(2, *kernel_of(k, [4, 2, 2], [3, 2], [1, 1], [0, 0]), None)
    model.write("upsampled", [first], [two])
    expect("upsampled", [[4, 3, 2], [8, 3, 2], [3, 3, 2]], connections, 40 + 12, ["", "", ""])


upsampled()


# ---- steps of a sequence ----

def gates(model, label, inputs, units, bidirectional=""):
    """The tensors of an LSTM, and the links from its input and from itself: four between each two, one a gate."""
    w, u, b = numbers(4, units, inputs), numbers(4, units, units), numbers(4, units)
    tensors = [model.constant(f"{label}/{bidirectional}{part}{gate}", array[gate]) for part, array in (("w", w), ("u", u)) for gate in range(4)] + [-1] * 3 + \
        [model.constant(f"{label}/{bidirectional}b{gate}", b[gate]) for gate in range(4)] + [-1, -1]
    return tensors, (w.astype(float).sum(0).T, 4 * np.ones((inputs, units)), b.astype(float).sum(0)), (u.astype(float).sum(0).T, 4 * np.ones((units, units)), None)


def lstm(name, bidirectional):
    """6 steps of 3 features → 4 units, forward or both ways → the last step → 2."""
    model = Model()
    first = model.value("sequence", [1, 6, 3])
    width = 8 if bidirectional else 4
    tensors, into, own = gates(model, "lstm", 3, 4)
    states = [model.value("state", [1, 4]) for _ in range(4 if bidirectional else 2)]
    connections = [(0, 1, *into), (1, 1, *own)]
    sequence = model.value("lstm", [1, 6, width])
    if bidirectional:
        more, into, own = gates(model, "lstm", 3, 4, "backward")
        connections += [(0, 2, *into), (2, 2, *own)]
        model.node("BIDIRECTIONAL_SEQUENCE_LSTM", [first, *tensors, *more, *states], [sequence], _0=TANH, _3=1, _4=0)
    else:
        model.node("UNIDIRECTIONAL_SEQUENCE_LSTM", [first, *tensors, *states], [sequence], _0=TANH, _3=0)
    last = model.value("last", [1, width])
    model.node("STRIDED_SLICE", [sequence, *[model.constant("last/" + part, np.array(numbers, np.int32)) for part, numbers in
                                             [("begin", [0, -1, 0]), ("end", [0, 0, 0]), ("stride", [1, 1, 1])]]], [last], _0=0b101, _1=0b101, _2=0, _3=0, _4=0b010)
    w, b = numbers(2, width), numbers(2)
    end = model.value("end", [1, 2])
    model.node("FULLY_CONNECTED", [last, model.constant("end/k", w), model.constant("end/b", b)], [end], _0=0)
    a, there = dense(w)
    target = 3 if bidirectional else 2
    connections += [(1, target, a[:4], there[:4], b)] + ([(2, target, a[4:], there[4:], None)] if bidirectional else [])
    model.write(name, [first], [end])
    layers = [[3], [4], [4], [2]] if bidirectional else [[3], [4], [2]]
    expect(name, layers, connections, (len(layers) - 2) * (48 + 64 + 16) + 2 * width + 2, [""] + ["tanh"] * (len(layers) - 2) + [""])


lstm("lstm", False)
lstm("lstm-both-ways", True)


def words():
    """Numbers of 5 words → 4 features of 10 words → a recurrent layer of 3 → every step's 3 → 2."""
    model = Model()
    first = model.value("words", [1, 5], "int32")
    table = numbers(10, 4)
    looked = model.value("embedding", [1, 5, 4])
    model.node("GATHER", [model.constant("embedding/table", table), first], [looked], _0=0)
    w, u, b = numbers(3, 4), numbers(3, 3), numbers(3)
    sequence = model.value("rnn", [1, 5, 3])
    model.node("UNIDIRECTIONAL_SEQUENCE_RNN", [looked, model.constant("rnn/w", w), model.constant("rnn/u", u), model.constant("rnn/b", b), model.value("state", [1, 3])],
               [sequence], _0=0, _1=RELU)
    v, c = numbers(2, 3), numbers(2)
    end = model.value("end", [1, 5, 2])
    model.node("FULLY_CONNECTED", [sequence, model.constant("end/k", v), model.constant("end/b", c)], [end], _0=0, _2=1)
    connections = [(0, 1, table.astype(float), np.ones((10, 4)), None), (1, 2, *dense(w), b), (2, 2, *dense(u), None), (2, 3, *dense(v), c)]
    model.write("words", [first], [end])
    expect("words", [[10], [4], [3], [2]], connections, 40 + 12 + 9 + 3 + 6 + 2, ["", "", "relu", ""])


words()


def hostile():
    """16 million numbers turned over 300 times, with names that would write on a terminal; opened nowhere."""
    model = Model()
    first = value = model.value("in\u202e\u0007\n", [1, 4000, 4000])
    order = model.constant("order", np.array([0, 2, 1], np.int32))
    for _ in range(300):
        before, value = value, model.value("\u001b[2J", [1, 4000, 4000])
        model.node("TRANSPOSE", [before, order], [value])
    (HERE / "hostile").mkdir(exist_ok=True)
    model.write("hostile/turned", [first], [value])
    # under another name, since fuzzing begins with every model there is
    (HERE / "hostile" / "turned.tflite").rename(HERE / "hostile" / "turned.bin")


hostile()
(HERE / "expected.json").write_text(json.dumps(expected) + "\n")
