"""Whole models in every kind of file, and all cases' expectations into models.json. Run in this folder with /usr/bin/python3."""
import json

import numpy as np

import make_layers
import make_graphs
import make_weights
from make_keras import CASES, Net, Value, convolve, functional, h5, keras, keras3, layer, pool, positive, quantised, r, sequential, tfjs


def dense(net, x, name, matrix, bias, activation):
    return net.weighted(name, "dense", x, lambda a: np.einsum("io,...in->...on", matrix, a), lambda a: np.einsum("io,...in->...on", np.ones_like(matrix), a), bias,
                        activation, matrix.size + (0 if bias is None else bias.size))


def flat(x):
    return x.map(lambda a: a.reshape(-1, a.shape[-1]))


def everywhere(name, config, weights, net_of, tfjs_names=None, inner=lambda name: ""):
    """@param weights by layer: pairs of a path and an array @param net_of makes the reference of the arrays"""
    net_of(weights).case(*h5(name + ".h5", config, weights))
    net_of(weights).case(*keras(name + ".keras", keras3(config), {n: {inner(n): [a for _, a in arrays]} for n, arrays in weights.items()}))
    listed = [(f"{n}/{path}", a) for n, arrays in weights.items() for path, a in arrays]
    net_of(weights).case(*tfjs(name, config, listed))
    meant = dict(quantised(name + "-quantised", config, listed))
    net_of({n: [(path, meant[f"{n}/{path}"]) for path, _ in arrays] for n, arrays in weights.items()}).case(name + "-quantised.json", "TensorFlow.js")


# a plain network
MLP = sequential([layer("Dense", "dense_1", units=7, activation="relu"), layer("Dropout", "drop", rate=0.5), layer("Dense", "dense_2", units=5, activation="tanh"),
                  layer("Dense", "dense_3", units=3, activation="softmax")], (11,))


def mlp(weights):
    net = Net()
    x = net.layer("input", "input", (11,))
    for name, activation in (("dense_1", "relu"), ("dense_2", "tanh"), ("dense_3", "softmax")):
        arrays = dict(weights[name])
        x = dense(net, x, name, arrays["kernel"], arrays["bias"], activation)
    return net


everywhere("mlp", MLP, {"dense_1": [("kernel", r(11, 7)), ("bias", r(7))], "dense_2": [("kernel", r(7, 5)), ("bias", r(5))],
                        "dense_3": [("kernel", r(5, 3)), ("bias", r(3))]}, mlp)

# a convolutional one with batch normalisation
CNN = sequential([layer("Conv2D", "conv2d", filters=4, kernel_size=[3, 3], padding="same", use_bias=False), layer("BatchNormalization", "bn", epsilon=1e-3, axis=[3]),
                  layer("ReLU", "relu"), layer("MaxPooling2D", "pool", pool_size=[2, 2], strides=[2, 2], padding="valid"),
                  layer("Conv2D", "conv2d_1", filters=6, kernel_size=[2, 3], strides=[1, 2], activation="relu"), layer("Flatten", "flatten"),
                  layer("Dense", "dense", units=5, activation="softmax")], (9, 8, 2))


def cnn(weights):
    net = Net()
    x = net.layer("input", "input", (9, 8, 2))
    n = dict(weights["bn"])
    scale = n["gamma"] / np.sqrt(n["moving_variance"].astype(float) + 1e-3)
    kernel = dict(weights["conv2d"])["kernel"]
    x = net.weighted("conv2d", "convolution", x, lambda a: convolve(a, kernel * scale, 2, padding="same"),
                     lambda a: convolve(a, np.ones_like(kernel), 2, padding="same"), n["beta"] - n["moving_mean"] * scale, "relu", kernel.size + 4)
    x = x.map(lambda a: pool(a, 2, 2, 2, "valid"), lambda a: pool(a, 2, 2, 2, "valid", False))
    second = dict(weights["conv2d_1"])
    x = net.weighted("conv2d_1", "convolution", x, lambda a: convolve(a, second["kernel"], 2, [1, 2]), lambda a: convolve(a, np.ones_like(second["kernel"]), 2, [1, 2]),
                     second["bias"], "relu", second["kernel"].size + 6)
    last = dict(weights["dense"])
    dense(net, flat(x), "dense", last["kernel"], last["bias"], "softmax")
    return net


everywhere("cnn", CNN, {"conv2d": [("kernel", r(3, 3, 2, 4))], "bn": [("gamma", r(4)), ("beta", r(4)), ("moving_mean", r(4)), ("moving_variance", positive(4))],
                        "conv2d_1": [("kernel", r(2, 3, 4, 6)), ("bias", r(6))], "dense": [("kernel", r(18, 5)), ("bias", r(5))]}, cnn)

# an autoencoder, whose wiring is written
NAMES = ["encoder", "code", "decoder", "out"]
AE = functional([(layer("InputLayer", "image", batch_input_shape=[None, 12]), [])] + [
    (layer("Dense", name, units=units, activation="relu"), [[before]]) for name, units, before in zip(NAMES, (7, 3, 7, 12), ["image"] + NAMES)], ["image"], ["out"])


def ae(weights):
    net = Net()
    x = net.layer("input", "input", (12,))
    for name in NAMES:
        arrays = dict(weights[name])
        x = dense(net, x, name, arrays["kernel"], arrays["bias"], "relu")
    return net


everywhere("ae", AE, {name: [("kernel", r(*shape)), ("bias", r(shape[1]))] for name, shape in zip(NAMES, ((12, 7), (7, 3), (3, 7), (7, 12)))}, ae)


# recurrent ones
def recurrent(net, x, name, kind, kernel, back, biases, units, activation="tanh"):
    """@param x features of a step, each the same neuron at each"""
    gates = kernel.shape[1] // units
    total = sum(b.astype(float) for b in biases)
    sums = lambda m: m.reshape(m.shape[0], gates, units).sum(1)
    counts = lambda m: np.full((m.shape[0], units), gates)
    out = net.weighted(name, kind, x, lambda a: sums(kernel).T @ a, lambda a: counts(kernel).T @ a, total.reshape(gates, units).sum(0) if biases else None, activation,
                       kernel.size + back.size + sum(b.size for b in biases))
    net.connect(out.map(lambda a: sums(back).T @ a, lambda a: counts(back).T @ a), out.sums, name)
    return out


RNN = sequential([layer("LSTM", "lstm", units=5, return_sequences=True, use_bias=True, activation="tanh"),
                  layer("GRU", "gru", units=4, return_sequences=True, reset_after=True, activation="tanh"),
                  layer("SimpleRNN", "rnn", units=3, activation="relu"), layer("Dense", "dense", units=2, activation="softmax")], (None, 6))


def rnn(weights):
    net = Net()
    x = net.layer("input", "input", (6,))
    for name, kind, units, activation in (("lstm", "lstm", 5, "tanh"), ("gru", "gru", 4, "tanh"), ("rnn", "rnn", 3, "relu")):
        arrays = [a for _, a in weights[name]]
        biases = [arrays[2]] if arrays[2].ndim == 1 else list(arrays[2])
        x = recurrent(net, x, name, kind, arrays[0], arrays[1], biases, units, activation)
    last = dict(weights["dense"])
    dense(net, x, "dense", last["kernel"], last["bias"], "softmax")
    return net


everywhere("rnn", RNN, {"lstm": [("lstm_cell/kernel", r(6, 20)), ("lstm_cell/recurrent_kernel", r(5, 20)), ("lstm_cell/bias", r(20))],
                        "gru": [("gru_cell/kernel", r(5, 12)), ("gru_cell/recurrent_kernel", r(4, 12)), ("gru_cell/bias", r(2, 12))],
                        "rnn": [("simple_rnn_cell/kernel", r(4, 3)), ("simple_rnn_cell/recurrent_kernel", r(3, 3)), ("simple_rnn_cell/bias", r(3))],
                        "dense": [("kernel", r(3, 2)), ("bias", r(2))]}, rnn, inner=lambda name: "" if name == "dense" else "cell")


# two directions; what is read, forwards and backwards, are two layers
def joined(*values):
    parts = {}
    extent = [v.shape[-1] for v in values]
    for i, value in enumerate(values):
        for source, (a, n) in value.parts.items():
            wide = lambda m: np.concatenate([m if j == i else np.zeros((*m.shape[:-2], extent[j], m.shape[-1])) for j in range(len(values))], -2)
            parts[source] = (wide(a), wide(n))
    return Value(parts)


def bidirectional(weights):
    net = Net()
    x = net.layer("input", "input", (4,))
    forth = recurrent(net, x, "both forward", "lstm", *weights[:2], [weights[2]], 3)
    back = recurrent(net, x, "both backward", "lstm", *weights[3:5], [weights[5]], 3)
    dense(net, joined(forth, back), "dense", *weights[6:], "softmax")
    return net


BOTH = sequential([layer("Bidirectional", "both", merge_mode="concat", layer=layer("LSTM", "lstm", units=3, activation="tanh")),
                   layer("Dense", "dense", units=2, activation="softmax")], (5, 4))
W = [r(4, 12), r(3, 12), r(12), r(4, 12), r(3, 12), r(12), r(6, 2), r(2)]
ROLES = ["kernel", "recurrent_kernel", "bias"]
PATHS = ["forward_lstm/lstm_cell_1/" + role for role in ROLES] + ["backward_lstm/lstm_cell_2/" + role for role in ROLES]
bidirectional(W).case(*h5("bidirectional.h5", BOTH, {"both": list(zip(PATHS, W)), "dense": [("kernel", W[6]), ("bias", W[7])]}))
bidirectional(W).case(*keras("bidirectional.keras", keras3(BOTH), {"both": {"forward_layer/cell": W[:3], "backward_layer/cell": W[3:6]}, "dense": {"": W[6:]}}))
bidirectional(W).case(*tfjs("bidirectional", BOTH, [("both/" + path, a) for path, a in zip(PATHS, W)] + [("dense/kernel", W[6]), ("dense/bias", W[7])]))


# tokens: an embedding, attention with heads, a sum, a normalisation
def attention(weights):
    table, q, bq, k, bk, v, bv, o, bo, gamma, beta, last, bias = weights
    net = Net()
    x = net.layer("input", "input", (9,))
    x = dense(net, x, "embedding", table, None, "")
    net.layers[-1]["kind"] = "embedding"
    parts = [dense(net, x, f"mha {name}", w.reshape(6, -1), b.reshape(-1), "") for name, w, b in (("query", q, bq), ("key", k, bk), ("value", v, bv))]
    mixed = net.layer("mha attention", "attention", (2, 4))
    net.layers[-1]["shape"] = "2×4"
    heads = 8
    for part in parts:
        net.connections.append({"name": "mha attention", "from": part.sums, "to": mixed.sums, "links": 0, "a": np.zeros((heads, part.shape[-1])), "counted": False})
    mixed = Value({mixed.sums: (np.eye(8), np.eye(8))}, mixed.sums)
    out = dense(net, mixed, "mha output", o.reshape(8, 6), bo, "")
    net.connections.append({"name": "mha output", "from": x.sums, "to": out.sums, "links": 6, "a": np.eye(6), "counted": False})
    out = net.weighted("norm", "layer normalization", out, lambda a: a * gamma[:, None], lambda a: a, beta, "", 12)
    dense(net, out, "dense", last, bias, "softmax")
    return net


MHA = functional([(layer("InputLayer", "tokens", batch_input_shape=[None, 7], dtype="int32"), []),
                  (layer("Embedding", "embedding", input_dim=9, output_dim=6, mask_zero=True), [["tokens"]]),
                  (layer("MultiHeadAttention", "mha", num_heads=2, key_dim=3, value_dim=4), [[("embedding", 0, 0, {"value": ["embedding", 0, 0]})]]),
                  (layer("Add", "add"), [["mha", "embedding"]]), (layer("LayerNormalization", "norm", axis=[2]), [["add"]]),
                  (layer("GlobalAveragePooling1D", "mean"), [["norm"]]), (layer("Dense", "dense", units=3, activation="softmax"), [["mean"]])], ["tokens"], ["dense"])
W = [r(9, 6), r(6, 2, 3), r(2, 3), r(6, 2, 3), r(2, 3), r(6, 2, 4), r(2, 4), r(2, 4, 6), r(6), r(6), r(6), r(6, 3), r(3)]
PATHS = [f"{part}/{role}" for part in ("query", "key", "value", "attention_output") for role in ("kernel", "bias")]
attention(W).case(*h5("attention.h5", MHA, {"embedding": [("embeddings", W[0])], "mha": list(zip(PATHS, W[1:9])), "norm": [("gamma", W[9]), ("beta", W[10])],
                                            "dense": [("kernel", W[11]), ("bias", W[12])]}))
attention(W).case(*keras("attention.keras", keras3(MHA), {"embedding": {"": W[:1]}, "norm": {"": W[9:11]}, "dense": {"": W[11:]}, "mha": {
    "_query_dense": W[1:3], "_key_dense": W[3:5], "_value_dense": W[5:7], "_output_dense": W[7:9]}}))


# a residual block: two branches that become one layer, a skip, a concatenation, a product
def residual(weights):
    k1, b1, k2, b2, k3, b3, last, bias = weights
    net = Net()
    x = net.layer("input", "input", (6, 5, 2))
    conv = lambda value, name, kernel, bias_, activation: net.weighted(name, "convolution", value, lambda a: convolve(a, kernel, 2, padding="same"),
                                                                       lambda a: convolve(a, np.ones_like(kernel), 2, padding="same"), bias_, activation, kernel.size + bias_.size)
    first = conv(x, "first", k1, b1, "relu")
    branch = conv(first, "branch", k2, b2, "relu")
    net.connections.append({"name": "branch", "from": first.sums, "to": branch.sums, "links": 90, "a": np.eye(90), "counted": False})
    side = conv(x, "side", k3, b3, "")
    both = joined(branch, side)
    dense(net, flat(both), "dense", last, bias, "softmax")
    return net


RESIDUAL = functional([(layer("InputLayer", "image", batch_input_shape=[None, 6, 5, 2]), []),
                       (layer("Conv2D", "first", filters=3, kernel_size=[3, 3], padding="same", activation="relu"), [["image"]]),
                       (layer("Conv2D", "branch", filters=3, kernel_size=[2, 2], padding="same"), [["first"]]),
                       (layer("Add", "add"), [["branch", "first"]]), (layer("Activation", "act", activation="relu"), [["add"]]),
                       (layer("Conv2D", "side", filters=2, kernel_size=[1, 1], padding="same"), [["image"]]),
                       (layer("Concatenate", "join", axis=-1), [["act", "side"]]), (layer("Flatten", "flatten"), [["join"]]),
                       (layer("Dense", "dense", units=3, activation="softmax"), [["flatten"]])], ["image"], ["dense"])
W = [r(3, 3, 2, 3), r(3), r(2, 2, 3, 3), r(3), r(1, 1, 2, 2), r(2), r(150, 3), r(3)]
BY_LAYER = {name: [("kernel", W[2 * i]), ("bias", W[2 * i + 1])] for i, name in enumerate(("first", "branch", "side", "dense"))}
residual(W).case(*h5("residual.h5", RESIDUAL, BY_LAYER))
residual(W).case(*keras("residual.keras", keras3(RESIDUAL), {n: {"": [a for _, a in arrays]} for n, arrays in BY_LAYER.items()}))

with open("models.json", "w") as out:
    json.dump(CASES, out, ensure_ascii=False, separators=(",", ":"))
