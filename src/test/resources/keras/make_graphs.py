"""Models whose layers are wired otherwise than in a row: models in models, shared layers, several inputs, states, steps; run by make_models.py."""
import json

import numpy as np

from make_keras import CASES, Net, Value, convolve, functional, h5, keras, keras3, layer, pool, positive, r, sequential, tfjs


def dense(net, x, name, matrix, bias, activation, parameters=None):
    return net.weighted(name, "dense", x, lambda a: np.einsum("io,...in->...on", matrix, a), lambda a: np.einsum("io,...in->...on", np.ones_like(matrix), a), bias,
                        activation, matrix.size + (0 if bias is None else bias.size) if parameters is None else parameters)


def conv(net, x, name, kernel, bias, activation, axes=2, parameters=None, **how):
    return net.weighted(name, "convolution", x, lambda a: convolve(a, kernel, axes, **how), lambda a: convolve(a, np.ones_like(kernel), axes, **how), bias, activation,
                        kernel.size + bias.size if parameters is None else parameters)


def flat(x):
    return x.map(lambda a: a.reshape(-1, a.shape[-1]))


def joined(*values):
    """Along the last axis."""
    parts = {}
    extent = [v.shape[-1] for v in values]
    for i, value in enumerate(values):
        for source, (a, n) in value.parts.items():
            wide = lambda m: np.concatenate([m if j == i else np.zeros((*m.shape[:-2], extent[j], m.shape[-1])) for j in range(len(values))], -2)
            made = (wide(a), wide(n))
            parts[source] = made if source not in parts else tuple(p + q for p, q in zip(parts[source], made))
    return Value(parts)


def skip(net, value, to, name):
    for source, (a, n) in value.parts.items():
        net.connections.append({"name": name, "from": source, "to": to, "links": int(n.sum()), "a": a.reshape(-1, a.shape[-1]), "counted": False})


def block(net, values, name, shape):
    """@param shape in the file's order"""
    out = net.layer(name, "block", shape)
    for source in sorted({source for value in values for source in value.parts}):
        n = next(v.parts[source] for v in values if source in v.parts)[0].shape[-1]
        net.connections.append({"name": name, "from": source, "to": out.sums, "links": 0, "a": np.zeros((int(np.prod(shape)), n)), "counted": False})
    return out


def recurrent(net, x, name, kind, kernel, back, bias, units, activation="tanh"):
    gates = kernel.shape[1] // units
    sums = lambda m: m.reshape(m.shape[0], gates, units).sum(1)
    counts = lambda m: np.full((m.shape[0], units), gates)
    out = net.weighted(name, kind, x, lambda a: sums(kernel).T @ a, lambda a: counts(kernel).T @ a, bias.astype(float).reshape(gates, units).sum(0), activation,
                       kernel.size + back.size + bias.size)
    net.connect(out.map(lambda a: sums(back).T @ a, lambda a: counts(back).T @ a), out.sums, name)
    return out


def blocked(type_, *names):
    some = f"{len(names)} of them, the first " if len(names) > 1 else ""
    return f"The operator {type_} ({some}\"{names[0]}\") is drawn as a block; its neurons count only the links of what follows."


# a model as a layer of a model, whose first call is the second node of Keras' count
K, B, M, L = r(3, 3, 2, 3), r(3), r(3, 4), r(4)
INNER = functional([(layer("InputLayer", "inner_input", batch_input_shape=[None, 5, 5, 2]), []),
                    (layer("Conv2D", "conv", filters=3, kernel_size=[3, 3], activation="relu"), [["inner_input"]]),
                    (layer("GlobalAveragePooling2D", "mean"), [["conv"]])], ["inner_input"], ["mean"])
INNER["config"]["name"] = "base"
NESTED = functional([(layer("InputLayer", "image", batch_input_shape=[None, 5, 5, 2]), []), (INNER, [["image"]]),
                     (layer("Dense", "dense", units=4, activation="softmax"), [[("base", 1, 0)]])], ["image"], ["dense"])


def nested():
    net = Net()
    x = net.layer("input", "input", (5, 5, 2))
    x = conv(net, x, "conv", K, B, "relu")
    dense(net, x.map(lambda a: a.mean((0, 1)), lambda a: a.sum((0, 1))), "dense", M, L, "softmax")
    return net


nested().case(*h5("nested.h5", NESTED, {"base": [("conv/kernel", K), ("conv/bias", B)], "dense": [("kernel", M), ("bias", L)]}))
nested().case(*tfjs("nested", NESTED, [("conv/kernel", K), ("conv/bias", B), ("dense/kernel", M), ("dense/bias", L)]))
NESTED3 = keras3(NESTED)
NESTED3["config"]["layers"][1]["config"]["layers"] = keras3(INNER)["config"]["layers"]
nested().case(*keras("nested.keras", NESTED3, {"base": {"layers/conv2d": [K, B]}, "dense": {"": [M, L]}}))

# one layer called twice, whose weights are counted once; a concatenation, an average and a difference of what it gives
M1, L1, M2, L2 = r(4, 3), r(3), r(9, 2), r(2)
TWINS = functional([(layer("InputLayer", "left", batch_input_shape=[None, 4]), []), (layer("InputLayer", "right", batch_input_shape=[None, 4]), []),
                    (layer("Dense", "twin", units=3, activation="relu"), [["left"], ["right"]]),
                    (layer("Average", "average"), [["twin", ("twin", 1, 0)]]), (layer("Concatenate", "join", axis=1), [["average", "twin", ("twin", 1, 0)]]),
                    (layer("Dense", "dense", units=2, activation="softmax"), [["join"]])], ["left", "right"], ["dense"])


def twins():
    net = Net()
    left, right = net.layer("left", "input", (4,)), net.layer("right", "input", (4,))
    one = dense(net, left, "twin", M1, L1, "relu")
    two = dense(net, right, "twin (2)", M1, L1, "relu", 0)
    both = net.layer("average input", "concatenation", (2, 3))
    net.layers[-1]["shape"] = "2×3"
    skip(net, one.map(lambda a: np.concatenate([a, 0 * a])), both.sums, "average input")
    skip(net, two.map(lambda a: np.concatenate([0 * a, a])), both.sums, "average input")
    mean = Value({both.sums: (np.hstack([np.eye(3) / 2] * 2), np.hstack([np.eye(3)] * 2))})
    dense(net, joined(mean, one, two), "dense", M2, L2, "softmax")
    return net


twins().case(*h5("twins.h5", TWINS, {"twin": [("kernel", M1), ("bias", L1)], "dense": [("kernel", M2), ("bias", L2)]}))
twins().case(*keras("twins.keras", keras3(TWINS), {"twin": {"": [M1, L1]}, "dense": {"": [M2, L2]}}))

# an encoder whose states a decoder starts with
W = [r(3, 16), r(4, 16), r(16), r(2, 16), r(4, 16), r(16), r(4, 2), r(2)]
PAIR = functional([(layer("InputLayer", "source", batch_input_shape=[None, None, 3]), []), (layer("InputLayer", "target", batch_input_shape=[None, None, 2]), []),
                   (layer("LSTM", "encoder", units=4, return_state=True, activation="tanh"), [["source"]]),
                   (layer("LSTM", "decoder", units=4, return_sequences=True, return_state=True, activation="tanh"), [
                       [("target", 0, 0, {"initial_state": [["encoder", 0, 1], ["encoder", 0, 2]]})]]),
                   (layer("Dense", "dense", units=2, activation="softmax"), [["decoder"]])], ["source", "target"], ["dense"])
net = Net()
source, target = net.layer("source", "input", (3,)), net.layer("target", "input", (2,))
encoder = recurrent(net, source, "encoder", "lstm", *W[:3], 4)
decoder = recurrent(net, target, "decoder", "lstm", *W[3:6], 4)
skip(net, encoder, decoder.sums, "decoder")
skip(net, encoder, decoder.sums, "decoder")
dense(net, decoder, "dense", *W[6:], "softmax")
ROLES = ["kernel", "recurrent_kernel", "bias"]
net.case(*tfjs("states", PAIR, [(f"{name}/lstm_cell/{role}", a) for name, arrays in (("encoder", W[:3]), ("decoder", W[3:6])) for role, a in zip(ROLES, arrays)]
               + [("dense/kernel", W[6]), ("dense/bias", W[7])]))

# the same convolution at each of three steps, whose features a recurrent layer takes
W = [r(2, 2, 2, 3), r(3), r(12, 9), r(3, 9), r(2, 9), r(3, 2), r(2)]
STEPS = sequential([layer("TimeDistributed", "each", layer=layer("Conv2D", "conv", filters=3, kernel_size=[2, 2], padding="valid", strides=[2, 2], activation="relu")),
                    layer("TimeDistributed", "flat", layer=layer("Flatten", "flatten")), layer("GRU", "gru", units=3, reset_after=True),
                    layer("Dense", "dense", units=2, activation="softmax")], (3, 4, 5, 2))
net = Net()
x = net.layer("input", "input", (3, 4, 5, 2))
x = conv(net, x, "each", W[0][None], W[1], "relu", 3, stride=[1, 2, 2])
x = x.map(lambda a: a.reshape(3, -1, a.shape[-1]).mean(0), lambda a: a.reshape(3, -1, a.shape[-1]).sum(0))
gru = recurrent(net, x, "gru", "gru", W[2], W[3], W[4].sum(0), 3)
net.parameters += 9
dense(net, gru, "dense", *W[5:], "softmax")
net.warnings.append("\"gru\" goes along the 3 positions of \"each\", each of which carries 1/3 of its links.")
net.case(*tfjs("steps", STEPS, [("each/kernel", W[0]), ("each/bias", W[1]), *[(f"gru/gru_cell/{role}", a) for role, a in zip(ROLES, W[2:5])],
                                ("dense/kernel", W[5]), ("dense/bias", W[6])]))
net.case(*keras("steps.keras", keras3(STEPS), {"each": {"layer": W[:2]}, "gru": {"cell": W[2:5]}, "dense": {"": W[5:]}}))

# channels weighed by what they are together: a product is a block
W = [r(3, 3, 2, 4), r(4), r(4, 2), r(2), r(2, 4), r(4), r(48, 3), r(3)]
WEIGHED = functional([(layer("InputLayer", "image", batch_input_shape=[None, 5, 6, 2]), []), (layer("Conv2D", "conv", filters=4, kernel_size=[3, 3]), [["image"]]),
                      (layer("GlobalAveragePooling2D", "mean"), [["conv"]]), (layer("Dense", "less", units=2, activation="relu"), [["mean"]]),
                      (layer("Dense", "more", units=4, activation="sigmoid"), [["less"]]), (layer("Reshape", "reshape", target_shape=[1, 1, 4]), [["more"]]),
                      (layer("Multiply", "weigh"), [["reshape", "conv"]]), (layer("Flatten", "flatten"), [["weigh"]]),
                      (layer("Dense", "dense", units=3, activation="softmax"), [["flatten"]])], ["image"], ["dense"])
net = Net()
x = net.layer("input", "input", (5, 6, 2))
x = conv(net, x, "conv", W[0], W[1], "")
less = dense(net, x.map(lambda a: a.mean((0, 1)), lambda a: a.sum((0, 1))), "less", W[2], W[3], "relu")
more = dense(net, less, "more", W[4], W[5], "sigmoid")
weighed = block(net, [more, x], "weigh", (3, 4, 4))
dense(net, flat(weighed), "dense", W[6], W[7], "softmax")
net.warnings.append(blocked("Multiply", "weigh"))
net.case(*tfjs("weighed", WEIGHED, [(f"{name}/{role}", W[2 * i + j]) for i, name in enumerate(("conv", "less", "more", "dense")) for j, role in enumerate(("kernel", "bias"))]))

# a function of the person's own, which changes the number of features; an enlarged image; a recurrent convolution
W = [r(4, 6), r(6), r(3, 2), r(2)]
OWN = sequential([layer("Dense", "dense", units=6, activation="relu"), layer("Lambda", "half", function=["4wEAAAA=", None, None], function_type="lambda"),
                  layer("My>Own", "own", rate=3), layer("Dense", "last", units=2, activation="softmax")], (4,))
net = Net()
x = dense(net, net.layer("input", "input", (4,)), "dense", W[0], W[1], "relu")
x = block(net, [x], "half", (6,))
x = block(net, [x], "own", (6,))
x = block(net, [x], "last input", (3,))
dense(net, x, "last", W[2], W[3], "softmax")
net.warnings += [blocked("Lambda", "half"), blocked("My>Own", "own")]
net.case(*tfjs("own", OWN, [("dense/kernel", W[0]), ("dense/bias", W[1]), ("last/kernel", W[2]), ("last/bias", W[3])]))
W = [r(1, 1, 2, 3), r(3), r(72, 2), r(2)]
LARGER = sequential([layer("Conv2D", "conv", filters=3, kernel_size=[1, 1]), layer("UpSampling2D", "larger", size=[2, 2], interpolation="bilinear"), layer("Flatten", "flatten"),
                     layer("Dense", "last", units=2, activation="softmax")], (2, 3, 2))
net = Net()
x = conv(net, net.layer("input", "input", (2, 3, 2)), "conv", W[0], W[1], "")
x = block(net, [x], "larger", (4, 6, 3))
dense(net, flat(x), "last", W[2], W[3], "softmax")
net.warnings.append(blocked("UpSampling2D (bilinear)", "larger"))
net.case(*tfjs("larger", LARGER, [("conv/kernel", W[0]), ("conv/bias", W[1]), ("last/kernel", W[2]), ("last/bias", W[3])]))

# products along axes that a person writes as an equation; cells one behind the other
W = [r(4, 2, 3), r(2, 3), r(2, 3, 5), r(5)]
SUMS = sequential([layer("EinsumDense", "one", equation="ab,bcd->acd", output_shape=[2, 3], bias_axes="cd", activation="relu"),
                   layer("EinsumDense", "two", equation="acd,cde->ae", output_shape=[5], bias_axes="e")], (4,))
net = Net()
x = dense(net, net.layer("input", "input", (4,)), "one", W[0].reshape(4, 6), W[1].reshape(-1), "relu")
dense(net, x, "two", W[2].reshape(6, 5), W[3], "")
net.case(*keras("einsum.keras", keras3(SUMS), {"one": {"": W[:2]}, "two": {"": W[2:]}}))
W = [r(3, 16), r(4, 16), r(16), r(4, 6), r(2, 6), r(2, 6), r(2, 2), r(2)]
CELLS = sequential([layer("RNN", "rnn", cell=layer("StackedRNNCells", "cells", cells=[
    layer("LSTMCell", "a", units=4, activation="tanh"), layer("GRUCell", "b", units=2, reset_after=True)])), layer("Dense", "dense", units=2, activation="softmax")], (6, 3))
net = Net()
x = recurrent(net, net.layer("input", "input", (3,)), "rnn cell 1", "lstm", *W[:3], 4)
x = recurrent(net, x, "rnn cell 2", "gru", W[3], W[4], W[5].sum(0), 2)
net.parameters += 6
dense(net, x, "dense", *W[6:], "softmax")
net.case(*keras("cells.keras", keras3(CELLS), {"rnn": {"cell/cells/lstm_cell": W[:3], "cell/cells/gru_cell": W[3:6]}, "dense": {"": W[6:]}}))
net.case(*h5("cells.h5", CELLS, {"rnn": [(f"rnn/{cell}/{role}", a) for (cell, role), a in zip([(c, x) for c in ("a", "b") for x in ROLES], W)],
                                 "dense": [("kernel", W[6]), ("bias", W[7])]}))

# an image of any size, which the person says
K, B, M, L = r(3, 3, 2, 3), r(3), r(3, 4), r(4)
OPEN = sequential([layer("Conv2D", "conv", filters=3, kernel_size=[3, 3], activation="relu"), layer("GlobalMaxPooling2D", "most"), layer("Dense", "dense", units=4)], (None, None, 2))
net = Net()
x = conv(net, net.layer("input", "input", (7, 5, 2)), "conv", K, B, "relu")
dense(net, x.map(lambda a: a.mean((0, 1)), lambda a: a.sum((0, 1))), "dense", M, L, "")
net.case(*tfjs("open", OPEN, [("conv/kernel", K), ("conv/bias", B), ("dense/kernel", M), ("dense/bias", L)]), shape=[2, 7, 5])

# words looked up, and a convolution along them
W = [r(9, 4), r(3, 4, 2), r(2), r(2, 3), r(3)]
WORDS = sequential([layer("Embedding", "words", input_dim=9, output_dim=4), layer("Conv1D", "conv", filters=2, kernel_size=[3], activation="relu"),
                    layer("GlobalMaxPooling1D", "most"), layer("Dense", "dense", units=3)], (6,))
net = Net()
x = dense(net, net.layer("input", "input", (9,)), "words", W[0], None, "")
net.layers[-1]["kind"] = "embedding"
x = x.map(lambda a: np.stack([a] * 6))
x = conv(net, x, "conv", W[1], W[2], "relu", 1)
dense(net, x.map(lambda a: a.mean(0), lambda a: a.sum(0)), "dense", W[3], W[4], "")
net.case(*tfjs("words", WORDS, [("words/embeddings", W[0]), ("conv/kernel", W[1]), ("conv/bias", W[2]), ("dense/kernel", W[3]), ("dense/bias", W[4])]))
