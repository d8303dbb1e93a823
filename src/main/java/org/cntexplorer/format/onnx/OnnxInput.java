package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.ModelInput;

/**
 * An input of an ONNX model that is run, and the nodes that stand in its place.
 *
 * @param value what the file says of it
 * @param batchAxis the axis of the samples; −1 where there is none
 * @param channelLast whether its last axis is the channel
 * @param whole whether its numbers are whole
 * @param compared the number that the model compares it with, such as a sampling rate; empty where it compares it with none, or it is more than one number
 * @param read the longest of the extents that the file leaves open, as the network was read; 0 where these are single steps
 */
record OnnxInput(ValueInfoProto value, int batchAxis, boolean channelLast, boolean whole, OptionalLong compared, int read) {
    /** Names of an open extent that is the number of samples. */
    private static final Pattern BATCH = Pattern.compile("(?i)n|bs|batch.*");
    /** And of one that is the number of steps. */
    private static final Pattern STEPS = Pattern.compile("(?i)t|.*(step|seq|time|length|frame).*");
    private static final String GIVEN = " given";

    static OnnxInput of(GraphProto graph, Operator.Input input, boolean whole) {
        ValueInfoProto value = graph.getInputList().stream().filter(one -> one.getName().equals(input.output())).findFirst().orElseThrow();
        List<Dimension> dimensions = dimensions(value);
        boolean timeFirst = dimensions.size() == 3 && input.extents().size() == 3 && (dimensions.getFirst().getDimValue() != 1 && input.extents().getFirst() != 1
                || isBatch(dimensions.get(1)) || dimensions.get(1).getDimValue() == 1 && STEPS.matcher(dimensions.getFirst().getDimParam()).matches())
                && input.extents().get(1) == 1;
        int batch = dimensions.size() < 2 ? dimensions.size() == 1 && dimensions.getFirst().getDimValue() == 0 ? 0 : -1 : timeFirst ? 1 : 0;
        int read = IntStream.range(0, Math.min(dimensions.size(), input.extents().size())).filter(axis -> axis != batch && dimensions.get(axis).getDimValue() <= 0)
                .map(axis -> input.extents().get(axis)).max().orElse(0);
        return new OnnxInput(value, batch, input.channelLast(), whole,
                whole && input.extents().stream().allMatch(extent -> extent == 1) ? compared(graph, value.getName()) : OptionalLong.empty(), read > 1 ? read : 0);
    }

    private static OptionalLong compared(GraphProto graph, String name) {
        return graph.getNodeList().stream().filter(node -> node.getOpType().equals("Equal") && node.getInputList().contains(name)).flatMap(node -> node.getInputList().stream())
                .flatMapToLong(other -> stored(graph, other)).findFirst();
    }

    /** The numbers of a constant whole one. */
    private static LongStream stored(GraphProto graph, String name) {
        Stream<TensorProto> constants = graph.getNodeList().stream().filter(node -> node.getOpType().equals("Constant") && node.getOutputList().contains(name))
                .flatMap(node -> node.getAttributeList().stream()).filter(AttributeProto::hasT).map(AttributeProto::getT);
        return Stream.concat(constants, graph.getInitializerList().stream().filter(tensor -> tensor.getName().equals(name)))
                .filter(tensor -> tensor.getDataType() == TensorProto.DataType.INT64_VALUE).flatMapToLong(tensor -> tensor.getRawData().size() == Long.BYTES
                        ? LongStream.of(tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getLong())
                        : tensor.getInt64DataList().stream().limit(1).mapToLong(Long::longValue));
    }

    private static List<Dimension> dimensions(ValueInfoProto input) {
        return input.getType().getTensorType().getShape().getDimList();
    }

    private static boolean isBatch(Dimension dimension) {
        return BATCH.matcher(dimension.getDimParam()).matches();
    }

    private List<Dimension> dimensions() {
        return dimensions(value);
    }

    String name() {
        return value.getName();
    }

    private int type() {
        int type = value.getType().getTensorType().getElemType();
        return type == 0 ? TensorProto.DataType.FLOAT_VALUE : type;
    }

    /** Whether it is a tensor of numbers, and no list, and no words. */
    boolean takesNumbers() {
        return value.getType().hasTensorType() && type() != TensorProto.DataType.STRING_VALUE;
    }

    /** How many samples it takes at once; empty where that is open. */
    Optional<Integer> batch() {
        long extent = batchAxis < 0 ? 1 : dimensions().get(batchAxis).getDimValue();
        return extent > 0 ? Optional.of(Math.toIntExact(extent)) : Optional.empty();
    }

    ModelInput asModelInput() {
        List<Integer> extents = new ArrayList<>();
        for (int axis = 0; axis < dimensions().size(); axis++) {
            if (axis != batchAxis) {
                long extent = dimensions().get(axis).getDimValue();
                extents.add(extent > 0 ? Math.toIntExact(extent) : -1);
            }
        }
        ModelInput proposed = new ModelInput(name(), extents, channelLast, whole).read(read);
        return compared.isPresent() ? proposed.filled(compared.getAsLong()) : proposed;
    }

    /** Adds the input of a graph that gets samples as float32 with the batch first, and the nodes that make of them what the model takes. */
    void take(GraphProto.Builder graph) {
        if (type() == TensorProto.DataType.FLOAT_VALUE && batchAxis == 0) {
            graph.addInput(value);
            return;
        }
        List<Dimension> dimensions = dimensions();
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(batchAxis < 0 ? Dimension.newBuilder().setDimValue(1).build() : dimensions.get(batchAxis));
        IntStream.range(0, dimensions.size()).filter(axis -> axis != batchAxis).forEach(axis -> shape.addDim(dimensions.get(axis)));
        graph.addInput(ValueInfoProto.newBuilder().setName(name() + GIVEN).setType(TypeProto.newBuilder().setTensorType(
                TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape))));
        if (batchAxis == 0) {
            graph.addNode(cast(name() + GIVEN, name()));
            return;
        }
        String number = name() + GIVEN + " number";
        graph.addNode(cast(name() + GIVEN, number));
        NodeProto.Builder turn = NodeProto.newBuilder().addInput(number).addOutput(name());
        if (batchAxis == 1) {
            turn.setOpType("Transpose").addAttribute(AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS).addInts(1)
                    .addInts(0).addInts(2));
        } else {
            turn.setOpType("Reshape").addInput(wholes(name() + GIVEN + " extents", graph, -1));
        }
        graph.addNode(turn);
    }

    private NodeProto cast(String from, String to) {
        return NodeProto.newBuilder().setOpType("Cast").addInput(from).addOutput(to)
                .addAttribute(AttributeProto.newBuilder().setName("to").setType(AttributeProto.AttributeType.INT).setI(type())).build();
    }

    /**
     * Adds the nodes that fill all its places with a number, for as many samples as there are.
     *
     * @param samples the input that gets the samples: axes of the same name, and open ones at the same place, have the same extents
     */
    void fill(double number, OnnxInput samples, GraphProto.Builder graph) {
        String prefix = name() + " filled";
        TensorProto scalar = TensorProto.newBuilder().setDataType(TensorProto.DataType.DOUBLE_VALUE).addDoubleData(number).build();
        graph.addNode(constant(prefix + " with", scalar));
        if (dimensions().isEmpty()) {
            graph.addNode(cast(prefix + " with", name()));
            return;
        }
        graph.addNode(cast(prefix + " with", prefix));
        graph.addNode(node("Shape", prefix + " as", samples.name()));
        NodeProto.Builder joined = node("Concat", prefix + " extents").addAttribute(axis0());
        for (int axis = 0; axis < dimensions().size(); axis++) {
            OptionalInt same = sameAxis(axis, samples);
            String extent = wholes(prefix + " extent " + axis, graph, same.isPresent() ? same.getAsInt() : Math.max(1, dimensions().get(axis).getDimValue()));
            if (same.isPresent()) {
                graph.addNode(node("Gather", extent + " taken", prefix + " as", extent).addAttribute(axis0()));
                extent += " taken";
            }
            joined.addInput(extent);
        }
        graph.addNode(joined).addNode(node("Expand", name(), prefix, prefix + " extents"));
    }

    /** The axis of the samples' input that an axis is as long as; empty where it has its own extent, or is open with nothing like it. */
    private OptionalInt sameAxis(int axis, OnnxInput samples) {
        Dimension own = dimensions().get(axis);
        List<Dimension> theirs = samples.dimensions();
        if (own.getDimValue() > 0) {
            return OptionalInt.empty();
        }
        OptionalInt called = IntStream.range(0, theirs.size()).filter(i -> !own.getDimParam().isEmpty() && own.getDimParam().equals(theirs.get(i).getDimParam())).findFirst();
        boolean batch = isBatch(own) || axis == batchAxis;
        if (called.isPresent() || batch) {
            return called.isPresent() ? called : samples.batchAxis < 0 ? OptionalInt.empty() : OptionalInt.of(samples.batchAxis);
        }
        boolean alike = theirs.size() == dimensions().size() && theirs.get(axis).getDimValue() <= 0 && axis != samples.batchAxis;
        return alike ? OptionalInt.of(axis) : OptionalInt.empty();
    }

    private static NodeProto.Builder node(String type, String output, String... inputs) {
        return NodeProto.newBuilder().setOpType(type).addAllInput(List.of(inputs)).addOutput(output);
    }

    private static AttributeProto axis0() {
        return AttributeProto.newBuilder().setName("axis").setType(AttributeProto.AttributeType.INT).setI(0).build();
    }

    private static NodeProto constant(String output, TensorProto numbers) {
        return node("Constant", output).addAttribute(AttributeProto.newBuilder().setName("value").setType(AttributeProto.AttributeType.TENSOR).setT(numbers)).build();
    }

    private static String wholes(String name, GraphProto.Builder graph, long number) {
        graph.addNode(constant(name, TensorProto.newBuilder().setDataType(TensorProto.DataType.INT64_VALUE).addDims(1).addInt64Data(number).build()));
        return name;
    }
}
