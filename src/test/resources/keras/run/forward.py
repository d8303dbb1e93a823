"""A forward pass of Keras' models in numpy and PyTorch, by their files alone: what the program must give for the same samples.

It reads .h5, .keras and TensorFlow.js' .json. Values are arrays of samples in Keras' order of axes. Convolutions, poolings and LSTMs are PyTorch's, other
layers are numpy's; nothing was taken from the program that is tested.
"""
import io
import json
import math
import pathlib
import zipfile

import h5py
import numpy as np
import torch
import torch.nn.functional as F


def load(path):
    """The model's description, the version of Keras and a function from a layer (and, in archives, its place) to its weights by role."""
    path = pathlib.Path(path)
    if path.suffix == ".json":
        text = json.loads(path.read_text())
        data = b"".join(path.with_name(p).read_bytes() for group in text["weightsManifest"] for p in group["paths"])
        arrays, at = [], 0
        for group in text["weightsManifest"]:
            for w in group["weights"]:
                size = int(np.prod(w["shape"]))
                arrays.append((w["name"], np.frombuffer(data, np.float32, size, at).reshape(w["shape"])))
                at += 4 * size
        topology = text["modelTopology"]
        return topology["model_config"], 2, lambda layer: [(n, a) for n, a in arrays if layer in n.split("/")[:-1]]
    if path.suffix == ".h5":
        arrays = []
        with h5py.File(path) as file:
            root = file["model_weights"] if "model_weights" in file else file
            for group in root.attrs["layer_names"]:
                group = root[group.decode() if isinstance(group, bytes) else group]
                for name in group.attrs["weight_names"]:
                    arrays.append((f"{group.name}/{name.decode()}", group[name.decode()][...]))
            config = json.loads(file.attrs["model_config"])
            version = 3 if str(file.attrs.get("keras_version", "2")).startswith("3") else 2
        return config, version, lambda layer: [(n.removesuffix(":0"), a) for n, a in arrays if layer in n.split("/")[:-1]]
    with zipfile.ZipFile(path) as archive:
        config = json.loads(archive.read("config.json"))
        metadata = json.loads(archive.read("metadata.json"))
        file = h5py.File(io.BytesIO(archive.read("model.weights.h5")))
    return config, int(metadata["keras_version"][0]), None


def number(value, otherwise):
    return otherwise if value is None else float(value)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


ERF = np.vectorize(math.erf)


def gelu(x, approximate):
    return 0.5 * x * (1 + np.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x ** 3))) if approximate else 0.5 * x * (1 + ERF(x / math.sqrt(2)))


def function(name, x, version):
    """Keras' function of a name."""
    if isinstance(name, dict):
        return layer_function(name["class_name"], name["config"], x, version)
    return {
        None: lambda: x, "linear": lambda: x, "relu": lambda: np.maximum(x, 0), "sigmoid": lambda: sigmoid(x), "tanh": lambda: np.tanh(x),
        "softmax": lambda: softmax(x), "elu": lambda: np.where(x > 0, x, np.expm1(x)),
        "selu": lambda: 1.0507009873554805 * np.where(x > 0, x, 1.6732632423543772 * np.expm1(x)), "softplus": lambda: np.log1p(np.exp(x)),
        "softsign": lambda: x / (1 + abs(x)), "swish": lambda: x * sigmoid(x), "silu": lambda: x * sigmoid(x), "exponential": lambda: np.exp(x),
        "hard_sigmoid": lambda: np.clip(x / 6 + 0.5 if version == 3 else 0.2 * x + 0.5, 0, 1), "relu6": lambda: np.clip(x, 0, 6),
        "gelu": lambda: gelu(x, False), "mish": lambda: x * np.tanh(np.log1p(np.exp(x))), "leaky_relu": lambda: np.where(x > 0, x, 0.2 * x),
        "hard_silu": lambda: x * np.clip(x / 6 + 0.5, 0, 1), "log_softmax": lambda: np.log(softmax(x)), "log_sigmoid": lambda: np.log(sigmoid(x)),
    }[name]()


def layer_function(kind, c, x, version):
    if kind == "ReLU":
        slope, threshold, most = (number(c.get(k), o) for k, o in (("negative_slope", 0), ("threshold", 0), ("max_value", math.inf)))
        return np.where(x >= most, most, np.where(x > threshold, x, slope * (x - threshold)))
    if kind == "LeakyReLU":
        return np.where(x > 0, x, x * c.get("negative_slope", c.get("alpha", 0.3)))
    if kind == "ELU":
        return np.where(x > 0, x, c.get("alpha", 1) * np.expm1(x))
    if kind == "ThresholdedReLU":
        return np.where(x > c.get("theta", 1), x, 0)
    if kind == "Softmax":
        axis = c.get("axis", -1)
        return softmax(x, tuple(axis) if isinstance(axis, list) else axis)
    raise KeyError(kind)


def tensor(x):
    return torch.from_numpy(np.ascontiguousarray(x, np.float64))


def several(c, key, axes, otherwise=1):
    value = c.get(key, otherwise)
    value = otherwise if value is None else value
    return [value] * axes if isinstance(value, int) else list(value) * (axes if len(value) == 1 else 1)


def channel_first(x, c):
    return x if c.get("data_format") == "channels_first" else np.moveaxis(x, -1, 1)


def channel_last(x, c):
    return x if c.get("data_format") == "channels_first" else np.moveaxis(x, 1, -1)


def around(x, taps, stride, dilation, padding, value=0.0):
    """Padded as TensorFlow does. @param x channel first"""
    pads = []
    for extent, k, s, d in zip(x.shape[2:], taps, stride, dilation):
        reach = (k - 1) * d + 1
        both = max(0, (-(-extent // s) - 1) * s + reach - extent) if padding == "same" else 0
        pads = [reach - 1 if padding == "causal" else both // 2, both - both // 2, *pads] if padding != "causal" else [reach - 1, 0, *pads]
    return F.pad(tensor(x), pads, value=value)


def convolution(kind, c, w, x):
    axes = int(kind[kind.index("Conv") + 4])
    stride, dilation = several(c, "strides", axes), several(c, "dilation_rate", axes)
    padding = c.get("padding", "valid")
    x = channel_first(x, c)
    operation = (F.conv1d, F.conv2d, F.conv3d)[axes - 1]
    if kind.endswith("Transpose"):
        kernel = tensor(np.moveaxis(w["kernel"], (-1, -2), (0, 1)))
        y = (F.conv_transpose1d, F.conv_transpose2d, F.conv_transpose3d)[axes - 1](tensor(x), kernel, stride=stride, dilation=dilation).numpy()
        # TensorFlow cuts what the convolution of that many units would be padded with
        cut = [slice(None), slice(None)]
        for axis in range(axes):
            extent, s, k, d = x.shape[2 + axis], stride[axis], w["kernel"].shape[axis], dilation[axis]
            reach = (k - 1) * d + 1
            more = c.get("output_padding")
            if more is None:
                length = extent * s if padding == "same" else extent * s + max(reach - s, 0)
                both = max(0, (extent - 1) * s + reach - length) if padding == "same" else 0
            else:
                # (deconv_output_length of Keras)
                length = (extent - 1) * s + reach - (2 * (reach // 2) if padding == "same" else 0) + several(c, "output_padding", axes)[axis]
                both = max(0, (-(-length // s) - 1) * s + reach - length) if padding == "same" else 0
            first = both // 2
            y = np.pad(y, [(0, max(0, first + length - y.shape[a])) if a == 2 + axis else (0, 0) for a in range(y.ndim)])
            cut.append(slice(first, first + length))
        y = y[tuple(cut)]
    elif "Separable" in kind or "Depthwise" in kind:
        each = w.get("depthwise_kernel", w.get("kernel"))
        channels, m = each.shape[-2:]
        kernel = tensor(np.moveaxis(each.reshape(*each.shape[:-2], channels * m), -1, 0)[:, None])
        y = operation(around(x, each.shape[:axes], stride, dilation, padding), kernel, stride=stride, dilation=dilation, groups=channels)
        if "Separable" in kind:
            y = operation(y, tensor(np.moveaxis(w["pointwise_kernel"], (-1, -2), (0, 1))))
        y = y.numpy()
    else:
        kernel = tensor(np.moveaxis(w["kernel"], (-1, -2), (0, 1)))
        y = operation(around(x, w["kernel"].shape[:axes], stride, dilation, padding), kernel, stride=stride, dilation=dilation, groups=c.get("groups", 1)).numpy()
    y = channel_last(y, c)
    if "bias" in w:
        y = y + (w["bias"] if c.get("data_format") != "channels_first" else w["bias"].reshape(-1, *[1] * axes))
    return y


def pooling(kind, c, x):
    axes = int(kind[-2])
    taps = several(c, "pool_size", axes, 2)
    stride = several(c, "strides", axes, 2) if c.get("strides") else taps
    x = channel_first(x, c)
    ones = [1] * axes
    padding = c.get("padding", "valid")
    if kind.startswith("Max"):
        y = (F.max_pool1d, F.max_pool2d, F.max_pool3d)[axes - 1](around(x, taps, stride, ones, padding, -math.inf), taps, stride).numpy()
    else:
        average = (F.avg_pool1d, F.avg_pool2d, F.avg_pool3d)[axes - 1]
        # TensorFlow counts no padding
        y = (average(around(x, taps, stride, ones, padding), taps, stride) / average(around(np.ones_like(x), taps, stride, ones, padding), taps, stride)).numpy()
    return channel_last(y, c)


def recurrent(kind, c, w, x, version, states=None):
    """@return what it gives at every step, in the order in which it went, and its last states"""
    n = w["recurrent_kernel"].shape[0]
    x = x[:, ::-1] if c.get("go_backwards") else x
    bias = w.get("bias", np.zeros(w["kernel"].shape[1]))
    gate = lambda z: function(c.get("recurrent_activation", "sigmoid"), z, version)
    own = lambda z: function(c.get("activation", "tanh"), z, version)
    plain = states is None and c.get("activation", "tanh") == "tanh" and c.get("recurrent_activation", "sigmoid") == "sigmoid"
    if "LSTM" in kind and plain:
        lstm = torch.nn.LSTM(x.shape[-1], n, batch_first=True).double()
        halves = np.asarray(bias, float).reshape(-1, 4 * n)
        with torch.no_grad():
            # PyTorch's gates stand in the same order
            lstm.weight_ih_l0.copy_(tensor(w["kernel"].T))
            lstm.weight_hh_l0.copy_(tensor(w["recurrent_kernel"].T))
            lstm.bias_ih_l0.copy_(tensor(halves.sum(0)))
            lstm.bias_hh_l0.zero_()
            sequence, (h, cell) = lstm(tensor(x))
        return sequence.numpy(), [h[0].numpy(), cell[0].numpy()]
    h, cell = (*states, states[0])[:2] if states else (np.zeros((len(x), n)),) * 2
    sequence = []
    for step in range(x.shape[1]):
        if "LSTM" in kind:
            i, f, g, o = np.split(x[:, step] @ w["kernel"] + h @ w["recurrent_kernel"] + bias, 4, axis=-1)
            cell = gate(f) * cell + gate(i) * own(g)
            h = gate(o) * own(cell)
        elif "GRU" in kind:
            halves = np.asarray(bias).reshape(-1, 3 * n)
            xz, xr, xh = np.split(x[:, step] @ w["kernel"] + halves[0], 3, axis=-1)
            after = c.get("reset_after", len(halves) == 2)
            rz, rr, rh = np.split(h @ w["recurrent_kernel"] + (halves[1] if len(halves) == 2 else 0), 3, axis=-1)
            z, r = gate(xz + rz), gate(xr + rr)
            new = own(xh + r * rh) if after else own(xh + (r * h) @ w["recurrent_kernel"][:, 2 * n:])
            h = z * h + (1 - z) * new
        else:
            h = own(x[:, step] @ w["kernel"] + h @ w["recurrent_kernel"] + bias)
        sequence.append(h)
    return np.stack(sequence, 1), [h, cell] if "LSTM" in kind else [h]


def sums(w, x, sequence, states=None):
    """What comes into each unit at every step, its gates added up."""
    units = sequence.shape[-1]
    before = np.concatenate([states[0][:, None] if states else np.zeros_like(sequence[:, :1]), sequence[:, :-1]], 1)
    all_ = x @ w["kernel"] + before @ w["recurrent_kernel"] + (w["bias"].reshape(-1, w["kernel"].shape[1]).sum(0) if "bias" in w else 0)
    return all_.reshape(*all_.shape[:2], -1, units).sum(2)


def roles(arrays, order=()):
    """By role: the last part of a path. @param order of numbered ones"""
    return {(order[int(n.split("/")[-1])] if n.split("/")[-1].isdigit() else n.split("/")[-1]): a for n, a in arrays}


def normalised(x, axes, epsilon):
    mean = x.mean(axis=axes, keepdims=True)
    return (x - mean) / np.sqrt(((x - mean) ** 2).mean(axis=axes, keepdims=True) + epsilon)


def bilinear(x, height, width):
    """By PyTorch's. @param x channel last"""
    return np.moveaxis(F.interpolate(tensor(np.moveaxis(x, -1, 1)), (height, width), mode="bilinear", align_corners=False).numpy(), 1, -1)


class Model:
    def __init__(self, path):
        self.config, self.version, self.weights = load(path)
        self.kept = {}
        self.last = None

    def run(self, *inputs):
        return self.model(self.config, list(inputs))

    def model(self, model, inputs):
        c = model["config"]
        layers = c if isinstance(c, list) else c["layers"]
        if model["class_name"] == "Sequential":
            x = inputs[0]
            for layer in layers:
                x = x if layer["class_name"] == "InputLayer" else self.layer(layer, [x], {})
            return x
        values = {}
        references = c["input_layers"] if isinstance(c["input_layers"][0], list) else [c["input_layers"]]
        for reference, value in zip(references, inputs):
            values[reference[0], 0] = value
        for layer in layers:
            inner = "layers" in layer["config"]
            for call, node in enumerate(layer.get("inbound_nodes", [])):
                taken, told = [], {}
                if isinstance(node, dict):
                    tensors = lambda one: [values[tuple(one["config"]["keras_history"][:2])]] if isinstance(one, dict) else sum(map(tensors, one), []) \
                        if isinstance(one, list) else []
                    taken = sum(map(tensors, node["args"]), [])
                    told = node["kwargs"]
                else:
                    for reference in node:
                        taken.append(self.one(values, reference))
                        told.update({k: values[v[0], v[1]] if isinstance(v, list) and len(v) == 3 and (v[0], v[1]) in values else v
                                     for k, v in (reference[3] if len(reference) > 3 else {}).items() if k != "initial_state"})
                        taken += [self.one(values, state) for state in (reference[3] if len(reference) > 3 else {}).get("initial_state", [])]
                values[layer["config"]["name"], call] = self.layer(layer, taken, told)
                if inner:
                    # the first call of a model is where it was made
                    values[layer["config"]["name"], call + 1] = values[layer["config"]["name"], call]
        outputs = c["output_layers"] if isinstance(c["output_layers"][0], list) else [c["output_layers"]]
        return values[outputs[0][0], outputs[0][1]]

    @staticmethod
    def one(values, reference):
        value = values[reference[0], reference[1]]
        return value[reference[2]] if isinstance(value, list) else value

    def layer(self, layer, taken, told):
        kind, c = layer["class_name"], layer["config"]
        if "layers" in c or isinstance(c, list):
            return self.model(layer, taken)
        if kind == "TimeDistributed":
            x = taken[0]
            y = self.apply(c["layer"]["class_name"], c["layer"]["config"], c["name"], [x.reshape(-1, *x.shape[2:])], told)
            return y.reshape(len(x), x.shape[1], *y.shape[1:])
        return self.apply(kind, c, c["name"], taken, told)

    def apply(self, kind, c, name, taken, told):
        x = taken[0]
        arrays = self.weights(name) if self.weights else []
        w = roles(arrays)
        if kind == "Dense" or kind == "EinsumDense" or "Conv" in kind:
            z = x @ w["kernel"] if kind == "Dense" else np.einsum(c["equation"], x, w["kernel"]) if kind == "EinsumDense" else convolution(kind, c, w, x)
            z = z + w["bias"] if "bias" in w and "Conv" not in kind else z
            return self.keep(name, z, function(c.get("activation"), z, self.version))
        if kind in ("LSTM", "GRU", "SimpleRNN", "CuDNNLSTM", "CuDNNGRU"):
            given = taken[1:] or None
            sequence, states = recurrent(kind, c, w, x, self.version, given)
            if not c.get("go_backwards"):
                self.keep(name, sums(w, x, sequence, given), sequence)
            made = sequence if c.get("return_sequences") else states[0]
            return [made, *states] if c.get("return_state") else made
        if kind == "Bidirectional":
            inner = c["layer"]
            back = {**inner["config"], "go_backwards": True}
            of = lambda way: roles([(n, a) for n, a in arrays if any(part.startswith(way) for part in n.split("/"))])
            forth, (h, *_) = recurrent(inner["class_name"], inner["config"], of("forward"), x, self.version)
            again, (b, *_) = recurrent(inner["class_name"], back, of("backward"), x, self.version)
            self.keep(name + " forward", sums(of("forward"), x, forth), forth)
            self.keep(name + " backward", sums(of("backward"), x[:, ::-1], again)[:, ::-1], again[:, ::-1])
            both = [forth, again[:, ::-1]] if inner["config"].get("return_sequences") else [h, b]
            mode = c.get("merge_mode", "concat")
            return np.concatenate(both, -1) if mode == "concat" else {"sum": both[0] + both[1], "ave": (both[0] + both[1]) / 2, "mul": both[0] * both[1]}[mode]
        if kind == "Embedding":
            return w["embeddings"][x.astype(int)]
        if kind == "BatchNormalization":
            shape = [1] * x.ndim
            axis = c.get("axis", -1)
            shape[axis[0] if isinstance(axis, list) else axis] = -1
            of = lambda role, otherwise: w[role].astype(float).reshape(shape) if role in w else otherwise
            y = (x - of("moving_mean", 0)) / np.sqrt(of("moving_variance", 0) + c.get("epsilon", 1e-3)) * of("gamma", 1) + of("beta", 0)
            # as it is folded into the layer before
            return self.keep(self.last, y, y) if self.last else y
        if kind == "LayerNormalization":
            axis = c.get("axis", -1)
            y = normalised(x, tuple(axis) if isinstance(axis, list) else axis, c.get("epsilon", 1e-3))
            return y * w.get("gamma", 1) + w.get("beta", 0)
        if kind == "RMSNormalization":
            return x / np.sqrt((x ** 2).mean(axis=-1, keepdims=True) + c.get("epsilon", 1e-6)) * w.get("scale", 1)
        if kind == "GroupNormalization":
            groups = c["groups"] if c["groups"] > 0 else x.shape[-1]
            parted = x.reshape(len(x), -1, groups, x.shape[-1] // groups)
            return normalised(parted, (1, 3), c.get("epsilon", 1e-3)).reshape(x.shape) * w.get("gamma", 1) + w.get("beta", 0)
        if kind == "UnitNormalization":
            return x / np.sqrt((x ** 2).sum(axis=c.get("axis", -1) if isinstance(c.get("axis", -1), int) else tuple(c["axis"]), keepdims=True))
        if kind == "PReLU":
            return np.where(x > 0, x, x * w["alpha"])
        if kind == "Activation":
            y = function(c["activation"], x, self.version)
            return self.keep(self.last, self.kept[self.last][0], y) if self.last else y
        if kind in ("ReLU", "LeakyReLU", "ELU", "ThresholdedReLU", "Softmax"):
            return layer_function(kind, c, x, self.version)
        if "Global" in kind:
            axes = tuple(range(1, 1 + int(kind[-2]))) if c.get("data_format") != "channels_first" else tuple(range(2, 2 + int(kind[-2])))
            return (x.max if "Max" in kind else x.mean)(axis=axes, keepdims=c.get("keepdims", False))
        if "Pooling" in kind:
            return pooling(kind, c, x)
        if kind in ("Dropout", "GaussianNoise", "SpatialDropout2D", "InputLayer", "Identity"):
            return x
        if kind == "Rescaling":
            return x * np.asarray(c["scale"]) + np.asarray(c.get("offset", 0))
        if kind == "Normalization":
            return (x - w["mean"]) / np.maximum(np.sqrt(w["variance"]), 1e-7)
        if kind == "Flatten":
            return (np.moveaxis(x, 1, -1) if c.get("data_format") == "channels_first" else x).reshape(len(x), -1)
        if kind == "Reshape":
            return x.reshape(len(x), *c["target_shape"])
        if kind == "Permute":
            return x.transpose(0, *c["dims"])
        if kind == "RepeatVector":
            return np.repeat(x[:, None], c["n"], 1)
        if kind.startswith(("ZeroPadding", "Cropping")):
            axes = int(kind[-2])
            amounts = c.get("padding", c.get("cropping"))
            amounts = [amounts] * axes if isinstance(amounts, int) else [amounts] if axes == 1 and isinstance(amounts[0], int) else amounts
            amounts = [[a, a] if isinstance(a, int) else a for a in amounts]
            amounts = [[0, 0], *amounts, [0, 0]] if c.get("data_format") != "channels_first" else [[0, 0], [0, 0], *amounts]
            return np.pad(x, amounts) if kind.startswith("Zero") else x[tuple(slice(a, x.shape[i] - b) for i, (a, b) in enumerate(amounts))]
        if kind.startswith("UpSampling"):
            size = several(c, "size", int(kind[-2]), 2)
            if c.get("interpolation") == "bilinear":
                return bilinear(x, x.shape[1] * size[0], x.shape[2] * size[1])
            for axis, times in enumerate(size):
                x = np.repeat(x, times, axis + 1)
            return x
        if kind == "Resizing":
            if c.get("interpolation") == "nearest":
                places = [np.minimum((np.arange(n) + 0.5) * x.shape[a + 1] / n, x.shape[a + 1] - 1).astype(int) for a, n in enumerate((c["height"], c["width"]))]
                return x[:, places[0]][:, :, places[1]]
            return bilinear(x, c["height"], c["width"])
        if kind == "CenterCrop":
            top, left = (x.shape[1] - c["height"]) // 2, (x.shape[2] - c["width"]) // 2
            return x[:, top:top + c["height"], left:left + c["width"]]
        if kind in ("Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"):
            rank = max(v.ndim for v in taken)
            taken = [v.reshape(len(v), *[1] * (rank - v.ndim), *v.shape[1:]) for v in taken]
            y = taken[0]
            for other in taken[1:]:
                y = {"Add": np.add, "Average": np.add, "Subtract": np.subtract, "Multiply": np.multiply, "Maximum": np.maximum, "Minimum": np.minimum}[kind](y, other)
            return y / len(taken) if kind == "Average" else y
        if kind == "Concatenate":
            return np.concatenate(taken, c.get("axis", -1))
        if kind == "Dot":
            a, b = taken
            i, j = c["axes"] if isinstance(c["axes"], list) else [c["axes"]] * 2
            if c.get("normalize"):
                a, b = (v / np.sqrt((v ** 2).sum(axis=k, keepdims=True)) for v, k in ((a, i), (b, j)))
            return (a * b).sum(-1, keepdims=True) if a.ndim == 2 else np.moveaxis(a, i, 2) @ np.moveaxis(b, j, 1)
        if kind == "MultiHeadAttention":
            key = lambda part: roles([(n, a) for n, a in arrays if part in n.split("/")])
            query, value = taken[0], taken[1] if len(taken) > 1 else told.get("value", taken[0])
            q, k, v = (np.einsum("btc,chd->bhtd", of, key(part)["kernel"]) + (key(part)["bias"][None, :, None] if "bias" in key(part) else 0)
                       for of, part in ((query, "query"), (told.get("key", value) if not isinstance(told.get("key"), list) else value, "key"), (value, "value")))
            shares = attend(q @ k.transpose(0, 1, 3, 2) / math.sqrt(c["key_dim"]), told.get("use_causal_mask"))
            out = key("attention_output")
            return np.einsum("bhtd,hdc->btc", shares @ v, out["kernel"]) + out.get("bias", 0)
        if kind in ("Attention", "AdditiveAttention"):
            q, v = taken[0], taken[1]
            k = taken[2] if len(taken) > 2 else v
            if kind == "Attention" and c.get("score_mode", "dot") == "dot":
                scores = q @ k.transpose(0, 2, 1) * w.get("scale", 1)
            elif kind == "Attention":
                scores = w["concat_score_weight"] * np.tanh(w.get("scale", 1) * (q[:, :, None] + k[:, None])).sum(-1)
            else:
                scores = (w.get("scale", 1) * np.tanh(q[:, :, None] + k[:, None])).sum(-1)
            return attend(scores, c.get("causal") or told.get("use_causal_mask")) @ v
        if kind == "TFOpLambda":
            y = told.get("y")
            return {"math.multiply": lambda: x * y, "__operators__.add": lambda: x + y, "math.subtract": lambda: x - y,
                    "nn.leaky_relu": lambda: np.where(x > 0, x, x * told.get("alpha", 0.2)), "nn.gelu": lambda: gelu(x, told.get("approximate", False))}[c["function"]]()
        raise KeyError(kind)

    def keep(self, name, z, a):
        """@return the second"""
        self.last = name
        self.kept[name] = (z, a)
        return a


def attend(scores, causal):
    if causal:
        seen = np.tril(np.ones(scores.shape[-2:], bool))
        scores = np.where(seen, scores, -1e9)
    return softmax(scores)


def samples(shape, count):
    """The same numbers as the tests make."""
    size = count * int(np.prod(shape))
    return np.sin(0.37 * np.arange(size) + 1).astype(np.float32).astype(float).reshape(count, *shape)
