#!/usr/bin/env python3
"""Writes small ONNX models, one for each way in which operators meet, and in expected.json what must be found in them.

Debian: apt install python3-numpy python3-onnx; then run it in this folder with /usr/bin/python3.
"""
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from reference import Reference

HERE = pathlib.Path(__file__).parent
random = np.random.RandomState(20261121)
expected = {}


def stored(name, array):
    return numpy_helper.from_array(np.asarray(array), name)


def numbers(*shape):
    return random.normal(0, 1, shape).astype(np.float32)


def wholes(*values):
    return np.array(values, np.int64)


class Graph:
    """Nodes one behind the other; a layer is told by the value that it is."""

    def __init__(self, *shape, opset=13):
        self.nodes, self.initialisers, self.layers, self.shapes, self.at, self.opset = [], [], ["x"], [list(shape)], "x", opset
        self.inputs = [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", *shape])]
        self.parameters = 0
        self.fixed, self.turned = [], {}

    def constant(self, array, counted=False):
        name = f"c{len(self.initialisers)}"
        self.initialisers.append(stored(name, array))
        self.parameters += np.asarray(array).size if counted else 0
        return name

    def add(self, kind, *constants, of=None, outputs=1, domain="", **attributes):
        inputs = (of if isinstance(of, list) else [of or self.at]) + [c if isinstance(c, str) else self.constant(c) for c in constants]
        names = [f"{kind.lower()}{len(self.nodes)}" + (f".{i}" if outputs > 1 else "") for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **attributes))
        self.at = names[0]
        return names if outputs > 1 else names[0]

    def weights(self, kind, *shape, bias=0, of=None, **attributes):
        inputs = [self.constant(numbers(*shape), True)] + ([self.constant(numbers(bias), True)] if bias else [])
        return self.add(kind, *inputs, of=of, **attributes)

    def layer(self, *shape):
        """That the value here is a layer."""
        self.layers.append(self.at)
        self.shapes.append(list(shape))
        return self.at

    def conv(self, o, i, k, *shape, bias=True, of=None, **attributes):
        self.weights("Conv", o, i // attributes.get("group", 1), *k, bias=o if bias else 0, of=of, **attributes)
        return self.layer(o, *shape)

    def dense(self, i, o, of=None):
        self.weights("Gemm", i, o, bias=o, of=of)
        return self.layer(o)

    def save(self, name, warnings=(), parameters=None):
        graph = helper.make_graph(self.nodes, name, self.inputs, [helper.make_tensor_value_info(self.at, TensorProto.FLOAT, None)], self.initialisers)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", self.opset)])
        model.ir_version = 8
        (HERE / (name + ".onnx")).write_bytes(model.SerializeToString())
        # a matrix is an image of one channel
        if len(self.shapes[0]) == 2 and not any(n.op_type == "Conv" for n in self.nodes):
            self.shapes[0] = [1] + self.shapes[0]
        found = Reference(model, self.layers, self.shapes, self.fixed).expected()
        for layer, shape in self.turned.items():
            # drawn as channels and positions where the file has positions and channels
            found["shapes"][layer] = list(shape[::-1])
            found["strength"][layer] = {k: np.reshape(v, shape).T.flatten().tolist() for k, v in found["strength"][layer].items()}
        expected[name] = {**found, "parameters": int(self.parameters if parameters is None else parameters), "warnings": list(warnings)}


def pools():
    for name, kind, shape, attributes, pooled in [
            ("pool-max-ceil", "MaxPool", [6, 7], dict(kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1), [3, 3]),
            ("pool-max-padded", "MaxPool", [7, 5], dict(kernel_shape=[3, 2], strides=[2, 2], pads=[1, 0, 1, 1]), [4, 3]),
            ("pool-max-dilated", "MaxPool", [8, 7], dict(kernel_shape=[2, 3], strides=[1, 2], dilations=[3, 2]), [5, 2]),
            ("pool-average-overlapping", "AveragePool", [5, 6], dict(kernel_shape=[3, 3], strides=[1, 2]), [3, 2]),
            ("pool-average-same", "AveragePool", [7, 6], dict(kernel_shape=[3, 2], strides=[2, 2], auto_pad="SAME_LOWER"), [4, 3]),
            ("pool-lp", "LpPool", [4, 6], dict(kernel_shape=[2, 3], strides=[2, 3]), [2, 2]),
            ("pool-ceil-padded", "AveragePool", [6, 5], dict(kernel_shape=[2, 3], strides=[3, 2], pads=[1, 1, 1, 1], ceil_mode=1), [3, 3])]:
        g = Graph(2, *shape)
        g.conv(3, 2, (3, 3), *shape, pads=[1, 1, 1, 1])
        g.add("Relu")
        g.add(kind, **attributes)
        g.conv(2, 3, (2, 2), pooled[0] - 1, pooled[1] - 1)
        g.add("Flatten")
        g.dense(2 * (pooled[0] - 1) * (pooled[1] - 1), 3)
        g.save(name)
    g = Graph(1, 9, 8)
    g.conv(2, 1, (2, 2), 8, 7)
    g.add("MaxPool", kernel_shape=[3, 3], strides=[2, 2])
    g.add("AveragePool", kernel_shape=[2, 2])
    g.add("Flatten")
    g.dense(2 * 2 * 2, 3)
    g.save("pool-of-pool")
    g = Graph(1, 5, 5)
    g.add("AveragePool", kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=[2, 2], count_include_pad=1)
    g.conv(2, 1, (2, 2), 2, 2)
    g.save("pool-counting-padding", ["The padding that \"AveragePool\" counts in its averages is left out of them."])
    for name, kind, attributes in [("pool-global", "GlobalAveragePool", {}), ("pool-global-max", "GlobalMaxPool", {}), ("reduce-mean", "ReduceMean", dict(axes=[2, 3])),
                                   ("reduce-max", "ReduceMax", dict(axes=[-1, -2], keepdims=0))]:
        g = Graph(2, 4, 3)
        g.conv(3, 2, (2, 2), 3, 2)
        g.add(kind, **attributes)
        g.add("Flatten")
        g.dense(3, 2)
        g.save(name)
    g = Graph(2, 9)
    g.conv(3, 2, (3,), 7)
    g.add("MaxPool", kernel_shape=[2], strides=[2])
    g.conv(2, 3, (2,), 2)
    g.save("pool-of-a-sequence")


def moves():
    g = Graph(2, 4, 5)
    g.conv(3, 2, (3, 3), 4, 5, pads=[1, 1, 1, 1])
    a = g.add("MaxPool", kernel_shape=[2, 2], strides=[2, 1], of=g.at)
    b = g.add("Slice", wholes(0, 1), wholes(4, 9), wholes(2, 3), wholes(2, 1), of=g.layers[1])
    g.add("Concat", of=[a, b, g.constant(numbers(1, 1, 2, 4))], axis=1)
    g.conv(2, 7, (2, 2), 1, 3, bias=False)
    # the weights of the constant channel link nobody
    g.save("concat-of-pool-and-slice", parameters=g.parameters - 8)
    g = Graph(4, 3, 4)
    g.conv(6, 4, (1, 1), 3, 4)
    p, q = g.add("Split", wholes(2, 4), axis=1, outputs=2)
    g.conv(4, 4, (3, 3), 3, 4, of=q, pads=[1, 1, 1, 1], group=4)
    g.add("Concat", of=[p, g.at], axis=1)
    g.add("Reshape", wholes(0, 2, 3, 3, 4))
    g.add("Transpose", perm=[0, 2, 1, 3, 4])
    g.add("Reshape", wholes(0, -1, 3, 4))
    g.conv(3, 6, (2, 1), 2, 4)
    g.save("shuffled-channels")
    for name, pads, mode, shape in [("pad-constant", [0, 0, 2, 0, 0, 0, 1, 3], "constant", [6, 6]), ("pad-reflect", [0, 0, 2, 1, 0, 0, 1, 2], "reflect", [6, 6]),
                                    ("pad-edge", [0, 0, 0, 2, 0, 0, 3, 0], "edge", [6, 5]), ("pad-cut", [0, 0, -1, 1, 0, 0, 2, -1], "constant", [4, 3])]:
        g = Graph(2, 3, 3)
        g.add("Pad", wholes(*pads), mode=mode)
        g.conv(2, 2, (2, 2), shape[0] - 1, shape[1] - 1)
        g.save(name)
    for name, attributes, opset in [("depth-to-space", dict(blocksize=2), 13), ("depth-to-space-columns", dict(blocksize=2, mode="CRD"), 13)]:
        g = Graph(8, 2, 3, opset=opset)
        g.conv(8, 8, (1, 1), 2, 3)
        g.add("DepthToSpace", **attributes)
        g.conv(1, 2, (3, 2), 2, 5)
        g.save(name)
    g = Graph(2, 4, 6)
    g.add("SpaceToDepth", blocksize=2)
    g.conv(3, 8, (2, 2), 1, 2)
    g.save("space-to-depth")
    for name, scales, attributes in [
            ("resize-asymmetric", [1, 1, 2, 3], dict(coordinate_transformation_mode="asymmetric", nearest_mode="floor")),
            ("resize-half-pixel", [1, 1, 1.5, 2], {}), ("resize-ceil", [1, 1, 0.6, 2.5], dict(nearest_mode="ceil")),
            ("resize-corners", [1, 1, 1.75, 2], dict(coordinate_transformation_mode="align_corners", nearest_mode="round_prefer_ceil"))]:
        g = Graph(1, 4, 3)
        g.conv(2, 1, (1, 1), 4, 3)
        g.add("Resize", "", np.array(scales, np.float32), mode="nearest", **attributes)
        h, w = int(4 * scales[2]), int(3 * scales[3])
        g.conv(1, 2, (2, 2), h - 1, w - 1)
        g.save(name)
    g = Graph(1, 3, 2)
    g.add("Resize", "", "", wholes(1, 1, 5, 5), mode="nearest", coordinate_transformation_mode="asymmetric", nearest_mode="floor")
    g.conv(2, 1, (2, 3), 4, 3)
    g.save("resize-to-sizes")
    g = Graph(1, 3, 2, opset=9)
    g.conv(2, 1, (1, 1), 3, 2)
    g.add("Upsample", np.array([1, 1, 2, 2], np.float32), mode="nearest")
    g.conv(1, 2, (3, 3), 4, 2)
    g.save("upsample")
    g = Graph(3, 4)
    g.add("Transpose", perm=[0, 2, 1])
    g.add("Slice", wholes(-1), wholes(-2**40), wholes(1), wholes(-2))
    g.add("Flatten", axis=1)
    g.dense(6, 3)
    g.add("Unsqueeze", wholes(1))
    g.add("Tile", wholes(1, 2, 1))
    g.add("Gather", wholes(2, 0), axis=2)
    g.add("Expand", wholes(3, 1, 1))
    g.add("Slice", wholes(0), wholes(1), wholes(0))
    g.add("Reshape", wholes(1, -1))
    g.dense(4, 2)
    g.save("sliced-backwards-tiled-and-gathered")


def sums():
    g = Graph(2, 5, 4)
    x = g.conv(3, 2, (3, 3), 5, 4, pads=[1, 1, 1, 1])
    x = g.add("Relu")
    g.conv(4, 3, (3, 3), 5, 4, pads=[1, 1, 1, 1])
    g.add("Relu")
    a = g.weights("Conv", 3, 4, 3, 3, bias=3, pads=[1, 1, 1, 1])
    g.add("Add", of=[a, x])
    g.layer(3, 5, 4)
    g.fixed.append((1, 3))
    y = g.add("Relu")
    b = g.weights("Conv", 2, 3, 3, 3, bias=2, pads=[1, 1, 1, 1], strides=[2, 2])
    c = g.weights("Conv", 2, 3, 1, 1, bias=2, strides=[2, 2], of=y)
    g.add("Add", of=[b, c])
    g.layer(2, 3, 2)
    g.add("GlobalAveragePool")
    g.add("Flatten")
    g.dense(2, 3)
    g.save("residual")
    g = Graph(6)
    a = g.dense(6, 4)
    b = g.add("Relu")
    g.add("Add", of=[a, b])
    g.layer(4)
    g.fixed.append((1, 2))
    g.add("Relu")
    g.dense(4, 2)
    g.save("sum-of-a-layer-and-itself")


def scales():
    def batch(g, n):
        g.add("BatchNormalization", *[g.constant(v) for v in (numbers(n), numbers(n), numbers(n), np.abs(numbers(n)) + np.float32(0.5))], epsilon=1e-3)

    g = Graph(2, 4, 4)
    g.weights("Conv", 3, 2, 3, 3)
    batch(g, 3)
    g.layer(3, 4 - 2, 2)
    g.add("Relu")
    g.add("MaxPool", kernel_shape=[2, 2])
    batch(g, 3)
    g.layer(3, 1, 1)
    g.add("Flatten")
    g.dense(3, 2)
    # folded: a bias of three; behind the pooling three factors and shifts
    g.save("batch-norm-folded-and-not", parameters=g.parameters + 3 + 6)
    g = Graph(3, 4, 2)
    g.weights("Conv", 4, 3, 1, 1)
    g.add("Mul", numbers(4, 1, 1))
    g.add("Add", numbers(1, 4, 1, 1))
    g.layer(4, 4, 2)
    g.add("Relu")
    g.add("Div", np.abs(numbers(1, 4, 1, 1)) + np.float32(1))
    g.add("Sub", numbers(4, 1, 1))
    g.layer(4, 4, 2)
    g.add("Flatten")
    g.weights("MatMul", 32, 3)
    g.add("Mul", np.float32(0.5).reshape(()))
    g.add("Add", numbers(3))
    g.layer(3)
    g.save("constant-factors", parameters=12 + 4 + 8 + 96 + 3)
    for name, opset, build in [
            ("instance-norm", 13, lambda g: g.weights("InstanceNormalization", 4, bias=4)),
            ("layer-norm", 17, lambda g: g.add("LayerNormalization", g.constant(numbers(4, 3, 2), True), g.constant(numbers(4, 3, 2), True), axis=1)),
            ("group-norm", 18, lambda g: g.add("GroupNormalization", g.constant(numbers(2)), g.constant(numbers(2)), num_groups=2))]:
        g = Graph(3, 3, 2, opset=opset)
        g.conv(4, 3, (1, 1), 3, 2)
        build(g)
        g.layer(4, 3, 2)
        g.add("Relu")
        g.conv(2, 4, (2, 2), 2, 1)
        g.save(name, parameters=g.parameters + (8 if name == "group-norm" else 0))


def products():
    g = Graph(3, 4)
    g.add("Transpose", perm=[0, 2, 1])
    w = g.constant(numbers(5, 4), True)
    g.add("MatMul", of=[w, g.at])
    g.add("Flatten")
    g.layer(15)
    g.dense(15, 2)
    g.layers[1] = "matmul1"
    g.shapes[1] = [5, 3]
    g.save("weights-on-the-left")
    g = Graph(2, 3)
    g.add("MatMul", g.constant(numbers(3, 4), True))
    g.layer(2, 4)
    g.turned[1] = (2, 4)
    g.add("Relu")
    g.add("Flatten")
    g.dense(8, 2)
    g.save("dense-at-each-position")


if __name__ == "__main__":
    pools()
    moves()
    sums()
    scales()
    products()
    (HERE / "expected.json").write_text(json.dumps(expected) + "\n")
