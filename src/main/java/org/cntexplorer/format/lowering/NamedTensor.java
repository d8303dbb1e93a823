package org.cntexplorer.format.lowering;

import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Tensor;

/**
 * An array of a file that says nothing of its layers, and what the file calls it ("" where it does not).
 *
 * @param tensor as it lies in memory, row-major
 * @param columnMajor whether the file's first index runs fastest, so that {@code tensor} has the file's extents in reverse
 */
public record NamedTensor(String name, Tensor tensor, boolean columnMajor) {
    private static final int LONGEST_NAME = 150;

    int rank() {
        return tensor.rank();
    }

    /** As the file says it. */
    long extent(int axis) {
        return tensor.extent(columnMajor ? rank() - 1 - axis : axis);
    }

    long size() {
        return tensor.size();
    }

    /** How the tensor of a matrix (sources, targets), or (targets, sources) if {@code transposed}, lies in memory. */
    Orientation orientation(boolean transposed) {
        return columnMajor == transposed ? Orientation.SOURCE_ROWS : Orientation.TARGET_ROWS;
    }

    /** "W1 (784×256)"; a name that would not leave room for the sentence around it is cut off. */
    @Override
    public String toString() {
        long[] extents = new long[rank()];
        for (int i = 0; i < extents.length; i++) {
            extents[i] = extent(i);
        }
        String shown = name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) + "…" : name;
        return (name.isEmpty() ? "an array" : shown) + " (" + Extents.of(extents) + ")";
    }
}
