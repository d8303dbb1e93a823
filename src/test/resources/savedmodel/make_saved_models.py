#!/usr/bin/env python3
"""Writes small SavedModels as Keras does, and, in expected.json, what must be found in them.

Tables and protocol buffers are written by hand. Needs numpy.
"""
import json
import pathlib
import struct

import numpy as np

HERE = pathlib.Path(__file__).parent
random = np.random.default_rng(11)
expected = {}


def varint(n):
    out = bytearray()
    while n > 127:
        out.append(n & 127 | 128)
        n >>= 7
    return bytes(out) + bytes([n])


def field(number, value):
    """A number, or a text, message or list."""
    return varint(number << 3) + varint(value) if isinstance(value, int) else varint(number << 3 | 2) + varint(len(value)) + value


def block(entries):
    """Names and values, each name without what it shares with the one before; every 16th is whole."""
    out, restarts, before = bytearray(), [], b""
    for i, (key, value) in enumerate(entries):
        shared = 0
        if i % 16 == 0:
            restarts.append(len(out))
        else:
            while shared < min(len(key), len(before)) and key[shared] == before[shared]:
                shared += 1
        out += varint(shared) + varint(len(key) - shared) + varint(len(value)) + key[shared:] + value
        before = key
    restarts = restarts or [0]
    return bytes(out) + b"".join(struct.pack("<I", r) for r in restarts) + struct.pack("<I", len(restarts))


def table(entries, cut):
    """The file of a sorted table, in blocks of so many entries."""
    out, index = bytearray(), []

    def put(content):
        handle = varint(len(out)) + varint(len(content))
        # unpacked, and a check sum that nobody asks for
        out.extend(content + b"\0\0\0\0\0")
        return handle
    entries = sorted(entries)
    for i in range(0, len(entries), cut):
        index.append((entries[min(i + cut, len(entries)) - 1][0] + b"\1", put(block(entries[i:i + cut]))))
    meta, top = put(block([])), None
    top = put(block(index))
    footer = meta + top
    return bytes(out) + footer + bytes(40 - len(footer)) + struct.pack("<Q", 0xdb4775248b80fb57)


TYPES = {"float32": 1, "float64": 2, "int64": 9, "float16": 19}


def write(name, variables, slots, description, where, cut=3, shards=1):
    """@param variables places in the model → name and array; @param slots likewise, for the training only"""
    folder = HERE / name
    (folder / "variables").mkdir(parents=True, exist_ok=True)
    data, entries = [bytearray() for _ in range(shards)], []
    end = "/.ATTRIBUTES/VARIABLE_VALUE"
    objects = b""
    for number, (place, (full, array)) in enumerate([*variables.items(), *slots.items()]):
        shard = number % shards
        shape = b"".join(field(2, field(1, n)) for n in array.shape)
        entries.append(((place + end).encode(), field(1, TYPES[array.dtype.name]) + field(2, shape) + field(3, shard) + field(4, len(data[shard]))
                        + field(5, array.nbytes) + varint(6 << 3 | 5) + b"\0\0\0\0"))
        data[shard] += array.tobytes()
        objects += field(1, field(2, field(1, b"VARIABLE_VALUE") + field(2, full.encode()) + field(3, (place + end).encode())))
    text = varint(len(objects)) + b"\0\0\0\0" + objects
    entries.append((b"_CHECKPOINTABLE_OBJECT_GRAPH", field(1, 7) + field(2, b"") + field(4, len(data[0])) + field(5, len(text))))
    data[0] += text
    entries.append((b"", field(1, shards) + field(3, field(1, 1))))
    (folder / "variables" / "variables.index").write_bytes(table(entries, cut))
    for shard in range(shards):
        (folder / "variables" / f"variables.data-{shard:05d}-of-{shards:05d}").write_bytes(bytes(data[shard]))
    metadata = json.dumps(description).encode()
    user = field(1, b"_tf_keras_sequential") + field(3, metadata if where == "graph" else b"")
    graph = field(2, field(2, b"the graph itself") + field(7, field(1, field(4, user)) + field(1, field(4, field(3, b"{\"class_name\": \"Dense\"}")))))
    (folder / "saved_model.pb").write_bytes(field(1, 1) + graph)
    if where == "metadata":
        (folder / "keras_metadata.pb").write_bytes(field(1, field(3, b"root") + field(4, b"_tf_keras_sequential") + field(5, metadata))
                                                   + field(1, field(2, 2) + field(3, b"root.layer-0") + field(5, b"{\"class_name\": \"Dense\"}")))


def dense(name, units, function, inputs=None):
    config = {"name": name, "units": units, "activation": function, "use_bias": True}
    if inputs:
        config["batch_input_shape"] = {"class_name": "__tuple__", "items": [None, inputs]}
    return {"class_name": "Dense", "config": config}


def numbers(*shape, kind=np.float32):
    return random.standard_normal(shape).astype(kind)


def perceptron(name, sizes, where, kind=np.float32, **options):
    """Layers in an order that is not that of their names as texts: layer_with_weights-10 is behind -9."""
    variables, slots, layers = {}, {}, []
    strength = [{"in": np.zeros(n), "out": np.zeros(n)} for n in sizes]
    for i, (n, m) in enumerate(zip(sizes, sizes[1:])):
        w, b = numbers(n, m, kind=kind), numbers(m, kind=kind)
        label = "dense" + (f"_{i}" if i else "")
        variables[f"layer_with_weights-{i}/kernel"] = (label + "/kernel", w)
        variables[f"layer_with_weights-{i}/bias"] = (label + "/bias", b)
        slots[f"layer_with_weights-{i}/kernel/.OPTIMIZER_SLOT/optimizer/m"] = (f"Adam/{label}/kernel/m", numbers(n, m))
        layers.append(dense(label, m, "relu" if i + 2 < len(sizes) else "softmax", n if i == 0 else None))
        strength[i]["out"] = w.astype(float).sum(1)
        strength[i + 1]["in"] = w.astype(float).sum(0) + b
    slots["optimizer/iter"] = ("Adam/iter", np.array(7, np.int64))
    slots["keras_api/metrics/0/total"] = ("total", numbers())
    write(name, variables, slots, {"class_name": "Sequential", "config": {"name": "sequential", "layers": layers}}, where, **options)
    expected[name] = {"sizes": sizes, "parameters": sum(n * m + m for n, m in zip(sizes, sizes[1:])),
                      "strength": [{side: s[side].tolist() for side in s} for s in strength]}


if __name__ == "__main__":
    perceptron("described", [5, 4, 3], "metadata")
    perceptron("in-the-graph", [6, 4, 2], "graph", shards=2)
    perceptron("exported", [4, 5, 6, 3], "nowhere", cut=100)
    perceptron("deep", list(range(15, 2, -1)), "metadata", kind=np.float16, cut=1)
    (HERE / "expected.json").write_text(json.dumps(expected) + "\n")
