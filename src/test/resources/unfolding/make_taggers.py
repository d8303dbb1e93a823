#!/usr/bin/env python3
"""Writes recurrent networks whose last layers take every step, and what their strengths are when they are unfolded over three steps.

The strengths are found here from a matrix for each pair of steps. Debian: apt install python3-torch; then run it in this folder with /usr/bin/python3.
"""
import json
import warnings

import numpy as np
import torch
import torch.nn as nn

warnings.filterwarnings("ignore")
torch.manual_seed(2)
STEPS = 3


class Tagger(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(3, 4, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(8, 5)
        self.out = nn.Linear(5, 2)

    def forward(self, x):
        o, _ = self.rnn(x)
        return self.out(torch.relu(self.fc(o)))


class Flat(Tagger):
    """Steps and batch are one axis where it is tagged."""

    def forward(self, x):
        o, _ = self.rnn(x)
        return self.out(torch.relu(self.fc(o.reshape(-1, 8))))


class Mean(nn.Module):
    def __init__(self):
        super().__init__()
        self.rnn = nn.GRU(3, 4, batch_first=True)
        self.fc = nn.Linear(4, 2)

    def forward(self, x):
        return self.fc(self.rnn(x)[0].mean(1))


def write(name, model, script):
    model.eval()
    example = torch.randn(1, 6, 3)
    for end, axes in (("", {"x": {0: "batch", 1: "steps"}}), ("-of-six", {})):
        torch.onnx.export(model, example, name + end + ".onnx", input_names=["x"], opset_version=14, dynamic_axes=axes)
    if script:
        torch.jit.script(model).save(name + ".pt")


tagger, flat = Tagger(), Flat()
flat.load_state_dict(tagger.state_dict())
write("tagger", tagger, True)
write("tagger-flat", flat, False)
write("mean", Mean(), False)

numbers = {name: tensor.numpy().astype(float) for name, tensor in tagger.state_dict().items()}
sums = lambda name: numbers[name].reshape(4, 4, -1).sum(0)
into, out = {}, {}


def layer(name, size):
    into[name], out[name] = np.zeros(size), np.zeros(size)


def join(source, target, matrix):
    """@param matrix [to, from]"""
    into[target] += matrix.sum(1)
    out[source] += matrix.sum(0)


for step in range(1, STEPS + 1):
    for name, size in (("x", 3), ("rnn", 4), ("rnn reverse", 4), ("fc", 5), ("out", 2)):
        layer(f"{name}, step {step}", size)
for step in range(1, STEPS + 1):
    at = lambda name, of=step: f"{name}, step {of}"
    for name, end, before in (("rnn", "", step - 1), ("rnn reverse", "_reverse", step + 1)):
        join(at("x"), at(name), sums("rnn.weight_ih_l0" + end))
        # both are added at every step, whether there is one before or not
        into[at(name)] += sums("rnn.bias_ih_l0" + end)[:, 0] + sums("rnn.bias_hh_l0" + end)[:, 0]
        if 1 <= before <= STEPS:
            join(at(name, before), at(name), sums("rnn.weight_hh_l0" + end))
    join(at("rnn"), at("fc"), numbers["fc.weight"][:, :4])
    join(at("rnn reverse"), at("fc"), numbers["fc.weight"][:, 4:])
    join(at("fc"), at("out"), numbers["out.weight"])
    into[at("fc")] += numbers["fc.bias"]
    into[at("out")] += numbers["out.bias"]
with open("tagger.json", "w") as file:
    json.dump({name: {"in": into[name].tolist(), "out": out[name].tolist()} for name in into}, file, indent=1)
    file.write("\n")
