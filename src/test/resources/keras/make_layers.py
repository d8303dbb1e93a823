"""One small model for each kind of layer, as TensorFlow.js keeps them, at odd sizes, strides and dilations; run by make_models.py."""
import numpy as np

from make_keras import Net, convolve, layer, pool, positive, r, sequential, tfjs, transposed, triple


def conv_case(name, shape, kind, axes, kernel, after=3, **config):
    """A convolution, a dense layer behind its Flatten."""
    stride, dilation = config.get("strides", 1), config.get("dilation_rate", 1)
    padding, groups = config.get("padding", "valid"), config.get("groups", 1)
    net = Net()
    weights = []
    x = net.layer("input", "input", shape)
    bias = r(kernel.shape[-1]) if "Depthwise" not in kind else r(kernel.shape[-1] * kernel.shape[-2])
    if "Depthwise" in kind:
        channels, m = kernel.shape[-2:]
        full = kernel.reshape(*kernel.shape[:-2], 1, channels * m)
        weights += [("c/depthwise_kernel", kernel), ("c/bias", bias)]
        groups = channels
    else:
        full = kernel
        weights += [("c/kernel", kernel), ("c/bias", bias)]
        config["filters"] = kernel.shape[-1]
    config["kernel_size"] = list(kernel.shape[:axes])
    ones = np.ones_like(full)
    x = net.weighted("c", "convolution", x, lambda a: convolve(a, full, axes, stride, dilation, padding, groups),
                     lambda a: convolve(a, ones, axes, stride, dilation, padding, groups), bias, "relu", full.size + bias.size)
    config["activation"] = "relu"
    finish(net, name, [layer(kind, "c", data_format="channels_last", **config)], x, weights, shape, after)


def finish(net, name, layers, x, weights, shape, after=3):
    flat = x.map(lambda a: a.reshape(-1, a.shape[-1]))
    matrix, bias = r(flat.shape[0], after), r(after)
    # weights of what is nothing are no links, and are not kept
    linked = int((next(iter(flat.parts.values()))[1].sum(1) > 0).sum())
    net.weighted("d", "dense", flat, lambda a: matrix.T @ a, lambda a: np.ones_like(matrix.T) @ a, bias, "softmax", linked * after + after)
    net.case(*tfjs(name, sequential([*layers, layer("Flatten", "f", data_format="channels_last"), layer("Dense", "d", units=after, activation="softmax")], shape),
                   [*weights, ("d/kernel", matrix), ("d/bias", bias)]))


conv_case("conv1d-causal", (9, 3), "Conv1D", 1, r(3, 3, 4), padding="causal", dilation_rate=[2])
conv_case("conv1d-same-even", (10, 2), "Conv1D", 1, r(4, 2, 3), padding="same", strides=[3])
conv_case("conv2d-valid", (7, 5, 2), "Conv2D", 2, r(3, 2, 2, 3), strides=[2, 1])
conv_case("conv2d-same-even", (7, 6, 2), "Conv2D", 2, r(4, 2, 2, 3), padding="same", strides=[2, 3])
conv_case("conv2d-dilated", (9, 8, 2), "Conv2D", 2, r(3, 2, 2, 3), padding="same", dilation_rate=[2, 3])
conv_case("conv2d-groups", (5, 4, 6), "Conv2D", 2, r(3, 3, 2, 9), groups=3, padding="same")
conv_case("conv3d-same", (3, 4, 5, 2), "Conv3D", 3, r(2, 3, 2, 2, 2), padding="same", strides=[1, 2, 2])
conv_case("depthwise1d", (8, 3), "DepthwiseConv1D", 1, r(3, 3, 2), padding="same", strides=2)
conv_case("depthwise2d", (6, 5, 3), "DepthwiseConv2D", 2, r(3, 2, 3, 2), strides=[2, 2], padding="same")


def separable(name, shape, axes, each, all_, **config):
    net = Net()
    x = net.layer("input", "input", shape)
    channels, m = each.shape[-2:]
    full = each.reshape(*each.shape[:-2], 1, channels * m)
    bias = r(all_.shape[-1])
    arguments = (axes, config.get("strides", 1), config.get("dilation_rate", 1), config.get("padding", "valid"), channels)
    x = net.weighted("c depthwise", "convolution", x, lambda a: convolve(a, full, *arguments), lambda a: convolve(a, np.ones_like(full), *arguments), None, "",
                     full.size)
    x = net.weighted("c", "convolution", x, lambda a: convolve(a, all_, axes), lambda a: convolve(a, np.ones_like(all_), axes), bias, "relu", all_.size + bias.size)
    finish(net, name, [layer(f"SeparableConv{axes}D", "c", filters=all_.shape[-1], kernel_size=list(each.shape[:axes]), activation="relu", **config)], x,
           [("c/depthwise_kernel", each), ("c/pointwise_kernel", all_), ("c/bias", bias)], shape)


separable("separable1d", (9, 3), 1, r(3, 3, 2), r(1, 6, 4), padding="same", strides=[2])
separable("separable2d", (7, 6, 2), 2, r(3, 2, 2, 3), r(1, 1, 6, 4), dilation_rate=[2, 1])


def transpose_case(name, shape, axes, kernel, stride, out, begin, **config):
    net = Net()
    x = net.layer("input", "input", shape)
    bias = r(kernel.shape[-2])
    stride, dilation = triple(stride, axes), triple(config.get("dilation_rate", 1), axes)
    x = net.weighted("c", "transposed convolution", x, lambda a: transposed(a, kernel, axes, out, stride, dilation, begin),
                     lambda a: transposed(a, np.ones_like(kernel), axes, out, stride, dilation, begin), bias, "", kernel.size + bias.size)
    finish(net, name, [layer(f"Conv{axes}DTranspose", "c", filters=kernel.shape[-2], kernel_size=list(kernel.shape[:axes]), strides=stride, activation="linear",
                             **config)], x, [("c/kernel", kernel), ("c/bias", bias)], shape)
    net_layers_linear()


def net_layers_linear():
    """"linear" is what the file says."""
    from make_keras import CASES
    CASES[-1]["layers"][1]["activation"] = "linear"


# TensorFlow: same has extent · stride, valid has (extent − 1) · stride + kernel, at least extent · stride
transpose_case("transposed1d", (5, 3), 1, r(3, 2, 3), 2, [11], [0])
transpose_case("transposed2d-same", (4, 3, 3), 2, r(3, 4, 2, 3), [2, 3], [8, 9], [0, 0], padding="same")
transpose_case("transposed2d-wide-stride", (3, 4, 2), 2, r(2, 1, 3, 2), [3, 2], [9, 8], [0, 0], padding="valid")
transpose_case("transposed2d-same-5", (4, 3, 2), 2, r(5, 4, 3, 2), [2, 1], [8, 3], [1, 1], padding="same")
transpose_case("transposed2d-output-padding", (3, 3, 2), 2, r(3, 3, 2, 2), [2, 2], [6, 6], [0, 0], padding="same", output_padding=[1, 1])
transpose_case("transposed3d", (2, 3, 2, 2), 3, r(2, 2, 3, 2, 2), [2, 1, 2], [4, 4, 5], [0, 0, 0], padding="valid")


def through(name, shape, layers, moves, kernel=None, counts=None):
    """A convolution of one tap, layers without weights, and a dense layer behind Flatten: how elements are averaged, moved and re-indexed."""
    net = Net()
    axes = len(shape) - 1
    kernel = r(*([1] * axes), shape[-1], 2 if kernel is None else kernel)
    bias = r(kernel.shape[-1])
    x = net.layer("input", "input", shape)
    x = net.weighted("c", "convolution", x, lambda a: convolve(a, kernel, axes), lambda a: convolve(a, np.ones_like(kernel), axes), bias, "relu",
                     kernel.size + bias.size)
    x = x.map(moves, counts or moves)
    finish(net, name, [layer(f"Conv{axes}D", "c", filters=kernel.shape[-1], kernel_size=[1] * axes, activation="relu"), *layers], x,
           [("c/kernel", kernel), ("c/bias", bias)], shape)


for kind in ("MaxPooling", "AveragePooling"):
    through(kind.lower() + "2d", (7, 6, 2), [layer(kind + "2D", "p", pool_size=[3, 2], strides=[2, 2], padding="same")],
            lambda a: pool(a, 2, [3, 2], [2, 2], "same"), counts=lambda a: pool(a, 2, [3, 2], [2, 2], "same", False))
through("maxpooling1d", (11, 2), [layer("MaxPooling1D", "p", pool_size=[3], strides=None, padding="valid")], lambda a: pool(a, 1, 3, 3, "valid"),
        counts=lambda a: pool(a, 1, 3, 3, "valid", False))
through("averagepooling3d", (3, 4, 5, 2), [layer("AveragePooling3D", "p", pool_size=[2, 2, 2], strides=[1, 2, 3], padding="same")],
        lambda a: pool(a, 3, 2, [1, 2, 3], "same"), counts=lambda a: pool(a, 3, 2, [1, 2, 3], "same", False))
through("globalpooling2d", (3, 5, 2), [layer("GlobalAveragePooling2D", "p", keepdims=True)], lambda a: a.mean((0, 1), keepdims=True),
        counts=lambda a: a.sum((0, 1), keepdims=True))
through("globalpooling1d", (5, 2), [layer("GlobalMaxPooling1D", "p")], lambda a: a.mean(0), counts=lambda a: a.sum(0))


def adaptive(a, rows, columns, mean=True):
    h, w = a.shape[:2]
    y = np.zeros((rows, columns, *a.shape[2:]))
    for i in range(rows):
        for j in range(columns):
            window = a[i * h // rows:-(-(i + 1) * h // rows), j * w // columns:-(-(j + 1) * w // columns)]
            y[i, j] = window.mean((0, 1)) if mean else window.sum((0, 1))
    return y


through("adaptivepooling2d", (7, 5, 2), [layer("AdaptiveAveragePooling2D", "p", output_size=[3, 2])], lambda a: adaptive(a, 3, 2),
        counts=lambda a: adaptive(a, 3, 2, False))
through("zeropadding2d", (3, 4, 2), [layer("ZeroPadding2D", "p", padding=[[1, 0], [2, 1]])], lambda a: np.pad(a, ((1, 0), (2, 1), (0, 0), (0, 0))))
through("cropping2d", (5, 6, 2), [layer("Cropping2D", "p", cropping=[[1, 2], [0, 3]])], lambda a: a[1:3, 0:3])
through("cropping1d", (6, 2), [layer("Cropping1D", "p", cropping=[2, 1])], lambda a: a[2:5])
through("upsampling2d", (3, 2, 2), [layer("UpSampling2D", "p", size=[2, 3], interpolation="nearest")], lambda a: a.repeat(2, 0).repeat(3, 1))
through("upsampling1d", (4, 2), [layer("UpSampling1D", "p", size=3)], lambda a: a.repeat(3, 0))
through("permute", (3, 4, 2), [layer("Permute", "p", dims=[3, 1, 2])], lambda a: a.transpose(2, 0, 1, 3))
through("reshape", (3, 4, 2), [layer("Reshape", "p", target_shape=[2, -1, 3])], lambda a: a.reshape(2, 4, 3, a.shape[-1]))
through("repeatvector", (3, 2), [layer("GlobalAveragePooling1D", "g"), layer("RepeatVector", "p", n=3)], lambda a: np.stack([a.mean(0)] * 3),
        counts=lambda a: np.stack([a.sum(0)] * 3))


def padded_convolution():
    """What ZeroPadding puts around is no link, nor is what "same" puts around it."""
    net = Net()
    kernel, bias = r(3, 3, 2, 3), r(3)
    x = net.layer("input", "input", (5, 4, 2))
    around = lambda a: np.pad(a, ((1, 2), (0, 1), (0, 0), (0, 0)))
    x = net.weighted("c", "convolution", x, lambda a: convolve(around(a), kernel, 2, 2), lambda a: convolve(around(a), np.ones_like(kernel), 2, 2), bias, "relu",
                     kernel.size + 3)
    finish(net, "padded-convolution", [layer("ZeroPadding2D", "z", padding=[[1, 2], [0, 1]]),
                                       layer("Conv2D", "c", filters=3, kernel_size=[3, 3], strides=[2, 2], activation="relu")], x,
           [("c/kernel", kernel), ("c/bias", bias)], (5, 4, 2))


padded_convolution()


def channels_first():
    """Weights lie as ever; values have their channels in front, which Flatten brings to the end."""
    net = Net()
    kernel, bias, matrix, last = r(2, 3, 2, 3), r(3), r(24, 4), r(4)
    x = net.layer("input", "input", (5, 6, 2))
    x = net.weighted("c", "convolution", x, lambda a: convolve(a, kernel, 2), lambda a: convolve(a, np.ones_like(kernel), 2), bias, "relu", kernel.size + 3)
    x = x.map(lambda a: pool(a, 2, [2, 2], [2, 1], "valid"), lambda a: pool(a, 2, [2, 2], [2, 1], "valid", False))
    matrix = r(int(np.prod(x.shape)), 4)
    flat = x.map(lambda a: a.reshape(-1, a.shape[-1]))
    net.weighted("d", "dense", flat, lambda a: matrix.T @ a, lambda a: np.ones_like(matrix.T) @ a, last, "softmax", matrix.size + 4)
    net.case(*tfjs("channels-first", sequential([
        layer("Conv2D", "c", filters=3, kernel_size=[2, 3], data_format="channels_first", activation="relu"),
        layer("MaxPooling2D", "p", pool_size=[2, 2], strides=[2, 1], data_format="channels_first"), layer("Flatten", "f", data_format="channels_first"),
        layer("Dense", "d", units=4, activation="softmax")], (2, 5, 6)), [("c/kernel", kernel), ("c/bias", bias), ("d/kernel", matrix), ("d/bias", last)]))


channels_first()


def normalised(name, kind, weights, factor, offset, folded, trained, **config):
    """A normalisation behind a convolution: folded, or one link to each neuron."""
    net = Net()
    kernel, bias = r(3, 2, 2, 3), r(3)
    shape = (5, 4, 2)
    x = net.layer("input", "input", shape)
    if folded:
        x = net.weighted("c", "convolution", x, lambda a: convolve(a, kernel * factor, 2), lambda a: convolve(a, np.ones_like(kernel), 2), bias * factor + offset, "",
                         kernel.size + 3)
    else:
        x = net.weighted("c", "convolution", x, lambda a: convolve(a, kernel, 2), lambda a: convolve(a, np.ones_like(kernel), 2), bias, "", kernel.size + 3)
        x = net.weighted("n", trained, x, lambda a: a * factor[:, None], lambda a: a, offset, "", 6)
    finish(net, name, [layer("Conv2D", "c", filters=3, kernel_size=[3, 2]), layer(kind, "n", **config)], x,
           [("c/kernel", kernel), ("c/bias", bias), *[("n/" + role, array) for role, array in weights]], shape)


gamma, beta, mean, variance = r(3), r(3), r(3), positive(3)
normalised("batchnormalization", "BatchNormalization", [("gamma", gamma), ("beta", beta), ("moving_mean", mean), ("moving_variance", variance)],
           gamma / np.sqrt(variance + 0.01), beta - mean * gamma / np.sqrt(variance + 0.01), True, "", epsilon=0.01, axis=[3])
normalised("batchnormalization-plain", "BatchNormalization", [("moving_mean", mean), ("moving_variance", variance)],
           1 / np.sqrt(variance + 1e-3), -mean / np.sqrt(variance + 1e-3), True, "", center=False, scale=False)
normalised("layernormalization", "LayerNormalization", [("gamma", gamma), ("beta", beta)], gamma, beta, False, "layer normalization", axis=[-1])
normalised("groupnormalization", "GroupNormalization", [("gamma", gamma), ("beta", beta)], gamma, beta, False, "group normalization", groups=3)
