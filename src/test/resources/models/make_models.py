#!/usr/bin/env python3
"""Makes the small models of this folder, models.json (what a reader must find in each) and *.strengths.json (by numpy).

Debian: apt install python3-numpy python3-h5py python3-onnx; then run it in this folder with /usr/bin/python3.
The same network, 1x4x4 -> 10 -> 6 -> 3, is written in every format, so that all must give the same strengths.
"""
import io
import json
import pickle
import zipfile

import h5py
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

random = np.random.RandomState(20261121)
SIZES = [16, 10, 6, 3]
W = [random.normal(0, 0.5, (a, b)).astype(np.float32) for a, b in zip(SIZES, SIZES[1:])]
B = [random.normal(0, 0.5, b).astype(np.float32) for b in SIZES[1:]]
PARAMETERS = sum(w.size for w in W) + sum(b.size for b in B)
LINKS = sum(w.size for w in W)
CASES = []


def strengths(name, weights, biases):
    """In and out strength of every neuron: bias counted, no boundary constant, signed weights."""
    weights = [np.asarray(w, np.float64) for w in weights]
    layers = [{"in": [0.0] * len(weights[0]), "out": weights[0].sum(1).tolist()}]
    for i, w in enumerate(weights):
        entering = w.sum(0) + (0 if biases is None else np.asarray(biases[i], np.float64))
        leaving = weights[i + 1].sum(1) if i + 1 < len(weights) else np.zeros(w.shape[1])
        layers.append({"in": entering.tolist(), "out": leaving.tolist()})
    with open(name + ".strengths.json", "w") as file:
        json.dump(layers, file)
        file.write("\n")


def case(file, format, names, activations=("", "", ""), input="16", warnings=(), strengths="mlp", parameters=PARAMETERS, sizes=SIZES):
    shapes = [input] + [str(n) for n in sizes[1:]]
    layers = [{"name": n, "kind": "dense" if i else "input", "shape": s, "activation": a}
              for i, (n, s, a) in enumerate(zip(["input"] + names if len(names) < len(shapes) else names, shapes, ("",) + tuple(activations)))]
    CASES.append({"file": file, "format": format, "layers": layers,
                  "connections": [{"name": layers[i + 1]["name"], "from": i, "to": i + 1, "links": sizes[i] * sizes[i + 1]} for i in range(len(sizes) - 1)],
                  "parameters": parameters, "warnings": list(warnings), "strengths": strengths})


def bad(file, error):
    CASES.append({"file": file, "error": error})


strengths("mlp", W, B)
strengths("mlp-without-bias", W, None)
strengths("mlp-f16", [w.astype(np.float16) for w in W], [b.astype(np.float16) for b in B])


def bf16(array):
    """The upper halves of float32 numbers, cut off."""
    return (array.view(np.uint32) >> 16).astype(np.uint16)


def from_bf16(bits):
    return (bits.astype(np.uint32) << 16).view(np.float32)


strengths("mlp-bf16", [from_bf16(bf16(w)) for w in W], [from_bf16(bf16(b)) for b in B])

# ---------------------------------------------------------------------------------------------------------------- ONNX

FC = ["fc1", "fc2", "fc3"]
ACTIVATIONS = ("relu", "tanh", "softmax")
TYPES = {np.float32: TensorProto.FLOAT, np.float64: TensorProto.DOUBLE, np.float16: TensorProto.FLOAT16}


def stored(name, array, listed=False):
    """An initialiser: raw bytes, or a list of numbers as older exporters write it."""
    if listed:
        return helper.make_tensor(name, TYPES[array.dtype.type], array.shape, array.flatten().tolist())
    return numpy_helper.from_array(array, name)


def onnx_file(file, nodes, initialisers, shape=("N", 1, 4, 4), type=TensorProto.FLOAT, opset=13, check=True, output="probabilities",
              inputs_too=False, input="image", domains=(), output_shape=("N", None)):
    inputs = [helper.make_tensor_value_info(input, type, shape)]
    if inputs_too:
        inputs += [helper.make_tensor_value_info(i.name, i.data_type, i.dims) for i in initialisers]
    outputs = [helper.make_tensor_value_info(o, type, output_shape) for o in ([output] if isinstance(output, str) else output)]
    graph = helper.make_graph(nodes, "mlp", inputs, outputs, initialisers)
    opsets = [helper.make_opsetid("", opset)] + [helper.make_opsetid(d, 1) for d in domains]
    model = helper.make_model(graph, producer_name="make_models.py", opset_imports=opsets)
    model.ir_version = 3 if inputs_too else 8
    if check:
        onnx.checker.check_model(model)
    with open(file, "wb") as out:
        out.write(model.SerializeToString())


def gemm_chain(file, transposed=True, dtype=np.float32, listed=False, alpha=1.0, beta=1.0, activations=("Relu", "Tanh", "Softmax"), **more):
    nodes = [helper.make_node("Flatten", ["image"], ["x0"], name="/Flatten", axis=1)]
    initialisers = []
    for i in range(3):
        weights = (W[i].astype(dtype) / dtype(alpha)).T if transposed else W[i].astype(dtype) / dtype(alpha)
        initialisers += [stored(f"fc{i + 1}.weight", np.ascontiguousarray(weights), listed),
                         stored(f"fc{i + 1}.bias", B[i].astype(dtype) / dtype(beta), listed)]
        attributes = {"transB": 1} if transposed else {}
        if alpha != 1:
            attributes["alpha"] = alpha
        if beta != 1:
            attributes["beta"] = beta
        last = i == 2
        nodes += [helper.make_node("Gemm", [f"x{i}", f"fc{i + 1}.weight", f"fc{i + 1}.bias"], [f"sums{i + 1}"], name=f"/fc{i + 1}/Gemm", **attributes),
                  helper.make_node(activations[i], [f"sums{i + 1}"], ["probabilities" if last else f"x{i + 1}"], name=f"/act{i + 1}")]
    onnx_file(file, nodes, initialisers, type=TYPES[dtype], **more)


ONNX_IMAGE = {"format": "ONNX", "names": ["image"] + FC, "activations": ACTIVATIONS, "input": "1×4×4"}
gemm_chain("gemm-transposed.onnx")
case("gemm-transposed.onnx", **ONNX_IMAGE)
gemm_chain("gemm-plain.onnx", transposed=False, activations=("LeakyRelu", "HardSigmoid", "LogSoftmax"))
case("gemm-plain.onnx", **{**ONNX_IMAGE, "activations": ("leaky_relu", "hard_sigmoid", "log_softmax")})
gemm_chain("gemm-listed-inputs-too.onnx", listed=True, inputs_too=True)
case("gemm-listed-inputs-too.onnx", **ONNX_IMAGE)
gemm_chain("gemm-alpha-beta.onnx", transposed=False, alpha=0.5, beta=0.25)
case("gemm-alpha-beta.onnx", **ONNX_IMAGE)
gemm_chain("gemm-f16.onnx", dtype=np.float16)
case("gemm-f16.onnx", strengths="mlp-f16", **ONNX_IMAGE)
gemm_chain("gemm-f16-listed.onnx", dtype=np.float16, listed=True)
case("gemm-f16-listed.onnx", strengths="mlp-f16", **ONNX_IMAGE)
gemm_chain("gemm-f64.onnx", dtype=np.float64, transposed=False)
case("gemm-f64.onnx", **ONNX_IMAGE)
gemm_chain("gemm-f64-listed.onnx", dtype=np.float64, listed=True)
case("gemm-f64-listed.onnx", **ONNX_IMAGE)


def matmul_chain():
    """Keras' way, with the constant given in many ways."""
    nodes = [helper.make_node("Cast", ["input"], ["x"], to=TensorProto.FLOAT),
             helper.make_node("Constant", [], ["shape"], value=numpy_helper.from_array(np.array([0, -1], np.int64))),
             helper.make_node("Reshape", ["x", "shape"], ["flat"]),
             helper.make_node("Dropout", ["flat"], ["kept"]),
             # the first by way of Identity, its bias first
             helper.make_node("Identity", ["one"], ["one same"]),
             helper.make_node("MatMul", ["kept", "one same"], ["s1"], name="model/one/MatMul"),
             helper.make_node("Add", ["one bias", "s1"], ["b1"]),
             helper.make_node("Relu", ["b1"], ["a1"]),
             # the second from a Constant node of the transposed matrix, its bias as one row
             helper.make_node("Constant", [], ["two^T"], value=numpy_helper.from_array(np.ascontiguousarray(W[1].T))),
             helper.make_node("Transpose", ["two^T"], ["two"], perm=[1, 0]),
             helper.make_node("MatMul", ["a1", "two"], ["s2"], name="model/two/MatMul"),
             helper.make_node("Identity", ["s2"], ["s2 same"]),
             helper.make_node("Add", ["s2 same", "two bias"], ["b2"]),
             helper.make_node("Sigmoid", ["b2"], ["a2"]),
             # the third from a vector, its bias from floats of an attribute
             helper.make_node("Reshape", ["three flat", "three shape"], ["three"]),
             helper.make_node("Constant", [], ["three bias"], value_floats=B[2].tolist()),
             helper.make_node("MatMul", ["a2", "three"], ["s3"], name="model/three/MatMul"),
             helper.make_node("Add", ["s3", "three bias"], ["b3"]),
             helper.make_node("Clip", ["b3", "zero", "six"], ["out"]),
             # hangs on nothing
             helper.make_node("Sin", ["a1"], ["unused"])]
    initialisers = [stored("one", W[0]), stored("one bias", B[0]), stored("two bias", B[1].reshape(1, -1)), stored("three flat", W[2].flatten()),
                    stored("three shape", np.array([6, -1], np.int64)), stored("zero", np.float32(0).reshape(())), stored("six", np.float32(6).reshape(()))]
    onnx_file("matmul-add.onnx", nodes, initialisers, shape=("N", 16), output="out", input="input")
    case("matmul-add.onnx", "ONNX", ["model/one/MatMul", "model/two/MatMul", "model/three/MatMul"], ("relu", "sigmoid", "relu6"))


matmul_chain()


def torch_view():
    """x.view(x.size(0), -1) of PyTorch, no biases, an image with its channel last, a label behind the last layer."""
    nodes = [helper.make_node("Shape", ["image"], ["shape"]),
             helper.make_node("Gather", ["shape", "0"], ["size"], axis=0),
             helper.make_node("Unsqueeze", ["size", "axes"], ["sizes"]),
             helper.make_node("Concat", ["sizes", "-1"], ["to"], axis=0),
             helper.make_node("Reshape", ["image", "to"], ["x0"])]
    initialisers = [stored("0", np.array(0, np.int64)), stored("axes", np.array([0], np.int64)), stored("-1", np.array([-1], np.int64))]
    for i in range(3):
        nodes += [helper.make_node("Gemm", [f"x{i}", f"net.{i}.weight"], [f"s{i}"], transB=1), helper.make_node("Elu", [f"s{i}"], [f"x{i + 1}"])]
        initialisers.append(stored(f"net.{i}.weight", np.ascontiguousarray(W[i].T)))
    nodes += [helper.make_node("ArgMax", ["x3"], ["label"], axis=1)]
    onnx_file("view-without-bias.onnx", nodes, initialisers, shape=("N", 1, 4, 4), output="label")
    case("view-without-bias.onnx", "ONNX", ["image", "net.0", "net.1", "net.2"], ("elu", "elu", "elu"), input="1×4×4", strengths="mlp-without-bias",
         parameters=LINKS, warnings=["The operator ArgMax behind the last layer is left out."])


torch_view()


def bf16_gemm():
    nodes = []
    initialisers = []
    for i in range(3):
        for name, array in ((f"fc{i + 1}.weight", W[i]), (f"fc{i + 1}.bias", B[i])):
            tensor = TensorProto(data_type=TensorProto.BFLOAT16, dims=array.shape, name=name)
            if i == 0:
                tensor.int32_data.extend(int(bits) for bits in bf16(array).flatten())
            else:
                tensor.raw_data = bf16(array).tobytes()
            initialisers.append(tensor)
        nodes.append(helper.make_node("Gemm", [f"x{i}", f"fc{i + 1}.weight", f"fc{i + 1}.bias"], [f"x{i + 1}"]))
    onnx_file("gemm-bf16.onnx", nodes, initialisers, shape=(1, 16), type=TensorProto.BFLOAT16, input="x0", output="x3")
    case("gemm-bf16.onnx", "ONNX", ["x0"] + FC, strengths="mlp-bf16")


bf16_gemm()


def channel_last():
    """An image of 6 rows, 2 columns and 3 channels, the channel last: neurons are numbered channel first all the same."""
    w = random.normal(0, 1, (36, 2)).astype(np.float32)
    nodes = [helper.make_node("Flatten", ["image"], ["flat"]), helper.make_node("MatMul", ["flat", "w"], ["out"], name="fc")]
    onnx_file("channel-last.onnx", nodes, [stored("w", w)], shape=("N", 6, 2, 3), output="out")
    order = [x * 3 + c for c in range(3) for x in range(12)]
    strengths("channel-last", [w[order]], None)
    case("channel-last.onnx", "ONNX", ["image", "fc"], ("",), input="3×6×2", strengths="channel-last", parameters=72, sizes=[36, 2],
         warnings=["The input \"image\" is taken for an image with its channels last."])


channel_last()


def composed_functions():
    """GELU by erf and by tanh and SiLU as PyTorch writes them."""
    nodes = []
    initialisers = [stored(name, np.float32(value).reshape(shape)) for name, value, shape in (
        ("sqrt 2", np.sqrt(2), ()), ("1", 1, ()), ("half", 0.5, (1,)), ("3", 3, ()), ("cubic", 0.044715, ()), ("outer", np.sqrt(2 / np.pi), ()))]
    for i in range(3):
        nodes.append(helper.make_node("Gemm", [f"x{i}", f"fc{i + 1}.weight", f"fc{i + 1}.bias"], [f"s{i + 1}"]))
        initialisers += [stored(f"fc{i + 1}.weight", W[i]), stored(f"fc{i + 1}.bias", B[i])]
    nodes[1:1] = [helper.make_node("Div", ["s1", "sqrt 2"], ["g1"]), helper.make_node("Erf", ["g1"], ["g2"]), helper.make_node("Add", ["g2", "1"], ["g3"]),
                  helper.make_node("Mul", ["s1", "g3"], ["g4"]), helper.make_node("Mul", ["g4", "half"], ["x1"])]
    nodes[7:7] = [helper.make_node("Mul", ["half", "s2"], ["h1"]), helper.make_node("Pow", ["s2", "3"], ["h2"]), helper.make_node("Mul", ["cubic", "h2"], ["h3"]),
                  helper.make_node("Add", ["s2", "h3"], ["h4"]), helper.make_node("Mul", ["outer", "h4"], ["h5"]), helper.make_node("Tanh", ["h5"], ["h6"]),
                  helper.make_node("Add", ["1", "h6"], ["h7"]), helper.make_node("Mul", ["h1", "h7"], ["x2"])]
    nodes += [helper.make_node("Sigmoid", ["s3"], ["k1"]), helper.make_node("Mul", ["s3", "k1"], ["out"])]
    onnx_file("composed-functions.onnx", nodes, initialisers, shape=("N", 16), input="x0", output="out")
    case("composed-functions.onnx", "ONNX", ["x0"] + FC, ("gelu", "gelu", "silu"))


composed_functions()


def classifier():
    """As scikit-learn's networks are exported: sums cast, a label and a table behind the last layer."""
    nodes = [helper.make_node("Cast", ["X"], ["x0"], to=TensorProto.FLOAT)]
    initialisers = [stored("classes", np.array([0, 1, 2], np.int64)), stored("shape", np.array([-1], np.int64))]
    for i in range(3):
        nodes += [helper.make_node("MatMul", [f"x{i}", f"coefficient{i}"], [f"m{i}"], name=f"MatMul{i}"),
                  helper.make_node("Cast", [f"m{i}"], [f"c{i}"], to=TensorProto.FLOAT),
                  helper.make_node("Add", [f"c{i}", f"intercepts{i}"], [f"s{i}"]),
                  helper.make_node("Relu" if i < 2 else "Softmax", [f"s{i}"], [f"x{i + 1}"])]
        initialisers += [stored(f"coefficient{i}", W[i]), stored(f"intercepts{i}", B[i].reshape(1, -1))]
    nodes += [helper.make_node("ArgMax", ["x3"], ["best"], axis=1),
              helper.make_node("ArrayFeatureExtractor", ["classes", "best"], ["chosen"], domain="ai.onnx.ml"),
              helper.make_node("Reshape", ["chosen", "shape"], ["label"]),
              helper.make_node("ZipMap", ["x3"], ["table"], domain="ai.onnx.ml", classlabels_int64s=[0, 1, 2])]
    onnx_file("classifier.onnx", nodes, initialisers, shape=("N", 16), type=TensorProto.DOUBLE, input="X", output=["label", "table"],
              domains=("ai.onnx.ml",), check=False)
    case("classifier.onnx", "ONNX", ["X", "MatMul0", "MatMul1", "MatMul2"], ("relu", "relu", "softmax"),
         warnings=[f"The operator {o} behind the last layer is left out." for o in ("ArgMax", "ai.onnx.ml.ArrayFeatureExtractor", "ai.onnx.ml.ZipMap")])


classifier()


def two_heads():
    """A policy and a value from one hidden layer."""
    nodes = [helper.make_node("Gemm", ["state", "body.weight"], ["h"]), helper.make_node("Tanh", ["h"], ["x"]),
             helper.make_node("Gemm", ["x", "policy.weight"], ["policy"], transB=1), helper.make_node("Gemm", ["x", "value.weight"], ["v"]),
             helper.make_node("Squeeze", ["v", "axes"], ["value"])]
    onnx_file("two-heads.onnx", nodes, [stored("body.weight", W[0]), stored("policy.weight", np.ascontiguousarray(W[1].T)),
                                        stored("value.weight", W[1][:, :1].copy()), stored("axes", np.array([1], np.int64))],
              shape=("N", 16), input="state", output=["policy", "value"])
    w0, w1 = W[0].astype(np.float64), W[1].astype(np.float64)
    with open("two-heads.strengths.json", "w") as file:
        json.dump([{"in": [0.0] * 16, "out": w0.sum(1).tolist()}, {"in": w0.sum(0).tolist(), "out": (w1.sum(1) + w1[:, 0]).tolist()},
                   {"in": w1.sum(0).tolist(), "out": [0.0] * 6}, {"in": [w1[:, 0].sum()], "out": [0.0]}], file)
        file.write("\n")
    CASES.append({"file": "two-heads.onnx", "format": "ONNX", "strengths": "two-heads", "warnings": [], "parameters": 160 + 60 + 10,
                  "layers": [{"name": n, "kind": k, "shape": s, "activation": a} for n, k, s, a in (
                      ("state", "input", "16", ""), ("body", "dense", "10", "tanh"), ("policy", "dense", "6", ""), ("value", "dense", "1", ""))],
                  "connections": [{"name": n, "from": f, "to": t, "links": l} for n, f, t, l in (
                      ("body", 0, 1, 160), ("policy", 1, 2, 60), ("value", 1, 3, 10))]})


two_heads()


def one_node(file, node, initialisers, error, **more):
    nodes = [helper.make_node("Flatten", ["image"], ["flat"]), node]
    onnx_file(file, nodes, initialisers, output="out", **more)
    bad(file, error)


def one_to_one(file, name, kind, scale, shift):
    """The image's 16 neurons, each joined to one other."""
    with open(file.replace(".onnx", ".strengths.json"), "w") as out:
        json.dump([{"in": [0.0] * 16, "out": scale.tolist()}, {"in": (scale + shift).tolist(), "out": [0.0] * 16}], out)
        out.write("\n")
    layers = [{"name": "image", "kind": "input", "shape": "1×4×4", "activation": ""}, {"name": name, "kind": kind, "shape": "16", "activation": ""}]
    CASES.append({"file": file, "format": "ONNX", "layers": layers, "connections": [{"name": name, "from": 0, "to": 1, "links": 16}], "parameters": 32,
                  "warnings": [], "strengths": file.replace(".onnx", "")})


def opens(file, node, initialisers, **more):
    onnx_file(file, [helper.make_node("Flatten", ["image"], ["flat"]), node], initialisers, output="out", **more)


WEIGHTLESS = ": it has no layer with weights that could be drawn; open a model with weights."
one_node("normalised.onnx", helper.make_node("Sub", ["flat", "mean"], ["out"], name="normalise"), [stored("mean", W[0][:, 0].copy())],
         "normalised.onnx" + WEIGHTLESS)
one_node("trans-a.onnx", helper.make_node("Gemm", ["flat", "w"], ["out"], transA=1), [stored("w", W[0])],
         "trans-a.onnx: the weights of \"w\" are 16×10 and expect 16 neurons, but \"image\" before it has 1; save the model again.")
one_node("misfit.onnx", helper.make_node("Gemm", ["flat", "fc.weight"], ["out"]), [stored("fc.weight", W[1])],
         "misfit.onnx: the weights of \"fc\" are 10×6 and expect 10 neurons, but \"image\" before it has 16; save the model again.", check=False)


one_node("scaled.onnx", helper.make_node("Mul", ["flat", "two"], ["out"], name="scale"), [stored("two", np.float32(2).reshape(()))], "scaled.onnx" + WEIGHTLESS)
VARIANCE = np.abs(W[0][:, 3]) + np.float32(0.5)
opens("batch-norm.onnx", helper.make_node("BatchNormalization", ["flat", "g", "b", "m", "v"], ["out"], name="bn1"),
      [stored(name, array.copy()) for name, array in zip("gbmv", [W[0][:, 0], W[0][:, 1], W[0][:, 2], VARIANCE])])
GAMMA = W[0][:, 0].astype(np.float64) / np.sqrt(VARIANCE.astype(np.float64) + np.float32(1e-5))
one_to_one("batch-norm.onnx", "bn1", "batch normalization", GAMMA, W[0][:, 1] - W[0][:, 2] * GAMMA)
one_node("two-computed.onnx", helper.make_node("MatMul", ["flat", "flat"], ["out"], name="attend"), [], "two-computed.onnx" + WEIGHTLESS, check=False)
one_node("weightless.onnx", helper.make_node("Relu", ["flat"], ["out"]), [],
         "weightless.onnx" + WEIGHTLESS)


def matrix_by_vector():
    """W x, without a batch, as networks of the NNet format are exported."""
    nodes = []
    initialisers = []
    for i in range(3):
        nodes += [helper.make_node("MatMul", [f"W{i}", f"H{i}"], [f"M{i}"], name=f"layer{i}"), helper.make_node("Add", [f"M{i}", f"B{i}"], [f"S{i}"])]
        nodes += [helper.make_node("Relu", [f"S{i}"], [f"H{i + 1}"])]
        initialisers += [stored(f"W{i}", np.ascontiguousarray(W[i].T)), stored(f"B{i}", B[i])]
    onnx_file("matrix-by-vector.onnx", nodes, initialisers, shape=(16,), input="H0", output="H3", output_shape=(3,))
    case("matrix-by-vector.onnx", "ONNX", ["H0", "layer0", "layer1", "layer2"], ("relu",) * 3)


matrix_by_vector()


def described_weights():
    """Weights that are described, not stored: a matrix of one number, biases of none."""
    nodes = [helper.make_node("ConstantOfShape", ["shape"], ["w"], value=helper.make_tensor("v", TensorProto.FLOAT, [1], [0.25])),
             helper.make_node("ConstantOfShape", ["width"], ["b"]), helper.make_node("Gemm", ["x", "w", "b"], ["y"], name="fc")]
    initialisers = [stored("shape", np.array([16, 3], np.int64)), stored("width", np.array([3], np.int64))]
    onnx_file("described-weights.onnx", nodes, initialisers, shape=("N", 16), input="x", output="y")
    strengths("described-weights", [np.full((16, 3), 0.25)], None)
    case("described-weights.onnx", "ONNX", ["x", "fc"], ("",), strengths="described-weights", sizes=[16, 3], parameters=51)
    initialisers[0] = stored("shape", np.array([2**20, 2**20], np.int64))
    onnx_file("described-weights-of-4-tb.onnx", nodes, initialisers, shape=("N", 2**20), input="x", output="y", check=False)
    bad("described-weights-of-4-tb.onnx", "described-weights-of-4-tb.onnx: the tensor \"w\" would be filled to 4398046511104 bytes of one number,"
        " as no trained model is; open a trained model.")


described_weights()


def function_of_the_input():
    nodes = [helper.make_node("Tanh", ["x"], ["y"]), helper.make_node("MatMul", ["y", "fc/kernel"], ["z"])]
    onnx_file("function-of-the-input.onnx", nodes, [stored("fc/kernel", W[0])], shape=("N", 16), input="x", output="z")
    case("function-of-the-input.onnx", "ONNX", ["x", "fc"], ("",), strengths="matrix", sizes=SIZES[:2], parameters=160,
         warnings=["The input \"x\" passes the function tanh first; this is not counted in the weights."])


function_of_the_input()


def damaged_onnx():
    weights = stored("fc.weight", W[0])
    weights.raw_data = weights.raw_data[:-4]
    one_node("short-tensor.onnx", helper.make_node("Gemm", ["flat", "fc.weight"], ["out"]), [weights],
             "short-tensor.onnx: the tensor \"fc.weight\" has 636 bytes, not the 640 of its extents 16×10; download or export the model again.",
             check=False)


def elsewhere(location, **entries):
    tensor = TensorProto(data_type=TensorProto.FLOAT, dims=(16, 10), name="fc.weight", data_location=TensorProto.EXTERNAL)
    for key, value in {"location": location, **entries}.items():
        tensor.external_data.add(key=key, value=str(value))
    return [tensor]


def external():
    """As PyTorch exports since 2.9, the weights in a file beside the model; and locations that are not opened."""
    with open("external.onnx.data", "wb") as file:
        file.write(b"\0" * 128 + W[0].tobytes())
    nodes = [helper.make_node("Gemm", ["x", "fc.weight"], ["out"])]
    onnx_file("external.onnx", nodes, elsewhere("external.onnx.data", offset=128, length=640), shape=("N", 16), input="x", output="out", check=False)
    bad("external.onnx.data", "external.onnx.data holds the weights of a model, not the model itself; open external.onnx beside it.")
    case("external.onnx", "ONNX", ["x", "fc"], ("",), strengths="matrix", sizes=SIZES[:2], parameters=160)
    for name, tensors, error in (
            ("missing", elsewhere("missing.bin"), "missing.bin, which is not there; put it beside the model."),
            ("outside", elsewhere("../../../../pom.xml"),
             "\"../../../../pom.xml\", outside of the model's folder, which is not opened; put it beside the model and export that again."),
            ("absolute", elsewhere("/etc/passwd"),
             "\"/etc/passwd\", outside of the model's folder, which is not opened; put it beside the model and export that again."),
            ("short", elsewhere("external.onnx.data", offset=256),
             "external.onnx.data, at byte 256, but that file has only 768 bytes; copy both files again.")):
        onnx_file(f"external-{name}.onnx", nodes, tensors, shape=("N", 16), input="x", output="out", check=False)
        bad(f"external-{name}.onnx", f"external-{name}.onnx: the tensor \"fc.weight\" lies in another file, {error}")


damaged_onnx()
external()

# --------------------------------------------------------------------------------------------------------------- NumPy

DENSE = ["dense 1", "dense 2", "dense 3"]


def objects(arrays):
    packed = np.empty(len(arrays), object)
    packed[:] = arrays
    return packed


AUTHORS = objects([array for pair in zip(W, B) for array in pair])


class Python2(pickle._Pickler):
    """Protocol 2 as Python 2 wrote it, where bytes were str."""
    dispatch = pickle._Pickler.dispatch.copy()

    def save_bytes(self, data):
        self.write(b"T" + len(data).to_bytes(4, "little") + data if len(data) > 255 else b"U" + bytes([len(data)]) + data)
        self.memoize(data)

    dispatch[bytes] = save_bytes


def npy(file, value, protocol=3, pickler=pickle._Pickler):
    """numpy.save chooses its protocol itself, so the head is written apart."""
    with open(file, "wb") as out:
        np.lib.format.write_array_header_1_0(out, {"descr": "|O", "fortran_order": False, "shape": value.shape})
        pickler(out, protocol).dump(value)


for protocol in (2, 3, 4, 5):
    npy(f"pickled-{protocol}.npy", AUTHORS, protocol)
    case(f"pickled-{protocol}.npy", "NumPy", ["input"] + DENSE)
npy("pickled-2-by-python-2.npy", AUTHORS, 2, Python2)
case("pickled-2-by-python-2.npy", "NumPy", ["input"] + DENSE)
npy("pickled-f16.npy", objects([array.astype(np.float16) for array in AUTHORS]))
case("pickled-f16.npy", "NumPy", ["input"] + DENSE, strengths="mlp-f16")
npy("pickled-column-major-f64.npy", objects([np.asfortranarray(array.astype(">f8")) for array in AUTHORS]), 4)
case("pickled-column-major-f64.npy", "NumPy", ["input"] + DENSE)

FILE_ORDER = "The wiring is inferred from the shapes of the arrays, in the order of the file."
np.save("pickled-dictionary.npy", np.array({"b1": B[0], "W1": W[0], "b2": B[1], "W2": W[1], "b3": B[2], "W3": W[2]}, object))
case("pickled-dictionary.npy", "NumPy", ["input", "W1", "W2", "W3"], warnings=[FILE_ORDER])

strengths("matrix", W[:1], None)
np.save("matrix.npy", W[0])
case("matrix.npy", "NumPy", ["input", "dense 1"], strengths="matrix", sizes=SIZES[:2], parameters=160)
np.save("matrix-column-major-f64.npy", np.asfortranarray(W[0].astype(np.float64)))
case("matrix-column-major-f64.npy", "NumPy", ["input", "dense 1"], strengths="matrix", sizes=SIZES[:2], parameters=160)
np.save("matrix-big-endian.npy", W[0].astype(">f4"))
case("matrix-big-endian.npy", "NumPy", ["input", "dense 1"], strengths="matrix", sizes=SIZES[:2], parameters=160)

with_nan = W[0].copy()
with_nan[3, 4] = np.nan
with_nan[5, 6] = np.inf
np.save("nan.npy", with_nan)

np.savez("named.npz", W0=W[0], b0=B[0], W1=W[1], b1=B[1], W2=W[2], b2=B[2])
case("named.npz", "NumPy archive", ["input", "W0", "W1", "W2"], warnings=[FILE_ORDER])
np.savez_compressed("numbered.npz", *[array for pair in zip(W, B) for array in pair])
case("numbered.npz", "NumPy archive", ["input"] + DENSE, warnings=[FILE_ORDER])
np.savez("state-dict.npz", **{f"fc{i + 1}.{part}": np.ascontiguousarray(array.T) for i in range(3) for part, array in (("weight", W[i]), ("bias", B[i]))})
case("state-dict.npz", "NumPy archive", ["input"] + FC,
     warnings=[FILE_ORDER.replace("shapes", "names and shapes"), "The matrices are read as (out, in), since their names are PyTorch's."])
np.savez("pickled.npz", network=AUTHORS)
case("pickled.npz", "NumPy archive", ["input", "network", "network (2)", "network (3)"], warnings=[FILE_ORDER])

np.save("vector.npy", B[0])
bad("vector.npy", "vector.npy holds no matrix of weights (only an array (10)); save a list of arrays [W0, b0, W1, b1, …].")
np.save("complex.npy", W[0].astype(np.complex64))
bad("complex.npy", "complex.npy holds numbers of type \"<c8\", which no weights are read from; save real numbers (float32, float64 or float16).")

# --------------------------------------------------------------------------------------------------------------- Keras

KERAS = ["dense_1", "dense_2", "dense_3"]


def sequential():
    layers = [{"class_name": "Flatten", "config": {"name": "flatten", "batch_input_shape": [None, 4, 4, 1], "data_format": "channels_last"}},
              {"class_name": "Dropout", "config": {"name": "dropout", "rate": 0.5}}]
    for name, width, activation in zip(KERAS, SIZES[1:], ACTIVATIONS):
        layers.append({"class_name": "Dense", "config": {"name": name, "units": width, "activation": activation, "use_bias": True}})
    return {"class_name": "Sequential", "config": {"name": "mlp", "layers": layers}}


def functional():
    layers = [{"class_name": "InputLayer", "name": "pixels", "config": {"name": "pixels", "batch_input_shape": [None, 16]}, "inbound_nodes": []}]
    before = "pixels"
    for name, width, activation in zip(KERAS, SIZES[1:], ACTIVATIONS):
        layers.append({"class_name": "Dense", "name": name, "config": {"name": name, "units": width, "activation": "linear"},
                       "inbound_nodes": [[[before, 0, 0, {}]]]})
        layers.append({"class_name": "Activation", "name": name + " f", "config": {"name": name + " f", "activation": activation},
                       "inbound_nodes": [[[name, 0, 0, {}]]]})
        before = name + " f"
    return {"class_name": "Functional", "config": {"name": "mlp", "layers": layers, "input_layers": [["pixels", 0, 0]], "output_layers": [[before, 0, 0]]}}


def keras(file, config, weights=W, biases=B, libver="earliest", **storage):
    with h5py.File(file, "w", libver=libver) as hdf:
        if config is not None:
            hdf.attrs["model_config"] = json.dumps(config)
            hdf.attrs["keras_version"] = "2.15.0"
        root = hdf if config is None else hdf.create_group("model_weights")
        root.attrs["layer_names"] = np.array([name.encode() for name in KERAS])
        for i, name in enumerate(KERAS):
            group = root.create_group(name)
            names = [f"{name}/kernel:0"] + ([f"{name}/bias:0"] if biases is not None else [])
            group.attrs["weight_names"] = np.array([n.encode() for n in names])
            for weight, array in zip(names, [weights[i]] + ([biases[i]] if biases is not None else [])):
                group.create_dataset(weight, data=array, track_times=False, **storage)


ONLY = "The file holds weights only: its layers are taken to follow one another in the file's order, and their activations are unknown."
keras("sequential.h5", sequential())
case("sequential.h5", "Keras HDF5", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
keras("functional.h5", functional())
case("functional.h5", "Keras HDF5", ["input"] + KERAS, ACTIVATIONS)
with h5py.File("keras-1.h5", "w") as hdf:
    hdf.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": [
        {"class_name": "Dense", "config": {"name": n, "output_dim": u, "activation": a, **({} if i else {"batch_input_shape": [None, 16]})}}
        for i, (n, u, a) in enumerate(zip(KERAS, SIZES[1:], ACTIVATIONS))]}).encode()
    hdf.create_group("model_weights").attrs["layer_names"] = np.array([name.encode() for name in KERAS])
    for name, w, b in zip(KERAS, W, B):
        group = hdf["model_weights"].create_group(name)
        group.attrs["weight_names"] = np.array([(name + "_W").encode(), (name + "_b").encode()])
        group[name + "_W"], group[name + "_b"] = w, b
case("keras-1.h5", "Keras HDF5", ["input"] + KERAS, ACTIVATIONS)
keras("latest.h5", sequential(), libver="latest")
case("latest.h5", "Keras HDF5", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
keras("chunked.h5", sequential(), chunks=True, compression="gzip", shuffle=True)
case("chunked.h5", "Keras HDF5", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
keras("f16.h5", sequential(), [w.astype(np.float16) for w in W], [b.astype(np.float16) for b in B])
case("f16.h5", "Keras HDF5", ["input"] + KERAS, ACTIVATIONS, input="1×4×4", strengths="mlp-f16")
keras("weights-only.h5", None, [w.astype(np.float64) for w in W])
case("weights-only.h5", "Keras HDF5", ["input"] + KERAS, warnings=[ONLY])
keras("weights-only-without-bias.h5", None, W, None)
case("weights-only-without-bias.h5", "Keras HDF5", ["input"] + KERAS, warnings=[ONLY], strengths="mlp-without-bias", parameters=LINKS)

NO_LAYERS = " is an HDF5 file without layers of Keras; open a file saved by model.save or model.save_weights."
with h5py.File("circular.h5", "w") as hdf:
    circle = hdf.create_group("dense")
    for name in "abcdefghij":
        circle[name] = circle
bad("circular.h5", "circular.h5" + NO_LAYERS)
with h5py.File("links.h5", "w") as hdf:
    linked = hdf.create_group("dense")
    linked.attrs["weight_names"] = np.array([b"kernel:0", b"bias:0"])
    linked["kernel:0"] = h5py.ExternalLink("/dev/zero", "/kernel")
    linked["bias:0"] = h5py.SoftLink("/dense/bias:0")
bad("links.h5", "links.h5" + NO_LAYERS)
with h5py.File("unpacks-to-4-tb.h5", "w") as hdf:
    hdf.create_group("dense").create_dataset("kernel:0", (2**20, 2**20), "f4", chunks=(1024, 1024), compression="gzip")
bad("unpacks-to-4-tb.h5", "unpacks-to-4-tb.h5: the dataset /dense/kernel:0 would unpack to 4398046511104 bytes, more than 100 times the file,"
    " as no model does; download or save the file again.")
with h5py.File("unwritten.h5", "w") as hdf:
    hdf.create_group("dense").create_dataset("kernel:0", (1000, 1000), "f4")
bad("unwritten.h5", "unwritten.h5: the dataset /dense/kernel:0 was never written; download or save the file again.")

# ------------------------------------------------------------------------------------------------------- Keras 3 archives


def layer(kind, name, inbound=None, module="keras.layers", **config):
    """A layer as keras.src.saving.serialization_lib writes it; in a Functional model with the tensors that it is called with."""
    made = {"module": module, "class_name": kind, "config": {"name": name, "trainable": True, "dtype": {
        "module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": None}, **config}, "registered_name": None}
    if inbound is not None:
        made["name"] = name
        made["inbound_nodes"] = [{"args": [{"class_name": "__keras_tensor__", "config": {
            "shape": [None, None], "dtype": "float32", "keras_history": [before, 0, 0]}}], "kwargs": {}} for before in inbound]
    return made


def dense(i, name=None, inbound=None, **config):
    return layer("Dense", name or KERAS[i], inbound, **{"units": SIZES[i + 1], "activation": ACTIVATIONS[i], "use_bias": True, **config})


def input_layer(name, shape, inbound=None):
    return layer("InputLayer", name, inbound, batch_shape=[None] + shape, sparse=False)


def model(kind, name, layers, inbound=None, **config):
    made = layer(kind, name, inbound, "keras" if kind == "Sequential" else "keras.src.models.functional", layers=layers, **config)
    return {**made, "build_config": {"input_shape": None}}


def in_parts(kind="dense", container="layers"):
    """The places that Keras gives the three layers of a Sequential: by class, counted, whatever the layers' names are."""
    return {f"{container}/{kind}{'_' + str(i) if i else ''}": [W[i], B[i]] for i in range(3)}


def inner(groups, named=True):
    """model.weights.h5: a group "vars" for each thing that has variables, which are numbered; newer versions write its name too."""
    out = io.BytesIO()
    with h5py.File(out, "w") as hdf:
        hdf.create_group("vars")
        for path, arrays in groups.items():
            held = hdf.create_group(path).create_group("vars")
            if named:
                held.attrs["name"] = "any name"
            for number, array in enumerate(arrays):
                if array.dtype == np.uint16:
                    held.create_dataset(str(number), data=array.view("V2")).attrs["dtype"] = "bfloat16"
                else:
                    held[str(number)] = array
    return out.getvalue()


def archive(file, config, weights, method=zipfile.ZIP_STORED, weights_name="model.weights.h5"):
    with zipfile.ZipFile(file, "w") as zip:
        for name, content in (("metadata.json", json.dumps({"keras_version": "3.10.0", "date_saved": "2026-11-21@12:00:00"}).encode()),
                              ("config.json", None if config is None else json.dumps(config).encode()), (weights_name, weights)):
            if content is not None:
                zip.writestr(zipfile.ZipInfo(name, (2026, 11, 21, 12, 0, 0)), content, method)


def keras3(first=(), flat=False):
    beginning = [input_layer("pixels", [16])] if flat else [input_layer("pixels", [4, 4, 1]), layer("Flatten", "flatten", data_format="channels_last")]
    return model("Sequential", "mlp", beginning + [layer("Dropout", "dropout", rate=0.5, seed=None, noise_shape=None)] + list(first or [dense(i) for i in range(3)]))


OTHERS = {"layers/flatten": [], "layers/dropout": [], "layers/dropout/seed_generator": [np.array([1, 2], np.uint32)],
          "optimizer": [np.array(7, np.int64), np.array(0.001, np.float32)] + [np.zeros_like(w) for w in W]}
archive("sequential.keras", keras3(), inner({**in_parts(), **OTHERS}))
case("sequential.keras", "Keras archive", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
archive("packed.keras", keras3(), inner({**in_parts(), **OTHERS}), zipfile.ZIP_DEFLATED)
case("packed.keras", "Keras archive", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
archive("bf16.keras", keras3([dense(i, dtype="bfloat16") for i in range(3)], flat=True), inner({f"layers/dense{i}": [bf16(w), bf16(b)] for i, w, b in zip(("", "_1", "_2"), W, B)}))
bad("bf16.keras", 'bf16.keras: the layer "dense_1" keeps its weights as bfloat16, which this version does not read from HDF5; save the model as float32.')
archive("keras-2.13.keras", keras3(flat=True), inner(in_parts(container="_layer_checkpoint_dependencies"), named=False))
case("keras-2.13.keras", "Keras archive", ["input"] + KERAS, ACTIVATIONS)
archive("without-bias.keras", keras3([dense(i, use_bias=False) for i in range(3)], flat=True), inner({path: arrays[:1] for path, arrays in in_parts().items()}))
case("without-bias.keras", "Keras archive", ["input"] + KERAS, ACTIVATIONS, strengths="mlp-without-bias", parameters=LINKS)

# a model in a model, whose layers are counted anew; layers of the outer one before and behind it; the names are those of other places
archive("functional.keras", model("Functional", "mlp", [
    input_layer("pixels", [16], []), dense(0, "dense_1", ["pixels"]),
    model("Sequential", "middle", [input_layer("given", [10]), dense(1, "dense", activation="linear"), layer("Activation", "f", activation="tanh")], ["dense_1"]),
    dense(2, "last", ["middle"], activation={"module": "keras.layers", "class_name": "Softmax", "config": {"axis": -1}, "registered_name": None})],
    input_layers=[["pixels", 0, 0]], output_layers=[["last", 0, 0]]),
    inner({"layers/dense": [W[0], B[0]], "layers/sequential/layers/dense": [W[1], B[1]], "layers/dense_1": [W[2], B[2]]}))
case("functional.keras", "Keras archive", ["input", "dense_1", "dense", "last"], ACTIVATIONS)

# two models that share a layer: its weights are saved with the first, and the count of its class goes on in the second
S, T = random.normal(0, 0.5, (10, 10)).astype(np.float32), random.normal(0, 0.5, (10, 3)).astype(np.float32)
SHARED_LAYER = {**dense(0, "shared"), "shared_object_id": 140001}
archive("shared.keras", model("Functional", "mlp", [
    input_layer("pixels", [16], []), dense(0, "one", ["pixels"]), model("Sequential", "a", [input_layer("in_a", [10]), SHARED_LAYER], ["one"]),
    model("Functional", "b", [input_layer("in_b", [10], []), {**dense(0, "shared", ["in_b"]), "shared_object_id": 140001}, dense(2, "two", ["shared"])], ["a"],
          input_layers=["in_b", 0, 0], output_layers=["two", 0, 0])],
    input_layers=["pixels", 0, 0], output_layers=["b", 0, 0]),
    inner({"layers/dense": [W[0], B[0]], "layers/sequential/layers/dense": [S, B[0]], "layers/functional/layers/dense_1": [T, B[2]]}))
strengths("shared", [W[0], S, S, T], [B[0], B[0], B[0], B[2]])
case("shared.keras", "Keras archive", ["input", "one", "shared", "shared (2)", "two"], ("relu", "relu", "relu", "softmax"), strengths="shared",
     parameters=sum(a.size for a in (W[0], S, T)) + 23, sizes=[16, 10, 10, 10, 3])

archive("no-config.keras", None, inner(in_parts()))
bad("no-config.keras", "no-config.keras holds no config.json, which describes the model; save the model again with model.save.")
archive("no-weights.keras", keras3(), None)
bad("no-weights.keras", "no-weights.keras holds no model.weights.h5, in which its weights lie; save the model again with model.save.")
archive("npz-weights.keras", keras3(), b"", weights_name="model.weights.npz")
bad("npz-weights.keras", "npz-weights.keras holds its weights in another form than model.weights.h5, which this version does not read;"
    " save the model again with model.save and its defaults.")
archive("false-units.keras", keras3([dense(0), dense(1, units=7), dense(2)]), inner(in_parts()))
bad("false-units.keras", 'false-units.keras: the layer "dense_2" has 7 units, its weights are F32[10, 6]; save the model again.')
archive("weightless.keras", keras3(), inner({path: arrays for path, arrays in in_parts().items() if path != "layers/dense_1"}))
bad("weightless.keras", 'weightless.keras: the weights of the layer "dense_2" are not in the file; save the whole model.')
archive("quantised.keras", keras3(), inner({path: [np.ones_like(w, np.int8), b, b] for path, (w, b) in in_parts().items()}))
bad("quantised.keras", "quantised.keras: the weights layers/dense/vars/0 are quantised to whole numbers, which this version does not read;"
    " save the model as it was before quantize().")
WHOLE = inner(in_parts())
archive("cut-inside.keras", keras3(), WHOLE[:-100])
bad("cut-inside.keras", f"cut-inside.keras (model.weights.h5) is an HDF5 file that was cut short: {len(WHOLE) - 100} of its {len(WHOLE)} bytes are there;"
    " download or copy it again.")
archive("no-hdf5-inside.keras", keras3(), b"no weights here " * 100)
bad("no-hdf5-inside.keras", "no-hdf5-inside.keras (model.weights.h5) is a damaged or cut-off HDF5 file (No valid HDF5 signature found); download or save it again.")
# --------------------------------------------------------------------------------------------------------- safetensors

SAFE = {"float64": "F64", "float32": "F32", "float16": "F16", "uint16": "BF16", "int64": "I64", "int32": "I32", "int16": "I16", "int8": "I8",
        "uint8": "U8", "bool": "BOOL"}
BY_NAMES = "The wiring is inferred from the names and shapes of the arrays, in the order of their names."
BY_SHAPES = "The wiring is inferred from the shapes of the arrays, in the order of their names."
AS_TORCH = "The matrices are read as (out, in), since their names are PyTorch's."


def safetensors(file, arrays, types=SAFE):
    """As the library writes it: the header filled up with blanks to a multiple of eight bytes."""
    header, at = {"__metadata__": {"format": "pt", "note": "ünïcode {[\""}}, 0
    for name, array in arrays.items():
        header[name] = {"dtype": types[str(array.dtype)], "shape": list(array.shape), "data_offsets": [at, at + array.nbytes]}
        at += array.nbytes
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text + b"".join(np.ascontiguousarray(array).tobytes() for array in arrays.values()))


def state(dtype=lambda a: a, names=("layers.0", "layers.2", "layers.10"), biases=True):
    """As the library sorts it: by name, letter by letter."""
    arrays = {}
    for name, w, b in zip(names, W, B):
        arrays[name + ".weight"] = np.ascontiguousarray(dtype(w).T)
        if biases:
            arrays[name + ".bias"] = dtype(b)
    return {name: arrays[name] for name in sorted(arrays)}


LAYERS = ["layers.0", "layers.2", "layers.10"]
WEIGHTS_ALONE = {"format": "safetensors", "names": ["input"] + LAYERS, "warnings": [BY_NAMES, AS_TORCH]}
for name, dtype, numbers in (("f32", lambda a: a, "mlp"), ("f64", lambda a: a.astype(np.float64), "mlp"),
                             ("f16", lambda a: a.astype(np.float16), "mlp-f16"), ("bf16", bf16, "mlp-bf16")):
    safetensors(f"{name}.safetensors", state(dtype))
    case(f"{name}.safetensors", strengths=numbers, **WEIGHTS_ALONE)
safetensors("without-bias.safetensors", state(biases=False))
case("without-bias.safetensors", strengths="mlp-without-bias", parameters=LINKS, **WEIGHTS_ALONE)
for bits in (8, 16, 32, 64):
    whole = [np.round(w * 20).astype(f"i{bits // 8}") for w in W]
    safetensors(f"i{bits}.safetensors", {f"w{i}": w for i, w in enumerate(whole)})
    strengths("whole", whole, None)
    case(f"i{bits}.safetensors", "safetensors", ["input", "w0", "w1", "w2"], warnings=[BY_SHAPES], strengths="whole", parameters=LINKS)
for name, dtype in (("u8", np.uint8), ("bool", bool)):
    truth = [(w > 0).astype(dtype) for w in W]
    safetensors(f"{name}.safetensors", {f"w{i}": w for i, w in enumerate(truth)})
    strengths("truth", truth, None)
    case(f"{name}.safetensors", "safetensors", ["input", "w0", "w1", "w2"], warnings=[BY_SHAPES], strengths="truth", parameters=LINKS)

# where every matrix is square the shapes say nothing, and the bias of one layer would fit the one before it
SQUARE = [random.normal(0, 0.5, (5, 5)).astype(np.float32) for _ in range(2)]
SQUARE_B = random.normal(0, 0.5, 5).astype(np.float32)
strengths("square", SQUARE, [np.zeros(5), SQUARE_B])
safetensors("square.safetensors", {"fc1.weight": SQUARE[0].T, "fc2.bias": SQUARE_B, "fc2.weight": SQUARE[1].T})
case("square.safetensors", "safetensors", ["input", "fc1", "fc2"], ("", ""), input="5", sizes=[5, 5, 5], parameters=55, strengths="square",
     warnings=[BY_NAMES, AS_TORCH])
# the decoder comes behind its encoder, though both orders fit
strengths("autoencoder", [W[0], W[1], W[1].T, W[0].T], None)
safetensors("autoencoder.safetensors", {"decoder.0.weight": W[1], "decoder.1.weight": W[0], "encoder.0.weight": W[0].T, "encoder.1.weight": W[1].T})
case("autoencoder.safetensors", "safetensors", ["input", "encoder.0", "encoder.1", "decoder.0", "decoder.1"], ("",) * 4, sizes=[16, 10, 6, 10, 16],
     parameters=440, strengths="autoencoder", warnings=[BY_NAMES, AS_TORCH])
# a normalisation between the layers is left out and told
safetensors("normalised.safetensors", {**state(), "layers.1.weight": np.ones(10, np.float32), "layers.1.steps": np.array(3, np.int64)})
case("normalised.safetensors", "safetensors", ["input"] + LAYERS, warnings=["The single number layers.1.steps in the file was left out.", BY_NAMES, AS_TORCH,
     "The array layers.1.weight (10) fits no layer and was left out."])
safetensors("in-out.safetensors", {f"{name}.weight": w for name, w in zip(LAYERS, W)})
case("in-out.safetensors", "safetensors", ["input"] + LAYERS, strengths="mlp-without-bias", parameters=LINKS,
     warnings=[BY_NAMES, "The matrices fit one another as (in, out) only, and were read so."])
safetensors("kernels.safetensors", {**{f"{name}/kernel": w for name, w in zip("abc", W)}, **{f"{name}/bias": b for name, b in zip("abc", B)}})
case("kernels.safetensors", "safetensors", ["input", "a", "b", "c"], warnings=[BY_NAMES])

NO_CHAIN = ", and only a chain of dense layers is inferred from weights without their model; export the model as ONNX."
safetensors("branches.safetensors", {"fc1.weight": W[0].T, "fc2.weight": W[0].T})
bad("branches.safetensors", "branches.safetensors: the matrices fc1.weight (10×16) and fc2.weight (10×16) do not follow one another" + NO_CHAIN)
safetensors("f8.safetensors", {"fc.weight": np.ones((2, 3), np.uint8)}, {"uint8": "F8_E4M3"})
bad("f8.safetensors", "f8.safetensors: the tensor \"fc.weight\" holds numbers of type \"F8_E4M3\", which no weights are read from;"
    " save it as F64, F32, F16 or BF16.")


def shards(stem, index=True, places=lambda name: name):
    """A model in two files and the index of both."""
    arrays = list(state().items())
    where = {}
    for part, some in enumerate((arrays[:3], arrays[3:]), 1):
        name = f"{stem}-0000{part}-of-00002.safetensors"
        if places(name) == name:
            safetensors(name, dict(some))
        where.update({array: places(name) for array, _ in some})
    if index:
        with open(stem + ".safetensors.index.json", "w") as out:
            json.dump({"metadata": {"total_size": 1028}, "weight_map": where}, out)


shards("shards")
for opened in ("shards.safetensors.index.json", "shards-00001-of-00002.safetensors", "shards-00002-of-00002.safetensors"):
    case(opened, **WEIGHTS_ALONE)
shards("part", index=False)
bad("part-00002-of-00002.safetensors", "part-00002-of-00002.safetensors is part 2 of 2 of a model, without the index of the parts;"
    " put the file *.safetensors.index.json beside it.")
OUTSIDE = ", outside of its folder, which is not opened; put that file beside the index and name it there."
for stem, place, error in (("outside", "../secret", "\"../secret\"" + OUTSIDE), ("absolute", "/etc/passwd", "\"/etc/passwd\"" + OUTSIDE),
                           ("nowhere", "none.safetensors", "none.safetensors, which is not there; put it beside the index."),
                           ("nameless", "", "\"\"" + OUTSIDE)):
    shards(stem, places=lambda name: place)
    bad(stem + ".safetensors.index.json", f"The index {stem}.safetensors.index.json asks for {error}")
shards("other", places=lambda name: "f32.safetensors")
with open("other.safetensors.index.json") as index:
    other = json.load(index)
other["weight_map"]["layers.7.weight"] = "f32.safetensors"
with open("other.safetensors.index.json", "w") as index:
    json.dump(other, index)
bad("other.safetensors.index.json", "The index other.safetensors.index.json looks for the tensor \"layers.7.weight\" in f32.safetensors,"
    " which does not hold it; download all files again.")

# -------------------------------------------------------------------------------------------------------- TensorFlow.js


def quantised(array, dtype):
    """As tensorflowjs.quantization does: so many steps between the smallest and the largest, and zero is one of the steps."""
    low, high = float(array.min()), float(array.max())
    scale = (high - low) / np.iinfo(dtype).max
    low = -np.round(-low / scale) * scale
    codes = np.clip(np.round((array - low) / scale), 0, np.iinfo(dtype).max).astype(dtype)
    return codes, {"dtype": np.dtype(dtype).name, "min": low, "scale": scale, "original_dtype": "float32"}, (codes * scale + low).astype(np.float32)


def tfjs(file, topology, weights, size=None, path="{name}-shard{i}of{n}.bin", write=True, keep=None, entry={}, **more):
    """A model.json and its shards of so many bytes; weights as (name, array, quantization or None)."""
    data = b"".join(array.tobytes() for _, array, _ in weights)[:keep]
    size = size or max(1, len(data))
    parts = [data[i:i + size] for i in range(0, len(data), size)]
    paths = [path.format(name=file[:-5], i=i + 1, n=len(parts)) for i in range(len(parts))]
    for name, part in zip(paths, parts):
        if write:
            with open(name, "wb") as out:
                out.write(part)
    lines = [{"name": name, "shape": list(array.shape), "dtype": "float32", **({"quantization": how} if how is not None else {}), **entry}
             for name, array, how in weights]
    with open(file, "w") as out:
        json.dump({"format": "layers-model", "generatedBy": "keras v2.15.0", "convertedBy": "TensorFlow.js Converter v4.17.0", "modelTopology": topology,
                   "weightsManifest": [{"paths": paths, "weights": lines}], **more}, out)


def listed(prefix="", w=W, b=B, how=None):
    return [one for i, name in enumerate(KERAS) for one in ((f"{prefix}{name}/kernel", w[i], how), (f"{prefix}{name}/bias", b[i], how))]


def converted(config):
    return {"keras_version": "2.15.0", "backend": "tensorflow", "model_config": config}


tfjs("tfjs-converted.json", converted(sequential()), listed())
case("tfjs-converted.json", "TensorFlow.js", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
# 301 bytes a file: borders go through weights, and through the middle of numbers
tfjs("tfjs-sharded.json", converted(sequential()), listed(), 301)
case("tfjs-sharded.json", "TensorFlow.js", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")
bad("tfjs-sharded-shard2of4.bin", "tfjs-sharded-shard2of4.bin holds the weights of a TensorFlow.js model, not the model itself; open the model.json beside it.")
# as the library in JavaScript saves it
tfjs("tfjs-saved.json", functional(), listed(), path="./{name}.weights.bin", generatedBy="TensorFlow.js tfjs-layers v4.17.0", convertedBy=None)
case("tfjs-saved.json", "TensorFlow.js", ["input"] + KERAS, ACTIVATIONS)
tfjs("tfjs-f16.json", functional(), listed(w=[w.astype(np.float16) for w in W], b=[b.astype(np.float16) for b in B], how={"dtype": "float16", "original_dtype": "float32"}))
case("tfjs-f16.json", "TensorFlow.js", ["input"] + KERAS, ACTIVATIONS, strengths="mlp-f16")
Q = [[quantised(a, t) for a, t in zip(pair, types)] for pair, types in zip(zip(W, B), ((np.uint8, np.uint16), (np.uint16, np.uint8), (np.uint8, np.uint8)))]
tfjs("tfjs-quantised.json", converted(functional()), [(f"{name}/{part}", q[0], q[1]) for name, pair in zip(KERAS, Q) for part, q in zip(("kernel", "bias"), pair)], 55)
strengths("mlp-quantised", [pair[0][2] for pair in Q], [pair[1][2] for pair in Q])
case("tfjs-quantised.json", "TensorFlow.js", ["input"] + KERAS, ACTIVATIONS, strengths="mlp-quantised")
tfjs("tfjs-scoped.json", converted(sequential()), listed("mlp/"))
case("tfjs-scoped.json", "TensorFlow.js", ["input"] + KERAS, ACTIVATIONS, input="1×4×4")

tfjs("tfjs-outside.json", converted(sequential()), listed(), path="../{name}.bin", write=False)
bad("tfjs-outside.json", 'tfjs-outside.json keeps its weights in another file, "../tfjs-outside.bin", outside of the model\'s folder, which is not opened;'
    " put it beside the model and export that again.")
tfjs("tfjs-absolute.json", converted(sequential()), listed(), path="/etc/hostname", write=False)
bad("tfjs-absolute.json", 'tfjs-absolute.json keeps its weights in another file, "/etc/hostname", outside of the model\'s folder, which is not opened;'
    " put it beside the model and export that again.")
tfjs("tfjs-missing.json", converted(sequential()), listed(), write=False)
bad("tfjs-missing.json", "tfjs-missing.json keeps its weights in another file, tfjs-missing-shard1of1.bin, which is not there; put it beside the model.")
tfjs("tfjs-short.json", converted(sequential()), listed(), 301, keep=1000)
bad("tfjs-short.json", 'tfjs-short.json says that the weights "dense_3/kernel" are the bytes 944 to 1016 of 4 files, which together have 1000;'
    " download or copy them again.")
tfjs("tfjs-units.json", converted(sequential()), [(n, a.T if n == "dense_2/kernel" else a, q) for n, a, q in listed()])
bad("tfjs-units.json", 'tfjs-units.json: the layer "dense_2" has 6 units, its weights are F32[6, 10]; save the model again.')
tfjs("tfjs-weightless.json", converted(sequential()), listed()[:4])
bad("tfjs-weightless.json", 'tfjs-weightless.json: the weights of the layer "dense_3" are not in the file; save the whole model.')
tfjs("tfjs-twice.json", converted(sequential()), listed("a/") + listed("b/"))
bad("tfjs-twice.json", 'tfjs-twice.json has weights for the layer "dense_1" at a/dense_1 and at b/dense_1, and says nowhere which are meant;'
    " give each layer a name of its own and save the model again.")
tfjs("tfjs-unscaled.json", converted(sequential()), listed(how={"dtype": "uint8", "min": 0}))
bad("tfjs-unscaled.json", 'tfjs-unscaled.json: the weights "dense_1/kernel" are quantised, and their scale or min is missing; convert the model again.')
tfjs("tfjs-texts.json", converted(sequential()), listed(), entry={"dtype": "string"})
bad("tfjs-texts.json", 'tfjs-texts.json: the weights "dense_1/kernel" are of the type "string", which no numbers are read from; save a model of float32 weights.')
tfjs("tfjs-complex.json", converted(sequential()), listed(w=[w.astype(np.complex64) for w in W], b=[b.astype(np.complex64) for b in B]), entry={"dtype": "complex64"})
bad("tfjs-complex.json", 'tfjs-complex.json: the weights "dense_1/kernel" are of the type "complex64", which no weights of a layer are read from;'
    " save a model of float32 weights.")
tfjs("tfjs-endless.json", converted(sequential()), listed(), entry={"shape": [2**40, 2**40]}, write=True)
bad("tfjs-endless.json", 'tfjs-endless.json: the weights "dense_1/kernel" claim the extents 1099511627776×1099511627776; save the model again.')
tfjs("tfjs-graph.json", {"node": [], "library": {}, "versions": {}}, listed(), format="graph-model", write=False)
bad("tfjs-graph.json", "tfjs-graph.json is a graph model of TensorFlow.js, which this version does not read;"
    " convert the model of Keras with --output_format=tfjs_layers_model, or open its .h5 or .keras.")
with open("tfjs-cut.json", "w") as file:
    file.write(open("tfjs-saved.json").read()[:700])
bad("tfjs-cut.json", "tfjs-cut.json is a model of TensorFlow.js whose JSON was cut short or damaged; download or copy it again.")

# ------------------------------------------------------------------------------------------------- pickles and heads of .npy

SHARED = ["one"]
VALUES = [None, True, False, 0, 1, 255, 256, 65535, 65536, -1, 2**31 - 1, -2**31, 2**31, 2**63 - 1, -2**63, 2**63, -2**100, 0.0, -0.1, 1e300,
          float("nan"), float("-inf"), "", "ascii", "λ → ∞ 𝄞", "a" * 300, b"", b"\x00\xff\n'", bytes(range(256)) + b"z", [], (), {}, (1,), (1, 2), (1, 2, 3),
          (1, 2, 3, 4), [1, [2, [3, []]]], {"a": 1, 2: ["b", None], (1, 2): {}}, {7}, frozenset({8}), [SHARED, SHARED, (SHARED,)], list(range(1100))[::4],
          bytearray(b"abc"), complex(1, 2)]


def written(value):
    """As PickleReaderTest writes what it has read."""
    if isinstance(value, float):
        return "f" + np.float64(value).tobytes()[::-1].hex()
    if isinstance(value, str):
        return "'" + value + "'"
    if isinstance(value, bytes):
        return "b" + value.hex()
    if isinstance(value, bytearray):
        return "bytearray(b" + value.hex() + ")"
    if isinstance(value, complex):
        return "complex(" + written(value.real) + "," + written(value.imag) + ")"
    if isinstance(value, dict):
        return "{" + ",".join(written(k) + ":" + written(v) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value).__name__ + "[" + ",".join(written(item) for item in value) + "]"
    return str(value)


def pickles():
    cases = []
    for value in VALUES:
        for protocol in range(6):
            # bytes, sets and bytearrays of the older protocols are calls, and those are tested by the arrays
            if not (protocol < 3 and isinstance(value, bytes) or protocol < 4 and isinstance(value, (set, frozenset))
                    or protocol < 5 and isinstance(value, bytearray)):
                # bytearray of protocol 5 is plain bytes to a reader that changes nothing
                text = "b" + value.hex() if isinstance(value, bytearray) else written(value)
                cases.append({"protocol": protocol, "pickle": pickle.dumps(value, protocol).hex(), "value": text})
    with open("pickles.json", "w") as file:
        json.dump(cases, file, indent=0, ensure_ascii=False)
        file.write("\n")


def heads():
    cases = []
    for dtype, shape in (("<f4", (3, 4)), (">f8", (5,)), ("<f2", ()), ("|i1", (2, 3, 4)), ("|b1", (0, 7)), ("<c16", (1,)), ("|O", (2,)), ("<U7", (2**40, 2**20))):
        for fortran in (False, True):
            for version in ((1, 0), (2, 0), (3, 0)):
                out = io.BytesIO()
                np.lib.format._write_array_header(out, {"descr": dtype, "fortran_order": fortran, "shape": shape}, version)
                cases.append({"head": out.getvalue().hex(), "type": dtype, "columnMajor": fortran, "shape": list(shape),
                              "dataOffset": out.tell()})
    with open("npy-heads.json", "w") as file:
        json.dump(cases, file, indent=0)
        file.write("\n")


pickles()
heads()

with open("models.json", "w") as file:
    json.dump(CASES, file, indent=1, ensure_ascii=False)
    file.write("\n")
