package org.cntexplorer.format.safetensors;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.lowering.NamedTensor;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/** The tensors of one safetensors file as slices of the mapped file, once its header has been found to agree with itself. */
final class TensorData {
    private TensorData() {}

    /**
     * @param source the file's name, for messages
     * @throws ModelFormatException where a tensor lies outside of the file, over another one, or in too many or too few bytes
     */
    static List<NamedTensor> of(String source, MemorySegment bytes) throws ModelFormatException {
        List<StoredTensor> stored = Header.read(source, bytes);
        MemorySegment data = bytes.asSlice(8 + Header.length(bytes));
        checkPlaces(source, stored, data.byteSize());
        List<NamedTensor> tensors = new ArrayList<>();
        for (StoredTensor one : stored) {
            tensors.add(new NamedTensor(one.name(), tensor(source, one, data), false));
        }
        return tensors;
    }

    private static void checkPlaces(String source, List<StoredTensor> stored, long size) throws ModelFormatException {
        StoredTensor before = null;
        List<StoredTensor> placed = stored.stream().sorted(Comparator.comparingLong(StoredTensor::begin).thenComparingLong(StoredTensor::end)).toList();
        for (StoredTensor one : placed) {
            if (one.begin() > one.end() || one.end() > size) {
                throw bad(source, one, "should lie at bytes " + one.begin() + " to " + one.end() + " behind the header, where the file has " + size + " bytes");
            }
            if (before != null && one.begin() < before.end()) {
                throw bad(source, one, "lies over the tensor \"" + before.name() + "\"");
            }
            before = one;
        }
    }

    private static Tensor tensor(String source, StoredTensor stored, MemorySegment data) throws ModelFormatException {
        ElementType type = stored.element().orElseThrow(() -> new ModelFormatException(source + ": the tensor \"" + stored.name()
                + "\" holds numbers of type \"" + stored.type() + "\", which no weights are read from; save it as F64, F32, F16 or BF16."));
        long bytes;
        try {
            bytes = Math.multiplyExact(Tensor.elements(stored.shape()), (long) type.bytes());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(source + ": the tensor \"" + stored.name() + "\" claims the extents " + Extents.of(stored.shape())
                    + ", which no file holds; download or save it again.", e);
        }
        if (bytes != stored.end() - stored.begin()) {
            throw bad(source, stored, "has " + (stored.end() - stored.begin()) + " bytes, not the " + bytes + " of its extents "
                    + Extents.of(stored.shape()) + " and its type " + stored.type());
        }
        return new Tensor(type, ByteOrder.LITTLE_ENDIAN, data.asSlice(stored.begin(), bytes), stored.shape());
    }

    private static ModelFormatException bad(String source, StoredTensor tensor, String what) {
        return new ModelFormatException(source + ": the tensor \"" + tensor.name() + "\" " + what + "; download or save the file again.");
    }
}
