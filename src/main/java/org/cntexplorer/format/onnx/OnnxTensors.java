package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataLocation;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.model.ElementType;
import org.cntexplorer.model.Tensor;

/**
 * Tensors of an ONNX file: raw bytes are slices of the mapped file or of one beside it, lists of numbers, which protocol buffers decode into the heap, are
 * put outside of it.
 */
final class OnnxTensors {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    /** Most bytes of tensors that the file describes without holding them (ConstantOfShape). */
    private static final long MOST_FILLED = 256L << 20;

    private static final long MOST_BESIDE = 2L << 30;

    private final MappedFile file;
    private final ExternalData external;
    private long mayFill = MOST_FILLED;
    private long mayUnpack;

    OnnxTensors(MappedFile file) {
        this.file = file;
        this.external = new ExternalData(file);
        // 4 bits become 32, at most twice; some weights may lie in files beside this one
        this.mayUnpack = 16 * file.size() + MOST_BESIDE;
    }

    ModelFormatException bad(String name, String what) {
        return new ModelFormatException(file.name() + ": the tensor \"" + name + "\" " + what);
    }

    /** @param name for messages */
    Tensor tensor(TensorProto proto, String name) throws ModelFormatException {
        long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
        ElementType type = type(proto.getDataType()).orElseThrow(() -> bad(name, "holds " + typeName(proto.getDataType())
                + ", which no weights are read from; save it as float32, float64, float16 or bfloat16."));
        long elements;
        long bytes;
        try {
            elements = Tensor.elements(shape);
            bytes = Math.multiplyExact(elements, (long) type.bytes());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(file.name() + ": the tensor \"" + name + "\" claims the extents " + Extents.of(shape)
                    + ", which no file holds; download or export it again.", e);
        }
        MemorySegment data;
        if (proto.getDataLocation() == DataLocation.EXTERNAL) {
            data = external.of(proto, name, bytes);
        } else if (proto.hasRawData()) {
            data = slice(proto);
        } else {
            data = listed(proto, type, elements, name);
        }
        if (proto.hasSegment() || data.byteSize() != bytes) {
            throw bad(name, "has " + data.byteSize() + " bytes, not the " + bytes + " of its extents " + Extents.of(shape)
                    + "; download or export the model again.");
        }
        return new Tensor(type, ByteOrder.LITTLE_ENDIAN, data, shape);
    }

    /** The part of the mapping that protocol buffers' byte string lies over. */
    private MemorySegment slice(TensorProto proto) {
        MemorySegment raw = MemorySegment.ofBuffer(proto.getRawData().asReadOnlyByteBuffer());
        long from = raw.address() - file.bytes().address();
        boolean inside = raw.isNative() && from >= 0 && from <= file.size() - raw.byteSize();
        return inside ? file.bytes().asSlice(from, raw.byteSize()) : file.arena().allocate(Math.max(1, raw.byteSize()), 64)
                .asSlice(0, raw.byteSize()).copyFrom(raw);
    }

    private MemorySegment listed(TensorProto proto, ElementType type, long elements, String name) throws ModelFormatException {
        int count = switch (type) {
            case F32 -> proto.getFloatDataCount();
            case F64 -> proto.getDoubleDataCount();
            case I64 -> proto.getInt64DataCount();
            default -> proto.getInt32DataCount();
        };
        if (count != elements) {
            throw bad(name, "has " + count + " numbers, not the " + elements + " of its extents " + Extents.of(proto.getDimsList().stream()
                    .mapToLong(Long::longValue).toArray()) + "; download or export the model again.");
        }
        MemorySegment data = file.arena().allocate(Math.max(1, (long) count * type.bytes()), 64).asSlice(0, (long) count * type.bytes());
        for (int i = 0; i < count; i++) {
            switch (type) {
                case F32 -> data.set(FLOAT, 4L * i, proto.getFloatData(i));
                case F64 -> data.set(DOUBLE, 8L * i, proto.getDoubleData(i));
                case I64 -> data.set(LONG, 8L * i, proto.getInt64Data(i));
                case I32 -> data.set(INT, 4L * i, proto.getInt32Data(i));
                // the bits of a half float are the low ones of an int32
                case F16, BF16, I16 -> data.set(SHORT, 2L * i, (short) proto.getInt32Data(i));
                case I8, U8, BOOL -> data.set(ValueLayout.JAVA_BYTE, i, (byte) proto.getInt32Data(i));
            }
        }
        return data;
    }

    /** The numbers of a float attribute. */
    Tensor floats(java.util.List<Float> values, long... shape) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i);
        }
        return Tensor.of(numbers, shape);
    }

    /** The numbers of an integer attribute. */
    Tensor wholes(java.util.List<Long> values, long... shape) {
        MemorySegment data = file.arena().allocate(Math.max(1, 8L * values.size()), 64).asSlice(0, 8L * values.size());
        for (int i = 0; i < values.size(); i++) {
            data.set(LONG, 8L * i, values.get(i));
        }
        return new Tensor(ElementType.I64, ByteOrder.LITTLE_ENDIAN, data, shape);
    }

    /** One number many times over. */
    Tensor filled(Tensor value, long[] shape, String name) throws ModelFormatException {
        long bytes;
        try {
            bytes = Math.multiplyExact(Tensor.elements(shape), (long) value.type().bytes());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new ModelFormatException(file.name() + ": the tensor \"" + name + "\" claims the extents " + Extents.of(shape)
                    + ", which no computer holds; export the model again.", e);
        }
        if (bytes > mayFill) {
            throw bad(name, "would be filled to " + bytes + " bytes of one number, as no trained model is; open a trained model.");
        }
        mayFill -= bytes;
        MemorySegment data = file.arena().allocate(Math.max(1, bytes), 64).asSlice(0, bytes);
        // one number, then twice as many each time
        for (long done = 0; done < bytes; done = done == 0 ? value.type().bytes() : 2 * done) {
            MemorySegment.copy(done == 0 ? value.data() : data, 0, data, done, Math.min(done == 0 ? value.type().bytes() : done, bytes - done));
        }
        return new Tensor(value.type(), value.order(), data, shape);
    }

    /** Every number times {@code factor}, in memory of its own: half floats become float32, so as not to be rounded twice. */
    Tensor scaled(Tensor tensor, double factor) {
        if (factor == 1) {
            return tensor;
        }
        boolean wide = tensor.type() == ElementType.F64;
        int each = wide ? 8 : 4;
        MemorySegment data = file.arena().allocate(Math.max(1, each * tensor.size()), 64).asSlice(0, each * tensor.size());
        for (long i = 0; i < tensor.size(); i++) {
            double value = factor * tensor.get(i);
            if (wide) {
                data.set(DOUBLE, 8 * i, value);
            } else {
                data.set(FLOAT, 4 * i, (float) value);
            }
        }
        return new Tensor(wide ? ElementType.F64 : ElementType.F32, ByteOrder.LITTLE_ENDIAN, data, tensor.shape());
    }

    private static Optional<ElementType> type(int dataType) {
        return Optional.ofNullable(switch (dataType) {
            case TensorProto.DataType.FLOAT_VALUE -> ElementType.F32;
            case TensorProto.DataType.DOUBLE_VALUE -> ElementType.F64;
            case TensorProto.DataType.FLOAT16_VALUE -> ElementType.F16;
            case TensorProto.DataType.BFLOAT16_VALUE -> ElementType.BF16;
            case TensorProto.DataType.INT64_VALUE -> ElementType.I64;
            case TensorProto.DataType.INT32_VALUE -> ElementType.I32;
            case TensorProto.DataType.INT16_VALUE -> ElementType.I16;
            case TensorProto.DataType.INT8_VALUE -> ElementType.I8;
            case TensorProto.DataType.UINT8_VALUE -> ElementType.U8;
            case TensorProto.DataType.BOOL_VALUE -> ElementType.BOOL;
            default -> null;
        });
    }

    /** Whether a tensor's numbers are of a type that weights are read from. */
    static boolean canRead(TensorProto proto) {
        return type(proto.getDataType()).isPresent();
    }

    /** Numbers that were computed, outside of the heap. */
    Tensor of(NumberArray array) {
        ElementType type = array.isReal() ? array.type() == ElementType.F64 ? ElementType.F64 : ElementType.F32
                : array.type() == ElementType.BOOL ? ElementType.BOOL : ElementType.I64;
        int each = type.bytes();
        if ((long) each * array.size() > mayFill) {
            throw new IllegalArgumentException("more computed constants than any model has");
        }
        mayFill -= (long) each * array.size();
        MemorySegment data = file.arena().allocate(Math.max(1, (long) each * array.size()), 64).asSlice(0, (long) each * array.size());
        for (int i = 0; i < array.size(); i++) {
            double value = array.values()[i];
            switch (type) {
                case F64 -> data.set(DOUBLE, 8L * i, value);
                case F32 -> data.set(FLOAT, 4L * i, (float) value);
                case BOOL -> data.set(ValueLayout.JAVA_BYTE, i, (byte) (value != 0 ? 1 : 0));
                default -> data.set(LONG, 8L * i, (long) value);
            }
        }
        return new Tensor(type, ByteOrder.LITTLE_ENDIAN, data, java.util.Arrays.stream(array.shape()).asLongStream().toArray());
    }

    /** float32 numbers to be filled in. */
    MemorySegment floats(long count) {
        if (4 * count > mayUnpack) {
            throw new IllegalArgumentException("more numbers than the file holds");
        }
        mayUnpack -= 4 * count;
        return file.arena().allocate(Math.max(1, 4 * count), 64).asSlice(0, 4 * count);
    }

    static void set(MemorySegment floats, long index, double value) {
        floats.set(FLOAT, 4 * index, (float) value);
    }

    static Tensor tensor(MemorySegment floats, long... shape) {
        return new Tensor(ElementType.F32, ByteOrder.LITTLE_ENDIAN, floats, shape);
    }

    static String typeName(int dataType) {
        TensorProto.DataType known = TensorProto.DataType.forNumber(dataType);
        return known == null ? "numbers of the unknown type " + dataType : "numbers of type " + known;
    }
}
