#!/usr/bin/env python3
"""Makes the weights-only transformers of this folder and expected.json: what must be found in each, by numpy's sums of rows and columns.

Debian: apt install python3-numpy python3-torch python3-torchvision; then run it in this folder with /usr/bin/python3.
The names are those of Hugging Face's, timm's and torchvision's models. Each network is written down once more here, step by step as its own code
computes it, and knows nothing of how the names are read.
"""
import json
import struct

import numpy as np
import torch
import torchvision
from torch import nn

random = np.random.RandomState(20261121)
EXPECTED = {}
D, F, V = 8, 12, 20


class Net:
    """Arrays by their names, and the layers in the order in which they are reached, with the strengths of their neurons."""

    def __init__(self):
        self.state, self.layers, self.links, self.stored = {}, {}, 0, 0

    def array(self, name, *shape):
        self.state[name] = random.normal(0, 0.5, shape).astype(np.float32)
        return self.state[name].astype(np.float64)

    def layer(self, name, n):
        assert name not in self.layers, name
        self.layers[name] = {"in": np.zeros(n), "out": np.zeros(n)}
        return name

    def size(self, name):
        return len(self.layers[name]["in"])

    def join(self, source, target, w, b=None):
        """w: (targets, sources)"""
        self.layers[target]["in"] += w.sum(1) + (0 if b is None else b)
        self.layers[source]["out"] += w.sum(0)
        self.links += w.size
        self.stored += w.size + (0 if b is None else b.size)

    def linear(self, name, x, out, bias=True, conv1d=False, w=None):
        n = self.size(x)
        if w is None:
            w = self.array(name + ".weight", n, out).T if conv1d else self.array(name + ".weight", out, n)
        b = self.array(name + ".bias", out) if bias else None
        self.layer(name, out)
        self.join(x, name, w, b)
        return name

    def norm(self, name, x, bias=True, old=False):
        g = self.array(name + (".gamma" if old else ".weight"), self.size(x))
        b = self.array(name + (".beta" if old else ".bias"), self.size(x)) if bias else None
        self.layer(name, self.size(x))
        self.layers[name]["in"] += g + (0 if b is None else b)
        self.layers[x]["out"] += g
        self.links += g.size
        self.stored += g.size * (2 if bias else 1)
        return name

    def words(self, name, n=V, features=D, input="input", onto=None):
        w = self.array(name + ".weight", n, features)
        self.layer(input, n)
        target = onto or self.layer(name, features)
        self.join(input, target, w.T)
        return target

    def block(self, name, n):
        return self.layer(name, n)

    def save(self, file, warnings=(), head=None):
        """@param head the name of a tied head: torch.save writes it, sharing its numbers; safetensors does not"""
        data = {k: self.state[k] for k in sorted(self.state)}
        header, at = {}, 0
        for name, a in data.items():
            header[name] = {"dtype": {"float32": "F32", "int64": "I64"}[str(a.dtype)], "shape": list(a.shape), "data_offsets": [at, at + a.nbytes]}
            at += a.nbytes
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        with open(file + ".safetensors", "wb") as out:
            out.write(struct.pack("<Q", len(text)) + text + b"".join(np.ascontiguousarray(a).tobytes() for a in data.values()))
        state = {k: torch.from_numpy(a) for k, a in self.state.items()}
        if head:
            state["lm_head.weight"] = state[head]
        torch.save(state, file + ".bin")
        EXPECTED[file] = {"tied": bool(head), "links": self.links, "parameters": self.stored, "warnings": list(warnings),
                          "layers": {name: {k: [float(f"{n:.9g}") for n in v] for k, v in sums.items()} for name, sums in self.layers.items()}}


NAMED = "The wiring is inferred from the names and shapes of the arrays: that of transformers with such names."
TIED = "No head to the words is in the file: the matrix of their embedding is taken for it, as is usual where they are tied."


def constant(name):
    return f'The constants that "{name}" adds are not counted.'


def left(name, shape, more=0):
    return f"The array {name} ({shape}) " + (f"and {more} more of such names fit no layer and were" if more else "fits no layer and was") + " left out."


def product(n, first):
    return f"The operator Mul ({n} of them, the first \"{first}\") is drawn as a block; its neurons count only the links of what follows."


# ---------------------------------------------------------------------------------------------------------------- BERT, as pretrained
net = Net()
x = net.words("bert.embeddings.word_embeddings")
net.words("bert.embeddings.token_type_embeddings", 2, input="token types", onto=x)
net.array("bert.embeddings.position_embeddings.weight", 16, D)
x = net.norm("bert.embeddings.LayerNorm", x, old=True)
for i in range(2):
    p = f"bert.encoder.layer.{i}."
    q, k, v = (net.linear(p + "attention.self." + n, x, D) for n in ("query", "key", "value"))
    y = net.linear(p + "attention.output.dense", net.block(p + "attention.self", D), D)
    x = net.norm(p + "attention.output.LayerNorm", y, old=True)
    y = net.linear(p + "output.dense", net.linear(p + "intermediate.dense", x, F), D)
    x = net.norm(p + "output.LayerNorm", y, old=True)
pooled = net.linear("bert.pooler.dense", x, D)
y = net.norm("cls.predictions.transform.LayerNorm", net.linear("cls.predictions.transform.dense", x, D), old=True)
# tied: the words' matrix with a bias of its own
w = net.state["bert.embeddings.word_embeddings.weight"].astype(np.float64)
net.layer("lm_head", V)
net.join(y, "lm_head", w, net.array("cls.predictions.bias", V))
net.stored -= w.size
net.linear("cls.seq_relationship", pooled, 2)
net.save("bert", [NAMED, constant("bert.embeddings.position_embeddings.weight"), TIED])

# ---------------------------------------------------------------------------------------------------------------- DistilBERT with a classifier
net = Net()
x = net.norm("distilbert.embeddings.LayerNorm", net.words("distilbert.embeddings.word_embeddings"))
net.array("distilbert.embeddings.position_embeddings.weight", 16, D)
for i in range(2):
    p = f"distilbert.transformer.layer.{i}."
    for n in ("q_lin", "k_lin", "v_lin"):
        net.linear(p + "attention." + n, x, D)
    x = net.norm(p + "sa_layer_norm", net.linear(p + "attention.out_lin", net.block(p + "attention", D), D))
    x = net.norm(p + "output_layer_norm", net.linear(p + "ffn.lin2", net.linear(p + "ffn.lin1", x, F), D))
net.linear("classifier", net.linear("pre_classifier", x, D), 2)
net.save("distilbert", [NAMED, constant("distilbert.embeddings.position_embeddings.weight")])

# ---------------------------------------------------------------------------------------------------------------- GPT-2: matrices are (in, out)
net = Net()
x = net.words("wte")
net.array("wpe.weight", 16, D)
for i in range(2):
    p = f"h.{i}."
    net.state[p + "attn.bias"] = np.tril(np.ones((1, 1, 16, 16), np.float32))
    y = net.norm(p + "ln_1", x)
    fused = net.linear(p + "attn.c_attn", y, 3 * D, conv1d=True)
    x = net.linear(p + "attn.c_proj", net.block(p + "attn", D), D, conv1d=True)
    y = net.norm(p + "ln_2", x)
    x = net.linear(p + "mlp.c_proj", net.linear(p + "mlp.c_fc", y, 4 * D, conv1d=True), D, conv1d=True)
x = net.norm("ln_f", x)
net.linear("lm_head", x, V, bias=False, w=net.state["wte.weight"].astype(np.float64))
net.stored -= V * D
net.save("gpt2", [NAMED, constant("wpe.weight"), TIED, left("h.0.attn.bias", "1×1×16×16", 1)], "wte.weight")

# ---------------------------------------------------------------------------------------------------------------- LLaMA: few heads of keys and values
for file, head in (("llama", True), ("qwen", False)):
    net = Net()
    x = net.words("model.embed_tokens")
    for i in range(2):
        p = f"model.layers.{i}."
        y = net.norm(p + "input_layernorm", x, bias=False)
        net.linear(p + "self_attn.q_proj", y, D, bias=not head)
        net.linear(p + "self_attn.k_proj", y, D // 2, bias=not head)
        net.linear(p + "self_attn.v_proj", y, D // 2, bias=not head)
        x = net.linear(p + "self_attn.o_proj", net.block(p + "self_attn", D), D, bias=False)
        y = net.norm(p + "post_attention_layernorm", x, bias=False)
        net.linear(p + "mlp.gate_proj", y, F, bias=False)
        net.linear(p + "mlp.up_proj", y, F, bias=False)
        x = net.linear(p + "mlp.down_proj", net.block(p[:-1] + " product", F), D, bias=False)
    x = net.norm("model.norm", x, bias=False)
    if head:
        net.linear("lm_head", x, V, bias=False)
    else:
        net.linear("lm_head", x, V, bias=False, w=net.state["model.embed_tokens.weight"].astype(np.float64))
        net.stored -= V * D
    net.save(file, [NAMED, *([] if head else [TIED]), product(2, "model.layers.0 product")], None if head else "model.embed_tokens.weight")

# ---------------------------------------------------------------------------------------------------------------- T5: an encoder and a decoder
net = Net()
words = net.words("shared")
for side in ("encoder", "decoder"):
    x = words
    if side == "decoder":
        # the same matrix once more, for words of its own
        w = net.state["shared.weight"].astype(np.float64)
        net.layer("decoder input", V)
        x = net.layer("shared (2)", D)
        net.join("decoder input", x, w.T)
        net.stored -= V * D
    for i in range(2):
        p = f"{side}.block.{i}.layer."
        if i == 0:
            net.array(p + "0.SelfAttention.relative_attention_bias.weight", 32, 2)
        y = net.norm(p + "0.layer_norm", x, bias=False)
        for n in "qkv":
            net.linear(p + "0.SelfAttention." + n, y, D, bias=False)
        x = net.linear(p + "0.SelfAttention.o", net.block(p + "0.SelfAttention", D), D, bias=False)
        last = 1
        if side == "decoder":
            y = net.norm(p + "1.layer_norm", x, bias=False)
            net.linear(p + "1.EncDecAttention.q", y, D, bias=False)
            net.linear(p + "1.EncDecAttention.k", memory, D, bias=False)
            net.linear(p + "1.EncDecAttention.v", memory, D, bias=False)
            x = net.linear(p + "1.EncDecAttention.o", net.block(p + "1.EncDecAttention", D), D, bias=False)
            last = 2
        y = net.norm(p + f"{last}.layer_norm", x, bias=False)
        x = net.linear(p + f"{last}.DenseReluDense.wo", net.linear(p + f"{last}.DenseReluDense.wi", y, F, bias=False), D, bias=False)
    x = net.norm(f"{side}.final_layer_norm", x, bias=False)
    memory = memory if side == "decoder" else x
net.linear("lm_head", x, V, bias=False)
net.save("t5", [NAMED] + [left(f"{s}.block.0.layer.0.SelfAttention.relative_attention_bias.weight", "32×2") for s in ("encoder", "decoder")])

# ---------------------------------------------------------------------------------------------------------------- vision: four patches and a class


def patches(net, name, token, places, norm):
    """Of images of 8×8 pixels, patches of 4×4; then what the first normalisation joins: four neurons a channel, and a constant."""
    w, b = net.array(name + ".weight", D, 3, 4, 4), net.array(name + ".bias", D)
    net.array(token, 1, 1, D)
    net.array(places, 1, 5, D)
    net.layer("input", 3 * 64)
    net.layer(name, 4 * D)
    net.layers[name]["in"] += np.repeat(w.sum((1, 2, 3)) + b, 4)
    net.layers["input"]["out"] += np.tile(w.sum(0), (1, 2, 2)).reshape(-1)
    net.links += 4 * w.size
    net.stored += w.size + b.size
    g, c = net.array(norm + ".weight", D), net.array(norm + ".bias", D)
    net.layer(norm, 5 * D)
    # neuron (channel, token): the first token is the constant one
    net.layers[norm]["in"] += (np.outer(g, [0, 1, 1, 1, 1]) + c[:, None]).reshape(-1)
    net.layers[name]["out"] += np.repeat(g, 4)
    net.links += 4 * D
    net.stored += 2 * D
    return norm


def along(net, name, x, out, first, w=None, b=None):
    """Dense along tokens: the first time they are neurons of their own, of which each carries its share."""
    if not first:
        return net.linear(name, x, out) if w is None else net.layer(name, out) and net.join(x, name, w, b) or name
    w = net.array(name + ".weight", out, D) if w is None else w
    b = net.array(name + ".bias", out) if b is None else b
    net.layer(name, out)
    net.layers[name]["in"] += w.sum(1) + b
    net.layers[x]["out"] += np.repeat(w.sum(0) / 5, 5)
    net.links += 5 * w.size
    net.stored += w.size + b.size
    return name


def shares(names, of):
    return [f'"{names[0]}" goes along the 5 positions of "{of}", each of which carries 1/5 of its links; so it is with 2 others: "{names[1]}", "{names[2]}".']


net = Net()
x = patches(net, "vit.embeddings.patch_embeddings.projection", "vit.embeddings.cls_token", "vit.embeddings.position_embeddings", "vit.encoder.layer.0.layernorm_before")
for i in range(2):
    p = f"vit.encoder.layer.{i}."
    y = x if i == 0 else net.norm(p + "layernorm_before", x)
    for n in ("query", "key", "value"):
        along(net, p + "attention.attention." + n, y, D, i == 0)
    x = net.linear(p + "attention.output.dense", net.block(p + "attention.attention", D), D)
    y = net.norm(p + "layernorm_after", x)
    x = net.linear(p + "output.dense", net.linear(p + "intermediate.dense", y, F), D)
net.linear("classifier", net.norm("vit.layernorm", x), 3)
net.save("vit", [NAMED, constant("vit.embeddings.position_embeddings"), *shares(["vit.encoder.layer.0.attention.attention." + n for n in ("query", "key", "value")],
                                                                             "vit.encoder.layer.0.layernorm_before")])

net = Net()
x = patches(net, "patch_embed.proj", "cls_token", "pos_embed", "blocks.0.norm1")
for i in range(2):
    p = f"blocks.{i}."
    y = x if i == 0 else net.norm(p + "norm1", x)
    w, b = net.array(p + "attn.qkv.weight", 3 * D, D), net.array(p + "attn.qkv.bias", 3 * D)
    for j, n in enumerate(("query", "key", "value")):
        along(net, p + "attn.qkv." + n, y, D, i == 0, w[j * D:(j + 1) * D], b[j * D:(j + 1) * D])
    x = net.linear(p + "attn.proj", net.block(p + "attn", D), D)
    x = net.linear(p + "mlp.fc2", net.linear(p + "mlp.fc1", net.norm(p + "norm2", x), F), D)
net.linear("head", net.norm("norm", x), 3)
net.save("timm", [NAMED, constant("pos_embed"), *shares(["blocks.0.attn.qkv." + n for n in ("query", "key", "value")], "blocks.0.norm1")])

# ---------------------------------------------------------------------------------------------------------------- GPT-NeoX: both parts side by side
net = Net()
x = net.words("gpt_neox.embed_in")
for i in range(2):
    p = f"gpt_neox.layers.{i}."
    one, other = net.norm(p + "input_layernorm", x), net.norm(p + "post_attention_layernorm", x)
    net.linear(p + "attention.query_key_value", one, 3 * D)
    y = net.linear(p + "mlp.dense_4h_to_h", net.linear(p + "mlp.dense_h_to_4h", other, F), D)
    # what attention gives is added to the same neurons
    w, b = net.array(p + "attention.dense.weight", D, D), net.array(p + "attention.dense.bias", D)
    net.join(net.block(p + "attention", D), y, w, b)
    x = y
net.linear("embed_out", net.norm("gpt_neox.final_layer_norm", x), V, bias=False)
net.save("neox", [NAMED])

# ---------------------------------------------------------------------------------------------------------------- Phi-3: what is multiplied lies in one matrix
net = Net()
x = net.words("model.embed_tokens")
for i in range(2):
    p = f"model.layers.{i}."
    y = net.norm(p + "input_layernorm", x, bias=False)
    w = net.array(p + "self_attn.qkv_proj.weight", 3 * D, D)
    for j, n in enumerate(("query", "key", "value")):
        net.layer(p + "self_attn.qkv_proj." + n, D)
        net.join(y, p + "self_attn.qkv_proj." + n, w[j * D:(j + 1) * D])
    x = net.linear(p + "self_attn.o_proj", net.block(p + "self_attn", D), D, bias=False)
    net.linear(p + "mlp.gate_up_proj", net.norm(p + "post_attention_layernorm", x, bias=False), 2 * F, bias=False)
    x = net.linear(p + "mlp.down_proj", net.block(p[:-1] + " product", F), D, bias=False)
net.linear("lm_head", net.norm("model.norm", x, bias=False), V, bias=False)
net.save("phi3", [NAMED, product(2, "model.layers.0 product")])

# ---------------------------------------------------------------------------------------------------------------- what is not known stays a block
net = Net()
x = net.words("model.embed_tokens")
p = "model.layers.0."
y = net.norm(p + "input_layernorm", x, bias=False)
for n in "qkv":
    net.linear(p + f"self_attn.{n}_proj", y, D, bias=False)
x = net.linear(p + "self_attn.o_proj", net.block(p + "self_attn", D), D, bias=False)
net.norm(p + "post_attention_layernorm", x, bias=False)
for e in range(3):
    for n, shape in (("w1", (F, D)), ("w2", (D, F)), ("w3", (F, D))):
        net.array(p + f"block_sparse_moe.experts.{e}.{n}.weight", *shape)
net.block(p[:-1] + " dense layers", D)
x = net.block(p[:-1] + " sum 2", D)
net.linear("lm_head", net.norm("model.norm", x, bias=False), V, bias=False)
net.save("experts", [NAMED, left(p + "block_sparse_moe.experts.0.w1.weight", "12×8", 8),
                     'The operator dense layers of an unknown kind ("model.layers.0 dense layers") is drawn as a block; its neurons count only the links of what follows.'])

with open("expected.json", "w") as out:
    json.dump(EXPECTED, out)
    out.write("\n")

# ---------------------------------------------------------------------------------------------------------------- PyTorch's own, beside what has their wiring
torch.manual_seed(7)


def drawn(model):
    for p in model.parameters():
        nn.init.normal_(p, std=0.5)
    return model.eval()


vit = drawn(torchvision.models.VisionTransformer(image_size=16, patch_size=4, num_layers=2, num_heads=2, hidden_dim=8, mlp_dim=12, num_classes=3))
torch.save(vit.state_dict(), "vit_b_state.pth")
torch.onnx.export(vit, torch.randn(1, 3, 16, 16), "vit_b.onnx", opset_version=14)


class Alone(nn.Module):
    def __init__(self):
        super().__init__()
        self.attn, self.fc = nn.MultiheadAttention(8, 2, batch_first=True), nn.Linear(8, 3)

    def forward(self, x):
        return self.fc(self.attn(x, x, x)[0])


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.first, self.last = nn.Linear(6, 8), nn.Linear(8, 3)
        self.encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 12, batch_first=True), 2)

    def forward(self, x):
        return self.last(self.encoder(self.first(x)).mean(1))


for name, model in (("alone", Alone()), ("encoder", Encoder())):
    torch.save(drawn(model), name + "_module.pt")
    torch.save(model.state_dict(), name + "_state.pth")
torch.save(drawn(nn.Transformer(8, 2, 2, 2, 12, batch_first=True)).state_dict(), "both_state.pth")
