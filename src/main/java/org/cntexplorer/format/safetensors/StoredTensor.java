package org.cntexplorer.format.safetensors;

import java.util.Map;
import java.util.Optional;
import org.cntexplorer.model.ElementType;

/**
 * What the header of a safetensors file says of one tensor.
 *
 * @param type as the file names it: "F32"
 * @param shape the extents, row-major
 * @param begin first byte, counted from the end of the header
 * @param end the byte after its last
 */
record StoredTensor(String name, String type, long[] shape, long begin, long end) {
    private static final Map<String, ElementType> TYPES = Map.of("F64", ElementType.F64, "F32", ElementType.F32, "F16", ElementType.F16,
            "BF16", ElementType.BF16, "I64", ElementType.I64, "I32", ElementType.I32, "I16", ElementType.I16, "I8", ElementType.I8,
            "U8", ElementType.U8, "BOOL", ElementType.BOOL);

    /** @return empty where weights are not read from numbers of this type */
    Optional<ElementType> element() {
        return Optional.ofNullable(TYPES.get(type));
    }
}
