"""Writes TensorFlow Lite's FlatBuffers by hand, front to back. Needs numpy."""
import pathlib
import struct

import numpy as np

HERE = pathlib.Path(__file__).parent


class Flat:
    """A FlatBuffers file: tables are dicts of field number → value, as the functions below make them."""

    def __init__(self):
        self.bytes = bytearray()

    def pad(self, size, more=0):
        while (len(self.bytes) + more) % size:
            self.bytes.append(0)

    def table(self, fields):
        """Writes a table and what hangs on it; its place."""
        fields = {number: value for number, value in fields.items() if value is not None}
        slots = max(fields, default=-1) + 1
        size, places = 4, {}
        for number, (kind, value) in sorted(fields.items(), key=lambda f: -width(f[1][0])):
            size += -size % width(kind)
            places[number] = size
            size += width(kind)
        self.pad(8, 4 + 2 * slots)
        vtable = len(self.bytes)
        self.bytes += struct.pack("<HH", 4 + 2 * slots, size) + b"".join(struct.pack("<H", places.get(n, 0)) for n in range(slots))
        at = len(self.bytes)
        self.bytes += struct.pack("<i", at - vtable) + bytes(size - 4)
        for number, (kind, value) in fields.items():
            where = at + places[number]
            if kind in "bBiIqQf":
                struct.pack_into("<" + kind, self.bytes, where, value)
            else:
                struct.pack_into("<I", self.bytes, where, self.hang(kind, value) - where)
        return at

    def hang(self, kind, value):
        if kind == "table":
            return self.table(value)
        if kind == "tables":
            self.pad(4)
            at = len(self.bytes)
            self.bytes += struct.pack("<I", len(value)) + bytes(4 * len(value))
            for i, each in enumerate(value):
                where = at + 4 + 4 * i
                struct.pack_into("<I", self.bytes, where, self.table(each) - where)
            return at
        data = value.encode() if kind == "text" else np.asarray(value, kind).tobytes()
        self.pad(16 if kind == "u1" else 8, 4)
        at = len(self.bytes)
        self.bytes += struct.pack("<I", len(data) if kind == "text" else len(value)) + data + b"\0"
        return at


def width(kind):
    return struct.calcsize("<" + kind) if kind in ("b", "B", "i", "I", "q", "Q", "f") else 4


TYPES = {"float32": 0, "float16": 1, "int32": 2, "uint8": 3, "int64": 4, "int16": 7, "int8": 9, "int4": 17}
CODES = {"GATHER": 36, "UNIDIRECTIONAL_SEQUENCE_LSTM": 44, "STRIDED_SLICE": 45, "SPLIT": 49, "BIDIRECTIONAL_SEQUENCE_LSTM": 52, "PACK": 83, "UNPACK": 88,
         "RESIZE_NEAREST_NEIGHBOR": 97, "MIRROR_PAD": 100, "DEPTH_TO_SPACE": 5, "SUB": 41, "UNIDIRECTIONAL_SEQUENCE_RNN": 35, "ADD": 0, "AVERAGE_POOL_2D": 1, "CONCATENATION": 2, "CONV_2D": 3, "DEPTHWISE_CONV_2D": 4, "DEQUANTIZE": 6, "FULLY_CONNECTED": 9,
         "LOGISTIC": 14, "MAX_POOL_2D": 17, "MUL": 18, "RELU": 19, "RESHAPE": 22, "SOFTMAX": 25, "PAD": 34, "TRANSPOSE": 39, "MEAN": 40,
         "TRANSPOSE_CONV": 67, "QUANTIZE": 114, "CONV_3D": 132}
OPTIONS = {"GATHER": 23, "SEQUENCE_RNN": 31, "STRIDED_SLICE": 32, "SPLIT": 35, "PACK": 59, "UNPACK": 64, "BIDIRECTIONAL_SEQUENCE_LSTM": 69,
           "UNIDIRECTIONAL_SEQUENCE_LSTM": 71, "RESIZE_NEAREST_NEIGHBOR": 74, "MIRROR_PAD": 77, "DEPTH_TO_SPACE": 94, "UNIDIRECTIONAL_SEQUENCE_RNN": 31,
           "CONV_2D": 1, "DEPTHWISE_CONV_2D": 2, "AVERAGE_POOL_2D": 5, "MAX_POOL_2D": 5, "FULLY_CONNECTED": 8, "SOFTMAX": 9, "CONCATENATION": 10,
           "ADD": 11, "RESHAPE": 17, "MUL": 21, "MEAN": 27, "TRANSPOSE_CONV": 49, "CONV_3D": 87}


class Model:
    def __init__(self, large=False):
        self.tensors, self.buffers, self.nodes, self.codes, self.behind = [], [{}], [], [], []
        self.large = large

    def value(self, name, shape, kind="float32", scale=None, zero=0):
        return self._tensor(name, shape, kind, 0, None if scale is None else ([scale], [zero], 0))

    def constant(self, name, array, kind=None, quantisation=None, shape=None):
        """@param quantisation scales, zeros and axis"""
        array = np.asarray(array)
        data = array if kind == "int4" else np.frombuffer(array.tobytes(), np.uint8)
        if self.large:
            self.behind.append((len(self.buffers), data.tobytes()))
            self.buffers.append({1: ("Q", 2), 2: ("Q", 2)})
        else:
            self.buffers.append({0: ("u1", data)})
        return self._tensor(name, shape or array.shape, kind or array.dtype.name, len(self.buffers) - 1, quantisation)

    def _tensor(self, name, shape, kind, buffer, quantisation):
        table = {0: ("<i4", list(shape)), 1: ("B", TYPES[kind]), 2: ("I", buffer), 3: ("text", name)}
        if quantisation:
            scales, zeros, axis = quantisation
            table[4] = ("table", {2: ("<f4", scales), 3: ("<i8", zeros), 6: ("i", axis)})
        self.tensors.append(table)
        return len(self.tensors) - 1

    def node(self, kind, inputs, outputs, **options):
        if kind not in self.codes:
            self.codes.append(kind)
        table = {0: ("I", self.codes.index(kind)), 1: ("<i4", inputs), 2: ("<i4", outputs)}
        if kind in OPTIONS:
            table[3] = ("B", OPTIONS[kind])
            table[4] = ("table", {int(k[1:]): ("f" if isinstance(v, float) else "<i4" if isinstance(v, list) else "B" if k[1:] in "034" and v < 4
                                               and (kind, k) in BYTES else "i", v) for k, v in options.items()})
        self.nodes.append(table)

    def write(self, name, inputs, outputs):
        flat = Flat()
        flat.bytes += b"\0\0\0\0TFL3"
        codes = [{0: ("B", min(CODES[c], 127)), 2: ("i", 1), 3: ("i", CODES[c])} for c in self.codes]
        graph = {0: ("tables", self.tensors), 1: ("<i4", inputs), 2: ("<i4", outputs), 3: ("tables", self.nodes), 4: ("text", "main")}
        model = {0: ("I", 3), 1: ("tables", codes), 2: ("tables", [graph]), 3: ("text", "made by make_tflite.py"), 4: ("tables", self.buffers)}
        root = flat.table(model)
        struct.pack_into("<I", flat.bytes, 0, root)
        if self.behind:
            # the sizes are known only now: once more, with the numbers behind the tables
            end = len(flat.bytes) + -len(flat.bytes) % 16
            behind = b""
            for buffer, data in self.behind:
                self.buffers[buffer] = {1: ("Q", end + len(behind)), 2: ("Q", len(data))}
                behind += data + bytes(-len(data) % 16)
            self.behind = []
            again = Flat()
            again.bytes += b"\0\0\0\0TFL3"
            struct.pack_into("<I", again.bytes, 0, again.table(model))
            assert len(again.bytes) == len(flat.bytes)
            flat.bytes = again.bytes + bytes(end - len(again.bytes)) + behind
        (HERE / (name + ".tflite")).write_bytes(flat.bytes)


# fields of options that are bytes: paddings, fused functions, flags
BYTES = {("CONV_2D", "_0"), ("CONV_2D", "_3"), ("DEPTHWISE_CONV_2D", "_0"), ("DEPTHWISE_CONV_2D", "_4"), ("TRANSPOSE_CONV", "_0"), ("TRANSPOSE_CONV", "_3"),
         ("CONV_3D", "_0"), ("CONV_3D", "_4"), ("FULLY_CONNECTED", "_0"), ("ADD", "_0"), ("MUL", "_0"), ("AVERAGE_POOL_2D", "_0"),
         ("MAX_POOL_2D", "_0"), ("MEAN", "_0"), ("UNIDIRECTIONAL_SEQUENCE_LSTM", "_0"), ("UNIDIRECTIONAL_SEQUENCE_LSTM", "_3"),
         ("BIDIRECTIONAL_SEQUENCE_LSTM", "_0"), ("BIDIRECTIONAL_SEQUENCE_LSTM", "_3"), ("BIDIRECTIONAL_SEQUENCE_LSTM", "_4"), ("MIRROR_PAD", "_0"),
         ("UNIDIRECTIONAL_SEQUENCE_RNN", "_0"), ("UNIDIRECTIONAL_SEQUENCE_RNN", "_1"), ("RESIZE_NEAREST_NEIGHBOR", "_0"), ("RESIZE_NEAREST_NEIGHBOR", "_1")}
SAME, VALID, RELU, RELU6, TANH = 0, 1, 1, 3, 4
