#!/usr/bin/env python3
"""Writes the models whose graphs the user guide shows: of the shapes of LeNet-5, VGG16, ResNet-18 and a small LSTM.

    docs/make-models.py FOLDER [NAME ...]

Their weights are not trained. Every array is drawn with the deviation of He et al. (2015) from a generator with a stated seed, and then given
what training leaves behind: kernels that are smooth, neurons that are stronger than others, and groups of neurons that excite one another and
inhibit the rest. Needs numpy and onnx. VGG16 has 138 million weights, 553 MB.
"""
import os
import sys

import numpy as np
import onnx
from onnx import TensorProto, helper

SEEDS = {'lenet': 5, 'vgg16': 16, 'resnet18': 18, 'lstm': 97}


class Model:
    """An ONNX graph that is written node by node; its weights come from one generator."""

    def __init__(self, name, shape):
        self.name = name
        self.random = np.random.default_rng(SEEDS[name])
        self.nodes, self.weights = [], []
        self.input = helper.make_tensor_value_info('input', TensorProto.FLOAT, shape)

    def constant(self, name, array):
        kind = TensorProto.INT64 if array.dtype == np.int64 else TensorProto.FLOAT
        self.weights.append(helper.make_tensor(name, kind, array.shape, array.tobytes(), raw=True))
        return name

    def node(self, kind, name, inputs, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def normal(self, *shape):
        return self.random.standard_normal(shape, dtype=np.float32)

    def strength(self, count):
        """Of each neuron, how much stronger than the usual one it is."""
        return np.exp(0.35 * self.normal(count))

    def groups(self, count):
        """Of each neuron, which of two sides it is on, and how firmly; neighbours tend to be on the same one."""
        waves = sum(np.sin(2 * np.pi * (k * np.arange(count) / count + self.random.random())) / k for k in (1, 2, 3, 5))
        return (waves + 0.4 * self.normal(count)).astype(np.float32)

    def matrix(self, outs, ins):
        deviation = np.float32(np.sqrt(2 / ins))
        side = np.outer(self.groups(outs), self.groups(ins)) * np.float32(0.35)
        array = self.normal(outs, ins)
        array += side
        array *= deviation * self.strength(outs)[:, None]
        array *= self.strength(ins)[None, :]
        return array

    def kernels(self, outs, ins, size):
        """Each kernel is a wave of a random direction under a bell, as first layers learn them, with noise."""
        at = np.arange(size, dtype=np.float32) - (size - 1) / 2
        bell = np.exp(-(at[:, None] ** 2 + at[None, :] ** 2) / (0.35 * size) ** 2 / 2)
        turn = self.random.random(outs).astype(np.float32) * np.pi
        phase = self.random.random(outs).astype(np.float32) * 2 * np.pi
        along = np.cos(turn)[:, None, None] * at[None, None, :] + np.sin(turn)[:, None, None] * at[None, :, None]
        wave = np.cos(along * (5.0 / size) + phase[:, None, None]) * bell
        channel = self.matrix(outs, ins) * np.float32(np.sqrt(ins / 2))
        array = channel[:, :, None, None] * wave[:, None] + 0.45 * self.normal(outs, ins, size, size)
        return (array * np.sqrt(2 / (ins * size * size))).astype(np.float32)

    def dense(self, name, source, ins, outs, act='Relu'):
        weight = self.constant(name + '.weight', self.matrix(outs, ins))
        bias = self.constant(name + '.bias', 0.02 * self.normal(outs))
        last = self.node('Gemm', name, [source, weight, bias], transB=1)
        return self.node(act, name + '.' + act.lower(), [last]) if act else last

    def conv(self, name, source, ins, outs, size, stride=1, pad=0, act='Relu'):
        weight = self.constant(name + '.weight', self.kernels(outs, ins, size))
        bias = self.constant(name + '.bias', 0.02 * self.normal(outs))
        last = self.node('Conv', name, [source, weight, bias], kernel_shape=[size] * 2, strides=[stride] * 2, pads=[pad] * 4)
        return self.node(act, name + '.' + act.lower(), [last]) if act else last

    def pool(self, name, source, kind='MaxPool', size=2, stride=2, pad=0):
        return self.node(kind, name, [source], kernel_shape=[size] * 2, strides=[stride] * 2, pads=[pad] * 4)

    def write(self, folder, last, outs):
        output = helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, outs])
        graph = helper.make_graph(self.nodes, self.name, [self.input], [output], self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid('', 13)], producer_name='make-models')
        model.ir_version = 7
        onnx.save(model, os.path.join(folder, self.name + '.onnx'))


def lenet(folder):
    net = Model('lenet', [1, 1, 28, 28])
    x = net.pool('pool1', net.conv('conv1', 'input', 1, 6, 5, pad=2, act='Tanh'), 'AveragePool')
    x = net.pool('pool2', net.conv('conv2', x, 6, 16, 5, act='Tanh'), 'AveragePool')
    x = net.node('Flatten', 'flatten', [x])
    x = net.dense('fc1', x, 400, 120, 'Tanh')
    x = net.dense('fc2', x, 120, 84, 'Tanh')
    net.write(folder, net.dense('fc3', x, 84, 10, None), 10)


def vgg16(folder):
    net = Model('vgg16', [1, 3, 224, 224])
    x, ins = 'input', 3
    for block, (outs, count) in enumerate([(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)], 1):
        for i in range(1, count + 1):
            x = net.conv(f'conv{block}_{i}', x, ins, outs, 3, pad=1)
            ins = outs
        x = net.pool(f'pool{block}', x)
    x = net.node('Flatten', 'flatten', [x])
    x = net.dense('fc1', x, 25088, 4096)
    x = net.dense('fc2', x, 4096, 4096)
    net.write(folder, net.dense('fc3', x, 4096, 1000, None), 1000)


def resnet18(folder):
    net = Model('resnet18', [1, 3, 224, 224])
    x = net.pool('pool', net.conv('conv1', 'input', 3, 64, 7, 2, 3), size=3, pad=1)
    ins = 64
    for stage, outs in enumerate([64, 128, 256, 512], 2):
        for block in (1, 2):
            name, stride = f'res{stage}.{block}', 2 if stage > 2 and block == 1 else 1
            y = net.conv(name + '.conv1', x, ins, outs, 3, stride, 1)
            y = net.conv(name + '.conv2', y, outs, outs, 3, 1, 1, None)
            if ins != outs:
                x = net.conv(name + '.down', x, ins, outs, 1, stride, 0, None)
            x = net.node('Relu', name, [net.node('Add', name + '.add', [y, x])])
            ins = outs
    x = net.node('Flatten', 'flatten', [net.node('GlobalAveragePool', 'mean', [x])])
    net.write(folder, net.dense('fc', x, 512, 1000, None), 1000)


def lstm(folder):
    """Twelve measured values, two layers of memory cells, three classes."""
    net = Model('lstm', [20, 1, 12])
    x, ins, cells = 'input', 12, 32
    for layer in (1, 2):
        name = f'lstm{layer}'
        weight = net.constant(name + '.weight', np.concatenate([net.matrix(cells, ins) for _ in range(4)])[None])
        recur = net.constant(name + '.recurrence', np.concatenate([net.matrix(cells, cells) for _ in range(4)])[None])
        bias = net.constant(name + '.bias', 0.05 * net.normal(1, 8 * cells))
        net.nodes.append(helper.make_node('LSTM', [x, weight, recur, bias], [name, name + '.last'], name=name, hidden_size=cells))
        if layer == 1:
            x = net.node('Squeeze', name + '.out', [name, net.constant('direction', np.array([1], dtype=np.int64))])
        else:
            x = net.node('Squeeze', name + '.out', [name + '.last', 'direction0'])
        ins = cells
    net.constant('direction0', np.array([0], dtype=np.int64))
    net.write(folder, net.dense('fc', x, cells, 3, None), 3)


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for name in sys.argv[2:] or SEEDS:
        {'lenet': lenet, 'vgg16': vgg16, 'resnet18': resnet18, 'lstm': lstm}[name](sys.argv[1])


if __name__ == '__main__':
    main()
