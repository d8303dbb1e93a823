package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import java.lang.foreign.MemorySegment;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.Tensor;

/** Tensors of which a file stores the numbers that are not 0, each with its place: as float32 numbers, all of them, in memory of their own. */
final class SparseTensors {
    /** Most numbers of one: pruned weights are larger than what the file stores of them, but not by any factor that a file may claim. */
    private static final long MOST = 1L << 26;

    private SparseTensors() {}

    /** @param name for messages */
    static Tensor tensor(SparseTensorProto proto, String name, OnnxTensors tensors) throws ModelFormatException {
        long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
        Tensor values = tensors.tensor(proto.getValues(), name);
        Tensor places = tensors.tensor(proto.getIndices(), name);
        boolean numbered = places.rank() == 1 && places.size() == values.size();
        boolean axes = places.rank() == 2 && places.extent(0) == values.size() && places.extent(1) == shape.length;
        long size = size(shape);
        if (size < 0 || !numbered && !axes) {
            throw tensors.bad(name, "is sparse, with " + values.size() + " numbers at the places " + Extents.of(places) + " of " + Extents.of(shape)
                    + ", which do not fit; export the model again.");
        }
        MemorySegment all;
        try {
            all = tensors.floats(size);
        } catch (IllegalArgumentException e) {
            throw tensors.bad(name, "is one of sparse ones that would be more numbers than a model of this size has; export the model again.");
        }
        for (long i = 0; i < values.size(); i++) {
            long place = 0;
            boolean inside = true;
            for (int axis = 0; axis < (numbered ? 1 : shape.length); axis++) {
                long at = (long) places.get(numbered ? i : i * shape.length + axis);
                long extent = numbered ? size : shape[axis];
                inside &= at >= 0 && at < extent;
                place = place * extent + at;
            }
            if (!inside) {
                throw tensors.bad(name, "is sparse, with a number outside of its extents " + Extents.of(shape) + "; export the model again.");
            }
            OnnxTensors.set(all, place, values.get(i));
        }
        return OnnxTensors.tensor(all, shape);
    }

    /** −1 where it is none, or too much. */
    private static long size(long[] shape) {
        long size = 1;
        for (long extent : shape) {
            if (extent < 0 || extent > MOST || size * extent > MOST) {
                return -1;
            }
            size *= extent;
        }
        return size;
    }
}
