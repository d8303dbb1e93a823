#!/usr/bin/env python3
"""Writes models whose layers compute what their weights do not tell, and in runs.json what these and those of the folders around must give.

Debian: apt install python3-torch python3-h5py; then run it in this folder with /usr/bin/python3. The samples are those of forward.samples; every number of an
output is there, and of some models the sums and activations that each layer has for the
second sample, channel first.
"""
import json
import os
import pathlib
import sys

import numpy as np

sys.dont_write_bytecode = True
sys.path.insert(0, "..")
from forward import Model, samples
from make_keras import functional, h5, keras, keras3, layer, positive, r, sequential, tfjs

RUNS = []
COUNT = 5


def shown(array):
    return [float(f"{x:.7g}") for x in np.asarray(array, float).reshape(-1)]


def neurons(array):
    """Channels in front, as neurons are numbered."""
    return np.moveaxis(array, -1, 1) if array.ndim > 3 else array


def run(file, siblings=(), layers=False, shape=None, folder=pathlib.Path("../..")):
    """@param siblings files of the same model @param shape of a sample, where the file leaves it open"""
    model = Model(folder / file)
    config = model.config["config"]
    first = (config if isinstance(config, list) else config["layers"])[0]
    shape = shape or first["config"].get("batch_input_shape", first["config"].get("batch_shape"))[1:]
    shape = [extent or 6 for extent in shape]
    outputs = model.run(samples(shape, COUNT))
    kept = {name: {kind: shown(neurons(value)[1]) for kind, value in zip("za", pair)} for name, pair in model.kept.items()} if layers else {}
    RUNS.append({"files": [file, *siblings], "shape": list(shape), "outputs": shown(outputs), "layers": kept})


# ---------------------------------------------------------------- the models around

for name in ("mlp", "cnn", "ae", "lstm", "gru"):
    run(f"agreement/{name}.h5", [f"agreement/{name}.keras", f"agreement/{name}.json", f"agreement/{name}/saved_model.pb"], name in ("mlp", "cnn", "lstm", "gru"))
for name in ("conv1d-causal conv1d-same-even conv2d-valid conv2d-same-even conv2d-dilated conv2d-groups conv3d-same depthwise1d depthwise2d separable1d separable2d "
             "transposed1d transposed2d-same transposed2d-wide-stride transposed2d-same-5 transposed2d-output-padding transposed3d maxpooling2d averagepooling2d "
             "maxpooling1d averagepooling3d globalpooling2d globalpooling1d zeropadding2d cropping2d cropping1d upsampling2d upsampling1d permute reshape repeatvector "
             "padded-convolution channels-first batchnormalization batchnormalization-plain layernormalization groupnormalization weighed larger").split():
    run(f"keras/{name}.json")
for name in "mlp cnn ae rnn bidirectional".split():
    run(f"keras/{name}.h5", [f"keras/{name}.keras", f"keras/{name}.json"])
run("keras/nested.h5", ["keras/nested.keras", "keras/nested.json"])
run("keras/residual.h5", ["keras/residual.keras"])
run("keras/steps.json", ["keras/steps.keras"])

# ---------------------------------------------------------------- what weights do not tell


def chain(name, shape, layers, weights):
    tfjs(name, sequential(layers, shape), weights)
    run(f"keras/run/{name}.json")


def dense(name, inputs, units, activation="linear"):
    return layer("Dense", name, units=units, activation=activation), [(f"{name}/kernel", r(inputs, units)), (f"{name}/bias", r(units))]


def functions():
    layers, weights = [], []
    for i, (kind, config) in enumerate([("ReLU", {"max_value": 0.8, "negative_slope": 0.1, "threshold": 0.2}), ("LeakyReLU", {"alpha": 0.3}), ("ELU", {"alpha": 0.7}),
                                        ("ThresholdedReLU", {"theta": 0.4}), ("PReLU", {"shared_axes": None}), ("Softmax", {"axis": -1})]):
        one, arrays = dense(f"d{i}", 6, 6)
        layers += [one, layer(kind, f"f{i}", **config)]
        weights += arrays + ([(f"f{i}/alpha", r(6))] if kind == "PReLU" else [])
    chain("functions", (6,), layers, weights)
    names = ["elu", "selu", "softplus", "softsign", "swish", "exponential", "hard_sigmoid", "gelu", "mish", "log_softmax", "relu6", "leaky_relu", "hard_silu",
             {"class_name": "LeakyReLU", "config": {"alpha": 0.05}}]
    layers, arrays = [], {}
    for i, name in enumerate(names):
        one, weights = dense(f"d{i}", 6, 6, name)
        layers.append(one)
        arrays[f"d{i}"] = [(path.split("/")[1], a) for path, a in weights]
    config = sequential(layers, (6,))
    h5("names.h5", config, arrays)
    run("keras/run/names.h5")
    keras("names.keras", keras3(config), {name: {"": [a for _, a in pairs]} for name, pairs in arrays.items()})
    model = Model("names.h5")
    model.version = 3
    RUNS.append({"files": ["keras/run/names.keras"], "shape": [6], "outputs": shown(model.run(samples([6], COUNT))), "layers": {}})


def images():
    conv = lambda name, inputs, outputs: (layer("Conv2D", name, filters=outputs, kernel_size=[3, 3], padding="same", strides=[1, 1], activation="relu"),
                                          [(f"{name}/kernel", r(3, 3, inputs, outputs)), (f"{name}/bias", r(outputs))])
    one, first = conv("c1", 2, 4)
    two, second = conv("c2", 4, 3)
    last, third = dense("d", 3, 2)
    chain("images", (6, 5, 2), [
        layer("Rescaling", "rescaling", scale=[0.5, 2.0], offset=[-1.0, 0.25]), layer("Normalization", "normalization", axis=[-1]), one,
        layer("AveragePooling2D", "same", pool_size=[3, 2], strides=[2, 1], padding="same"), layer("UpSampling2D", "up", size=[2, 3], interpolation="bilinear"),
        layer("GroupNormalization", "groups", groups=2, axis=-1, epsilon=0.01), two, layer("Resizing", "resizing", height=5, width=9, interpolation="bilinear"),
        layer("Resizing", "nearest", height=4, width=5, interpolation="nearest"), layer("CenterCrop", "crop", height=2, width=3),
        layer("PReLU", "prelu", shared_axes=[1, 2]), layer("Softmax", "softmax", axis=[1, 2]), layer("UnitNormalization", "unit", axis=-1),
        layer("GlobalMaxPooling2D", "global", keepdims=False), last],
        [("normalization/mean", r(2)), ("normalization/variance", positive(2)), ("normalization/count", np.zeros(1, np.float32)), *first,
         ("groups/gamma", r(4)), ("groups/beta", r(4)), *second, ("prelu/alpha", r(1, 1, 3)), *third])


def sequences():
    """Backwards, in both ways, and the reset gate on either side."""
    layers, weights, inputs = [], [], 3
    for name, kind, units, config in [("back", "LSTM", 4, {"go_backwards": True}), ("before", "GRU", 3, {"reset_after": False, "recurrent_activation": "hard_sigmoid"}),
                                      ("after", "GRU", 4, {"reset_after": True, "go_backwards": True}), ("old", "LSTM", 3, {"recurrent_activation": "hard_sigmoid"}),
                                      ("plain", "SimpleRNN", 4, {"activation": "relu", "go_backwards": True}), ("end", "GRU", 3, {"go_backwards": True, "use_bias": False,
                                                                                                                                  "reset_after": True})]:
        n = {"LSTM": 4, "GRU": 3, "SimpleRNN": 1}[kind] * units
        layers.append(layer(kind, name, **{"units": units, "activation": "tanh", "recurrent_activation": "sigmoid", "return_sequences": name != "end", **config}))
        bias = r(2, n) if config.get("reset_after") else r(n)
        weights += [(f"{name}/kernel", r(inputs, n)), (f"{name}/recurrent_kernel", r(units, n))] + ([] if name == "end" else [(f"{name}/bias", bias)])
        inputs = units
    one, arrays = dense("d", 3, 2)
    chain("sequences", (5, 3), [*layers, one], weights + arrays)
    layers, weights, inputs = [], [], 3
    for i, (mode, kind, n) in enumerate([("sum", "LSTM", 16), ("mul", "GRU", 12), ("ave", "SimpleRNN", 4), ("concat", "LSTM", 16)]):
        layers.append(layer("Bidirectional", f"b{i}", merge_mode=mode, layer=layer(kind, "inner", units=4, activation="tanh", return_sequences=i < 3,
                                                                                 **({"reset_after": True} if kind == "GRU" else {}))))
        for way in ("forward", "backward"):
            weights += [(f"b{i}/{way}_inner/kernel", r(inputs, n)), (f"b{i}/{way}_inner/recurrent_kernel", r(4, n)),
                        (f"b{i}/{way}_inner/bias", r(2, n) if kind == "GRU" else r(n))]
        inputs = 4
    one, arrays = dense("d", 8, 2, "softmax")
    chain("both-ways", (6, 3), [*layers, one], weights + arrays)


def merged():
    """Several values that become one; those of fewer axes get axes behind the batch."""
    layers = [(layer("InputLayer", "in", batch_input_shape=[None, 4, 6]), [])]
    weights = []
    for i in range(4):
        one, arrays = dense(f"d{i}", 6, 6)
        layers.append((one, [["in"]]))
        weights += arrays
    small, arrays = dense("small", 6, 6, "sigmoid")
    weights += arrays
    layers += [
        (layer("GlobalAveragePooling1D", "pooled"), [["in"]]), (small, [["pooled"]]),
        (layer("Average", "average"), [["d0", "d1", "d2"]]), (layer("Maximum", "maximum"), [["d1", "d3"]]),
        (layer("Subtract", "subtract"), [["average", "maximum"]]), (layer("Multiply", "scaled"), [["subtract", "small"]]),
        (layer("Add", "shifted"), [["d2", "small"]]), (layer("Dot", "dot", axes=[2, 2], normalize=True), [["d3", "shifted"]]),
        (layer("Dot", "mixed", axes=[2, 1], normalize=False), [["dot", "scaled"]]),
        (layer("TFOpLambda", "plus", function="__operators__.add"), [[("mixed", 0, 0, {"y": 0.5})]]),
        (layer("TFOpLambda", "times", function="math.multiply"), [[("plus", 0, 0, {"y": -1.5})]]),
        (layer("TFOpLambda", "leaky", function="nn.leaky_relu"), [[("times", 0, 0, {"alpha": 0.1})]]),
        (layer("Concatenate", "joined", axis=1), [["leaky", "shifted"]]), (layer("LayerNormalization", "normal", axis=[1, 2], epsilon=0.01), [["joined"]]),
        (layer("Flatten", "flat"), [["normal"]])]
    last, arrays = dense("out", 48, 3)
    layers.append((last, [["flat"]]))
    made = [(one, calls) for one, calls in layers]
    config = functional(made, ["in"], ["out"])
    tfjs("merged", config, [*weights, ("normal/gamma", r(8, 6)), ("normal/beta", r(8, 6)), *arrays])
    run("keras/run/merged.json")


def attention():
    heads = lambda name: [(f"{name}/{part}/{role}", r(*shape)) for part in ("query", "key", "value") for role, shape in (("kernel", (6, 2, 3)), ("bias", (2, 3)))] \
        + [(f"{name}/attention_output/kernel", r(2, 3, 6)), (f"{name}/attention_output/bias", r(6))]
    config = {"num_heads": 2, "key_dim": 3, "value_dim": 3}
    layers = [(layer("InputLayer", "in", batch_input_shape=[None, 5, 6]), []),
              (layer("MultiHeadAttention", "heads", **config), [[("in", 0, 0, {"value": ["in", 0, 0], "use_causal_mask": True})]]),
              (layer("Add", "add"), [["in", "heads"]]), (layer("LayerNormalization", "normal", axis=[2], epsilon=1e-6), [["add"]]),
              (layer("MultiHeadAttention", "all", **config), [[("normal", 0, 0, {"value": ["add", 0, 0]})]]),
              (layer("Attention", "dots", use_scale=True, score_mode="dot"), [["all", "normal"]]),
              (layer("Attention", "causal", use_scale=False, score_mode="dot", causal=True), [["dots", "add"]]),
              (layer("Attention", "concat", use_scale=True, score_mode="concat"), [["causal", "normal", "add"]]),
              (layer("AdditiveAttention", "additive", use_scale=True), [["concat", "normal"]]), (layer("GlobalAveragePooling1D", "pooled"), [["additive"]])]
    last, arrays = dense("out", 6, 3)
    layers.append((last, [["pooled"]]))
    tfjs("attention", functional(layers, ["in"], ["out"]), [
        *heads("heads"), ("normal/gamma", r(6)), ("normal/beta", r(6)), *heads("all"), ("dots/scale", r(1).reshape(())),
        ("concat/scale", r(1).reshape(())), ("concat/concat_score_weight", r(1).reshape(())), ("additive/scale", r(6)), *arrays])
    run("keras/run/attention.json")


def states():
    """A layer that begins with another's states, and a second output that hangs on what nobody else takes."""
    layers = [(layer("InputLayer", "in", batch_input_shape=[None, 4, 3]), [])]
    weights = []
    for name, kind, n, calls, config in [("encoder", "LSTM", 20, [["in"]], {"return_state": True}),
                                         ("decoder", "LSTM", 20, [["in", ("encoder", 0, 1), ("encoder", 0, 2)]], {"return_sequences": True, "return_state": True}),
                                         ("gru", "GRU", 15, [["decoder", ("decoder", 0, 1)]], {"return_sequences": True, "return_state": True, "reset_after": False})]:
        layers.append((layer(kind, name, units=5, activation="tanh", recurrent_activation="sigmoid", **config), calls))
        weights += [(f"{name}/kernel", r(5 if name == "gru" else 3, n)), (f"{name}/recurrent_kernel", r(5, n)), (f"{name}/bias", r(n))]
    out, arrays = dense("out", 15, 2)
    head, more = dense("head", 5, 3, "softmax")
    layers += [(layer("Concatenate", "joined", axis=-1), [[("gru", 0, 1), ("decoder", 0, 2), "encoder"]]), (out, [["joined"]]), (head, [["encoder"]])]
    tfjs("states", functional(layers, ["in"], ["out", "head"]), weights + arrays + more)
    run("keras/run/states.json", layers=True)


def refused():
    """What cannot be run: steps that are left out, noise that is kept."""
    one, arrays = dense("out", 4, 2)
    lstm = layer("LSTM", "lstm", units=4, activation="tanh", recurrent_activation="sigmoid")
    weights = [("lstm/kernel", r(3, 16)), ("lstm/recurrent_kernel", r(4, 16)), ("lstm/bias", r(16)), *arrays]
    tfjs("masked", sequential([layer("Masking", "masking", mask_value=0.0), lstm, one], (5, 3)), weights)
    tfjs("noisy", functional([(layer("InputLayer", "in", batch_input_shape=[None, 5, 3]), []), (layer("Dropout", "dropout", rate=0.5), [[("in", 0, 0, {"training": True})]]),
                              (lstm, [["dropout"]]), (one, [["lstm"]])], ["in"], ["out"]), weights)


def golden():
    """Models that are not the project's own, where they are."""
    folder = pathlib.Path(os.environ.get("CNT_SHARED", "../../../../../../shared")) / "golden"
    if folder.is_dir():
        own = list(RUNS)
        RUNS.clear()
        for file in ("models/ts_mnist.h5", "scabini/network1.h5"):
            run(file, folder=folder)
        with open("golden.json", "w") as out:
            json.dump(RUNS, out, separators=(",", ":"))
        RUNS[:] = own


functions()
images()
sequences()
merged()
attention()
states()
refused()
golden()
with open("runs.json", "w") as out:
    json.dump(RUNS, out, separators=(",", ":"))
