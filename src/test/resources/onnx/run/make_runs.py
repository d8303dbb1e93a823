"""Writes the traced models of ../../pytorch/run as ONNX: what they give stands in ../../pytorch/run/runs.json. Made with PyTorch 1.13."""
import torch

SHAPES = {"mlp": [49], "cnn": [1, 12, 12], "ae": [16], "lstm": [7, 6], "gru": [7, 6], "rnn": [7, 6]}

for name, shape in SHAPES.items():
    model = torch.jit.load("../../pytorch/run/" + name + "-trace.pt").eval()
    torch.onnx.export(model, torch.zeros(5, *shape), name + ".onnx", input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}}, opset_version=13)
