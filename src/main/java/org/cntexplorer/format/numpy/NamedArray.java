package org.cntexplorer.format.numpy;

import org.cntexplorer.format.lowering.Extents;

/** An array of numbers and what the file calls it ("" where it does not). */
record NamedArray(String name, NumpyArray.Numbers numbers) {
    int rank() {
        return numbers.shape().length;
    }

    long extent(int axis) {
        return numbers.shape()[axis];
    }

    long size() {
        long size = 1;
        for (long extent : numbers.shape()) {
            size *= extent;
        }
        return size;
    }

    /** "W1 (784×256)" */
    @Override
    public String toString() {
        return (name.isEmpty() ? "an array" : name) + " (" + Extents.of(numbers.shape()) + ")";
    }
}
