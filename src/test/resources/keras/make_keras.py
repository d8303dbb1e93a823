"""Small models of Keras in its three kinds of files, and what must be read from them.

Debian: apt install python3-numpy python3-h5py; then run it in this folder with /usr/bin/python3.

The numbers are found by brute force: every value of a model is an array that has, for each of its elements, a row of what it takes of each
neuron of the layers before it. Convolutions and poolings are loops over their windows in the file's order of axes. Nothing here is a
closed form, and nothing was taken from the program that is tested.
"""
import io
import itertools
import json
import re
import zipfile

import h5py
import numpy as np

RANDOM = np.random.default_rng(20261121)


def r(*shape):
    return RANDOM.normal(0, 0.5, shape).astype(np.float32)


def positive(*shape):
    return RANDOM.uniform(0.5, 2, shape).astype(np.float32)


# ---------------------------------------------------------------- reference

class Value:
    """For each source layer an array [extents of a sample…, neurons of the source] of weights, and one of numbers of paths."""

    def __init__(self, parts, sums=None):
        self.parts = parts
        self.sums = sums  # the layer that it is the sums of, before any function

    def map(self, weigh, count=None):
        count = count or weigh
        return Value({source: (weigh(a), count(n)) for source, (a, n) in self.parts.items()})

    @property
    def shape(self):
        return next(iter(self.parts.values()))[0].shape[:-1]


def first(array, channels_first=False):
    """Channels brought in front, as neurons are numbered."""
    return array if array.ndim < 3 or channels_first else np.moveaxis(array, -2, 0)


class Net:
    def __init__(self):
        self.layers = []
        self.connections = []
        self.parameters = 0
        self.warnings = []

    def layer(self, name, kind, shape, activation="", bias=None):
        """@param shape of a sample in the file's order"""
        neurons = [shape[-1], *shape[:-1]] if len(shape) > 1 else list(shape)
        self.layers.append({"name": name, "kind": kind, "shape": "×".join(map(str, neurons)), "activation": activation})
        n = int(np.prod(shape))
        self.layers[-1]["bias"] = np.zeros(n) if bias is None else bias
        index = len(self.layers) - 1
        eye = np.eye(n).reshape(*neurons, n)
        eye = np.moveaxis(eye, 0, len(shape) - 1) if len(shape) > 1 else eye
        return Value({index: (eye, eye)}, index)

    def connect(self, value, to, name):
        for source, (a, n) in value.parts.items():
            rows = first(a)
            counts = first(n)
            self.connections.append({"name": name, "from": source, "to": to, "a": rows.reshape(-1, rows.shape[-1]),
                                     "links": int(round(counts.sum())), "counted": True})

    def weighted(self, name, kind, value, weigh, count, bias=None, activation="", parameters=0):
        made = value.map(weigh, count)
        shape = made.shape
        positions = int(np.prod(shape[:-1]))
        out = self.layer(name, kind, shape, activation, None if bias is None else np.repeat(bias, positions))
        self.connect(made, out.sums, name)
        self.parameters += parameters
        return out

    def case(self, file, format_, **more):
        layers = []
        for i, layer in enumerate(self.layers):
            into = layer["bias"].astype(float).copy()
            out = np.zeros(len(into))
            for c in self.connections:
                if c["counted"]:
                    into += c["a"].sum(1) if c["to"] == i else 0
                    out += c["a"].sum(0) if c["from"] == i else 0
            layers.append({**{k: layer[k] for k in ("name", "kind", "shape", "activation")}, "in": [round(float(x), 9) for x in into],
                           "out": [round(float(x), 9) for x in out]})
        CASES.append({"file": file, "format": format_, "layers": layers, "parameters": self.parameters, "warnings": self.warnings,
                      "connections": [{k: c[k] for k in ("name", "from", "to", "links")} for c in self.connections], **more})


CASES = []


def triple(n, axes):
    return [n] * axes if isinstance(n, int) else list(n)


def same(extent, reach, stride):
    out = -(-extent // stride)
    both = max(0, (out - 1) * stride + reach - extent)
    return out, both // 2


def windows(shape, taps, stride, dilation, padding):
    """For each axis, extent of the output and padding before it."""
    extents = []
    for extent, k, s, d in zip(shape, taps, stride, dilation):
        reach = d * (k - 1) + 1
        if padding == "same":
            extents.append(same(extent, reach, s))
        elif padding == "causal":
            extents.append(((extent - 1) // s + 1, reach - 1))
        else:
            extents.append(((extent - reach) // s + 1, 0))
    return extents


def convolve(x, kernel, axes, stride=1, dilation=1, padding="valid", groups=1):
    """@param x [positions…, channels, neurons] @param kernel [taps…, in/groups, out]"""
    stride, dilation = triple(stride, axes), triple(dilation, axes)
    taps = kernel.shape[:axes]
    extents = windows(x.shape[:axes], taps, stride, dilation, padding)
    outputs = kernel.shape[-1]
    per = kernel.shape[-2]
    y = np.zeros([e for e, _ in extents] + [outputs, x.shape[-1]])
    for at in itertools.product(*[range(e) for e, _ in extents]):
        for tap in itertools.product(*[range(k) for k in taps]):
            place = tuple(a * s - b + t * d for a, s, (_, b), t, d in zip(at, stride, extents, tap, dilation))
            if all(0 <= p < n for p, n in zip(place, x.shape)):
                for group in range(groups):
                    some = slice(group * outputs // groups, (group + 1) * outputs // groups)
                    y[at][some] += np.einsum("io,in->on", kernel[tap][:, some], x[place][group * per:(group + 1) * per])
    return y


def transposed(x, kernel, axes, out, stride, dilation, begin):
    """@param kernel [taps…, out, in] @param begin what is cut off before"""
    y = np.zeros(list(out) + [kernel.shape[-2], x.shape[-1]])
    for at in itertools.product(*[range(e) for e in x.shape[:axes]]):
        for tap in itertools.product(*[range(k) for k in kernel.shape[:axes]]):
            place = tuple(a * s + t * d - b for a, s, t, d, b in zip(at, stride, tap, dilation, begin))
            if all(0 <= p < n for p, n in zip(place, out)):
                y[place] += np.einsum("oi,in->on", kernel[tap], x[at])
    return y


def pool(x, axes, taps, stride, padding, mean=True):
    taps, stride = triple(taps, axes), triple(stride, axes)
    extents = windows(x.shape[:axes], taps, stride, [1] * axes, padding)
    y = np.zeros([e for e, _ in extents] + list(x.shape[axes:]))
    for at in itertools.product(*[range(e) for e, _ in extents]):
        some = []
        for tap in itertools.product(*[range(k) for k in taps]):
            place = tuple(a * s - b + t for a, s, (_, b), t in zip(at, stride, extents, tap))
            if all(0 <= p < n for p, n in zip(place, x.shape)):
                some.append(x[place])
        y[at] = np.mean(some, 0) if mean else np.sum(some, 0)
    return y


# ---------------------------------------------------------------- files

def layer(kind, name, **config):
    return {"class_name": kind, "config": {"name": name, **config}}


def sequential(layers, shape):
    return {"class_name": "Sequential", "config": {"name": "sequential", "layers": [
        layer("InputLayer", "input_1", batch_input_shape=[None, *shape]), *layers]}}


def functional(layers, inputs, outputs):
    """@param layers pairs of a layer and what it is called with: names, or (name, index of the value)"""
    made = []
    for one, calls in layers:
        nodes = []
        for call in calls:
            references = [[c, 0, 0, {}] if isinstance(c, str) else [*c, 0, 0, {}][:1] + list(c[1:3]) + [c[3] if len(c) > 3 else {}] for c in call]
            nodes.append(references)
        made.append({**one, "name": one["config"]["name"], "inbound_nodes": nodes})
    return {"class_name": "Functional", "config": {"name": "model", "layers": made, "input_layers": [[i, 0, 0] for i in inputs],
                                                    "output_layers": [[o, 0, 0] if isinstance(o, str) else list(o) for o in outputs]}}


def tfjs(file, config, weights, how=None):
    """@param weights pairs of a name, without :0, and an array"""
    with open(file + ".bin", "wb") as out:
        for _, array in weights:
            out.write(np.ascontiguousarray(array, np.float32).tobytes())
    with open(file + ".json", "w") as out:
        json.dump({"format": "layers-model", "generatedBy": "keras v2.15.0", "convertedBy": "TensorFlow.js Converter v4.17.0",
                   "modelTopology": {"keras_version": "2.15.0", "backend": "tensorflow", "model_config": config},
                   "weightsManifest": [{"paths": [file + ".bin"], "weights": [{"name": n, "shape": list(a.shape), "dtype": "float32"} for n, a in weights]}]}, out)
    return file + ".json", "TensorFlow.js"


def quantised(file, config, weights):
    """uint8, uint16 and float16 in turn; the numbers that are meant."""
    data = b""
    lines = []
    meant = []
    for i, (name, array) in enumerate(weights):
        if i % 3 == 2:
            codes = array.astype(np.float16)
            meant.append((name, codes.astype(np.float32)))
            how = {"dtype": "float16", "original_dtype": "float32"}
        else:
            kind = (np.uint8, np.uint16)[i % 3]
            low, scale = float(array.min()), float(max(array.max() - array.min(), 1e-3)) / np.iinfo(kind).max
            codes = np.round((array.astype(float) - low) / scale).astype(kind)
            meant.append((name, (codes.astype(float) * scale + low).astype(np.float32)))
            how = {"dtype": np.dtype(kind).name, "original_dtype": "float32", "scale": scale, "min": low}
        data += codes.tobytes()
        lines.append({"name": name, "shape": list(array.shape), "dtype": "float32", "quantization": how})
    half = len(data) // 2
    for i, part in enumerate((data[:half], data[half:])):
        with open(f"{file}-{i + 1}.bin", "wb") as out:
            out.write(part)
    with open(file + ".json", "w") as out:
        json.dump({"format": "layers-model", "modelTopology": {"model_config": config}, "weightsManifest": [
            {"paths": [f"{file}-1.bin", f"{file}-2.bin"], "weights": lines}]}, out)
    return meant


def h5(file, config, weights, weights_only=False):
    """@param weights by layer, pairs of a name below the layer's and an array"""
    with h5py.File(file, "w") as hdf:
        root = hdf if weights_only else hdf.create_group("model_weights")
        if not weights_only:
            hdf.attrs["keras_version"] = "2.15.0"
            hdf.attrs["model_config"] = json.dumps(config)
        root.attrs["layer_names"] = np.array([name.encode() for name in weights])
        for name, arrays in weights.items():
            group = root.create_group(name)
            group.attrs["weight_names"] = np.array([f"{name}/{path}:0".encode() for path, _ in arrays]) if arrays else np.array([], "f8")
            for path, array in arrays:
                group.create_dataset(f"{name}/{path}:0", data=array)
    return file, "Keras HDF5"


def snake(name):
    name = re.sub(r"\W+", "", name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()


def keras(file, config, weights):
    """@param weights by path, "" for the layer itself: {layer: {path: [arrays]}}; groups are called by class"""
    out = io.BytesIO()
    with h5py.File(out, "w") as hdf:
        used = {}
        for one in config["config"]["layers"]:
            kind = snake(one["class_name"])
            used[kind] = used.get(kind, -1) + 1
            place = "layers/" + (kind if used[kind] == 0 else f"{kind}_{used[kind]}")
            for path, arrays in weights.get(one["config"]["name"], {"": []}).items():
                group = hdf.create_group(f"{place}/{path}/vars" if path else f"{place}/vars")
                for i, array in enumerate(arrays):
                    group[str(i)] = array
        hdf.create_group("optimizer/vars")["0"] = np.int64(7)
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in (("metadata.json", b'{"keras_version": "3.10.0"}'), ("config.json", json.dumps(config).encode()), ("model.weights.h5", out.getvalue())):
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 12, 0, 0)), content)
    return file, "Keras archive"


def keras3(config):
    """The same description as Keras 3 writes it."""
    made = json.loads(json.dumps(config))
    for one in made["config"]["layers"]:
        inner = one["config"]
        one.update(module="keras.layers", registered_name=None)
        if "batch_input_shape" in inner:
            inner["batch_shape"] = inner.pop("batch_input_shape")
        inner["dtype"] = {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}
        if "inbound_nodes" in one:
            tensor = lambda c: {"class_name": "__keras_tensor__", "config": {"shape": [None], "dtype": "float32", "keras_history": c[:3]}}
            nodes = []
            for node in one["inbound_nodes"]:
                tensors = [tensor(c) for c in node]
                nodes.append({"args": [tensors] if one["class_name"] in ("Add", "Concatenate", "Multiply", "Average") else tensors, "kwargs": {}})
            one["inbound_nodes"] = nodes
    return made
