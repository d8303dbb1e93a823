#!/usr/bin/env python3
"""Exports networks as PyTorch itself writes them to ONNX.

Those of ../models/pytorch must have the strengths that are expected of those files. Of the others, which are shaped as networks that people use,
architectures.json says how many layers, links and parameters they have, counted from the modules themselves.

Debian: apt install python3-torch; then run it in this folder with /usr/bin/python3.
"""
import json
import math
import sys
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.filterwarnings("ignore")
FOLDER = sys.argv[1] if len(sys.argv) > 1 else "../models/pytorch"
SHAPES = {"mlp": (1, 20), "ae": (1, 20), "cnn": (1, 1, 28, 28), "lstm": (1, 7, 6), "gru": (1, 7, 6), "rnn": (1, 7, 6)}
expected = {}


def export(model, example, name, **more):
    torch.onnx.export(model, example, name + ".onnx", input_names=["input"], opset_version=14, **more)


def paths(model, example):
    """Links, from units that a value stands for: a convolution of ones over their numbers; of a pooled value as many as its window has."""
    model.eval()
    counts = {"links": 0, "parameters": 0, "layers": 1}
    handles = []

    def weighted(module, inputs, output):
        ones = {k: torch.ones_like(v) for k, v in module.named_parameters() if k == "weight"}
        saved = {k: v.data for k, v in module.named_parameters()}
        for k, v in module.named_parameters():
            v.data = ones[k] if k == "weight" else torch.zeros_like(v)
        counts["links"] += int(module.forward(inputs[0]).double().sum().round())
        for k, v in module.named_parameters():
            v.data = saved[k]
        counts["parameters"] += sum(v.numel() for v in module.parameters())
        counts["layers"] += 1
        return torch.ones_like(output)

    def normalised(module, inputs, output):
        # folded: a bias, where there was none
        counts["parameters"] += 0 if module.biased else module.num_features
        return torch.ones_like(output)

    def summed(module, inputs, output):
        taps = module.kernel_size if isinstance(module.kernel_size, tuple) else (module.kernel_size,) * 2
        return F.avg_pool2d(F.pad(inputs[0], [module.padding] * 4), taps, module.stride, divisor_override=1)

    before = None
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.ConvTranspose2d, nn.Linear)):
            handles.append(module.register_forward_hook(weighted))
            before = module
        elif isinstance(module, nn.BatchNorm2d):
            module.biased = before is not None and before.bias is not None
            handles.append(module.register_forward_hook(normalised))
        elif isinstance(module, nn.MaxPool2d):
            handles.append(module.register_forward_hook(summed))
    with torch.no_grad():
        model(torch.ones_like(example))
    for handle in handles:
        handle.remove()
    return counts


class Basic(nn.Module):
    def __init__(self, i, o, stride=1):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(i, o, 3, stride, 1, bias=False), nn.BatchNorm2d(o)
        self.conv2, self.bn2 = nn.Conv2d(o, o, 3, 1, 1, bias=False), nn.BatchNorm2d(o)
        self.down = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o)) if stride != 1 or i != o else None

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        z = y + (x if self.down is None else self.down(x))
        return F.relu(z) if torch.onnx.is_in_onnx_export() else torch.ones_like(z)


class Global(nn.Module):
    """An average over all positions; of counts their sum."""

    def forward(self, x):
        return torch.flatten(F.adaptive_avg_pool2d(x, 1), 1) if torch.onnx.is_in_onnx_export() else x.sum((2, 3))


def resnet():
    return nn.Sequential(nn.Conv2d(3, 4, 7, 2, 3, bias=False), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(3, 2, 1), Basic(4, 4), Basic(4, 8, 2), Basic(8, 8),
                         Global(), nn.Linear(8, 5))


class Inverted(nn.Module):
    def __init__(self, i, o, stride, times):
        super().__init__()
        h = i * times
        self.skip = stride == 1 and i == o
        self.body = nn.Sequential(nn.Conv2d(i, h, 1, bias=False), nn.BatchNorm2d(h), nn.ReLU6(), nn.Conv2d(h, h, 3, stride, 1, groups=h, bias=False),
                                  nn.BatchNorm2d(h), nn.ReLU6(), nn.Conv2d(h, o, 1, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        y = self.body(x)
        if not self.skip:
            return y
        return x + y if torch.onnx.is_in_onnx_export() else torch.ones_like(y)


def mobilenet():
    return nn.Sequential(nn.Conv2d(3, 4, 3, 2, 1, bias=False), nn.BatchNorm2d(4), nn.ReLU6(), Inverted(4, 4, 1, 2), Inverted(4, 6, 2, 3), Inverted(6, 6, 1, 3),
                         Global(), nn.Dropout(0.2), nn.Linear(6, 4))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        twice = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.ReLU(), nn.Conv2d(o, o, 3, padding=1), nn.ReLU())
        self.down, self.pool, self.bottom, self.up = twice(1, 3), nn.MaxPool2d(2), twice(3, 4), nn.ConvTranspose2d(4, 3, 2, 2)
        self.last, self.out = twice(6, 3), nn.Conv2d(3, 2, 1)

    def forward(self, x):
        a = self.down(x)
        return self.out(self.last(torch.cat([a, self.up(self.bottom(self.pool(a)))], 1)))


for name, model, shape, merged in [("resnet", resnet(), (1, 3, 32, 32), 1), ("mobilenet", mobilenet(), (1, 3, 32, 32), 0), ("unet", UNet(), (1, 1, 12, 16), 0)]:
    torch.manual_seed(3)
    example = torch.randn(shape)
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            # as trained: PyTorch stores equal numbers once
            for numbers in (module.weight.data, module.bias.data, module.running_mean):
                nn.init.normal_(numbers)
    counts = paths(model, example)
    # the projection of a residual is no layer of its own: its sums are those of the layer that it joins
    counts["layers"] -= merged
    expected[name] = counts
    export(model.eval(), example, name)


class Vision(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch, self.token, self.places = nn.Conv2d(3, 16, 4, 4), nn.Parameter(torch.randn(1, 1, 16)), nn.Parameter(torch.randn(1, 17, 16))
        self.norm1, self.norm2, self.norm = nn.LayerNorm(16), nn.LayerNorm(16), nn.LayerNorm(16)
        self.qkv, self.proj, self.head = nn.Linear(16, 48), nn.Linear(16, 16), nn.Linear(16, 5)
        self.mlp = nn.Sequential(nn.Linear(16, 32), nn.GELU(), nn.Linear(32, 16))

    def attention(self, x):
        b, n, c = x.shape
        q, k, v = self.qkv(x).reshape(b, n, 3, 2, c // 2).permute(2, 0, 3, 1, 4).unbind(0)
        mixed = ((q * (c // 2) ** -0.5) @ k.transpose(-2, -1)).softmax(-1) @ v
        return self.proj(mixed.transpose(1, 2).reshape(b, n, c))

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.token.expand(x.shape[0], -1, -1), x], 1) + self.places
        x = x + self.attention(self.norm1(x))
        x = x + self.mlp(self.norm2(x))
        return self.head(self.norm(x)[:, 0])


class Language(nn.Module):
    def __init__(self, causal):
        super().__init__()
        self.words, self.places, self.causal = nn.Embedding(20, 12), nn.Embedding(10, 12), causal
        self.norm1, self.norm2, self.norm = nn.LayerNorm(12), nn.LayerNorm(12), nn.LayerNorm(12)
        self.q, self.k, self.v, self.o = (nn.Linear(12, 12) for _ in range(4))
        self.mlp, self.head = nn.Sequential(nn.Linear(12, 24), nn.GELU(), nn.Linear(24, 12)), nn.Linear(12, 7)

    def forward(self, ids):
        b, t = ids.shape
        x = self.words(ids) + self.places(torch.arange(t))
        h = self.norm1(x)
        heads = lambda y: y.view(b, t, 2, 6).transpose(1, 2)
        scores = heads(self.q(h)) @ heads(self.k(h)).transpose(-2, -1) / math.sqrt(6)
        if self.causal:
            scores = scores.masked_fill(torch.tril(torch.ones(t, t)) == 0, -1e9)
        x = x + self.o((scores.softmax(-1) @ heads(self.v(h))).transpose(1, 2).reshape(b, t, 12))
        x = x + self.mlp(self.norm2(x))
        return self.head(self.norm(x) if self.causal else self.norm(x)[:, 0])


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(6, 16), nn.Linear(16, 3)
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 2, 32, batch_first=True), 2, enable_nested_tensor=False)

    def forward(self, x):
        return self.last(self.encoder(self.first(x)).mean(1))


def features(model, attentions, uncounted=()):
    """Links between features: every matrix once, a factor for each normalised one; tokens share them."""
    links = parameters = layers = 0
    for name, module in model.named_modules():
        if isinstance(module, (nn.Linear, nn.Embedding)) and name not in uncounted:
            links += module.weight.numel()
        elif isinstance(module, nn.MultiheadAttention):
            links += module.in_proj_weight.numel()
        elif isinstance(module, nn.LayerNorm):
            links += module.weight.numel()
        else:
            continue
        if name not in uncounted:
            layers += 1
            parameters += sum(p.numel() for p in module.parameters(recurse=False))
    return {"layers": layers + attentions + 1, "links": links, "parameters": parameters}


torch.manual_seed(3)
vision = Vision().eval()
found = features(vision, 1)
# 17 tokens meet the first matrix, 16 of them neurons of their own, which have a factor each too; one is the token of a class, a constant
found["links"] += 12288 + 15 * 16 + 16 * 16 * 48
found["parameters"] += 16 * 3 * 16 + 16
found["layers"] += 1
expected["vision"] = found
export(vision, torch.randn(1, 3, 16, 16), "vision", dynamic_axes={"input": {0: "batch"}})
for name, causal in (("language", True), ("sentence", False)):
    model = Language(causal).eval()
    expected[name] = features(model, 1, ("places",))
    export(model, torch.randint(0, 20, (1, 5)), name, dynamic_axes={"input": {0: "batch", 1: "tokens"}})
encoder = Encoder().train()
expected["encoder"] = features(encoder, 2)
export(encoder, torch.randn(1, 7, 6), "encoder", training=torch.onnx.TrainingMode.PRESERVE, dynamic_axes={"input": {0: "batch", 1: "steps"}})
for name, shape in SHAPES.items():
    model = torch.jit.load(f"{FOLDER}/{name}_trace.pt").eval()
    export(model, torch.zeros(shape), "export-" + name, dynamic_axes={"input": {0: "batch"}})
with open("architectures.json", "w") as file:
    json.dump(expected, file, indent=1)
    file.write("\n")
