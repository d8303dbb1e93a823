#!/usr/bin/env python3
"""Models of several inputs, and in runs.json what they give for five samples of sin(0.37 i + 1), or of tokens, where every other input is filled with a number.

Debian: apt install python3-onnx python3-torch python3-h5py; then run it in this folder with /usr/bin/python3. ONNX' operators are written out in numpy here;
scripts are run by PyTorch; Keras' models by ../keras/run/forward.py. TensorFlow Lite's nodes
are written out, too.
"""
import json
import sys

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import TensorProto, helper, numpy_helper

sys.dont_write_bytecode = True
sys.path += ["../keras/run", "../tflite"]
import flat_model
from forward import Model, samples

COUNT = 5
RANDOM = np.random.default_rng(20261122)
FLOAT, INT32, INT64, BOOL = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64, TensorProto.BOOL
runs = []


def r(*shape):
    return RANDOM.normal(0, 0.7, shape).astype(np.float32)


def tokens(steps, vocabulary):
    return ((7 * np.arange(COUNT * steps) + 3) % vocabulary).reshape(COUNT, steps)


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def run(file, shape, outputs, layers=None, **told):
    """@param layers name, sums and activations of the second sample @param told constants; input, where it is not proposed; vocabulary"""
    shown = lambda array: [float(f"{x:.7g}") for x in np.asarray(array, float).reshape(-1)]
    runs.append({"file": file, "shape": shape, **told, "outputs": shown(outputs), "layers": {name: {"z": shown(z), "a": shown(a)} for name, (z, a) in (layers or {}).items()}})


def write(name, inputs, nodes, weights, opset=13):
    graph = helper.make_graph(nodes, name, [helper.make_tensor_value_info(*one) for one in inputs], [helper.make_tensor_value_info("y", FLOAT, None)],
                              [numpy_helper.from_array(array, key) for key, array in weights.items()])
    onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=7), name)


node = helper.make_node


def added():
    a, b, c, d = r(4, 5), r(6, 5), r(5), r(5, 3)
    write("added.onnx", [("left", FLOAT, ["batch", 4]), ("right", FLOAT, ["batch", 6])],
          [node("MatMul", ["left", "a"], ["l"]), node("MatMul", ["right", "b"], ["m"]), node("Add", ["l", "m"], ["s"]), node("Add", ["s", "c"], ["z"]),
           node("Relu", ["z"], ["h"]), node("MatMul", ["h", "d"], ["y"])], {"a": a, "b": b, "c": c, "d": d})
    give = lambda left, right: np.maximum(left @ a + right @ b + c, 0) @ d
    # the larger one is proposed
    run("added.onnx", [6], give(np.zeros((COUNT, 4)), samples([6], COUNT)))
    run("added.onnx", [6], give(np.full((COUNT, 4), -0.75), samples([6], COUNT)), constants={"left": -0.75})
    run("added.onnx", [4], give(samples([4], COUNT), np.full((COUNT, 6), 2)), constants={"right": 2})
    run("added.onnx", [4], give(samples([4], COUNT), np.zeros((COUNT, 6))), input="left")


def sentence():
    e, t, w, b = r(11, 4), r(2, 4), r(4, 3), r(3)
    write("sentence.onnx", [("attention_mask", INT64, ["batch", "sequence"]), ("token_type_ids", INT32, ["batch", "sequence"]), ("input_ids", INT64, ["batch", "sequence"])],
          [node("Gather", ["e", "input_ids"], ["words"]), node("Gather", ["t", "token_type_ids"], ["types"]), node("Add", ["words", "types"], ["both"]),
           node("Cast", ["attention_mask"], ["marks"], to=FLOAT), node("Unsqueeze", ["marks", "last"], ["mask"]), node("Mul", ["both", "mask"], ["kept"]),
           node("ReduceSum", ["kept", "one"], ["sum"], keepdims=0), node("ReduceSum", ["mask", "one"], ["many"], keepdims=0), node("Div", ["sum", "many"], ["mean"]),
           node("MatMul", ["mean", "w"], ["m"]), node("Add", ["m", "b"], ["z"]), node("Softmax", ["z"], ["y"], axis=1)],
          {"e": e, "t": t, "w": w, "b": b, "last": np.array([-1]), "one": np.array([1])})
    ids = tokens(7, 11)
    for kind, more in ((0, {}), (1, {"constants": {"token_type_ids": 1, "attention_mask": 3}})):
        z = (e[ids] + t[kind]).mean(1) @ w + b
        run("sentence.onnx", [7], softmax(z), vocabulary=11, **more)


def stated():
    w, back, bias, out = r(1, 4, 3), r(1, 4, 4), r(1, 8), r(4, 2)
    write("stated.onnx", [("state", FLOAT, [2, "batch", 4]), ("sr", INT64, []), ("flag", BOOL, [1]), ("input", FLOAT, ["batch", "steps", 3])],
          [node("Gather", ["state", "zero"], ["first"], axis=0), node("Gather", ["state", "one"], ["second"], axis=0), node("Unsqueeze", ["first", "front"], ["h0"]),
           node("Transpose", ["input"], ["x"], perm=[1, 0, 2]), node("RNN", ["x", "w", "back", "bias", "", "h0"], ["", "last"], hidden_size=4),
           node("Squeeze", ["last", "front"], ["h"]), node("Add", ["h", "second"], ["g"]), node("MatMul", ["g", "out"], ["m"]), node("Cast", ["sr"], ["rate"], to=FLOAT),
           node("Div", ["rate", "thousand"], ["by"]), node("Mul", ["m", "by"], ["n"]), node("Neg", ["n"], ["not"]), node("Where", ["flag", "n", "not"], ["y"])],
          {"w": w, "back": back, "bias": bias, "out": out, "zero": np.array(0), "one": np.array(1), "front": np.array([0]), "thousand": np.array(1000, np.float32)})

    def give(x, state, rate, flag):
        h = np.full((len(x), 4), float(state))
        for step in range(x.shape[1]):
            h = np.tanh(x[:, step] @ w[0].T + h @ back[0].T + bias[0, :4] + bias[0, 4:])
        return ((h + state) @ out) * rate / 1000 * (1 if flag else -1)

    for state, rate, flag in ((0, 16000, 0), (0.25, 8000, 1)):
        run("stated.onnx", [6, 3], give(samples([6, 3], COUNT), state, rate, flag), constants={"state": state, "sr": rate, "flag": flag})


def rated():
    """What it is compared with is proposed."""
    w = r(3, 2)
    write("rated.onnx", [("input", FLOAT, ["batch", 3]), ("sr", INT64, [])],
          [node("MatMul", ["input", "w"], ["m"]), node("Equal", ["sr", "rate"], ["same"]), node("Neg", ["m"], ["not"]), node("Where", ["same", "m", "not"], ["y"])],
          {"w": w, "rate": np.array(16000)})
    run("rated.onnx", [3], samples([3], COUNT) @ w)
    run("rated.onnx", [3], -samples([3], COUNT) @ w, constants={"sr": 8000})


def one_at_a_time():
    """The state is of one sample alone, which is joined to it."""
    w, b = r(7, 2), r(2)
    write("one-at-a-time.onnx", [("input", FLOAT, ["n", 3]), ("h", FLOAT, [1, 4])], [node("Concat", ["input", "h"], ["both"], axis=1), node("MatMul", ["both", "w"], ["m"]),
                                                                                     node("Add", ["m", "b"], ["z"]), node("Tanh", ["z"], ["y"])], {"w": w, "b": b})
    x = samples([3], COUNT)
    run("one-at-a-time.onnx", [3], np.tanh(np.hstack([x, np.full((COUNT, 4), 0.5)]) @ w + b), constants={"h": 0.5})


def with_states():
    """Steps before samples, of which it takes one; the states that it starts with are inputs."""
    weights = {t.name: numpy_helper.to_array(t) for t in onnx.load("../onnx/lstm-with-states.onnx").graph.initializer}
    x = samples([6, 3], COUNT)
    h, cell = np.full((COUNT, 4), 0.3), np.full((COUNT, 4), -0.6)
    sigmoid = lambda z: 1 / (1 + np.exp(-z))
    sums, states = [], []
    for step in range(6):
        i, o, f, g = np.split(x[:, step] @ weights["w"][0].T + h @ weights["r"][0].T + weights["b"][0, :16] + weights["b"][0, 16:], 4, axis=-1)
        sums.append((i + o + f + g)[1])
        cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(cell)
        states.append(h[1])
    run("../onnx/lstm-with-states.onnx", [6, 3], h @ weights["last"], {"cell": (sums, states)}, constants={"h0": 0.3, "c0": -0.6})


class Two(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(6, 5), nn.Linear(4, 5), nn.Linear(10, 3)

    def forward(self, x, context):
        return torch.softmax(self.c(torch.cat([torch.relu(self.a(x)), torch.tanh(self.b(context))], 1)), 1)


def scripts():
    torch.manual_seed(5)
    two = Two().eval()
    torch.jit.save(torch.jit.script(two), "two-script.pt")
    torch.jit.save(torch.jit.trace(two, (torch.zeros(1, 6), torch.zeros(1, 4)), check_trace=False), "two-trace.pt")
    for file in ("two-script.pt", "two-trace.pt"):
        for context, more in ((0, {}), (0.5, {"constants": {"context": 0.5}})):
            with torch.no_grad():
                x, c = torch.from_numpy(samples([6], COUNT)).float(), torch.full((COUNT, 4), float(context))
                z, other = two.a(x)[1], two.b(c)[1]
                run(file, [6], two(x, c), {"a": (z, torch.relu(z)), "b": (other, torch.tanh(other))}, **more)


def keras():
    for file in ("../keras/twins.h5", "../keras/twins.keras"):
        # Keras 3 has the weights in archives by place, which the forward pass does not read
        model = Model("../keras/twins.h5")
        run(file, [4], model.run(samples([4], COUNT), np.full((COUNT, 4), 0.3)), constants={"right": 0.3})
        run(file, [4], model.run(np.full((COUNT, 4), -0.2), samples([4], COUNT)), input="right", constants={"left": -0.2})
    # both have steps that are left open
    for given, more in (([samples([6, 3], COUNT), np.full((COUNT, 6, 2), 0.4)], {"constants": {"target": 0.4}}),
                        ([np.zeros((COUNT, 6, 3)), samples([6, 2], COUNT)], {"input": "target"})):
        model = Model("../keras/states.json")
        outputs = model.run(*given)
        run("../keras/states.json", [6, 2 if "input" in more else 3], outputs, {name: (z[1], a[1]) for name, (z, a) in model.kept.items()}, **more)


def tflite():
    a, b, c, d = r(5, 4), r(5, 6), r(5), r(3, 5)
    model = flat_model.Model()
    left, right = model.value("left", [1, 4]), model.value("right", [1, 6])
    one, two, both, end = (model.value(name, [1, width]) for name, width in (("one", 5), ("two", 5), ("both", 5), ("end", 3)))
    model.node("FULLY_CONNECTED", [left, model.constant("a", a), -1], [one], _0=0)
    model.node("FULLY_CONNECTED", [right, model.constant("b", b), model.constant("c", c)], [two], _0=0)
    model.node("ADD", [one, two], [both], _0=flat_model.RELU)
    model.node("FULLY_CONNECTED", [both, model.constant("d", d), -1], [end], _0=0)
    # its place is told from the folder of the module
    model.write("../inputs/two", [left, right], [end])
    give = lambda left, right: np.maximum(left @ a.T + right @ b.T + c, 0) @ d.T
    run("two.tflite", [6], give(np.full((COUNT, 4), 0.6), samples([6], COUNT)), constants={"left": 0.6})
    run("two.tflite", [4], give(samples([4], COUNT), np.full((COUNT, 6), -0.1)), input="left", constants={"right": -0.1})


added()
sentence()
stated()
one_at_a_time()
with_states()
rated()
scripts()
keras()
tflite()
with open("runs.json", "w") as file:
    json.dump(runs, file, separators=(",", ":"))
