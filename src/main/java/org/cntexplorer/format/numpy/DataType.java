package org.cntexplorer.format.numpy;

import java.nio.ByteOrder;
import java.util.Optional;
import org.cntexplorer.model.ElementType;

/**
 * What NumPy calls a dtype: "<f4".
 *
 * @param element how one number is stored; empty for objects
 */
record DataType(Optional<ElementType> element, ByteOrder order) {
    static final DataType OBJECT = new DataType(Optional.empty(), ByteOrder.nativeOrder());

    /**
     * @param code with or without byte order: "<f4", "f4", "|O", "bool"
     * @return empty where a network's weights are never of this type, or this program cannot read it
     */
    static Optional<DataType> of(String code) {
        if (code.isEmpty()) {
            return Optional.empty();
        }
        ByteOrder order = switch (code.charAt(0)) {
            case '>', '!' -> ByteOrder.BIG_ENDIAN;
            case '=' -> ByteOrder.nativeOrder();
            default -> ByteOrder.LITTLE_ENDIAN;
        };
        String type = "<>|=!".indexOf(code.charAt(0)) >= 0 ? code.substring(1) : code;
        ElementType element = switch (type) {
            case "f8" -> ElementType.F64;
            case "f4" -> ElementType.F32;
            case "f2" -> ElementType.F16;
            case "i8" -> ElementType.I64;
            case "i4" -> ElementType.I32;
            case "i2" -> ElementType.I16;
            case "i1" -> ElementType.I8;
            case "u1" -> ElementType.U8;
            case "b1", "?" -> ElementType.BOOL;
            default -> null;
        };
        if (type.equals("O") || type.equals("O8") || type.equals("O4")) {
            return Optional.of(OBJECT);
        }
        return element == null ? Optional.empty() : Optional.of(new DataType(Optional.of(element), order));
    }
}
