package org.cntexplorer.format.keras;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/**
 * One line of a manifest of TensorFlow.js.
 *
 * @param type as the file says: "float32", or of quantised weights what stands in the file, "uint8"
 * @param scale of weights quantised to whole numbers v, each of which means v · scale + min; 0 of all others
 */
record TfjsWeight(String name, String type, long[] shape, double scale, double min) {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final long BLOCK = 1 << 20;

    /** @throws ModelFormatException where it says less than is needed, or what can not be */
    static TfjsWeight of(String source, JsonNode line) throws ModelFormatException {
        String name = line.path("name").asText();
        JsonNode quantisation = line.path("quantization");
        String type = quantisation.isObject() ? quantisation.path("dtype").asText("uint8") : line.path("dtype").asText();
        long[] shape = new long[line.path("shape").size()];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = line.path("shape").get(axis).asLong(-1);
        }
        boolean coded = quantisation.isObject() && (type.equals("uint8") || type.equals("uint16"));
        double scale = quantisation.path("scale").asDouble(Double.NaN);
        double min = quantisation.path("min").asDouble(Double.NaN);
        if (coded && !(Double.isFinite(scale) && scale > 0 && Double.isFinite(min))) {
            throw new ModelFormatException(source + ": the weights \"" + name + "\" are quantised, and their scale or min is missing; convert the model again.");
        }
        TfjsWeight weight = new TfjsWeight(name, type, shape, coded ? scale : 0, coded ? min : 0);
        if (bytesEach(type) == 0) {
            throw new ModelFormatException(source + ": the weights \"" + name + "\" are of the type \"" + type
                    + "\", which no numbers are read from; save a model of float32 weights.");
        }
        try {
            weight.bytes();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(source + ": the weights \"" + name + "\" claim the extents " + Extents.of(shape) + "; save the model again.", e);
        }
        return weight;
    }

    private static int bytesEach(String type) {
        return switch (type) {
            case "float32", "int32" -> 4;
            case "float16", "uint16", "int16" -> 2;
            case "uint8", "int8", "bool" -> 1;
            case "complex64" -> 8;
            default -> 0;
        };
    }

    long elements() {
        return Tensor.elements(shape);
    }

    /** What it takes in the file. */
    long bytes() {
        return Math.multiplyExact(elements(), (long) bytesEach(type));
    }

    /** Whether its numbers stand for others. */
    boolean isCoded() {
        return scale != 0;
    }

    /**
     * Asked only of those that a layer needs.
     *
     * @throws ModelFormatException where they are no real numbers
     */
    ElementType stored(String source) throws ModelFormatException {
        return Optional.ofNullable(switch (type) {
            case "float32" -> ElementType.F32;
            case "float16" -> ElementType.F16;
            case "int32" -> ElementType.I32;
            case "int16" -> ElementType.I16;
            case "int8" -> ElementType.I8;
            case "uint8" -> ElementType.U8;
            default -> null;
        }).orElseThrow(() -> new ModelFormatException(source + ": the weights \"" + name + "\" are of the type \"" + type
                + "\", which no weights of a layer are read from; save a model of float32 weights."));
    }

    /**
     * The numbers that are meant, as TensorFlow.js computes them: in double precision, rounded to float.
     *
     * @param stored as many whole numbers as this has elements
     * @param into four bytes for each
     */
    MemorySegment decode(MemorySegment stored, MemorySegment into, Progress progress) {
        boolean bytes = type.equals("uint8");
        long n = elements();
        for (long i = 0; i < n; i++) {
            if (i % BLOCK == 0) {
                progress.check();
            }
            int code = bytes ? stored.get(ValueLayout.JAVA_BYTE, i) & 0xff : stored.get(SHORT, 2 * i) & 0xffff;
            into.set(FLOAT, 4 * i, (float) (code * scale + min));
        }
        return into;
    }
}
