package org.cntexplorer.format.numpy;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.List;
import org.cntexplorer.format.pickle.Pickled;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/** An array of NumPy: numbers in mapped memory, or references to other objects. */
public sealed interface NumpyArray {
    /** Its extents as NumPy says them. */
    long[] shape();

    /**
     * Numbers.
     *
     * @param columnMajor whether the first index runs fastest (Fortran order)
     */
    record Numbers(ElementType type, ByteOrder order, MemorySegment data, long[] shape, boolean columnMajor) implements NumpyArray {
        /** Row-major: a column-major matrix is the row-major matrix of its transpose, so nothing is copied. */
        Tensor tensor() {
            long[] extents = shape.clone();
            if (columnMajor) {
                for (int i = 0; i < extents.length; i++) {
                    extents[i] = shape[extents.length - 1 - i];
                }
            }
            return new Tensor(type, order, data, extents);
        }
    }

    /** References, row-major. */
    record Objects(List<Pickled> items, long[] shape) implements NumpyArray {}
}
