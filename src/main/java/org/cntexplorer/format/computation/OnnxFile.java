package org.cntexplorer.format.computation;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** An ONNX model in the making: its nodes, the numbers they take and the values that it gives. */
final class OnnxFile {
    private static final int OPERATOR_SET = 17;
    private static final int IR_VERSION = 8;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
    private final Set<String> outputs = new HashSet<>();
    private final String prefix;
    private int made;

    OnnxFile() {
        this("");
    }

    /** @param prefix of names that it makes up */
    OnnxFile(String prefix) {
        this.prefix = prefix;
    }

    /** A name that no value has yet. */
    String fresh(String of) {
        return prefix + of + " #" + made++;
    }

    /** @param extents of one sample; −1 for an open one */
    void input(String name, List<Integer> extents) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("batch"));
        for (int i = 0; i < extents.size(); i++) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(extents.get(i) < 0 ? dimension.setDimParam(name + " " + i) : dimension.setDimValue(extents.get(i)));
        }
        graph.addInput(ValueInfoProto.newBuilder().setName(name).setType(TypeProto.newBuilder().setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape))));
    }

    /** A value that the model gives, once. */
    void output(String name) {
        if (outputs.add(name)) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
    }

    void node(String type, List<String> inputs, List<String> given, Map<String, ?> attributes) {
        NodeProto.Builder node = NodeProto.newBuilder().setOpType(type).setName(prefix + "node " + graph.getNodeCount()).addAllInput(inputs).addAllOutput(given);
        attributes.forEach((name, value) -> node.addAttribute(attribute(name, value)));
        graph.addNode(node);
    }

    /** A node with one new value. @return its name */
    String node(String type, Map<String, ?> attributes, String... inputs) {
        String given = fresh(type);
        node(type, List.of(inputs), List.of(given), attributes);
        return given;
    }

    private static AttributeProto attribute(String name, Object value) {
        AttributeProto.Builder attribute = AttributeProto.newBuilder().setName(name);
        switch (value) {
            case Integer whole -> attribute.setType(AttributeProto.AttributeType.INT).setI(whole);
            case Long whole -> attribute.setType(AttributeProto.AttributeType.INT).setI(whole);
            case Number number -> attribute.setType(AttributeProto.AttributeType.FLOAT).setF(number.floatValue());
            case String text -> attribute.setType(AttributeProto.AttributeType.STRING).setS(ByteString.copyFromUtf8(text));
            case List<?> all when !all.isEmpty() && all.getFirst() instanceof String -> {
                attribute.setType(AttributeProto.AttributeType.STRINGS);
                all.forEach(one -> attribute.addStrings(ByteString.copyFromUtf8((String) one)));
            }
            case List<?> all when !all.isEmpty() && (all.getFirst() instanceof Float || all.getFirst() instanceof Double) -> {
                attribute.setType(AttributeProto.AttributeType.FLOATS);
                all.forEach(one -> attribute.addFloats(((Number) one).floatValue()));
            }
            case List<?> all -> {
                attribute.setType(AttributeProto.AttributeType.INTS);
                all.forEach(one -> attribute.addInts(((Number) one).longValue()));
            }
            default -> throw new IllegalArgumentException("the attribute " + name + " is a " + value.getClass().getSimpleName());
        }
        return attribute.build();
    }

    /** Numbers of the file, under other extents of the same product. @return the name of the value */
    String numbers(Tensor tensor, long... shape) {
        String name = fresh("numbers");
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE).setRawData(bytes(tensor));
        for (long extent : shape) {
            proto.addDims(extent);
        }
        graph.addInitializer(proto);
        return name;
    }

    /** The numbers as little-endian float32: in place where they lie so in the file. */
    private static ByteString bytes(Tensor tensor) {
        MemorySegment data = tensor.data();
        if (!tensor.isPlainFloat() || tensor.order() != ByteOrder.LITTLE_ENDIAN) {
            MemorySegment converted = Arena.ofAuto().allocate(Math.max(4, 4 * tensor.size()), 8).asSlice(0, 4 * tensor.size());
            double[] block = new double[4096];
            ValueLayout.OfFloat little = ValueLayout.JAVA_FLOAT.withOrder(ByteOrder.LITTLE_ENDIAN);
            for (long from = 0; from < tensor.size(); from += block.length) {
                int count = (int) Math.min(block.length, tensor.size() - from);
                tensor.read(from, block, 0, count);
                for (int i = 0; i < count; i++) {
                    converted.setAtIndex(little, from + i, (float) block[i]);
                }
            }
            data = converted;
        }
        return UnsafeByteOperations.unsafeWrap(data.asByteBuffer());
    }

    /** Numbers that are computed. @param shape none for a scalar */
    String floats(float[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return raw(TensorProto.DataType.FLOAT_VALUE, bytes, shape);
    }

    /** Whole numbers along one axis. */
    String wholes(long... numbers) {
        return wholesOf(numbers, numbers.length);
    }

    /** One whole number without an axis. */
    String whole(long number) {
        return wholesOf(new long[] {number});
    }

    private String wholesOf(long[] numbers, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(numbers);
        return raw(TensorProto.DataType.INT64_VALUE, bytes, shape);
    }

    private String raw(int type, ByteBuffer bytes, long... shape) {
        String name = fresh("numbers");
        TensorProto.Builder proto = TensorProto.newBuilder().setName(name).setDataType(type).setRawData(UnsafeByteOperations.unsafeWrap(bytes));
        for (long extent : shape) {
            proto.addDims(extent);
        }
        graph.addInitializer(proto);
        return name;
    }

    /** Adds its nodes and numbers to another graph. */
    void addTo(GraphProto.Builder other) {
        other.addAllNode(graph.getNodeList()).addAllInitializer(graph.getInitializerList());
    }

    /** @throws IOException where it cannot be written, or is larger than a file of this kind can be */
    void write(Path to, Progress progress) throws IOException {
        ModelOutput.write(ModelProto.newBuilder().setIrVersion(IR_VERSION).setProducerName("CNT Explorer")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET)), graph, to, progress);
    }
}
