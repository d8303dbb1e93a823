"""Writes open-size.onnx: a convolution, whose input's size is left open, with a batch normalisation."""
import numpy as np, onnx
from onnx import helper as h, numpy_helper as n, TensorProto as T
r = np.random.default_rng(3)
w = lambda *s: r.standard_normal(s).astype("f4")
g = h.make_graph(
    [h.make_node("Conv", ["x", "w"], ["c"], name="conv", pads=[1, 1, 1, 1]),
     h.make_node("BatchNormalization", ["c", "gamma", "beta", "mean", "var"], ["b"], name="norm"),
     h.make_node("Relu", ["b"], ["y"])],
    "open", [h.make_tensor_value_info("x", T.FLOAT, ["batch", 2, "rows", "columns"])], [h.make_tensor_value_info("y", T.FLOAT, None)],
    [n.from_array(w(3, 2, 3, 3), "w"), n.from_array(w(3), "gamma"), n.from_array(w(3), "beta"), n.from_array(w(3), "mean"), n.from_array(abs(w(3)) + 0.5, "var")])
onnx.save(h.make_model(g, opset_imports=[h.make_opsetid("", 13)]), "open-size.onnx")
