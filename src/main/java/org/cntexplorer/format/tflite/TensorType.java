package org.cntexplorer.format.tflite;

import java.util.Optional;
import org.cntexplorer.model.ElementType;

/** How TensorFlow Lite stores a number; in the order of its schema. */
enum TensorType {
    FLOAT32(32, ElementType.F32), FLOAT16(16, ElementType.F16), INT32(32, ElementType.I32), UINT8(8, ElementType.U8), INT64(64, ElementType.I64),
    STRING, BOOL(8, ElementType.BOOL), INT16(16, ElementType.I16), COMPLEX64, INT8(8, ElementType.I8), FLOAT64(64, ElementType.F64), COMPLEX128,
    UINT64, RESOURCE, VARIANT, UINT32, UINT16, INT4(4, null), BFLOAT16(16, ElementType.BF16), INT2(2, null), UINT4(4, null),
    FLOAT8_E4M3FN, FLOAT8_E5M2, UNKNOWN;

    private static final TensorType[] ALL = values();

    private final int bits;
    private final Optional<ElementType> stored;

    TensorType() {
        this(0, null);
    }

    TensorType(int bits, ElementType stored) {
        this.bits = bits;
        this.stored = Optional.ofNullable(stored);
    }

    static TensorType of(int code) {
        return code < 0 || code >= ALL.length ? UNKNOWN : ALL[code];
    }

    /** Bits of one number, several of which may share a byte; 0 where no numbers are read from this type. */
    int bits() {
        return bits;
    }

    /** The type that a tensor reads in place, where each number has bytes of its own. */
    Optional<ElementType> stored() {
        return stored;
    }

    /** Whether its numbers are whole ones that may stand for others. */
    boolean isWhole() {
        return switch (this) {
            case INT2, INT4, UINT4, INT8, UINT8, INT16, INT32, INT64 -> true;
            default -> false;
        };
    }
}
