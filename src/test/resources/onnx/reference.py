"""A plain evaluation of ONNX graphs with numpy, cut at layers, as an oracle for strengths and links. It shares nothing with the program.

Every function is left out, and a maximum is taken for the average of the units inside of its window, so that what is left is linear; where the graph
computes the value of a layer, what was computed is what enters it, and what goes on is what that layer is fed with. Feeding one neuron with 1 and all
others with 0 gives a row of the matrices that join it to the layers behind; with weights of 1 and sums instead of averages it counts paths.
"""
import itertools

import numpy as np
from onnx import numpy_helper

PASSED = {"Relu", "Sigmoid", "Tanh", "Softmax", "LeakyRelu", "Identity", "Dropout", "Clip", "Cast", "LRN", "Elu", "HardSigmoid", "Erf", "Sqrt",
          "QuantizeLinear"}
WEIGHTED = {"Conv": 1, "ConvTranspose": 1, "Gemm": 1}


class Reference:
    """@param layers names of the values that are layers, inputs first; @param fixed pairs of layers joined by links that are not counted"""

    def __init__(self, model, layers, shapes, fixed=(), norms=()):
        self.graph, self.layers, self.shapes, self.fixed = model.graph, layers, shapes, set(fixed)
        self.opset = model.opset_import[0].version
        self.stored = {i.name: numpy_helper.to_array(i).astype(float) for i in self.graph.initializer}

    def expected(self):
        n = len(self.layers)
        sizes = [int(np.prod(s)) for s in self.shapes]
        into, out = [np.zeros(s) for s in sizes], [np.zeros(s) for s in sizes]
        links = {}
        entering = self.run({}, "bias")
        for t in range(n):
            into[t] += entering[t]
        for s in range(n):
            paths = self.run({s: np.ones(sizes[s])}, "paths")
            for t in range(n):
                count = int(round(float(np.sum(paths[t]))))
                if count and (s, t) not in self.fixed:
                    links[f"{s} {t}"] = count
            for i in range(sizes[s]):
                one = np.zeros(sizes[s])
                one[i] = 1
                rows = self.run({s: one}, "weights")
                for t in range(n):
                    if (s, t) not in self.fixed:
                        out[s][i] += rows[t].sum()
                        into[t] += rows[t]
        return {"shapes": [list(map(int, s)) for s in self.shapes], "links": links,
                "strength": [{"in": a.round(9).tolist(), "out": b.round(9).tolist()} for a, b in zip(into, out)]}

    def run(self, feed, mode):
        """What enters each layer."""
        entered = [np.zeros(int(np.prod(s))) for s in self.shapes]
        self.mode = mode
        values = dict(self.stored)

        def cut(name, value):
            if name in self.layers:
                layer = self.layers.index(name)
                if value is not None:
                    entered[layer] = np.asarray(value, float).reshape(-1)
                shape = (1, *self.shapes[layer]) if value is None else value.shape
                return feed.get(layer, np.zeros(entered[layer].size)).reshape(shape)
            return value

        for name in self.layers:
            if any(i.name == name for i in self.graph.input):
                dims = [d.dim_value or 1 for d in next(i for i in self.graph.input if i.name == name).type.tensor_type.shape.dim]
                values[name] = cut(name, None).reshape(dims)
        for node in self.graph.node:
            attributes = {a.name: (a.i if a.type == 2 else a.f if a.type == 1 else list(a.ints) if a.type == 7 else a.s.decode() if a.type == 3 else a)
                          for a in node.attribute}
            inputs = [values[i] if i else None for i in node.input]
            result = self.node(node, inputs, attributes)
            for name, value in zip(node.output, result if isinstance(result, list) else [result]):
                values[name] = cut(name, value)
        return entered

    # ------------------------------------------------------------------------------------------------------------- nodes

    def w(self, weights):
        return np.ones_like(weights) if self.mode == "paths" else weights

    def b(self, bias, like):
        return np.zeros(like) if bias is None or self.mode != "bias" else bias

    def node(self, node, x, a):
        kind = node.op_type
        if kind in PASSED:
            return x[0]
        return getattr(self, "on_" + kind.lower())(x, a, node)

    def on_dequantizelinear(self, x, a, node):
        if node.input[0] not in self.stored:
            return x[0]
        axis = a.get("axis", 1)
        form = [1] * x[0].ndim
        if x[1].size > 1:
            form[axis] = -1
        return (x[0] - (0 if len(x) < 3 else x[2].reshape(form))) * x[1].reshape(form)

    @staticmethod
    def windows(spatial, taps, a, ceil=False, transposed=False):
        """Positions of the output, and padding before, along each axis."""
        n = len(spatial)
        strides, dilations = a.get("strides", [1] * n), a.get("dilations", [1] * n)
        pads, auto = a.get("pads", [0] * 2 * n), a.get("auto_pad", "NOTSET")
        sizes, begin = [], []
        for i in range(n):
            reach = dilations[i] * (taps[i] - 1) + 1
            if auto.startswith("SAME"):
                size = -(-spatial[i] // strides[i])
                both = max(0, (size - 1) * strides[i] + reach - spatial[i])
                before = both // 2 if auto == "SAME_UPPER" else both - both // 2
            else:
                before = 0 if auto == "VALID" else pads[i]
                room = spatial[i] + before + (0 if auto == "VALID" else pads[n + i]) - reach
                size = (-(-room // strides[i]) if ceil else room // strides[i]) + 1
                if ceil and (size - 1) * strides[i] >= spatial[i] + before:
                    size -= 1
            sizes.append(size)
            begin.append(before)
        return sizes, begin, strides, dilations

    def on_conv(self, x, a, node):
        value, weights = x[0], self.w(x[1])
        groups, taps, spatial = a.get("group", 1), weights.shape[2:], value.shape[2:]
        sizes, begin, strides, dilations = self.windows(spatial, taps, a)
        out = np.zeros((1, weights.shape[0], *sizes))
        per = weights.shape[0] // groups
        for o in range(weights.shape[0]):
            for i in range(weights.shape[1]):
                source = value[0, o // per * weights.shape[1] + i]
                for at in itertools.product(*map(range, sizes)):
                    for tap in itertools.product(*map(range, taps)):
                        place = tuple(p * s + t * d - b for p, s, t, d, b in zip(at, strides, tap, dilations, begin))
                        if all(0 <= p < n for p, n in zip(place, spatial)):
                            out[(0, o, *at)] += weights[(o, i, *tap)] * source[place]
        bias = self.b(x[2] if len(x) > 2 else None, weights.shape[0])
        return out + bias.reshape(1, -1, *[1] * len(taps))

    def on_convtranspose(self, x, a, node):
        value, weights = x[0], self.w(x[1])
        groups, taps, spatial, n = a.get("group", 1), weights.shape[2:], value.shape[2:], weights.ndim - 2
        strides, dilations, pads = a.get("strides", [1] * n), a.get("dilations", [1] * n), a.get("pads", [0] * 2 * n)
        more = a.get("output_padding", [0] * n)
        sizes = [s * (i - 1) + m + d * (t - 1) + 1 - pads[k] - pads[n + k]
                 for k, (s, i, m, d, t) in enumerate(zip(strides, spatial, more, dilations, taps))]
        out = np.zeros((1, weights.shape[1] * groups, *sizes))
        per = weights.shape[0] // groups
        for i in range(weights.shape[0]):
            for o in range(weights.shape[1]):
                for at in itertools.product(*map(range, spatial)):
                    for tap in itertools.product(*map(range, taps)):
                        place = tuple(p * s + t * d - b for p, s, t, d, b in zip(at, strides, tap, dilations, pads))
                        if all(0 <= p < m for p, m in zip(place, sizes)):
                            out[(0, i // per * weights.shape[1] + o, *place)] += weights[(i, o, *tap)] * value[(0, i, *at)]
        bias = self.b(x[2] if len(x) > 2 else None, out.shape[1])
        return out + bias.reshape(1, -1, *[1] * n)

    def on_maxpool(self, x, a, node):
        taps, spatial = a["kernel_shape"], x[0].shape[2:]
        sizes, begin, strides, dilations = self.windows(spatial, taps, a, a.get("ceil_mode", 0))
        out = np.zeros((1, x[0].shape[1], *sizes))
        for at in itertools.product(*map(range, sizes)):
            places = [tuple(p * s + t * d - b for p, s, t, d, b in zip(at, strides, tap, dilations, begin))
                      for tap in itertools.product(*map(range, taps))]
            places = [p for p in places if all(0 <= q < n for q, n in zip(p, spatial))]
            for place in places:
                out[(0, slice(None), *at)] += x[0][(0, slice(None), *place)] / (1 if self.mode == "paths" else len(places))
        return out

    on_averagepool = on_lppool = on_maxpool

    def on_reducemean(self, x, a, node):
        axes = tuple(a.get("axes", range(x[0].ndim)))
        value = x[0].sum(axes, keepdims=a.get("keepdims", 1) == 1)
        return value if self.mode == "paths" else value / np.prod([x[0].shape[i] for i in axes])

    on_reducemax = on_reducemean

    def on_globalaveragepool(self, x, a, node):
        return self.on_reducemean(x, {"axes": list(range(2, x[0].ndim))}, node)

    on_globalmaxpool = on_globalaveragepool

    def on_gemm(self, x, a, node):
        weights = self.w(x[1].T if a.get("transB") else x[1]) * (1 if self.mode == "paths" else a.get("alpha", 1.0))
        return x[0] @ weights + self.b(x[2] if len(x) > 2 else None, weights.shape[1])

    def on_matmul(self, x, a, node):
        return (self.w(x[0]) if node.input[0] in self.stored else x[0]) @ (self.w(x[1]) if node.input[1] in self.stored else x[1])

    def channels(self, numbers, value, axis):
        form = [1] * value.ndim
        form[axis] = -1
        return numbers.reshape(form)

    def scaled(self, value, scale, shift):
        if self.mode == "paths":
            return value
        return value * scale + (shift if self.mode == "bias" else 0)

    def on_batchnormalization(self, x, a, node):
        scale = x[1] / np.sqrt(x[4] + np.float32(a.get("epsilon", 1e-5)))
        return self.scaled(x[0], self.channels(scale, x[0], 1), self.channels(x[2] - x[3] * scale, x[0], 1))

    def on_instancenormalization(self, x, a, node):
        return self.scaled(x[0], self.channels(x[1], x[0], 1), self.channels(x[2], x[0], 1))

    def on_groupnormalization(self, x, a, node):
        each = x[0].shape[1] // x[1].size
        return self.scaled(x[0], self.channels(np.repeat(x[1], each), x[0], 1), self.channels(np.repeat(x[2], each), x[0], 1))

    def on_layernormalization(self, x, a, node):
        return self.scaled(x[0], x[1], x[2])

    def pair(self, x, node, how):
        first, second = node.input[0] in self.stored, node.input[1] in self.stored
        value, constant = (x[1], x[0]) if first else (x[0], x[1])
        if how == "add":
            return x[0] + x[1] if not first and not second else value + np.broadcast_to(constant if self.mode == "bias" else 0, (value + constant).shape)
        if self.mode == "paths":
            return value + np.zeros_like(constant)
        return value * constant if how == "mul" else value / constant

    def on_add(self, x, a, node):
        return self.pair(x, node, "add")

    def on_sub(self, x, a, node):
        return x[0] - (x[1] if self.mode == "bias" else 0)

    def on_mul(self, x, a, node):
        return self.pair(x, node, "mul")

    def on_div(self, x, a, node):
        return self.pair(x, node, "div")

    def on_sum(self, x, a, node):
        return sum(x)

    # ------------------------------------------------------------------------------------------------------- moved about

    def on_flatten(self, x, a, node):
        axis = a.get("axis", 1)
        return x[0].reshape(int(np.prod(x[0].shape[:axis])) if axis else 1, -1)

    def on_reshape(self, x, a, node):
        return x[0].reshape([x[0].shape[i] if n == 0 else int(n) for i, n in enumerate(x[1])])

    def on_transpose(self, x, a, node):
        return x[0].transpose(a["perm"])

    def on_squeeze(self, x, a, node):
        return np.squeeze(x[0], tuple(int(i) for i in x[1]))

    def on_unsqueeze(self, x, a, node):
        return np.expand_dims(x[0], tuple(int(i) for i in x[1]))

    def on_concat(self, x, a, node):
        return np.concatenate([v if n not in self.stored else np.zeros_like(v) for v, n in zip(x, node.input)], a["axis"])

    def on_split(self, x, a, node):
        parts = [int(n) for n in x[1]] if len(x) > 1 else [x[0].shape[a["axis"]] // len(node.output)] * len(node.output)
        return np.split(x[0], np.cumsum(parts)[:-1], a["axis"])

    def on_slice(self, x, a, node):
        key = [slice(None)] * x[0].ndim
        steps = x[4] if len(x) > 4 else np.ones(len(x[1]))
        for start, end, axis, step in zip(x[1], x[2], x[3], steps):
            key[int(axis)] = slice(int(start), None if abs(end) > 1e9 else int(end), int(step))
        return x[0][tuple(key)]

    def on_gather(self, x, a, node):
        return np.take(x[0], x[1].astype(int), a.get("axis", 0))

    def on_pad(self, x, a, node):
        n = x[0].ndim
        pads = [(int(x[1][i]), int(x[1][n + i])) for i in range(n)]
        value = np.pad(x[0], [(max(0, b), max(0, e)) for b, e in pads], mode=a.get("mode", "constant"))
        return value[tuple(slice(max(0, -b), value.shape[i] - max(0, -e)) for i, (b, e) in enumerate(pads))]

    def on_tile(self, x, a, node):
        return np.tile(x[0], x[1].astype(int))

    def on_expand(self, x, a, node):
        return np.broadcast_to(x[0], np.broadcast_shapes(x[0].shape, tuple(x[1].astype(int)))).copy()

    def on_depthtospace(self, x, a, node):
        n, c, h, w = x[0].shape
        k = a["blocksize"]
        out = np.zeros((n, c // k // k, h * k, w * k))
        for o, i, j in itertools.product(range(c // k // k), range(h * k), range(w * k)):
            place = (i % k * k + j % k)
            out[0, o, i, j] = x[0][0, o * k * k + place if a.get("mode", "DCR") == "CRD" else place * (c // k // k) + o, i // k, j // k]
        return out

    def on_spacetodepth(self, x, a, node):
        n, c, h, w = x[0].shape
        k = a["blocksize"]
        out = np.zeros((n, c * k * k, h // k, w // k))
        for o, i, j in itertools.product(range(c), range(h), range(w)):
            out[0, (i % k * k + j % k) * c + o, i // k, j // k] = x[0][0, o, i, j]
        return out

    def on_resize(self, x, a, node):
        sizes = x[3].astype(int) if len(x) > 3 else np.floor(np.array(x[0].shape) * x[2]).astype(int)
        scales = sizes / np.array(x[0].shape) if len(x) > 3 else x[2]
        value = x[0]
        for axis, (size, scale) in enumerate(zip(sizes, scales)):
            n = x[0].shape[axis]
            places = []
            for i in range(size):
                at = {"asymmetric": i / scale, "half_pixel": (i + 0.5) / scale - 0.5,
                      "align_corners": i * (n - 1) / max(1, size - 1)}[a.get("coordinate_transformation_mode", "half_pixel")]
                place = {"floor": np.floor(at), "ceil": np.ceil(at), "round_prefer_floor": np.ceil(at - 0.5),
                         "round_prefer_ceil": np.floor(at + 0.5)}[a.get("nearest_mode", "round_prefer_floor")]
                places.append(int(min(max(place, 0), n - 1)))
            value = np.take(value, places, axis)
        return value

    def on_upsample(self, x, a, node):
        return self.on_resize([x[0], None, x[1]], {"coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"}, node)
