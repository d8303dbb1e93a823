#!/usr/bin/env python3
"""Writes the networks of ../models/pytorch in the files of every other framework: the same weights, as each framework has them.

Their strengths are those that PyTorch itself found (../models/pytorch/*.strengths.json). Debian: apt install python3-torch python3-h5py; then run
it in this folder with /usr/bin/python3. What of a network's shape the other framework writes in another way:
- Keras and TensorFlow have channels last, so that the rows of the first dense layer behind a Flatten are in another order;
- an LSTM has one bias, which is the sum of PyTorch's two;
"""
import pathlib
import shutil
import struct
import sys
import json
import zipfile

import numpy as np
import torch

sys.dont_write_bytecode = True
sys.path += ["../keras", "../tflite", "../savedmodel"]
import make_saved_models
from flat_model import RELU, SAME, TANH, VALID, Model
from make_keras import h5, keras, keras3, layer, sequential, tfjs

HERE = pathlib.Path(__file__).resolve().parent


def state(name):
    return {key: tensor.numpy() for key, tensor in torch.load(f"../models/pytorch/{name}_state.pth").items()}


def safetensors(file, arrays):
    header, offset = {}, 0
    for key in sorted(arrays):
        header[key] = {"dtype": "F32", "shape": list(arrays[key].shape), "data_offsets": [offset, offset + arrays[key].nbytes]}
        offset += arrays[key].nbytes
    text = json.dumps(header).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text + b"".join(arrays[key].tobytes() for key in sorted(arrays)))


def everywhere(name, layers, shape, weights, inner=lambda layer: ""):
    """@param weights by layer: pairs of a path and an array @param inner the path of Keras 3 for a layer, or several"""
    config = sequential(layers, shape)
    h5(name + ".h5", config, weights)
    tfjs(name, config, [(f"{n}/{path}", a) for n, arrays in weights.items() for path, a in arrays])
    numbered = {}
    for n, arrays in weights.items():
        paths = inner(n) if isinstance(inner(n), list) else [inner(n)]
        each = len(arrays) // len(paths)
        numbered[n] = {path: [a for _, a in arrays[i * each:(i + 1) * each]] for i, path in enumerate(paths)}
    keras(name + ".keras", keras3(config), numbered)
    places = {f"layer_with_weights-{i}/{path}": (f"{n}/{path}", a) for i, (n, arrays) in enumerate(weights.items()) for path, a in arrays}
    shutil.rmtree(HERE / name, ignore_errors=True)
    make_saved_models.write(HERE / name, places, {}, config, "metadata")
    if name == "cnn":
        # its strides would be written nowhere
        return
    h5(name + "-weights.h5", config, weights, True)
    with zipfile.ZipFile(name + ".keras") as archive, open(name + ".weights.h5", "wb") as out:
        out.write(archive.read("model.weights.h5"))


def dense(weights, key):
    return [("kernel", np.ascontiguousarray(weights[key + ".weight"].T)), ("bias", weights[key + ".bias"])]


def lite_dense(model, value, matrix, bias, name, function=0):
    after = model.value(name, [1, len(bias)])
    model.node("FULLY_CONNECTED", [value, model.constant(name + "/MatMul", matrix), model.constant(name + "/BiasAdd", bias)], [after], _0=function)
    return after


def chain(name, keys, functions):
    """Dense layers one behind the other."""
    weights = state(name)
    safetensors(name + ".safetensors", weights)
    np.savez(name + ".npz", **weights)
    layers = [layer("Dense", key.replace(".", "_"), units=len(weights[key + ".bias"]), activation=function) for key, function in zip(keys, functions)]
    everywhere(name, layers, (20,), {key.replace(".", "_"): dense(weights, key) for key in keys})
    model = Model()
    first = value = model.value("input", [1, 20])
    for key, function in zip(keys, functions):
        value = lite_dense(model, value, weights[key + ".weight"], weights[key + ".bias"], key, RELU if function == "relu" else 0)
        if function in ("softmax", "sigmoid"):
            before, value = value, model.value(function, [1, len(weights[key + ".bias"])])
            model.node("SOFTMAX" if function == "softmax" else "LOGISTIC", [before], [value], **({"_0": 1.0} if function == "softmax" else {}))
    model.write(str(HERE / name), [first], [value])


chain("mlp", ["fc1", "fc2", "fc3"], ["relu", "relu", "softmax"])
chain("ae", ["enc.0", "enc.2", "dec.0", "dec.2"], ["relu", "linear", "relu", "sigmoid"])


def cnn():
    weights = state("cnn")
    norm = [weights["features.1." + part] for part in ("weight", "bias", "running_mean", "running_var")]
    kernels = [weights[f"features.{i}.weight"] for i in (0, 4)]
    last = np.ascontiguousarray(weights["classifier.1.weight"].reshape(16, 6, 3, 3).transpose(0, 2, 3, 1).reshape(16, 54))
    first_bias, second_bias = weights["features.0.bias"], weights["features.4.bias"]
    layers = [layer("Conv2D", "conv2d", filters=4, kernel_size=[3, 3], padding="same"),
              layer("BatchNormalization", "batch_normalization", axis=[3], epsilon=1e-5), layer("Activation", "activation", activation="relu"),
              layer("MaxPooling2D", "max_pooling2d", pool_size=[2, 2], strides=[2, 2], padding="valid"),
              layer("Conv2D", "conv2d_1", filters=6, kernel_size=[3, 3], strides=[2, 2], padding="valid", activation="relu"),
              layer("AveragePooling2D", "average_pooling2d", pool_size=[2, 2], strides=[2, 2], padding="valid"), layer("Flatten", "flatten"),
              layer("Dense", "dense", units=16, activation="tanh"), layer("Dropout", "dropout", rate=0.5), layer("Dense", "dense_1", units=10, activation="linear")]
    by_place = lambda kernel: np.ascontiguousarray(kernel.transpose(2, 3, 1, 0))
    everywhere("cnn", layers, (28, 28, 1), {
        "conv2d": [("kernel", by_place(kernels[0])), ("bias", first_bias)],
        "batch_normalization": list(zip(("gamma", "beta", "moving_mean", "moving_variance"), norm)),
        "conv2d_1": [("kernel", by_place(kernels[1])), ("bias", second_bias)],
        "dense": [("kernel", np.ascontiguousarray(last.T)), ("bias", weights["classifier.1.bias"])], "dense_1": dense(weights, "classifier.4")})
    # the normalisation as TensorFlow Lite's converter leaves it where it does not fold it
    scale = (norm[0].astype(float) / np.sqrt(norm[3].astype(float) + 1e-5))
    shift = norm[1] - norm[2] * scale
    model = Model()
    value = first = model.value("image", [1, 28, 28, 1])

    def step(kind, shape, constants=(), **options):
        nonlocal value
        before, value = value, model.value(f"{kind} {len(model.tensors)}", shape)
        model.node(kind, [before, *[model.constant(f"constant {len(model.tensors)}", np.ascontiguousarray(c)) for c in constants]], [value], **options)

    step("CONV_2D", [1, 28, 28, 4], [kernels[0].transpose(0, 2, 3, 1), first_bias], _0=SAME, _1=1, _2=1, _3=0)
    step("MUL", [1, 28, 28, 4], [scale.astype(np.float32)], _0=0)
    step("ADD", [1, 28, 28, 4], [shift.astype(np.float32)], _0=RELU)
    step("MAX_POOL_2D", [1, 14, 14, 4], _0=VALID, _1=2, _2=2, _3=2, _4=2, _5=0)
    step("CONV_2D", [1, 6, 6, 6], [kernels[1].transpose(0, 2, 3, 1), second_bias], _0=VALID, _1=2, _2=2, _3=RELU)
    step("AVERAGE_POOL_2D", [1, 3, 3, 6], _0=VALID, _1=2, _2=2, _3=2, _4=2, _5=0)
    step("RESHAPE", [1, 54], [np.array([1, 54], np.int32)], _0=[1, 54])
    value = lite_dense(model, value, last, weights["classifier.1.bias"], "dense", TANH)
    value = lite_dense(model, value, weights["classifier.4.weight"], weights["classifier.4.bias"], "dense_1")
    model.write(str(HERE / "cnn"), [first], [value])


cnn()


def lstm():
    weights = state("lstm")
    np.savez("lstm.npz", **weights)
    layers, by_layer = [], {}
    model = Model()
    first = value = model.value("sequence", [1, 7, 6])
    for level in range(2):
        name, arrays, tensors = "bidirectional" + ("_1" if level else ""), [], []
        for way, suffix in (("forward", ""), ("backward", "_reverse")):
            w, u, b, c = (weights[f"rnn.{part}_l{level}{suffix}"] for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
            path = f"{way}_lstm/lstm_cell_{1 + len(arrays) // 3 + 3 * level}/"
            arrays += [(path + "kernel", np.ascontiguousarray(w.T)), (path + "recurrent_kernel", np.ascontiguousarray(u.T)), (path + "bias", b + c)]
            gates = lambda part, matrix: [model.constant(f"{name}/{way}/{part}{i}", np.ascontiguousarray(m)) for i, m in enumerate(np.split(matrix, 4))]
            tensors += gates("w", w) + gates("u", u) + [-1] * 3 + gates("b", b + c) + [-1, -1]
        by_layer[name] = arrays
        layers.append(layer("Bidirectional", name, merge_mode="concat", layer=layer("LSTM", "lstm", units=5, activation="tanh", return_sequences=level == 0)))
        after = model.value(name, [1, 7, 10])
        states = [model.value("state", [1, 5]) for _ in range(4)]
        model.node("BIDIRECTIONAL_SEQUENCE_LSTM", [value, *tensors, *states], [after], _0=TANH, _3=1, _4=0)
        value = after
    layers.append(layer("Dense", "dense", units=3, activation="linear"))
    by_layer["dense"] = dense(weights, "fc")
    everywhere("lstm", layers, (7, 6), by_layer, lambda n: "" if n == "dense" else ["forward_layer/cell", "backward_layer/cell"])
    last = model.value("last", [1, 10])
    model.node("STRIDED_SLICE", [value, *[model.constant("last/" + part, np.array(numbers, np.int32)) for part, numbers in
                                          [("begin", [0, -1, 0]), ("end", [0, 0, 0]), ("stride", [1, 1, 1])]]], [last], _0=0b101, _1=0b101, _2=0, _3=0, _4=0b010)
    model.write(str(HERE / "lstm"), [first], [lite_dense(model, last, weights["fc.weight"], weights["fc.bias"], "dense")])


lstm()


def gru():
    """PyTorch's gates are reset, update, new; Keras has the update gate first."""
    weights = state("gru")
    np.savez("gru.npz", **weights)
    turn = lambda rows: np.concatenate([np.split(rows, 3)[gate] for gate in (1, 0, 2)])
    layers, by_layer = [], {}
    for level in range(2):
        name = "gru" + ("_1" if level else "")
        w, u, b, c = (turn(weights[f"rnn.{part}_l{level}"]) for part in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
        by_layer[name] = [("gru_cell/kernel", np.ascontiguousarray(w.T)), ("gru_cell/recurrent_kernel", np.ascontiguousarray(u.T)), ("gru_cell/bias", np.stack([b, c]))]
        layers.append(layer("GRU", name, units=5, activation="tanh", reset_after=True, return_sequences=level == 0))
    layers.append(layer("Dense", "dense", units=3, activation="linear"))
    by_layer["dense"] = dense(weights, "fc")
    everywhere("gru", layers, (7, 6), by_layer, lambda n: "" if n == "dense" else "cell")


gru()
