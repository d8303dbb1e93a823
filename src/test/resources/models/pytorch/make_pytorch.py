#!/usr/bin/env python3
"""Makes PyTorch's files of this folder, models.json (what the reader must find in each) and *.strengths.json (by PyTorch itself).

Debian: apt install python3-torch python3-numpy; then run it in this folder with /usr/bin/python3.
Each network is written as a state_dict and as a module, both in today's and in the former container, and as TorchScript by script and by
trace: all of them must give the same strengths.
"""
import collections
import json

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
        json.dump([{"in": into, "out": out} for into, out in layers], file)
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
    CASES.append({"file": file, "format": PYTORCH, "layers": [dict(zip(("name", "kind", "shape", "activation"), layer)) for layer in layers],
                  "connections": [dict(zip(("name", "from", "to", "links"), connection)) for connection in connections],
                  "parameters": parameters, "warnings": list(warnings), "strengths": strengths})


def dense_case(file, names, sizes, strengths, warnings, activations=None, parameters=None):
    activations = activations or [""] * len(names)
    layers = [("input", "input", str(sizes[0]), "")] + [(n, "dense", str(s), a) for n, s, a in zip(names, sizes[1:], activations)]
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


mlp = MLP()
save("mlp", mlp, torch.randn(1, 20))
dense_strengths("mlp", [mlp.fc1, mlp.fc2, mlp.fc3])
MLP_SIZES = [20, 12, 8, 5]
MLP_NAMES = ["fc1", "fc2", "fc3"]
for form in ("state.pth", "state_old.pth"):
    dense_case("mlp_" + form, MLP_NAMES, MLP_SIZES, "mlp", [BY_NAME, AS_TORCH])

ae = AE()
save("ae", ae, torch.randn(1, 20))
dense_strengths("ae", [ae.enc[0], ae.enc[2], ae.dec[0], ae.dec[2]])
AE_SIZES = [20, 9, 4, 9, 20]
AE_NAMES = ["enc.0", "enc.2", "dec.0", "dec.2"]
for form in ("state.pth", "state_old.pth"):
    dense_case("ae_" + form, AE_NAMES, AE_SIZES, "ae", [BY_NAME, AS_TORCH])

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

with open("models.json", "w") as file:
    json.dump(CASES, file, indent=1, ensure_ascii=False)
    file.write("\n")
