#!/usr/bin/env python3
"""Writes models of nodes that compute what links do not tell, and in runs.json what these and those of the folders around must give for five samples.

Debian: apt install python3-torch python3-numpy; then run it in this folder with /usr/bin/python3.
"""
import json
import pathlib
import sys

import numpy as np

sys.dont_write_bytecode = True
sys.path.insert(0, "..")
import flat_model

flat_model.CODES.update({"L2_NORMALIZATION": 11, "L2_POOL_2D": 12, "LOCAL_RESPONSE_NORMALIZATION": 13, "RELU_N1_TO_1": 20, "RELU6": 21, "RESIZE_BILINEAR": 23, "TANH": 28, "DIV": 42,
                         "EXP": 47, "LOG_SOFTMAX": 50, "PRELU": 54, "MAXIMUM": 55, "MINIMUM": 57, "NEG": 59, "PADV2": 60, "SUM": 74, "RSQRT": 76, "POW": 78,
                         "REDUCE_MAX": 82, "SQUARE": 92, "LEAKY_RELU": 98, "SQUARED_DIFFERENCE": 99, "ABS": 101, "ELU": 111, "HARD_SWISH": 117, "BATCH_MATMUL": 126,
                         "GELU": 150, "RELU_0_TO_1": 152})
flat_model.OPTIONS.update({"LEAKY_RELU": 75, "L2_POOL_2D": 5, "GELU": 115, "LOCAL_RESPONSE_NORMALIZATION": 13, "RESIZE_BILINEAR": 15, "SUB": 28, "DIV": 29, "SUM": 27, "REDUCE_MAX": 27,
                           "BATCH_MATMUL": 101})
import forward
from flat_model import RELU, RELU6, SAME, VALID, Model

RANDOM = np.random.default_rng(20261122)
RUNS = []
COUNT = 5


def r(*shape):
    return RANDOM.normal(0, 0.5, shape).astype(np.float32)


def run(file, vocabulary=0):
    model = forward.Model(pathlib.Path("..") / ".." / file)
    shape = [int(n) for n in model.shapes[model.inputs[0]][1:]]
    x = forward.words(shape, COUNT, vocabulary) if vocabulary else forward.samples(shape, COUNT)
    RUNS.append({"file": file, "shape": shape, "vocabulary": vocabulary, "outputs": [float(f"{y:.7g}") for y in model.run(x).reshape(-1)]})


for name in "mlp-float mlp-float16 mlp-large mlp-int8 mlp-int8-by-row mlp-uint8 mlp-int16 mlp-int4 cnn-float cnn-int8 transposed volume residual branches scaled upsampled " \
        "lstm lstm-both-ways".split():
    run(f"tflite/{name}.tflite")
run("tflite/words.tflite", 10)
for name in "mlp ae cnn lstm".split():
    run(f"agreement/{name}.tflite")


class Chain:
    """Nodes one behind the other."""

    def __init__(self, shape):
        self.model = Model()
        self.first = self.value = self.model.value("input", shape)

    def step(self, kind, shape, constants=(), before=(), **options):
        """@param constants behind the value that it takes @param before in front of it"""
        number = len(self.model.tensors)
        named = lambda arrays: [a if isinstance(a, int) else self.model.constant(f"constant {number} {i}", a) for i, a in enumerate(arrays)]
        taken, self.value = self.value, self.model.value(f"{kind} {number}", shape)
        self.model.node(kind, [*named(before), taken, *named(constants)], [self.value], **options)
        return self.value

    def dense(self, outputs, inputs, **options):
        return self.step("FULLY_CONNECTED", [1, outputs], [r(outputs, inputs), r(outputs)], _0=0, **options)

    def write(self, name):
        self.model.write("run/" + name, [self.first], [self.value])
        run(f"tflite/run/{name}.tflite")


def functions():
    chain = Chain([1, 6])
    six = [1, 6]
    one = np.array(0.3, np.float32)
    for kind, constants, options in [
            ("RELU6", (), {}), ("RELU_N1_TO_1", (), {}), ("RELU_0_TO_1", (), {}), ("LEAKY_RELU", (), {"_0": 0.2}), ("ELU", (), {}), ("HARD_SWISH", (), {}),
            ("PRELU", (r(6),), {}), ("GELU", (), {"_0": 1}), ("GELU", (), {"_0": 0}), ("MAXIMUM", (one,), {}), ("MINIMUM", (r(1, 6),), {}), ("ABS", (), {}),
            ("NEG", (), {}), ("SQUARE", (), {}), ("L2_NORMALIZATION", (), {}), ("LOG_SOFTMAX", (), {}), ("EXP", (), {}), ("POW", (np.array(1.5, np.float32),), {}),
            ("RSQRT", (), {}), ("SOFTMAX", (), {"_0": 0.5})]:
        if kind not in ("POW", "RSQRT"):
            chain.dense(6, 6)
        chain.step(kind, six, constants, **options)
    chain.write("functions")


def images():
    chain = Chain([1, 5, 4, 2])
    whole = lambda *n: np.array(n, np.int32)
    chain.step("MUL", [1, 5, 4, 2], [np.array([0.5, 2], np.float32)], _0=0)
    chain.step("SUB", [1, 5, 4, 2], [np.array(0.25, np.float32)], _0=0)
    chain.step("CONV_2D", [1, 5, 4, 4], [r(4, 3, 3, 2), r(4)], _0=SAME, _1=1, _2=1, _3=2)
    chain.step("LOCAL_RESPONSE_NORMALIZATION", [1, 5, 4, 4], _0=1, _1=1.5, _2=0.7, _3=0.6)
    chain.step("AVERAGE_POOL_2D", [1, 3, 4, 4], _0=SAME, _1=1, _2=2, _3=2, _4=2, _5=RELU)
    chain.step("RESIZE_BILINEAR", [1, 5, 6, 4], [whole(5, 6)], _2=0, _3=1)
    chain.step("RESIZE_BILINEAR", [1, 7, 4, 4], [whole(7, 4)], _2=1, _3=0)
    chain.step("RESIZE_BILINEAR", [1, 4, 8, 4], [whole(4, 8)], _2=0, _3=0)
    chain.step("PADV2", [1, 6, 9, 4], [np.array([[0, 0], [1, 1], [0, 1], [0, 0]], np.int32), np.array(-0.5, np.float32)])
    chain.step("DEPTHWISE_CONV_2D", [1, 6, 9, 4], [r(1, 3, 3, 4), r(4)], _0=SAME, _1=1, _2=1, _3=1, _4=RELU6, _5=2, _6=2)
    chain.step("REDUCE_MAX", [1, 9, 4], [whole(1)], _0=0)
    chain.step("SUM", [1, 4], [whole(1)], _0=0)
    chain.dense(2, 4)
    chain.write("images")


def merged():
    """Products and differences of values; of fewer axes, too."""
    chain = Chain([1, 3, 4])
    first = chain.first
    one = chain.step("FULLY_CONNECTED", [1, 3, 4], [r(4, 4), r(4)], _0=0, _2=1)
    chain.value = first
    two = chain.step("FULLY_CONNECTED", [1, 3, 4], [r(4, 4), r(4)], _0=RELU, _2=1)
    three = chain.step("MUL", [1, 3, 4], [one], _0=RELU6)
    four = chain.step("SUB", [1, 3, 4], [two], _0=0)
    five = chain.step("SQUARED_DIFFERENCE", [1, 3, 4], [one])
    chain.step("MAXIMUM", [1, 3, 4], [three])
    squares = chain.step("BATCH_MATMUL", [1, 3, 3], [four], _0=0, _1=1)
    chain.step("SOFTMAX", [1, 3, 3], _0=2.0)
    chain.step("BATCH_MATMUL", [1, 3, 4], [five], _0=0, _1=0)
    chain.step("RESHAPE", [1, 12], [np.array([1, 12], np.int32)], _0=[1, 12])
    chain.dense(3, 12)
    chain.write("merged")


def turned():
    """An LSTM whose steps stand before its samples, and one the other way round."""
    chain = Chain([1, 5, 3])
    whole = lambda *n: np.array(n, np.int32)
    chain.step("TRANSPOSE", [5, 1, 3], [whole(1, 0, 2)])
    for inputs, first in ((3, True), (4, False)):
        gates = lambda *shape: [r(*shape) for _ in range(4)]
        states = [chain.model.value("state", [1, 4]) for _ in range(2)]
        chain.step("UNIDIRECTIONAL_SEQUENCE_LSTM", [5, 1, 4] if first else [1, 5, 4], [*gates(4, inputs), *gates(4, 4), -1, -1, -1, *gates(4), -1, -1, *states],
                   _0=flat_model.TANH, _3=int(first))
        chain.step("TRANSPOSE", [1, 5, 4] if first else [5, 1, 4], [whole(1, 0, 2)])
    chain.step("STRIDED_SLICE", [1, 4], [whole(-1, 0, 0), whole(0, 0, 0), whole(1, 1, 1)], _0=0b110, _1=0b110, _2=0, _3=0, _4=0b001)
    chain.dense(2, 4)
    chain.write("turned")


def ranges():
    """Sums of whole numbers that have none below zero end there."""
    chain = Chain([1, 6])
    kinds = iter([("int8", 0.02, -128), ("uint8", 0.015, 0), ("int8", 0.03, 3)])
    plain = chain.model.value

    def value(name, shape):
        return plain(name, shape, *next(kinds))
    chain.model.value = value
    for _ in range(3):
        chain.dense(6, 6)
    chain.model.value = plain
    chain.step("DEQUANTIZE", [1, 6])
    chain.write("ranges")


def refused():
    """What cannot be run: an LSTM whose input gate is what the forget gate is not, the root of the mean of squares, a step of somebody's own."""
    chain = Chain([1, 5, 3])
    some = lambda count, *shape: [r(*shape) for _ in range(count)]
    states = [chain.model.value("state", [1, 4]) for _ in range(2)]
    chain.step("UNIDIRECTIONAL_SEQUENCE_LSTM", [1, 5, 4], [-1, *some(3, 4, 3), -1, *some(3, 4, 4), -1, -1, -1, -1, *some(3, 4), -1, -1, *states], _0=flat_model.TANH, _3=0)
    chain.model.write("run/coupled", [chain.first], [chain.value])
    chain = Chain([1, 4, 4, 2])
    chain.step("CONV_2D", [1, 4, 4, 2], [r(2, 1, 1, 2), r(2)], _0=SAME, _1=1, _2=1, _3=0)
    chain.step("L2_POOL_2D", [1, 2, 2, 2], _0=VALID, _1=2, _2=2, _3=2, _4=2, _5=0)
    chain.model.write("run/squares", [chain.first], [chain.value])


refused()
functions()
turned()
ranges()
images()
merged()
with open("runs.json", "w") as out:
    json.dump(RUNS, out, separators=(",", ":"))
