#!/usr/bin/env python3
"""Makes PyTorch's files of this folder, models.json (what the reader must find in each) and *.strengths.json (by PyTorch itself).

Debian: apt install python3-torch python3-numpy; then run it in this folder with /usr/bin/python3.
Each network is written as a state_dict and as a module, both in today's and in the former container, and as TorchScript by script and by
trace: all of them must give the same strengths.
"""
import collections
import json
import struct

import numpy as np
import torch
import torch.nn as nn

torch.manual_seed(7)
CASES = []
PYTORCH = "PyTorch"
BY_NAME = "The wiring is inferred from the names and shapes of the arrays, in the order of the file."
AS_TORCH = "The matrices are read as (out, in), since their names are PyTorch's."


def strengths(name, layers):
    """Layers as lists of (in, out), both as lists of numbers."""
    with open(name + ".strengths.json", "w") as file:
        json.dump([{"in": [round(x, 8) for x in into], "out": [round(x, 8) for x in out]} for into, out in layers], file)
        file.write("\n")


def dense_strengths(name, linears):
    """Bias counted, no boundary constant, signed weights."""
    w = [linear.weight.detach().double() for linear in linears]
    b = [linear.bias.detach().double() for linear in linears]
    layers = [([0.0] * w[0].shape[1], w[0].sum(0).tolist())]
    for i in range(len(w)):
        layers.append(((w[i].sum(1) + b[i]).tolist(), (w[i + 1].sum(0) if i + 1 < len(w) else torch.zeros(w[i].shape[0])).tolist()))
    strengths(name, layers)


def case(file, layers, connections, parameters, strengths, warnings=()):
    format = {"safetensors": "safetensors", "npz": "NumPy archive"}.get(file.split(".")[-1], PYTORCH)
    CASES.append({"file": file, "format": format, "layers": [dict(zip(("name", "kind", "shape", "activation"), layer)) for layer in layers],
                  "connections": [dict(zip(("name", "from", "to", "links"), connection)) for connection in connections],
                  "parameters": parameters, "warnings": list(warnings), "strengths": strengths})


def dense_case(file, names, sizes, strengths, warnings, activations=None, parameters=None, input="input"):
    activations = activations or [""] * len(names)
    layers = [(input, "input", str(sizes[0]), "")] + [(n, "dense", str(s), a) for n, s, a in zip(names, sizes[1:], activations)]
    connections = [(n, i, i + 1, sizes[i] * sizes[i + 1]) for i, n in enumerate(names)]
    links = sum(c[3] for c in connections)
    case(file, layers, connections, links + sum(sizes[1:]) if parameters is None else parameters, strengths, warnings)


def bad(file, error):
    CASES.append({"file": file, "error": error})


def save(name, model, example):
    model.eval()
    torch.save(model.state_dict(), name + "_state.pth")
    torch.save(model.state_dict(), name + "_state_old.pth", _use_new_zipfile_serialization=False)
    torch.save(model, name + "_module.pt")
    torch.save(model, name + "_module_old.pt", _use_new_zipfile_serialization=False)
    torch.jit.script(model).save(name + "_script.pt")
    torch.jit.trace(model, example).save(name + "_trace.pt")


def safetensors(name, state):
    """As the library of that name writes it: the names in order."""
    header, offset = {}, 0
    for key in sorted(state):
        array = state[key].numpy()
        header[key] = {"dtype": {"float32": "F32", "int64": "I64"}[str(array.dtype)], "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
        offset += array.nbytes
    text = json.dumps(header).encode()
    with open(name, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + b"".join(state[key].numpy().tobytes() for key in sorted(state)))


# ---------------------------------------------------------------------------------------------------------------- networks

class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(20, 12)
        self.fc2 = nn.Linear(12, 8)
        self.fc3 = nn.Linear(8, 5)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = torch.relu(self.fc2(x))
        return torch.softmax(self.fc3(x), 1)


class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(20, 9), nn.ReLU(), nn.Linear(9, 4))
        self.dec = nn.Sequential(nn.Linear(4, 9), nn.ReLU(), nn.Linear(9, 20), nn.Sigmoid())

    def forward(self, x):
        return self.dec(self.enc(x))


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 6, 3, stride=2), nn.ReLU(),
                                      nn.AvgPool2d(2))
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(54, 16), nn.Tanh(), nn.Dropout(0.5), nn.Linear(16, 10))

    def forward(self, x):
        return self.classifier(self.features(x))


class RNNNet(nn.Module):
    def __init__(self, kind):
        super().__init__()
        both = kind == "lstm"
        self.rnn = {"lstm": nn.LSTM, "gru": nn.GRU, "rnn": nn.RNN}[kind](6, 5, num_layers=2, batch_first=True, bidirectional=both)
        self.fc = nn.Linear(10 if both else 5, 3)

    def forward(self, x):
        o, _ = self.rnn(x)
        return self.fc(o[:, -1])


MODULES = ("module.pt", "module_old.pt")
SCRIPTS = ("script.pt", "trace.pt")


def inferred(*classes):
    return "The wiring of " + ", ".join(classes) + " is inferred: its modules are taken to follow one another as they were registered."


mlp = MLP()
save("mlp", mlp, torch.randn(1, 20))
dense_strengths("mlp", [mlp.fc1, mlp.fc2, mlp.fc3])
MLP_SIZES = [20, 12, 8, 5]
MLP_NAMES = ["fc1", "fc2", "fc3"]
for form in ("state.pth", "state_old.pth"):
    dense_case("mlp_" + form, MLP_NAMES, MLP_SIZES, "mlp", [BY_NAME, AS_TORCH])
for form in MODULES:
    dense_case("mlp_" + form, MLP_NAMES, MLP_SIZES, "mlp", [inferred("MLP")])
for form in SCRIPTS:
    dense_case("mlp_" + form, MLP_NAMES, MLP_SIZES, "mlp", [], ["relu", "relu", "softmax"], input="x")

ae = AE()
save("ae", ae, torch.randn(1, 20))
dense_strengths("ae", [ae.enc[0], ae.enc[2], ae.dec[0], ae.dec[2]])
AE_SIZES = [20, 9, 4, 9, 20]
AE_NAMES = ["enc.0", "enc.2", "dec.0", "dec.2"]
AE_ACTIVATIONS = ["relu", "", "relu", "sigmoid"]
for form in ("state.pth", "state_old.pth"):
    dense_case("ae_" + form, AE_NAMES, AE_SIZES, "ae", [BY_NAME, AS_TORCH])
for form in MODULES:
    dense_case("ae_" + form, AE_NAMES, AE_SIZES, "ae", [inferred("AE")], AE_ACTIVATIONS)
for form in SCRIPTS:
    dense_case("ae_" + form, AE_NAMES, AE_SIZES, "ae", [], AE_ACTIVATIONS, input="x")

sequential = nn.Sequential(nn.Linear(20, 12), nn.ReLU(), nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5))
for own, linear in zip((0, 2, 4), (mlp.fc1, mlp.fc2, mlp.fc3)):
    sequential[own].load_state_dict(linear.state_dict())
torch.save(sequential, "sequential.pt")
dense_case("sequential.pt", ["0", "2", "4"], MLP_SIZES, "mlp", [], ["relu", "relu", ""])

# a network is a list of linear steps; their strengths are found by PyTorch itself, whose gradient is the transposed operator


def step_strengths(name, steps, shape):
    """steps: (linear function of a sample without its bias, bias of every unit). Maximum pooling is written as average pooling by the caller."""
    layers = []
    ones = torch.ones(1, *shape, dtype=torch.float64, requires_grad=True)
    into = torch.zeros(ones.numel(), dtype=torch.float64)
    for linear, bias in steps:
        sums = linear(ones)
        out = torch.autograd.grad(sums.sum(), ones)[0]
        layers.append((into.tolist(), out.flatten().tolist()))
        into = (sums.detach() + bias).flatten()
        ones = torch.ones_like(sums).detach().requires_grad_(True)
    layers.append((into.tolist(), torch.zeros(into.numel()).tolist()))
    strengths(name, layers)


F = nn.functional
torch.manual_seed(8)
cnn = CNN()
cnn.features[1].running_mean.uniform_(-1, 1)
cnn.features[1].running_var.uniform_(0.5, 2)
nn.init.uniform_(cnn.features[1].weight, 0.5, 1.5)
nn.init.uniform_(cnn.features[1].bias, -1, 1)
save("cnn", cnn, torch.randn(1, 1, 28, 28))


def cnn_steps(cnn, pool, weigh=lambda w: w.detach().double()):
    norm = cnn.features[1]
    scale = (norm.weight / torch.sqrt(norm.running_var + norm.eps)).detach().double()
    shift = (norm.bias - norm.running_mean * scale).detach().double()
    first, second, third, last = cnn.features[0], cnn.features[4], cnn.classifier[1], cnn.classifier[4]
    return [(lambda x: F.conv2d(x, weigh(first.weight) * weigh(scale)[:, None, None, None], padding=1),
             (first.bias.detach().double() * scale + shift)[None, :, None, None]),
            (lambda x: F.conv2d(pool(x), weigh(second.weight), stride=2), second.bias.detach().double()[None, :, None, None]),
            (lambda x: F.linear(pool(x).flatten(1), weigh(third.weight)), third.bias.detach().double()),
            (lambda x: F.linear(x, weigh(last.weight)), last.bias.detach().double())]


step_strengths("cnn", cnn_steps(cnn, lambda x: F.avg_pool2d(x, 2)), (1, 28, 28))


def links(steps, shape):
    """Paths: every weight counts as one, and so does every unit of a window."""
    counts = []
    x = torch.ones(1, *shape, dtype=torch.float64)
    for linear, _ in steps:
        paths = linear(x)
        counts.append(int(paths.sum()))
        x = torch.ones_like(paths)
    return counts


def image_case(file, names, shapes, kinds, activations, counts, parameters, strengths, warnings, input="input"):
    layers = [(input, "input", shapes[0], "")] + list(zip(names, kinds, shapes[1:], activations))
    case(file, layers, [(n, i, i + 1, counts[i]) for i, n in enumerate(names)], parameters, strengths, warnings)


CNN_LINKS = links(cnn_steps(cnn, lambda x: 4 * F.avg_pool2d(x, 2), lambda w: torch.ones_like(w).double()), (1, 28, 28))
# the folded normalisation leaves a kernel and a bias
CNN_PARAMETERS = sum(p.numel() for n, p in cnn.named_parameters() if not n.startswith("features.1."))
SIZE = "The size of the input is written nowhere: 1×28×28 is the first usual one that fits the dense layers; give another by --input-shape."
CNN_CASE = {"names": ["features.0", "features.4", "classifier.1", "classifier.4"], "shapes": ["1×28×28", "4×28×28", "6×6×6", "16", "10"],
            "kinds": ["convolution", "convolution", "dense", "dense"], "counts": CNN_LINKS, "parameters": CNN_PARAMETERS, "strengths": "cnn"}
for form in MODULES:
    image_case("cnn_" + form, activations=["relu", "relu", "tanh", ""], warnings=[inferred("CNN"), SIZE], **CNN_CASE)
for form in SCRIPTS:
    image_case("cnn_" + form, activations=["relu", "relu", "tanh", ""], warnings=[SIZE], input="x", **CNN_CASE)

# strides, paddings and pooling are not in these files, and were guessed as they are in the network
BY_FILE = "The wiring is inferred from the names and shapes of the arrays, in the order of the file."
BY_KIND = "The wiring is inferred from the names and shapes of the arrays, in the order of their kinds: convolutions, recurrent layers, dense layers."
GUESSED = ["The ε of the batch normalisations is taken for 1.0E-5, which is usual.",
           "Where the network is run, its pooling is taken for that of maxima.",
           "Strides, paddings and pooling are written nowhere; so that the sizes fit, they are taken to be: features.0 padded with pooling,"
           " features.4 of stride 2 unpadded with pooling.",
           "The size of the input is written nowhere: 1×28×28 is assumed; give another by --input-shape."]
safetensors("cnn.safetensors", cnn.state_dict())
np.savez("cnn.npz", **{name: tensor.numpy() for name, tensor in cnn.state_dict().items()})
for form, order in (("_state.pth", BY_FILE), ("_state_old.pth", BY_FILE), (".safetensors", BY_KIND), (".npz", BY_FILE)):
    image_case("cnn" + form, activations=["", "", "", ""], warnings=[order] + GUESSED, **CNN_CASE)


def recurrent_case(kind, forms, warnings, activations="tanh", input="input"):
    net = NETS[kind]
    both = kind == "lstm"
    gates = {"lstm": 4, "gru": 3, "rnn": 1}[kind]
    layers, connections = [(input, "input", "6", "")], []
    before, into = [0], [torch.zeros(6).double()]
    out = [torch.zeros(6).double()]
    fc = net.fc.weight.detach().double()
    for level in range(2):
        own = []
        for direction in ("", "_reverse") if both else ("",):
            get = lambda part: getattr(net.rnn, part + "_l" + str(level) + direction).detach().double()
            at = len(layers)
            own.append(at)
            layers.append(("rnn.l" + str(level) + (" reverse" if direction else ""), kind, "5", activations))
            sums = (get("weight_ih").sum(1) + get("bias_ih") + get("weight_hh").sum(1) + get("bias_hh")).reshape(gates, 5).sum(0)
            into.append(sums)
            out.append(get("weight_hh").sum(0))
            for k, source in enumerate(before):
                size = 6 if source == 0 else 5
                connections.append((layers[at][0], source, at, gates * 5 * size))
                out[source] = out[source] + get("weight_ih")[:, k * 5:k * 5 + size].sum(0)
            connections.append((layers[at][0], at, at, gates * 25))
        before = own
    at = len(layers)
    layers.append(("fc", "dense", "3", ""))
    into.append(fc.sum(1) + net.fc.bias.detach().double())
    out.append(torch.zeros(3))
    for k, source in enumerate(before):
        connections.append(("fc", source, at, 15))
        out[source] = out[source] + fc[:, k * 5:k * 5 + 5].sum(0)
    strengths(kind, [(i.tolist(), o.tolist()) for i, o in zip(into, out)])
    for form in forms:
        case(kind + "_" + form, layers, connections, sum(p.numel() for p in net.parameters()), kind, warnings)


def every(what, they):
    return ("What follows " + what + " is taken to see every step of " + they
            + "; where the model takes the last one, what is given there counts.")


NETS = {}
for kind in ("lstm", "gru", "rnn"):
    NETS[kind] = RNNNet(kind)
    save(kind, NETS[kind], torch.randn(1, 7, 6))
    recurrent_case(kind, MODULES, [inferred("RNNNet"), every("\"rnn.l0\"", "it")])
    recurrent_case(kind, SCRIPTS, [], input="x")
    recurrent_case(kind, ("state.pth", "state_old.pth"), [BY_FILE, every("recurrent layers", "them")])
    safetensors(kind + "_state.safetensors", NETS[kind].state_dict())
    recurrent_case(kind, ("state.safetensors",), [BY_KIND, every("recurrent layers", "them")])

# ---------------------------------------------------------------------------------------------------------------- checkpoints

optimiser = torch.optim.Adam(mlp.parameters())
mlp(torch.randn(3, 20)).sum().backward()
copy = MLP()
copy.load_state_dict(mlp.state_dict())
optimiser = torch.optim.Adam(copy.parameters(), lr=1e-9)
copy(torch.randn(3, 20)).sum().backward()
optimiser.step()


def under(*keys):
    return "The weights are those under \"" + "\", \"".join(keys) + "\"; what the file holds beside them was left out."


torch.save({"epoch": 3, "model_state_dict": mlp.state_dict(), "optimizer_state_dict": optimiser.state_dict(), "loss": 0.25, "args": {"lr": 1e-3}},
           "checkpoint.pth")
dense_case("checkpoint.pth", MLP_NAMES, MLP_SIZES, "mlp", [under("model_state_dict"), BY_NAME, AS_TORCH])
torch.save({"state_dict": {"module." + name: tensor for name, tensor in mlp.state_dict().items()}, "hyper_parameters": {"lr": 1e-3}}, "parallel.ckpt")
dense_case("parallel.ckpt", MLP_NAMES, MLP_SIZES, "mlp", [under("state_dict"), BY_NAME, AS_TORCH])
torch.save({"models": {"generator": mlp.state_dict()}, "step": 7}, "nested.bin")
dense_case("nested.bin", MLP_NAMES, MLP_SIZES, "mlp", [under("models", "generator"), BY_NAME, AS_TORCH])
torch.save([t for l in (mlp.fc1, mlp.fc2, mlp.fc3) for t in (l.weight.detach().t().contiguous(), l.bias.detach())], "list.pt")
dense_case("list.pt", ["dense 1", "dense 2", "dense 3"], MLP_SIZES, "mlp", [])
torch.save([t for l in (mlp.fc1, mlp.fc2, mlp.fc3) for t in (l.weight.t(), l.bias)], "strided.pt")
dense_case("strided.pt", ["dense 1", "dense 2", "dense 3"], MLP_SIZES, "mlp", [])
torch.save({"epoch": 3, "loss": 0.5}, "weightless.pth")
bad("weightless.pth", "weightless.pth holds no weights, but a dictionary of 2; save the model's state_dict() with torch.save.")

# ---------------------------------------------------------------------------------------------------------------- strange tensors

base = torch.arange(24.).reshape(4, 6)
odd = collections.OrderedDict(
    f16=torch.randn(3, 4).half(), bf16=torch.randn(3, 4).bfloat16(), f64=torch.randn(3, 4).double(), i64=torch.arange(6), i32=torch.arange(6).int(),
    i16=torch.arange(-3, 3).short(), i8=torch.arange(-3, 3).char(), u8=torch.arange(6).byte(), b=torch.tensor([True, False]), nct=base.t(),
    sl=base[1:3, 2:5], step=base[::2, ::3], view=base[2], ex=torch.randn(3, 1).expand(3, 5), scalar=torch.tensor(3.5), tied=base,
    param=nn.Parameter(torch.randn(2, 2)), last=torch.randn(2, 3, 4, 5).to(memory_format=torch.channels_last), f64t=torch.randn(3, 4).double().t(),
    f16t=torch.randn(3, 4).half().t(), empty=torch.empty(0, 3), cplx=torch.randn(2, 2, dtype=torch.complex64),
    quantised=torch.quantize_per_tensor(torch.randn(2, 3), 0.1, 3, torch.qint8), sparse=torch.eye(3).to_sparse())
torch.save(odd, "odd.pth")
torch.save(odd, "odd_old.pth", _use_new_zipfile_serialization=False)
numbers = {}
for name, tensor in odd.items():
    if name in ("cplx", "quantised", "sparse"):
        continue
    flat = tensor.detach().double().flatten()
    numbers[name] = {"shape": list(tensor.shape), "sum": float(flat.sum()), "weighted": float((flat * torch.arange(flat.numel()).double()).sum())}
with open("odd.json", "w") as file:
    json.dump(numbers, file, indent=1)
    file.write("\n")

# ---------------------------------------------------------------------------------------------------------------- other wirings

class Residual(nn.Module):
    """torchvision's BasicBlock."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        skip = x
        out = self.relu(self.bn1(self.conv1(x)))
        out = self.bn2(self.conv2(out))
        if self.downsample is not None:
            skip = self.downsample(x)
        return self.relu(out + skip)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.layer1 = nn.Sequential(Residual(4, 4, 1))
        self.layer2 = nn.Sequential(Residual(4, 6, 2), Residual(6, 6, 1))
        self.layer3 = nn.Sequential(Residual(6, 8, 2))
        self.layer4 = nn.Sequential(Residual(8, 8, 2))
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.fc = nn.Linear(8, 5)

    def forward(self, x):
        x = self.maxpool(self.relu(self.bn1(self.conv1(x))))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class Text(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20, 6)
        self.lstm = nn.LSTM(6, 4, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(8, 2)

    def forward(self, x):
        o, _ = self.lstm(self.embedding(x))
        return self.fc(o[:, -1])


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(20, 8)
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, batch_first=True), 2)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.encoder(self.embedding(x)).mean(1))


class ConvAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Conv2d(1, 3, 3, stride=2, padding=1), nn.ReLU(), nn.Conv2d(3, 5, 3, stride=2, padding=1), nn.ReLU())
        self.decoder = nn.Sequential(nn.ConvTranspose2d(5, 3, 3, stride=2, padding=1, output_padding=1), nn.ReLU(),
                                     nn.ConvTranspose2d(3, 1, 3, stride=2, padding=1, output_padding=1), nn.Sigmoid())

    def forward(self, x):
        return self.decoder(self.encoder(x))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.down = nn.Sequential(nn.Conv2d(1, 4, 3, padding=1), nn.ReLU())
        self.middle = nn.Sequential(nn.Conv2d(4, 6, 3, padding=1), nn.ReLU())
        self.up = nn.ConvTranspose2d(6, 4, 2, 2)
        self.last = nn.Conv2d(8, 2, 3, padding=1)

    def forward(self, x):
        a = self.down(x)
        b = self.middle(F.max_pool2d(a, 2))
        return self.last(torch.cat([a, self.up(b)], 1))


FORMS = {}


def forms(name, model, example, which):
    """Files that must agree with one another, and how many links and parameters they have where that is counted here."""
    model.eval()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.uniform_(-1, 1)
            module.running_var.uniform_(0.5, 2)
    shapes = []
    hooks = [m.register_forward_hook(lambda m, i, o: shapes.append((m, i[0].shape, o.shape))) for m in model.modules()
             if isinstance(m, (nn.Conv2d, nn.ConvTranspose2d))]
    model(example)
    for hook in hooks:
        hook.remove()
    if "state" in which:
        torch.save(model.state_dict(), name + "_state.pth")
    if "module" in which:
        torch.save(model, name + "_module.pt")
    if "script" in which:
        torch.jit.script(model).save(name + "_script.pt")
    if "trace" in which:
        torch.jit.trace(model, example).save(name + "_trace.pt")
    # links of the convolutions: every tap that lands inside
    taps = 0
    for module, into, out in shapes:
        more = {"output_padding": module.output_padding} if isinstance(module, nn.ConvTranspose2d) else {}
        ones = type(module)(module.in_channels, module.out_channels, module.kernel_size, module.stride, module.padding, bias=False, **more).double()
        nn.init.ones_(ones.weight)
        taps += int(ones(torch.ones(1, *into[1:]).double()).sum())
    FORMS[name] = {"files": [name + "_" + f + (".pth" if f == "state" else ".pt") for f in which], "taps": taps}


forms("resnet", ResNet(), torch.randn(1, 3, 224, 224), ["module", "script"])
forms("text", Text(), torch.randint(0, 20, (1, 7)), ["state", "module", "script", "trace"])
forms("encoder", Encoder(), torch.randint(0, 20, (1, 7)), ["module", "script"])
forms("convae", ConvAE(), torch.randn(1, 1, 28, 28), ["module", "script", "trace"])
forms("unet", UNet(), torch.randn(1, 1, 28, 28), ["script", "trace"])
with open("forms.json", "w") as file:
    json.dump(FORMS, file, indent=1)
    file.write("\n")

with open("models.json", "w") as file:
    json.dump(CASES, file, indent=1, ensure_ascii=False)
    file.write("\n")


class Halving(nn.Module):
    """Code that no list of operators says: how often it goes round depends on the sample."""

    def __init__(self):
        super().__init__()
        self.a = nn.Linear(6, 4)
        self.b = nn.Linear(4, 3)

    def forward(self, x):
        h = torch.relu(self.a(x))
        n = 0
        while bool(h.sum() > 1.0) and n < 5:
            h = h * 0.5
            n += 1
        return self.b(h)


torch.jit.script(Halving().eval()).save("halving_script.pt")
