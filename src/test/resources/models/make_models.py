#!/usr/bin/env python3
"""Makes the small models of this folder, models.json (what a reader must find in each) and *.strengths.json (by numpy).

Debian: apt install python3-numpy python3-h5py python3-onnx; then run it in this folder with /usr/bin/python3.
The same network, 1x4x4 -> 10 -> 6 -> 3, is written in every format, so that all must give the same strengths.
"""
import io
import json
import pickle

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
    graph = helper.make_graph(nodes, "mlp", inputs, [helper.make_tensor_value_info(output, type, output_shape)], initialisers)
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


def one_node(file, node, initialisers, error, **more):
    nodes = [helper.make_node("Flatten", ["image"], ["flat"]), node]
    onnx_file(file, nodes, initialisers, output="out", **more)
    bad(file, error)


NOT_DRAWN = " is not drawn by this version, which opens fully connected networks; open a model without it."
one_node("normalised.onnx", helper.make_node("Sub", ["flat", "mean"], ["out"], name="normalise"), [stored("mean", W[0][:, 0].copy())],
         "normalised.onnx: the operator Sub (\"normalise\")" + NOT_DRAWN)
one_node("trans-a.onnx", helper.make_node("Gemm", ["flat", "w"], ["out"], transA=1), [stored("w", W[0])],
         "trans-a.onnx: the operator Gemm with transA (without a name)" + NOT_DRAWN)
one_node("misfit.onnx", helper.make_node("Gemm", ["flat", "fc.weight"], ["out"]), [stored("fc.weight", W[1])],
         "misfit.onnx: the weights of \"fc\" are 10×6 and expect 10 neurons, but \"image\" before it has 16; save the model again.", check=False)


def damaged_onnx():
    weights = stored("fc.weight", W[0])
    weights.raw_data = weights.raw_data[:-4]
    one_node("short-tensor.onnx", helper.make_node("Gemm", ["flat", "fc.weight"], ["out"]), [weights],
             "short-tensor.onnx: the tensor \"fc.weight\" has 636 bytes, not the 640 of its extents 16×10; download or export the model again.",
             check=False)
    weights = TensorProto(data_type=TensorProto.FLOAT, dims=(16, 10), name="fc.weight", data_location=TensorProto.EXTERNAL)
    weights.external_data.add(key="location", value="fc.bin")
    one_node("external.onnx", helper.make_node("Gemm", ["flat", "fc.weight"], ["out"]), [weights],
             "external.onnx: the tensor \"fc.weight\" lies in another file fc.bin, which this version does not read; save the model as one file"
             " (onnx.save with save_as_external_data=False).", check=False)


damaged_onnx()

with open("models.json", "w") as file:
    json.dump(CASES, file, indent=1, ensure_ascii=False)
    file.write("\n")
