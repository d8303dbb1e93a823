"""Writes the traced models of ../../pytorch/run as ONNX: what they give stands in ../../pytorch/run/runs.json. Made with PyTorch 1.13."""
import numpy
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

SHAPES = {"mlp": [49], "cnn": [1, 12, 12], "ae": [16], "lstm": [7, 6], "gru": [7, 6], "rnn": [7, 6]}

for name, shape in SHAPES.items():
    model = torch.jit.load("../../pytorch/run/" + name + "-trace.pt").eval()
    torch.onnx.export(model, torch.zeros(5, *shape), name + ".onnx", input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}}, opset_version=13)

# y = x·w, and beside it as many zeros as no address space has, but for one sample alone
nodes = [helper.make_node("MatMul", ["x", "w"], ["y"]), helper.make_node("Shape", ["x"], ["s"]), helper.make_node("Gather", ["s", "zero"], ["n"]),
         helper.make_node("Sub", ["n", "one"], ["more"]), helper.make_node("Mul", ["more", "much"], ["many"]), helper.make_node("Max", ["many", "one"], ["room"]),
         helper.make_node("Expand", ["nothing", "room"], ["zeros"]), helper.make_node("ReduceMax", ["zeros"], ["top"], keepdims=0),
         helper.make_node("Add", ["y", "top"], ["z"])]
arrays = {"w": numpy.arange(12, dtype=numpy.float32).reshape(4, 3), "zero": numpy.array([0]), "one": numpy.array([1]), "much": numpy.array([1 << 46]),
          "nothing": numpy.zeros(1, numpy.float32)}
graph = helper.make_graph(nodes, "graph", [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["batch", 4])],
                          [helper.make_tensor_value_info("z", TensorProto.FLOAT, ["batch", 3])], [numpy_helper.from_array(a, name) for name, a in arrays.items()])
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)]), "too-large-a-batch.onnx")
