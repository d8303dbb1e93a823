"""Small models in every form that PyTorch 1.13 writes, and what PyTorch gives for five samples of sin(0.37 i + 1): runs.json.

python3 make_runs.py, in this folder. Files of TorchScript are written without their notes for
debugging, which are larger than they are, and with their code compressed.
"""
import io, json, math, struct, zipfile
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F

torch.manual_seed(11)
SAMPLES = 5
runs = []


def samples(shape):
    n = SAMPLES * int(np.prod(shape))
    return torch.from_numpy(np.sin(0.37 * np.arange(n) + 1).astype(np.float32)).reshape((SAMPLES,) + tuple(shape))


def listed(numbers):
    return [float('%.6g' % v) for v in np.asarray(numbers, dtype=np.float64).ravel()]


def script(model, name):
    whole = io.BytesIO()
    torch.jit.save(model, whole)
    with zipfile.ZipFile(whole) as given, zipfile.ZipFile(name, 'w') as kept:
        for entry in given.infolist():
            if not entry.filename.endswith('.debug_pkl'):
                kept.writestr(zipfile.ZipInfo('model' + entry.filename[entry.filename.index('/'):]), given.read(entry),
                              zipfile.ZIP_DEFLATED if entry.filename.endswith('.py') else zipfile.ZIP_STORED)


def safetensors(state, name):
    head, data = {}, b''
    for key, tensor in state.items():
        if tensor.dtype == torch.float32:
            bytes_ = tensor.contiguous().numpy().tobytes()
            head[key] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [len(data), len(data) + len(bytes_)]}
            data += bytes_
    text = json.dumps(head).encode()
    text += b' ' * (-len(text) % 8)
    with open(name, 'wb') as file:
        file.write(struct.pack('<Q', len(text)) + text + data)


def expect(files, shape, outputs, layers=None, functions=('relu', 'linear'), size=None):
    runs.append({'files': files, 'shape': list(shape), 'functions': list(functions), **({'size': list(size)} if size else {}), 'outputs': listed(outputs),
                 'layers': {name: {'z': listed(z), 'a': listed(a)} for name, (z, a) in (layers or {}).items()}})


def write(name, model, shape, forms, layers=None, functions=('relu', 'linear'), size=None, outputs=None):
    """Files of some forms that give the same. layers are of the second sample."""
    x = samples(shape)
    files = []
    for form in forms:
        file = f'{name}-{form}' + {'state': '.pth', 'safetensors': '.safetensors', 'npz': '.npz'}.get(form, '.pt')
        if form in ('state', 'old-state'):
            torch.save(model.state_dict(), file, _use_new_zipfile_serialization=form == 'state')
        elif form in ('module', 'old-module'):
            torch.save(model, file, _use_new_zipfile_serialization=form == 'module')
        elif form == 'script':
            script(torch.jit.script(model), file)
        elif form == 'trace':
            script(torch.jit.trace(model, x[:1], check_trace=False), file)
        elif form == 'safetensors':
            safetensors(model.state_dict(), file)
        elif form == 'npz':
            np.savez(file, **{key: tensor.numpy() for key, tensor in model.state_dict().items()})
        files.append(file)
    with torch.no_grad():
        expect(files, shape, model(x) if outputs is None else outputs(x), layers(x) if layers else None, functions, size)


def ready(model, shape):
    """With running statistics and biases of its own."""
    with torch.no_grad():
        model.train()
        model(samples(shape))
        for parameter in model.parameters():
            if parameter.dim() == 1 and parameter.numel() > 1:
                parameter += 0.2 * torch.randn_like(parameter)
    return model.eval()


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1, self.fc2, self.fc3 = nn.Linear(49, 16), nn.Linear(16, 8), nn.Linear(8, 4)

    def forward(self, x):
        return torch.softmax(self.fc3(torch.relu(self.fc2(torch.relu(self.fc1(x))))), 1)


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(nn.Conv2d(1, 3, 3, padding=1), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(),
                                      nn.MaxPool2d(2))
        self.classifier = nn.Sequential(nn.Flatten(), nn.Linear(4 * 3 * 3, 8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 4))

    def forward(self, x):
        return self.classifier(self.features(x))


class AE(nn.Module):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(16, 9), nn.ReLU(), nn.Linear(9, 5), nn.ReLU())
        self.dec = nn.Sequential(nn.Linear(5, 9), nn.ReLU(), nn.Linear(9, 16), nn.Sigmoid())

    def forward(self, x):
        return self.dec(self.enc(x))


class RNNNet(nn.Module):
    def __init__(self, kind, both):
        super().__init__()
        self.rnn = {'lstm': nn.LSTM, 'gru': nn.GRU, 'rnn': nn.RNN}[kind](6, 5, num_layers=2, batch_first=True, bidirectional=both)
        self.fc = nn.Linear(10 if both else 5, 3)

    def forward(self, x):
        o, _ = self.rnn(x)
        return self.fc(o[:, -1])


def recurrent_layers(model):
    """Sums of all gates and states of the first layer at every step, each direction by itself: z(t) = sum over gates of W x(t) + R h(t-1) + b."""
    def layers(x):
        rnn, found = model.rnn, {}
        for reverse in ([False, True] if rnn.bidirectional else [False]):
            end = '_l0' + ('_reverse' if reverse else '')
            one = type(rnn)(6, 5, batch_first=True)
            one.load_state_dict({key + '_l0': getattr(rnn, key + end) for key in ('weight_ih', 'weight_hh', 'bias_ih', 'bias_hh')})
            given = x[1:2].flip(1) if reverse else x[1:2]
            h = one(given)[0][0]
            before = torch.cat([torch.zeros(1, 5), h[:-1]])
            z = given[0] @ one.weight_ih_l0.T + before @ one.weight_hh_l0.T + one.bias_ih_l0 + one.bias_hh_l0
            z = z.reshape(len(z), -1, 5).sum(1)
            found['rnn.l0' + (' reverse' if reverse else '')] = (z.flip(0), h.flip(0)) if reverse else (z, h)
        return found
    return layers


mlp = ready(MLP(), (49,))


def mlp_layers(x):
    z1 = mlp.fc1(x[1])
    z2 = mlp.fc2(torch.relu(z1))
    z3 = mlp.fc3(torch.relu(z2))
    return {'fc1': (z1, torch.relu(z1)), 'fc2': (z2, torch.relu(z2)), 'fc3': (z3, torch.softmax(z3, 0))}


write('mlp', mlp, (49,), ['state', 'old-state', 'safetensors', 'npz', 'old-module', 'script', 'trace'], mlp_layers, ('relu', 'softmax'))

cnn = ready(CNN(), (1, 12, 12))


def cnn_layers(x):
    f, c = cnn.features, cnn.classifier
    z1 = f[1](f[0](x[1:2]))
    z2 = f[4](f[3](torch.relu(z1)))
    z3 = c[1](f[6](torch.relu(z2)).flatten(1))
    z4 = c[4](torch.relu(z3))
    return {'features.0': (z1, torch.relu(z1)), 'features.4': (z2, torch.relu(z2)), 'classifier.1': (z3, torch.relu(z3)), 'classifier.4': (z4, z4)}


write('cnn', cnn, (1, 12, 12), ['state', 'safetensors', 'module', 'script', 'trace'], cnn_layers, size=(1, 12, 12))
write('ae', ready(AE(), (16,)), (16,), ['state', 'npz', 'module', 'script', 'trace'], None, ('relu', 'sigmoid'))
for kind in ('lstm', 'gru', 'rnn'):
    net = ready(RNNNet(kind, kind == 'lstm'), (7, 6))
    write(kind, net, (7, 6), ['script', 'trace'], recurrent_layers(net))
    # which step is taken stands in the code alone: without it the last layer is there at every step
    write(kind, net, (7, 6), ['state', 'module'] + (['safetensors'] if kind == 'gru' else []), recurrent_layers(net), outputs=lambda x: net.fc(net.rnn(x)[0]))

ACTIVATIONS = [nn.ReLU6(), nn.LeakyReLU(0.07), nn.PReLU(6), nn.PReLU(), nn.RReLU(), nn.ELU(0.6), nn.SELU(), nn.CELU(0.7), nn.GELU(), nn.GELU('tanh'), nn.SiLU(),
               nn.Mish(), nn.LogSoftmax(1), nn.Softmin(1), nn.Softplus(2, 1.5), nn.Softplus(), nn.Softsign(), nn.Softshrink(0.05), nn.Hardshrink(0.03),
               nn.Hardtanh(-0.3, 0.4), nn.Hardsigmoid(), nn.Hardswish(), nn.LogSigmoid(), nn.Tanhshrink(), nn.Threshold(0.1, -0.5), nn.Sigmoid(), nn.Tanh(),
               nn.Softmax(dim=1)]


def bent(begin, end):
    """Each function behind a dense layer of its own."""
    layers = []
    for function in ACTIVATIONS[begin:end]:
        layers += [nn.Linear(6, 6), function]
    for layer in layers[::2]:
        layer.weight.data *= 3
    return nn.Sequential(*layers)


def bent_layers(model):
    def layers(x):
        value, found = x[1:2], {}
        for i in range(0, len(model), 2):
            z = model[i](value)
            value = model[i + 1](z)
            if not isinstance(model[i + 1], (nn.Tanhshrink, nn.Softsign)):
                # which a trace writes as several functions
                found[str(i)] = (z, value)
        return found
    return layers


for part in range(0, len(ACTIVATIONS), 10):
    functions = ready(bent(part, part + 10), (6,))
    write(f'functions{part // 10}', functions, (6,), ['module', 'script', 'trace'], bent_layers(functions))


def conv(*more):
    return nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), *more)


IMAGES = {
    'windows': conv(nn.MaxPool2d(3, 2, 1), nn.ReLU(inplace=True), nn.ZeroPad2d((1, 2, 0, 3)), nn.AvgPool2d(3, 1, 1), nn.AvgPool2d(3, 2, 1, count_include_pad=False),
                    nn.MaxPool2d(2, 2, ceil_mode=True)),
    'ceiled': conv(nn.AvgPool2d(2, 2, ceil_mode=True), nn.ReLU(), nn.Upsample(scale_factor=2), nn.MaxPool2d(3, 2, 1, ceil_mode=True),
                   nn.AvgPool2d(3, 2, 1, ceil_mode=True)),
    'adaptive': conv(nn.AdaptiveAvgPool2d((4, 3)), nn.ReLU(), nn.Conv2d(4, 4, 1), nn.AdaptiveMaxPool2d(1), nn.Flatten(), nn.Linear(4, 3)),
    'norms': conv(nn.GroupNorm(2, 4, eps=1e-3), nn.Conv2d(4, 4, 3, padding='same', dilation=2), nn.InstanceNorm2d(4, affine=True, eps=1e-2),
                  nn.Conv2d(4, 4, 3, stride=2), nn.LayerNorm([4, 4], eps=1e-2), nn.LocalResponseNorm(3, 0.2, 0.6, 1.5), nn.InstanceNorm2d(4),
                  nn.Conv2d(4, 2, 1), nn.InstanceNorm2d(2, affine=True, track_running_stats=True)),
    'edges': conv(nn.ReflectionPad2d(2), nn.Conv2d(4, 2, 3, padding=1, padding_mode='reflect'), nn.ConstantPad2d(1, 0.7),
                  nn.Conv2d(2, 2, 3, padding=(1, 2), padding_mode='circular'), nn.Conv2d(2, 2, 3, padding=1, padding_mode='replicate')),
    'larger': conv(nn.Upsample(scale_factor=2, mode='bilinear'), nn.ConvTranspose2d(4, 4, 3, stride=2, padding=1, output_padding=1), nn.PixelShuffle(2),
                   nn.Conv2d(1, 2, 3, stride=3), nn.Upsample(size=(30, 31), mode='bilinear', align_corners=True), nn.Conv2d(2, 2, 3, stride=4), nn.Softmax2d()),
}
for name, model in IMAGES.items():
    write(name, ready(model, (3, 9, 9)), (3, 9, 9), ['module', 'script', 'trace'], size=(3, 9, 9))


class Arithmetic(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.b, self.c = nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 3)
        self.register_buffer('row', torch.linspace(0.1, 1.0, 6))

    def forward(self, x):
        x = 2.0 - self.a(x) * 0.5 / 3.0 + 1.25
        y = torch.clamp(self.b(x), -0.9, 0.8) - self.row
        z = torch.add(x * torch.sigmoid(y), y, alpha=3) - y / (x * x + 1.0)
        z = F.leaky_relu(torch.max(z, y), 0.2) + self.row * (self.row + 0.1).rsqrt()
        return -F.log_softmax(self.c(F.elu(z, 0.3) ** 2), dim=1) / self.row[:3]


class Residual(nn.Module):
    def __init__(self):
        super().__init__()
        self.a, self.n, self.b, self.c = nn.Conv2d(3, 3, 3, padding=1), nn.BatchNorm2d(3), nn.Conv2d(3, 3, 3, padding=1), nn.Linear(3, 2)
        self.down, self.up = nn.Linear(3, 2), nn.Linear(2, 3)

    def forward(self, x):
        x = self.a(x)
        y = self.b(F.relu(self.n(x), inplace=True))
        y += x
        x = torch.relu_(y)
        w = torch.sigmoid(self.up(F.relu(self.down(F.adaptive_avg_pool2d(x, 1).flatten(1)))))
        x = torch.flip(x * w.view(-1, 3, 1, 1), [2]) + torch.roll(x, 2, 3)
        x = F.avg_pool2d(F.pad(x, (1, 2, 0, 1), value=0.5), 3, 2, 1)
        return self.c(x.sum([2, 3]))


class Masked(nn.Module):
    def __init__(self):
        super().__init__()
        self.q, self.k, self.v, self.out = nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 3)
        self.register_buffer('mask', torch.triu(torch.ones(7, 7), 1).bool())

    def forward(self, x):
        a = torch.matmul(self.q(x), self.k(x).transpose(-2, -1)) / math.sqrt(6)
        a = torch.softmax(a.masked_fill(self.mask, float('-inf')), -1)
        return self.out(torch.matmul(a, self.v(x))[:, -1])


class Patches(nn.Module):
    def __init__(self):
        super().__init__()
        self.patch, self.norm, self.qkv, self.proj, self.out = nn.Conv2d(3, 6, 3, 3), nn.LayerNorm(6), nn.Linear(6, 18), nn.Linear(6, 6), nn.Linear(6, 3)
        self.first, self.place = nn.Parameter(torch.randn(1, 1, 6)), nn.Parameter(torch.randn(1, 10, 6))

    def forward(self, x):
        x = self.patch(x).flatten(2).transpose(1, 2)
        x = torch.cat([self.first.expand(x.size(0), -1, -1), x], 1) + self.place
        n, t, f = x.shape
        qkv = self.qkv(self.norm(x)).reshape(n, t, 3, 2, 3).permute(2, 0, 3, 1, 4)
        q, k, v = qkv[0], qkv[1], qkv[2]
        a = ((q @ k.transpose(-2, -1)) * (3 ** -0.5)).softmax(dim=-1)
        x = x + self.proj((a @ v).transpose(1, 2).reshape(n, t, f))
        return self.out(x[:, 0])


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.TransformerEncoder(nn.TransformerEncoderLayer(6, 2, 8, 0.1, activation='gelu', batch_first=True, norm_first=True), 2,
                                            enable_nested_tensor=False)
        self.out = nn.Linear(6, 3)

    def forward(self, x):
        return self.out(self.layers(x).mean(1))


class States(nn.Module):
    """Steps before samples, the last cells of both directions."""
    def __init__(self):
        super().__init__()
        self.rnn, self.out = nn.LSTM(6, 4, bidirectional=True), nn.Linear(12, 3)

    def forward(self, x):
        o, (h, c) = self.rnn(x.permute(1, 0, 2))
        return self.out(torch.cat([c[-2], c[-1], h[1]], 1))


class StepsFirst(nn.Module):
    """Steps before samples in all layers, and samples first in the end."""
    def __init__(self):
        super().__init__()
        self.rnn, self.fc, self.out = nn.GRU(6, 4), nn.Linear(4, 4), nn.Linear(4, 3)

    def forward(self, x):
        o, _ = self.rnn(x.permute(1, 0, 2))
        return self.out(torch.tanh(self.fc(o))).permute(1, 0, 2)


write('arithmetic', ready(Arithmetic(), (6,)), (6,), ['script', 'trace'])
write('residual', ready(Residual(), (3, 8, 8)), (3, 8, 8), ['script', 'trace'], size=(3, 8, 8))
write('masked', ready(Masked(), (7, 6)), (7, 6), ['script', 'trace'])
write('patches', ready(Patches(), (3, 9, 9)), (3, 9, 9), ['script', 'trace'], size=(3, 9, 9))
write('encoder', ready(Encoder(), (7, 6)), (7, 6), ['script'])
write('states', ready(States(), (7, 6)), (7, 6), ['script', 'trace'])
first = ready(StepsFirst(), (7, 6))
write('first', first, (7, 6), ['script', 'trace'], lambda x: (lambda z: {'fc': (z, torch.tanh(z))})(first.fc(first.rnn(x[1:2].permute(1, 0, 2))[0][:, 0])))
with open('runs.json', 'w') as file:
    json.dump(runs, file, separators=(',', ':'))
