package org.cntexplorer.format.tflite;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.model.Tensor;

/**
 * A value of the graph, or a constant.
 *
 * @param index in the graph's list
 * @param shape with the batch; −1 where an extent is open
 * @param buffer index of its numbers, empty for computed values
 * @param external whether its numbers lie in another file
 * @param quantisation what its whole numbers stand for
 * @param sparse whether only its numbers other than 0 are stored
 */
record TfliteTensor(int index, String name, TensorType type, List<Integer> shape, long buffer, boolean external, Optional<FlatTable> quantisation,
                    boolean sparse) {
    private static final int MOST_AXES = 16;

    static TfliteTensor of(int index, FlatTable table) throws ModelFormatException {
        int[] shape = table.wholes(0, MOST_AXES);
        // the shape says 1 where the signature says that the extent is open
        int[] signature = table.wholes(7, MOST_AXES);
        for (int axis = 0; axis < shape.length; axis++) {
            boolean open = shape[axis] < 0 || signature.length == shape.length && signature[axis] < 0;
            shape[axis] = open ? -1 : shape[axis];
        }
        return new TfliteTensor(index, table.text(3), TensorType.of(table.ubyte(1)), Arrays.stream(shape).boxed().toList(),
                table.whole(2, 0) & 0xffff_ffffL, table.whole(10, 0) != 0, table.table(4), table.has(6));
    }

    /** The name by which operators are joined: the file's own names may be the same. */
    String value() {
        return name + " #" + index;
    }

    /** The extents as they are stored. */
    long[] stored() {
        return shape.stream().mapToLong(Integer::longValue).toArray();
    }

    /** The number of its elements; −1 where an extent is open, or there are more than can be counted. */
    long elements() {
        try {
            return Tensor.elements(stored());
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    int rank() {
        return shape.size();
    }
}
