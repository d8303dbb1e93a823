"""Files of weights without the model, whose layers are taken to follow one another; run by make_models.py."""
import h5py
import numpy as np

from make_graphs import dense, flat, recurrent
from make_keras import Net, convolve, h5, positive, r
from make_layers import adaptive

ONLY = "The file holds weights only: its layers are taken to follow one another in the file's order, and their activations are unknown."
W = [r(3, 3, 2, 4), r(4), r(4), r(4), r(4), positive(4), r(2, 2, 4, 3), r(3), r(12, 5), r(5)]


def images(names, height, width):
    net = Net()
    x = net.layer("input", "input", (height, width, 2))
    scale = W[2] / np.sqrt(W[5].astype(float) + 1e-3)
    conv = lambda value, name, kernel, bias: net.weighted(name, "convolution", value, lambda a: convolve(a, kernel, 2, padding="same"),
                                                          lambda a: convolve(a, np.ones_like(kernel), 2, padding="same"), bias, "", kernel.size + bias.size)
    x = conv(x, names[0], W[0] * scale, W[1] * scale + W[3] - W[4] * scale)
    x = conv(x, names[2], W[6], W[7])
    x = x.map(lambda a: adaptive(a, 2, 2), lambda a: adaptive(a, 2, 2, False))
    dense(net, flat(x), names[3], W[8], W[9], "")
    net.warnings.append(ONLY)
    return net


NAMES = ["first", "norm", "second", "last"]
BY_LAYER = {"first": [("kernel", W[0]), ("bias", W[1])], "norm": [("gamma", W[2]), ("beta", W[3]), ("moving_mean", W[4]), ("moving_variance", W[5])],
            "nothing": [], "second": [("kernel", W[6]), ("bias", W[7])], "last": [("kernel", W[8]), ("bias", W[9])]}
LEAST = "The size of the input is not in the file and taken to be 2×3×3; give the true one (--input-shape)."
net = images(NAMES, 3, 3)
net.warnings.append(LEAST)
net.case(*h5("images-weights.h5", None, BY_LAYER, weights_only=True))
images(NAMES, 5, 4).case("images-weights.h5", "Keras HDF5", shape=[2, 5, 4])

# as Keras 3 writes them: numbered, in groups called by class, made in the model's order
with h5py.File("images.weights.h5", "w") as hdf:
    for name, arrays in (("conv2d_1", W[:2]), ("batch_normalization", W[2:6]), ("conv2d", W[6:8]), ("dense", W[8:])):
        for i, array in enumerate(arrays):
            hdf[f"layers/{name}/vars/{i}"] = array
    hdf["optimizer/vars/0"] = np.int64(3)
net = images(["conv2d_1", "", "conv2d", "dense"], 3, 3)
net.warnings.append(LEAST)
net.case("images.weights.h5", "Keras HDF5")

R = [r(9, 4), r(4, 12), r(3, 12), r(12), r(3, 6), r(2, 6), r(2, 6), r(2, 2), r(2, 2), r(2), r(2, 3), r(3)]
CELL = ["kernel", "recurrent_kernel", "bias"]
net = Net()
x = dense(net, net.layer("input", "input", (9,)), "words", R[0], None, "")
net.layers[-1]["kind"] = "embedding"
x = recurrent(net, x, "lstm", "lstm", *R[1:4], 3)
x = recurrent(net, x, "gru", "gru", R[4], R[5], R[6].sum(0), 2)
net.parameters += 6
x = recurrent(net, x, "rnn", "rnn", *R[7:10], 2)
dense(net, x, "dense", *R[10:], "")
net.warnings.append(ONLY)
net.case(*h5("words-weights.h5", None, {"words": [("embeddings", R[0])], "lstm": [(f"lstm_cell/{role}", a) for role, a in zip(CELL, R[1:4])],
                                        "gru": [(f"gru_cell/{role}", a) for role, a in zip(CELL, R[4:7])],
                                        "rnn": [(f"simple_rnn_cell/{role}", a) for role, a in zip(CELL, R[7:10])],
                                        "dense": [("kernel", R[10]), ("bias", R[11])]}, weights_only=True))
