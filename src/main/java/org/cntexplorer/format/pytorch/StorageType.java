package org.cntexplorer.format.pytorch;

import java.util.Map;
import java.util.Optional;
import org.cntexplorer.model.ElementType;

/**
 * What the numbers of a storage are.
 *
 * @param element empty where no weights are read from such numbers
 * @param bytes of one number
 * @param words what a person calls numbers that are not read
 */
record StorageType(Optional<ElementType> element, int bytes, String words) {
    private static final StorageType COMPLEX = other(8, "complex numbers");
    private static final StorageType EIGHT_BITS = other(1, "floats of 8 bits");
    private static final Map<String, StorageType> TYPES = Map.ofEntries(Map.entry("FloatStorage", of(ElementType.F32)),
            Map.entry("DoubleStorage", of(ElementType.F64)), Map.entry("HalfStorage", of(ElementType.F16)), Map.entry("BFloat16Storage", of(ElementType.BF16)),
            Map.entry("LongStorage", of(ElementType.I64)), Map.entry("IntStorage", of(ElementType.I32)), Map.entry("ShortStorage", of(ElementType.I16)),
            Map.entry("CharStorage", of(ElementType.I8)), Map.entry("ByteStorage", of(ElementType.U8)), Map.entry("BoolStorage", of(ElementType.BOOL)),
            Map.entry("UntypedStorage", of(ElementType.U8)), Map.entry("_UntypedStorage", of(ElementType.U8)),
            Map.entry("QInt8Storage", of(ElementType.I8)), Map.entry("QUInt8Storage", of(ElementType.U8)), Map.entry("QInt32Storage", of(ElementType.I32)),
            Map.entry("ComplexFloatStorage", COMPLEX), Map.entry("ComplexDoubleStorage", other(16, COMPLEX.words)));
    private static final Map<String, StorageType> DTYPES = Map.ofEntries(Map.entry("float32", of(ElementType.F32)), Map.entry("float64", of(ElementType.F64)),
            Map.entry("float16", of(ElementType.F16)), Map.entry("bfloat16", of(ElementType.BF16)), Map.entry("int64", of(ElementType.I64)),
            Map.entry("int32", of(ElementType.I32)), Map.entry("int16", of(ElementType.I16)), Map.entry("int8", of(ElementType.I8)),
            Map.entry("uint8", of(ElementType.U8)), Map.entry("bool", of(ElementType.BOOL)), Map.entry("float8_e4m3fn", EIGHT_BITS),
            Map.entry("float8_e5m2", EIGHT_BITS), Map.entry("float8_e4m3fnuz", EIGHT_BITS), Map.entry("float8_e5m2fnuz", EIGHT_BITS),
            Map.entry("float8_e8m0fnu", EIGHT_BITS), Map.entry("uint16", other(2, "whole numbers without sign")),
            Map.entry("uint32", other(4, "whole numbers without sign")), Map.entry("uint64", other(8, "whole numbers without sign")),
            Map.entry("complex32", other(4, COMPLEX.words)), Map.entry("complex64", COMPLEX), Map.entry("complex128", other(16, COMPLEX.words)));

    private static StorageType of(ElementType element) {
        return new StorageType(Optional.of(element), element.bytes(), "");
    }

    private static StorageType other(int bytes, String words) {
        return new StorageType(Optional.empty(), bytes, words);
    }

    /** Of a class of storages, "torch.FloatStorage" or "torch.cuda.FloatStorage". */
    static Optional<StorageType> ofClass(String path) {
        return path.startsWith("torch.") ? Optional.ofNullable(TYPES.get(path.substring(path.lastIndexOf('.') + 1))) : Optional.empty();
    }

    /** Of what PyTorch calls a dtype, "torch.float32". */
    static Optional<StorageType> ofDtype(String path) {
        return path.startsWith("torch.") ? Optional.ofNullable(DTYPES.get(path.substring("torch.".length()))) : Optional.empty();
    }
}
