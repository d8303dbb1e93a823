#!/usr/bin/env python3
"""Counts layers, links and parameters of ONNX models into counts.json, on its own: by following every element of every value.

An element of a value is a list of the neurons that it stands for: one behind an operator with weights, the window's behind a pooling, none where it
is padding or a constant. What moves elements moves these lists. A weighted operator has a link for each of its weights that meets a neuron, and as
many where it meets a list of them; so has every gate of a recurrent one. What goes along positions with the same weights has a link to each neuron once.

usage: /usr/bin/python3 count_links.py [FOLDER of published models]      Debian: apt install python3-onnx python3-numpy
"""
import itertools
import json
import os
import sys

import numpy as np
import onnx
from onnx import numpy_helper

PASSED = {"Relu", "Sigmoid", "Tanh", "Identity", "Dropout", "Clip", "Cast", "Erf", "Sqrt", "LeakyRelu", "Pow", "LRN", "Elu"}
NUMPY = {"Add": np.add, "Sub": np.subtract, "Mul": np.multiply, "Div": lambda a, b: a // b if a.dtype.kind == "i" else a / b, "Equal": np.equal,
         "Less": np.less, "Greater": np.greater, "And": np.logical_and, "Or": np.logical_or, "Not": np.logical_not, "Sqrt": np.sqrt, "Where": np.where,
         "Pow": np.power, "Range": lambda a, b, c: np.arange(a, b, c)}


class Value:
    """@param ids (extents…, neurons of an element), −1 where there is none
    @param sums layers that this is the sums of, before any function; alone where nobody else asks for them
    @param centred whether its mean was taken off"""

    def __init__(self, ids, sums=(), centred=False, constant=False):
        self.ids, self.sums, self.centred, self.constant = ids, list(sums), centred, constant
        self.alone, self.scores, self.normed, self.mean = True, False, False, False

    @property
    def shape(self):
        return self.ids.shape[:-1]

    def same(self, other):
        return self.ids.shape == other.ids.shape and bool((self.ids == other.ids).all())


class Count:
    def __init__(self, model, shapes):
        self.shapes, self.first, self.layers, self.links, self.connections, self.stored, self.uses = shapes, [0], 0, 0, 0, {}, {}
        self.uses_of(model.graph)
        self.graph(model.graph, {}, True)

    def uses_of(self, graph):
        for node in graph.node:
            for name in node.input if node.op_type != "Shape" else []:
                self.uses[name] = self.uses.get(name, 0) + 1
            for a in node.attribute:
                if a.type == onnx.AttributeProto.GRAPH:
                    self.uses_of(a.g)
        for output in graph.output:
            self.uses[output.name] = self.uses.get(output.name, 0) + 1

    # ---------------------------------------------------------------------------------------------------------- layers

    def neurons(self, shape):
        """Neurons of their own, of a new layer."""
        self.layers += 1
        n = int(np.prod(shape))
        ids = np.arange(self.first[-1], self.first[-1] + n, dtype=np.int32).reshape(*shape, 1)
        self.first.append(self.first[-1] + n)
        return Value(ids, [len(self.first) - 2])

    def apart(self, shape, *values):
        """Neurons of a new layer, the same ones along axes along which a value has the same: what is added to it stands for all positions too."""
        own = list(shape)
        for axis in range(len(shape) - 1):
            if any((v.ids == np.take(v.ids, [0], axis)).all() for v in values):
                own[axis] = 1
        made = self.neurons(own)
        return Value(np.broadcast_to(made.ids, (*shape, 1)).copy(), made.sums)

    def sources(self, ids):
        """For each layer, how many of an element's neurons are of it."""
        for layer, (start, end) in enumerate(zip(self.first, self.first[1:])):
            count = ((ids >= start) & (ids < end)).sum(-1, dtype=np.int64)
            if count.any():
                yield layer, count

    def linked(self, count):
        if count:
            self.links += int(count)
            self.connections += 1

    def weighs(self, tensor):
        """Its numbers; a matrix that several share counts once. Vectors that are equal by chance are stored once too, by PyTorch."""
        self.stored[id(tensor) if tensor.ndim > 1 else len(self.stored)] = tensor

    # ----------------------------------------------------------------------------------------------------------- nodes

    def graph(self, graph, outer, top):
        values = dict(outer)
        for i in graph.initializer:
            values[i.name] = numpy_helper.to_array(i)
        for i in graph.input if top else []:
            if i.name not in values:
                dims = [d.dim_value or 1 for d in i.type.tensor_type.shape.dim]
                # one sample
                dims = self.shapes.get(i.name, [1, *dims[1:]] if dims else [])
                floating = i.type.tensor_type.elem_type in (1, 10, 11)
                values[i.name] = self.neurons(dims) if floating and dims else Value(np.zeros((*dims, 0), np.int32), constant=not dims)
        for node in graph.node:
            attributes = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
            inputs = [values[name] if name else None for name in node.input]
            if node.op_type == "If":
                assert isinstance(inputs[0], np.ndarray), node.name + " branches by data"
                body = attributes["then_branch" if inputs[0].all() else "else_branch"]
                inner = self.graph(body, values, False)
                result = [inner[o.name] for o in body.output]
            else:
                result = self.node(node, inputs, attributes)
            for name, value in zip(node.output, result if isinstance(result, (list, tuple)) else [result]):
                values[name] = value
                if isinstance(value, Value) and self.uses.get(name, 0) > 1:
                    value.alone = False
        return values

    def node(self, node, x, a):
        kind = node.op_type
        if kind == "Shape":
            return np.array(x[0].shape, np.int64)
        if kind == "Size":
            return np.array(int(np.prod(x[0].shape)))
        if kind == "Constant":
            return numpy_helper.to_array(a["value"]) if "value" in a else np.array(next(iter(a.values())))
        if kind == "ConstantOfShape":
            fill = numpy_helper.to_array(a["value"]) if "value" in a else np.zeros(1, np.float32)
            return np.full([int(n) for n in x[0]], fill[0])
        if all(v is None or isinstance(v, np.ndarray) for v in x):
            if kind in NUMPY:
                return np.asarray(NUMPY[kind](*x))
            if kind == "Cast":
                return x[0].astype(onnx.mapping.TENSOR_TYPE_TO_NP_TYPE[a["to"]])
        if kind in PASSED:
            made = x[0] if isinstance(x[0], np.ndarray) else Value(x[0].ids, x[0].sums if kind in ("Identity", "Dropout", "Cast") else [], x[0].centred, x[0].constant)
            return self.after(made, x[0])
        return getattr(self, "on_" + kind.lower())(x, a, node)

    # ------------------------------------------------------------------------------------------------------ with weights

    @staticmethod
    def windows(spatial, taps, a):
        """Positions of the output, padding before, strides, dilations."""
        n = len(spatial)
        strides, dilations, pads = a.get("strides", [1] * n), a.get("dilations", [1] * n), list(a.get("pads", [0] * 2 * n))
        assert a.get("auto_pad", b"NOTSET") == b"NOTSET"
        sizes = []
        for i in range(n):
            room = spatial[i] + pads[i] + pads[n + i] - dilations[i] * (taps[i] - 1) - 1
            sizes.append((-(-room // strides[i]) if a.get("ceil_mode") else room // strides[i]) + 1)
            if a.get("ceil_mode") and (sizes[i] - 1) * strides[i] >= spatial[i] + pads[i]:
                sizes[i] -= 1
        return sizes, pads[:n], strides, dilations

    def taps(self, ids, taps, a, fill):
        """For each tap what it meets at each position of the output."""
        spatial = ids.shape[2:2 + len(taps)]
        sizes, begin, strides, dilations = self.windows(spatial, taps, a)
        for tap in itertools.product(*map(range, taps)):
            met = ids
            for axis, (n, size, b, s, d, t) in enumerate(zip(spatial, sizes, begin, strides, dilations, tap)):
                places = np.arange(size) * s + t * d - b
                met = np.take(met, np.clip(places, 0, n - 1), axis + 2)
                out = (places < 0) | (places >= n)
                met[(slice(None),) * (axis + 2) + (out,)] = fill
            yield met

    def on_conv(self, x, a, node):
        value, weights = x[0], x[1]
        self.weighs(weights)
        self.weighs(x[2]) if len(x) > 2 else None
        groups, taps = a.get("group", 1), weights.shape[2:]
        for _, count in self.sources(value.ids):
            self.linked(sum(int(met.sum()) for met in self.taps(count, taps, a, 0)) * (weights.shape[0] // groups))
        sizes = self.windows(value.shape[2:], taps, a)[0]
        return self.neurons((1, weights.shape[0], *sizes))

    def on_convtranspose(self, x, a, node):
        value, weights = x[0], x[1]
        self.weighs(weights)
        self.weighs(x[2]) if len(x) > 2 else None
        n = weights.ndim - 2
        strides, pads, more = a.get("strides", [1] * n), a.get("pads", [0] * 2 * n), a.get("output_padding", [0] * n)
        sizes = [s * (i - 1) + m + t - p - q for s, i, m, t, p, q in zip(strides, value.shape[2:], more, weights.shape[2:], pads, pads[n:])]
        for _, count in self.sources(value.ids):
            links = 0
            for at in itertools.product(*map(range, value.shape[2:])):
                inside = sum(all(0 <= p * s + t - b < m for p, s, t, b, m in zip(at, strides, tap, pads, sizes))
                             for tap in itertools.product(*map(range, weights.shape[2:])))
                links += int(count[(0, slice(None), *at)].sum()) * inside * weights.shape[1]
            self.linked(links)
        return self.neurons((1, weights.shape[1] * a.get("group", 1), *sizes))

    def on_gemm(self, x, a, node):
        self.weighs(x[1])
        self.weighs(x[2]) if len(x) > 2 else None
        return self.dense(x[0], x[1].shape[0 if a.get("transB") else 1])

    def dense(self, value, outputs):
        features = value.ids.reshape(-1, *value.ids.shape[-2:])
        if len(features) == 1:
            for _, count in self.sources(value.ids):
                self.linked(count.sum() * outputs)
        else:
            # the same weights at each position: each neuron that a feature stands for, once
            each = [np.unique(features[:, f]) for f in range(features.shape[1])]
            for start, end in zip(list(self.first), self.first[1:]):
                self.linked(sum(int(((e >= start) & (e < end)).sum()) for e in each) * outputs)
        made = self.neurons((outputs,))
        return Value(np.broadcast_to(made.ids, (*value.shape[:-1], outputs, 1)).copy(), made.sums)

    def on_matmul(self, x, a, node):
        if isinstance(x[1], np.ndarray):
            self.weighs(x[1])
            return self.dense(x[0], x[1].shape[-1])
        # of two values: what mixes positions; the scores are no layer
        shape = np.broadcast_shapes(x[0].shape[:-2], x[1].shape[:-2]) + (x[0].shape[-2], x[1].shape[-1])
        made = self.apart(shape, Value(x[0].ids[..., :1, :]))
        if x[0].scores:
            return made
        self.layers -= 1
        return made

    def on_softmax(self, x, a, node):
        made = Value(x[0].ids)
        made.scores = True
        return made

    def on_lstm(self, x, a, node):
        weights, back = x[1], x[2]
        for tensor in x[1:4]:
            self.weighs(tensor) if tensor is not None else None
        directions, units = back.shape[0], back.shape[2]
        made = []
        for _ in range(directions):
            for _, count in self.sources(x[0].ids):
                self.linked(count.sum() * weights.shape[1])
            self.linked(back.shape[1] * units)
            made.append(self.neurons((units,)).ids)
        last = np.stack(made)[:, None]
        return [Value(np.broadcast_to(last[None], (x[0].shape[0], *last.shape)).copy()), Value(last), Value(np.zeros((*last.shape[:-1], 0), np.int32), constant=True)]

    def on_gather(self, x, a, node):
        if isinstance(x[0], np.ndarray) and isinstance(x[1], np.ndarray):
            return np.asarray(np.take(x[0], x[1], a.get("axis", 0)))
        if isinstance(x[0], np.ndarray):
            # a table of words, which are the input's neurons
            self.weighs(x[0])
            words = self.neurons((x[0].shape[0],))
            self.linked(words.ids.size * x[0].shape[1])
            made = self.neurons((x[0].shape[1],))
            return Value(np.broadcast_to(made.ids, (*x[1].shape, *made.ids.shape)).copy(), made.sums)
        ids = np.take(x[0].ids, np.asarray(x[1]), a.get("axis", 0) % len(x[0].shape))
        return Value(ids, [], False, x[0].constant)

    def on_batchnormalization(self, x, a, node):
        # folded
        return x[0]

    # ------------------------------------------------------------------------------------------------- sums and factors

    def pair(self, x, node):
        if isinstance(x[0], np.ndarray) or isinstance(x[1], np.ndarray):
            value, constant = (x[1], x[0]) if isinstance(x[0], np.ndarray) else (x[0], x[1])
            return value, constant
        return (x[0], None) if x[1].constant else (x[1], None) if x[0].constant else (None, None)

    def on_add(self, x, a, node):
        value, constant = self.pair(x, node)
        if value is not None:
            if constant is not None and constant.ndim == 1 and constant.size > 1 and value.sums:
                self.weighs(constant)
            elif constant is not None and value.normed:
                self.weighs(constant)
            shape = np.broadcast_shapes(value.shape, () if constant is None else constant.shape)
            wide = Value(np.broadcast_to(value.ids, shape + value.ids.shape[-1:]).copy(), value.sums, value.centred)
            wide.normed = value.normed
            return self.after(wide, value)
        # one layer; what is added is no layer of its own where nobody else asks for it
        assert x[0].shape == x[1].shape
        made = self.apart(x[0].shape, *x)
        self.layers -= sum(1 for v in x if v.sums and v.alone)
        return made

    def on_mul(self, x, a, node):
        value, constant = self.pair(x, node)
        if value is None:
            # a function of itself
            assert x[0].same(x[1]), node.name
            return Value(x[0].ids)
        if constant is not None and value.centred and constant.size > 1:
            self.weighs(constant)
            for _, count in self.sources(np.unique(value.ids.reshape(-1, *value.ids.shape[-2:]), axis=0)):
                self.linked(count.sum())
            made = self.apart(value.shape, value)
            made.normed = True
            return made
        return Value(value.ids, [], value.centred, value.constant)

    def on_sub(self, x, a, node):
        value, constant = self.pair(x, node)
        if value is None:
            assert x[1].mean, node.name
            return Value(x[0].ids, [], True)
        return value

    def on_div(self, x, a, node):
        value, constant = self.pair(x, node)
        if value is None:
            assert x[0].centred, node.name
            return Value(x[0].ids, [], True)
        return Value(value.ids, [], value.centred, value.constant)

    def on_where(self, x, a, node):
        return next(v for v in x[1:] if not isinstance(v, np.ndarray))

    # ------------------------------------------------------------------------------------------------------ windows

    def pooled(self, value, taps, a):
        return Value(np.concatenate(list(self.taps(value.ids, taps, a, -1)), -1))

    def on_maxpool(self, x, a, node):
        return self.pooled(x[0], a["kernel_shape"], a)

    on_averagepool = on_maxpool

    def on_reducemean(self, x, a, node):
        axes = sorted(int(n) % len(x[0].shape) for n in (a["axes"] if "axes" in a else x[1]))
        ids = np.moveaxis(x[0].ids, axes, range(-1 - len(axes), -1))
        ids = ids.reshape(*ids.shape[:len(x[0].shape) - len(axes)], -1)
        for axis in axes if a.get("keepdims", 1) else []:
            ids = np.expand_dims(ids, axis)
        made = Value(ids)
        made.mean = axes == [len(x[0].shape) - 1]
        return made

    def on_globalaveragepool(self, x, a, node):
        return self.on_reducemean(x, {"axes": list(range(2, len(x[0].shape)))}, node)

    # ---------------------------------------------------------------------------------------------------- moved about

    @staticmethod
    def after(made, value):
        if isinstance(made, Value):
            made.alone, made.scores = value.alone, value.scores
        return made

    def moved(self, x, move):
        """@param move of an array, which leaves an axis behind those of the value alone"""
        if isinstance(x, np.ndarray):
            return move(x)
        return self.after(Value(move(x.ids), x.sums, x.centred, x.constant), x)

    def on_reshape(self, x, a, node):
        sizes = [x[0].shape[i] if n == 0 else int(n) for i, n in enumerate(x[1])]
        if -1 in sizes:
            sizes[sizes.index(-1)] = int(np.prod(x[0].shape)) // -int(np.prod(sizes))
        return self.moved(x[0], lambda v: v.reshape(sizes + list(v.shape[len(x[0].shape):])))

    def on_flatten(self, x, a, node):
        return self.on_reshape([x[0], [int(np.prod(x[0].shape[:a.get("axis", 1)])), -1]], a, node)

    def on_transpose(self, x, a, node):
        perm = list(a.get("perm", range(len(x[0].shape))[::-1]))
        return self.moved(x[0], lambda v: v.transpose(perm + list(range(len(perm), v.ndim))))

    def on_squeeze(self, x, a, node):
        n = len(x[0].shape)
        axes = tuple(int(i) % n for i in (x[1] if len(x) > 1 else a.get("axes", [i for i in range(n) if x[0].shape[i] == 1])))
        return self.moved(x[0], lambda v: np.squeeze(v, axes))

    def on_unsqueeze(self, x, a, node):
        axes = [int(i) for i in (np.atleast_1d(x[1]) if len(x) > 1 else a["axes"])]
        axes = sorted(i % (len(x[0].shape) + len(axes)) for i in axes)
        return self.moved(x[0], lambda v: np.expand_dims(v, tuple(axes)))

    def on_concat(self, x, a, node):
        if all(isinstance(v, np.ndarray) for v in x):
            return np.concatenate(x, a["axis"])
        x = [Value(np.full((*v.shape, 1), -1, np.int32)) if isinstance(v, np.ndarray) else v for v in x]
        most = max(v.ids.shape[-1] for v in x)
        wide = [np.concatenate([v.ids, np.full((*v.shape, most - v.ids.shape[-1]), -1, np.int32)], -1) for v in x]
        return Value(np.concatenate(wide, a["axis"] % len(x[0].shape)), constant=all(v.constant for v in x))

    def on_split(self, x, a, node):
        axis = a.get("axis", 0)
        n = x[0].shape[axis]
        parts = [int(p) for p in x[1]] if len(x) > 1 else a.get("split", [n // len(node.output)] * len(node.output))
        ends = np.cumsum(parts)
        key = lambda start, end: (slice(None),) * (axis % len(x[0].shape)) + (slice(start, end),)
        return [self.moved(x[0], lambda v: v[key(end - p, end)]) for p, end in zip(parts, ends)]

    def on_slice(self, x, a, node):
        starts, ends = (x[1], x[2]) if len(x) > 1 else (a["starts"], a["ends"])
        axes = x[3] if len(x) > 3 and x[3] is not None else a.get("axes", range(len(starts)))
        steps = x[4] if len(x) > 4 else [1] * len(starts)
        key = [slice(None)] * len(x[0].shape)
        for start, end, axis, step in zip(starts, ends, axes, steps):
            key[int(axis)] = slice(int(start), None if abs(int(end)) > 1 << 40 else int(end), int(step))
        return self.moved(x[0], lambda v: v[tuple(key)])

    def on_pad(self, x, a, node):
        n = len(x[0].shape)
        pads = [(int(x[1][i]), int(x[1][n + i])) for i in range(n)]
        mode = a.get("mode", b"constant").decode()
        more = {} if mode != "constant" else {"constant_values": -1}
        return self.moved(x[0], lambda v: np.pad(v, pads + [(0, 0)] * (v.ndim - n), mode, **more))

    def on_trilu(self, x, a, node):
        return (np.triu if a.get("upper", 1) else np.tril)(x[0], int(x[1]) if len(x) > 1 else 0)

    def on_expand(self, x, a, node):
        shape = np.broadcast_shapes(x[0].shape, tuple(int(n) for n in x[1]))
        return self.moved(x[0], lambda v: np.broadcast_to(v, shape + v.shape[len(x[0].shape):]).copy())


def count(file, shapes):
    model = onnx.load(file)
    made = Count(model, shapes)
    return {"layers": made.layers, "connections": made.connections, "links": made.links,
            "parameters": sum(int(t.size) for t in made.stored.values())}


if __name__ == "__main__":
    published = sys.argv[1] if len(sys.argv) > 1 else "/work/shared/golden/models"
    counts = {}
    for name in ("resnet", "mobilenet", "unet", "encoder", "language", "sentence", "vision"):
        counts[name + ".onnx"] = count(name + ".onnx", {"input": [1, 5]} if name in ("language", "sentence") else {})
        print(name, counts[name + ".onnx"])
    # the length that it was trained with
    for name, shapes in (("onnx_test_Conv3d_groups", {}), ("silero_vad_16k_op15", {"input": [1, 512], "state": [2, 1, 128]}), ("light_squeezenet", {})):
        counts[name + ".onnx"] = count(os.path.join(published, name + ".onnx"), shapes)
        print(name, counts[name + ".onnx"])
    with open("counts.json", "w") as file:
        json.dump(counts, file, indent=1)
        file.write("\n")
