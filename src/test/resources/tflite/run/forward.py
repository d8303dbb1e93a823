"""A forward pass of TensorFlow Lite's models in numpy and PyTorch, by their files alone: what the program must give for the same samples.

Whole numbers are taken for what they stand for, and nothing is rounded on the way; values that have no numbers below zero end there. Convolutions, poolings and LSTMs are PyTorch's, other nodes are numpy's; nothing
was taken from the program that is tested.
"""
import math
import pathlib
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent))
from flat_model import CODES

NAMES = {code: name for name, code in CODES.items()}
KINDS = {0: "f4", 1: "f2", 2: "i4", 3: "u1", 4: "i8", 7: "i2", 9: "i1", 17: "i4 bits"}
ERF = np.vectorize(math.erf)


class Table:
    def __init__(self, data, at):
        self.data, self.at = data, at
        self.fields = at - struct.unpack_from("<i", data, at)[0]
        self.size = struct.unpack_from("<H", data, self.fields)[0]

    def place(self, field):
        if 4 + 2 * field >= self.size:
            return None
        offset = struct.unpack_from("<H", self.data, self.fields + 4 + 2 * field)[0]
        return self.at + offset if offset else None

    def number(self, field, kind, otherwise=0):
        place = self.place(field)
        return otherwise if place is None else struct.unpack_from("<" + kind, self.data, place)[0]

    def target(self, field):
        place = self.place(field)
        return None if place is None else place + struct.unpack_from("<I", self.data, place)[0]

    def table(self, field):
        target = self.target(field)
        return None if target is None else Table(self.data, target)

    def tables(self, field):
        at = self.target(field)
        count = struct.unpack_from("<I", self.data, at)[0]
        return [Table(self.data, at + 4 + 4 * i + struct.unpack_from("<I", self.data, at + 4 + 4 * i)[0]) for i in range(count)]

    def list(self, field, kind):
        at = self.target(field)
        return np.zeros(0, kind) if at is None else np.frombuffer(self.data, kind, struct.unpack_from("<I", self.data, at)[0], at + 4)


def tensor(x):
    return torch.from_numpy(np.ascontiguousarray(x, np.float64))


def clip(low, high):
    return lambda x: np.clip(x, low, high)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


FUSED = [lambda x: x, lambda x: np.maximum(x, 0), clip(-1, 1), clip(0, 6), np.tanh]


class Model:
    def __init__(self, path):
        data = pathlib.Path(path).read_bytes()
        model = Table(data, struct.unpack_from("<I", data)[0])
        graph = model.tables(2)[0]
        self.kinds = [NAMES[max(c.number(0, "B"), c.number(3, "i"))] for c in model.tables(1)]
        self.nodes = graph.tables(3)
        self.inputs, self.outputs = graph.list(1, "<i4"), graph.list(2, "<i4")
        self.constants, self.shapes, self.ends = {}, {}, {}
        buffers = model.tables(4)
        for i, t in enumerate(graph.tables(0)):
            shape = t.list(0, "<i4")
            self.shapes[i] = tuple(shape)
            q = t.table(4)
            if q is not None and len(q.list(2, "<f4")) == 1:
                low, high = {9: (-128, 127), 3: (0, 255)}.get(t.number(1, "B"), (0, 0))
                zero, scale = int(q.list(3, "<i8")[0]), float(q.list(2, "<f4")[0])
                if high and zero == low:
                    self.ends[i] = 0, (high - zero) * scale
            buffer = buffers[t.number(2, "I")]
            raw = buffer.list(0, "u1").tobytes()
            if buffer.number(1, "Q") > 1:
                raw = data[buffer.number(1, "Q"):buffer.number(1, "Q") + buffer.number(2, "Q")]
            if t.number(2, "I") and raw:
                kind = KINDS[t.number(1, "B")]
                if kind.endswith("bits"):
                    halves = np.frombuffer(raw, np.uint8)
                    numbers = np.stack([halves & 15, halves >> 4], -1).reshape(-1).astype(int)
                    numbers = np.where(numbers > 7, numbers - 16, numbers)[:int(np.prod(shape))]
                else:
                    numbers = np.frombuffer(raw, "<" + kind)
                numbers = numbers.reshape(shape)
                q = t.table(4)
                if q is not None and len(q.list(2, "<f4")):
                    along = [1] * len(shape)
                    if len(q.list(2, "<f4")) > 1:
                        along[q.number(6, "i")] = -1
                    along = along or [()]
                    numbers = ((numbers.astype(float) - q.list(3, "<i8").reshape(along)) * q.list(2, "<f4").astype(float).reshape(along)).astype(np.float32)
                self.constants[i] = numbers

    def run(self, x):
        """@param x samples one behind the other, each without an axis for the batch"""
        rows = []
        for sample in x:
            values = {**self.constants, self.inputs[0]: sample[None]}
            for node in self.nodes:
                kind = self.kinds[node.number(0, "I")]
                inputs, outputs = node.list(1, "<i4"), node.list(2, "<i4")
                given = self.node(kind, [values.get(i) if i >= 0 else None for i in inputs], node.table(4), [self.shapes[o] for o in outputs])
                for o, value in zip(outputs, given if isinstance(given, list) else [given]):
                    values[o] = np.clip(value, *self.ends[o]) if o in self.ends and kind not in ("LOGISTIC", "SOFTMAX") else value
            rows.append(values[self.outputs[0]])
        return np.stack(rows)

    def node(self, kind, v, options, shapes):
        number = lambda field, of="i", otherwise=0: otherwise if options is None else options.number(field, of, otherwise)
        x = v[0]
        if kind in ("CONV_2D", "DEPTHWISE_CONV_2D", "CONV_3D"):
            return convolution(kind, v, number)
        if kind == "TRANSPOSE_CONV":
            kernel, x = tensor(v[1].transpose(3, 0, 1, 2)), v[2]
            stride = number(2), number(1)
            y = F.conv_transpose2d(tensor(np.moveaxis(x, -1, 1)), kernel, stride=stride).numpy()
            cut = [slice(None), slice(None)]
            for axis in range(2):
                units, k = shapes[0][1 + axis], v[1].shape[1 + axis]
                both = max(0, (-(-units // stride[axis]) - 1) * stride[axis] + k - units) if number(0, "B") == 0 else 0
                y = np.pad(y, [(0, max(0, both // 2 + units - y.shape[a])) if a == 2 + axis else (0, 0) for a in range(4)])
                cut.append(slice(both // 2, both // 2 + units))
            return FUSED[number(3, "B")](np.moveaxis(y[tuple(cut)], 1, -1) + (v[3] if len(v) > 3 and v[3] is not None else 0))
        if kind.endswith("POOL_2D"):
            stride, taps = (number(2), number(1)), (number(4), number(3))
            padded = lambda a, fill: around(np.moveaxis(a, -1, 1), taps, stride, (1, 1), number(0, "B") == 0, fill)
            if kind.startswith("MAX"):
                y = F.max_pool2d(padded(x, -math.inf), taps, stride)
            else:
                y = F.avg_pool2d(padded(x, 0), taps, stride) / F.avg_pool2d(padded(np.ones_like(x), 0), taps, stride)
            return FUSED[number(5, "B")](np.moveaxis(y.numpy(), 1, -1))
        if kind == "FULLY_CONNECTED":
            y = x.reshape(-1, v[1].shape[1]) @ v[1].T + (v[2] if len(v) > 2 and v[2] is not None else 0)
            return FUSED[number(0, "B")](y).reshape(shapes[0])
        if kind in ("ADD", "SUB", "MUL", "DIV"):
            return FUSED[number(0, "B")]({"ADD": np.add, "SUB": np.subtract, "MUL": np.multiply, "DIV": np.divide}[kind](x, v[1]))
        if kind.endswith("SEQUENCE_LSTM"):
            # steps before samples
            turned = bool(number(3 if kind.startswith("UNI") else 4, "B"))
            y = recurrent(kind, [x.swapaxes(0, 1) if turned else x, *v[1:]])
            return y.swapaxes(0, 1) if turned else y
        if kind == "UNIDIRECTIONAL_SEQUENCE_RNN":
            h, made = np.zeros(v[1].shape[0]), []
            for step in x[0]:
                h = FUSED[number(1, "B")](step @ v[1].T + h @ v[2].T + v[3])
                made.append(h)
            return np.stack(made)[None]
        if kind == "STRIDED_SLICE":
            taken = []
            for axis, (b, e, s) in enumerate(zip(v[1], v[2], v[3])):
                b = None if number(0) >> axis & 1 else int(b)
                taken.append(b if number(4) >> axis & 1 else slice(b, None if number(1) >> axis & 1 else int(e), int(s)))
            return x[tuple(taken)]
        if kind == "SPLIT":
            return np.split(v[1], number(0), int(v[0]))
        if kind == "UNPACK":
            return [np.take(x, i, number(1)) for i in range(number(0))]
        if kind == "PACK":
            return np.stack(v, number(1))
        if kind == "CONCATENATION":
            return FUSED[number(1, "B")](np.concatenate(v, number(0)))
        if kind in ("MEAN", "SUM", "REDUCE_MAX"):
            return {"MEAN": np.mean, "SUM": np.sum, "REDUCE_MAX": np.max}[kind](x, tuple(int(a) for a in v[1]), keepdims=bool(number(0, "B")))
        if kind.startswith("RESIZE"):
            aligned, half = (number(2, "B"), number(3, "B")) if kind.endswith("BILINEAR") else (number(0, "B"), number(1, "B"))
            mode = {"mode": "bilinear", "align_corners": bool(aligned)} if kind.endswith("BILINEAR") else {"mode": "nearest-exact" if half else "nearest"}
            if kind.endswith("BILINEAR") and not aligned and not half:
                return corners(x, *v[1])
            return np.moveaxis(F.interpolate(tensor(np.moveaxis(x, -1, 1)), tuple(int(n) for n in v[1]), **mode).numpy(), 1, -1)
        if kind == "DEPTH_TO_SPACE":
            n, (_, h, w, c) = number(0), x.shape
            return x.reshape(1, h, w, n, n, c // n ** 2).transpose(0, 1, 3, 2, 4, 5).reshape(1, h * n, w * n, c // n ** 2)
        if kind == "LOCAL_RESPONSE_NORMALIZATION":
            radius = number(0)
            around_ = np.pad(x ** 2, [(0, 0)] * 3 + [(radius, radius)])
            squares = sum(around_[..., i:i + x.shape[-1]] for i in range(2 * radius + 1))
            return x / (number(1, "f") + number(2, "f") * squares) ** number(3, "f")
        if kind == "BATCH_MATMUL":
            a, b = (m.swapaxes(-1, -2) if number(i, "B") else m for i, m in enumerate(v[:2]))
            return a @ b
        return {
            "DEQUANTIZE": lambda: x, "QUANTIZE": lambda: x, "RESHAPE": lambda: x.reshape(shapes[0]), "GATHER": lambda: x[v[1].astype(int)],
            "TRANSPOSE": lambda: x.transpose(v[1]), "PAD": lambda: np.pad(x, v[1]), "MIRROR_PAD": lambda: np.pad(x, v[1], "symmetric" if number(0, "B") else "reflect"),
            "PADV2": lambda: np.pad(x, v[1], constant_values=float(v[2])),
            "SOFTMAX": lambda: np.exp(number(0, "f") * x) / np.exp(number(0, "f") * x).sum(-1, keepdims=True),
            "LOG_SOFTMAX": lambda: x - np.log(np.exp(x).sum(-1, keepdims=True)), "LOGISTIC": lambda: sigmoid(x), "RELU": lambda: np.maximum(x, 0),
            "TANH": lambda: np.tanh(x), "RELU6": lambda: np.clip(x, 0, 6), "RELU_N1_TO_1": lambda: np.clip(x, -1, 1), "RELU_0_TO_1": lambda: np.clip(x, 0, 1),
            "LEAKY_RELU": lambda: np.where(x > 0, x, x * number(0, "f")), "ELU": lambda: np.where(x > 0, x, np.expm1(x)),
            "HARD_SWISH": lambda: x * np.clip(x + 3, 0, 6) / 6, "PRELU": lambda: np.where(x > 0, x, x * v[1]),
            "GELU": lambda: 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))) if number(0, "B") else 0.5 * x * (1 + ERF(x / math.sqrt(2))),
            "L2_NORMALIZATION": lambda: x / np.sqrt((x ** 2).sum(-1, keepdims=True)), "MAXIMUM": lambda: np.maximum(x, v[1]), "MINIMUM": lambda: np.minimum(x, v[1]),
            "POW": lambda: x ** v[1], "SQUARE": lambda: x ** 2, "RSQRT": lambda: 1 / np.sqrt(x), "EXP": lambda: np.exp(x), "NEG": lambda: -x, "ABS": lambda: abs(x),
            "SQUARED_DIFFERENCE": lambda: (x - v[1]) ** 2}[kind]()


def corners(x, height, width):
    """Bilinear between the corners of pixels, as old versions have it."""
    for axis, many in ((1, height), (2, width)):
        units = x.shape[axis]
        place = np.arange(many) * (units / many)
        low = np.minimum(place.astype(int), units - 1)
        share = (place - low).reshape([-1 if a == axis else 1 for a in range(4)])
        x = np.take(x, low, axis) * (1 - share) + np.take(x, np.minimum(low + 1, units - 1), axis) * share
    return x


def around(x, taps, stride, dilation, same, value=0.0):
    """Padded as TensorFlow does. @param x channel first"""
    pads = []
    for extent, k, s, d in zip(x.shape[2:], taps, stride, dilation):
        both = max(0, (-(-extent // s) - 1) * s + (k - 1) * d + 1 - extent) if same else 0
        pads = [both // 2, both - both // 2, *pads]
    return F.pad(tensor(x), pads, value=value)


def convolution(kind, v, number):
    x, kernel = v[0], v[1]
    if kind == "CONV_3D":
        stride, dilation, fused, axes = (number(1), number(3), number(2)), (number(5, "i", 1), number(7, "i", 1), number(6, "i", 1)), 4, 3
        kernel = kernel.transpose(4, 3, 0, 1, 2)
        groups = 1
    else:
        by_channel = kind.startswith("DEPTHWISE")
        after = 5 if by_channel else 4
        stride, dilation, fused, axes = (number(2), number(1)), (number(after + 1, "i", 1), number(after, "i", 1)), 4 if by_channel else 3, 2
        kernel = kernel.transpose(3, 0, 1, 2) if by_channel else kernel.transpose(0, 3, 1, 2)
        groups = x.shape[-1] // kernel.shape[1]
    y = (F.conv2d, F.conv3d)[axes - 2](around(np.moveaxis(x, -1, 1), kernel.shape[2:], stride, dilation, number(0, "B") == 0), tensor(kernel), stride=stride,
                                       dilation=dilation, groups=groups).numpy()
    return FUSED[number(fused, "B")](np.moveaxis(y, 1, -1) + (v[2] if len(v) > 2 and v[2] is not None else 0))


def recurrent(kind, v):
    def one(first, bias, x):
        units = v[first].shape[0]
        lstm = torch.nn.LSTM(x.shape[-1], units, batch_first=True).double()
        with torch.no_grad():
            lstm.weight_ih_l0.copy_(tensor(np.concatenate(v[first:first + 4])))
            lstm.weight_hh_l0.copy_(tensor(np.concatenate(v[first + 4:first + 8])))
            lstm.bias_ih_l0.copy_(tensor(np.concatenate(v[bias:bias + 4])))
            lstm.bias_hh_l0.zero_()
            return lstm(tensor(x))[0].numpy()
    forth = one(1, 12, v[0])
    return forth if kind.startswith("UNI") else np.concatenate([forth, one(18, 29, v[0][:, ::-1])[:, ::-1]], -1)


def samples(shape, count):
    """The same numbers as the tests make."""
    size = count * int(np.prod(shape))
    return np.sin(0.37 * np.arange(size) + 1).astype(np.float32).astype(float).reshape(count, *shape)


def words(shape, count, vocabulary):
    """Likewise, places in a vocabulary."""
    return ((np.arange(count * int(np.prod(shape))) * 7 + 3) % vocabulary).astype(float).reshape(count, *shape)
