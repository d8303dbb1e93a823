package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.computation.Hindrances;
import org.cntexplorer.format.computation.ModelOutput;
import org.cntexplorer.format.computation.RecurrentSums;
import org.cntexplorer.format.operator.Operator;
import org.cntexplorer.model.Computation;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** An ONNX file, run as it is: the values of its layers are outputs beside its own. */
final class OnnxComputation implements Computation {
    private static final int FIRST_SUMMING = 13;
    private static final String GIVEN = " given";

    private final ModelProto model;
    private final OnnxTensors tensors;
    private final List<Operator.Input> inputs;
    private final Set<String> wholes;
    private final List<RecurrentSums> recurrent;
    private final Supplier<List<LayerValues>> places;

    /**
     * @param inputs what the model is given, as the network was read
     * @param wholes those of whole numbers
     * @param recurrent what gives the sums of its recurrent nodes
     * @param places where its layers are found, among the values of the model's graph
     */
    OnnxComputation(ModelProto model, OnnxTensors tensors, List<Operator.Input> inputs, Set<String> wholes, List<RecurrentSums> recurrent,
            Supplier<List<LayerValues>> places) {
        this.model = model;
        this.tensors = tensors;
        this.inputs = List.copyOf(inputs);
        this.wholes = Set.copyOf(wholes);
        this.recurrent = List.copyOf(recurrent);
        this.places = places;
    }

    /** The names of the values of a model's graph, those inside of its bodies left out. */
    static Set<String> values(ModelProto model) {
        Set<String> names = new HashSet<>();
        model.getGraph().getInputList().forEach(input -> names.add(input.getName()));
        model.getGraph().getNodeList().forEach(node -> names.addAll(node.getOutputList()));
        return names;
    }

    /** Whether the sums of recurrent nodes can be added: in the words of an older operator set they are others. */
    static boolean canSum(ModelProto model) {
        return model.getOpsetImportList().stream().anyMatch(set -> (set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx")) && set.getVersion() >= FIRST_SUMMING);
    }

    @Override
    public Optional<String> hindrance() {
        Optional<String> several = Hindrances.ofInputs(inputs.stream().map(Operator.Input::output).toList());
        if (several.isPresent()) {
            return several;
        }
        if (model.getGraph().getOutputCount() == 0) {
            return Optional.of("The network cannot be run, because the file names no output; its links are right all the same. Export the model again.");
        }
        return Optional.empty();
    }

    private ValueInfoProto proto(Operator.Input input) {
        return model.getGraph().getInputList().stream().filter(one -> one.getName().equals(input.output())).findFirst().orElseThrow();
    }

    private static List<Dimension> dimensions(ValueInfoProto input) {
        return input.getType().getTensorType().getShape().getDimList();
    }

    /** The axis of the batch; −1 where there is none. */
    private static int batchAxis(Operator.Input input, List<Dimension> dimensions) {
        boolean timeFirst = dimensions.size() == 3 && input.extents().size() == 3 && (dimensions.getFirst().getDimValue() != 1 && input.extents().getFirst() != 1
                || dimensions.get(1).getDimParam().matches("(?i)n|bs|batch.*")) && input.extents().get(1) == 1;
        return dimensions.size() < 2 ? dimensions.size() == 1 && dimensions.getFirst().getDimValue() == 0 ? 0 : -1 : timeFirst ? 1 : 0;
    }

    @Override
    public List<ModelInput> inputs() {
        List<ModelInput> all = new ArrayList<>();
        for (Operator.Input input : inputs) {
            List<Dimension> dimensions = dimensions(proto(input));
            int batch = batchAxis(input, dimensions);
            List<Integer> extents = new ArrayList<>();
            for (int axis = 0; axis < dimensions.size(); axis++) {
                if (axis != batch) {
                    long extent = dimensions.get(axis).getDimValue();
                    extents.add(extent > 0 ? Math.toIntExact(extent) : -1);
                }
            }
            all.add(new ModelInput(input.output(), extents, input.channelLast(), wholes.contains(input.output())));
        }
        return all;
    }

    @Override
    public Optional<Integer> batch() {
        List<Dimension> dimensions = dimensions(proto(inputs.getFirst()));
        int axis = batchAxis(inputs.getFirst(), dimensions);
        long extent = axis < 0 ? 1 : dimensions.get(axis).getDimValue();
        return extent > 0 ? Optional.of(Math.toIntExact(extent)) : Optional.empty();
    }

    @Override
    public List<LayerValues> layers() {
        return places.get();
    }

    @Override
    public String output() {
        return model.getGraph().getOutput(0).getName();
    }

    @Override
    public boolean saysFunctions() {
        return true;
    }

    @Override
    public void write(Path onnx, Functions functions, Progress progress) throws IOException {
        Optional<String> hindrance = hindrance();
        if (hindrance.isPresent()) {
            throw new IllegalStateException(hindrance.get());
        }
        GraphProto.Builder graph = model.getGraph().toBuilder();
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            progress.check();
            graph.setInitializer(i, inside(graph.getInitializer(i)));
        }
        Set<String> given = new HashSet<>();
        graph.getOutputList().forEach(output -> given.add(output.getName()));
        for (LayerValues values : layers()) {
            values.preActivation().ifPresent(place -> output(place.value(), given, graph));
            output(values.activation().value(), given, graph);
        }
        nameSteps(graph);
        recurrent.forEach(one -> one.addTo(graph));
        take(inputs.getFirst(), graph);
        ModelOutput.write(model.toBuilder(), graph, onnx, progress);
    }

    /** Gives a name to the steps of nodes of which only the last is taken. */
    private void nameSteps(GraphProto.Builder graph) {
        Set<String> wanted = new HashSet<>();
        recurrent.forEach(one -> wanted.add(one.given()));
        for (int i = 0; i < graph.getNodeCount(); i++) {
            int place = i;
            NodeProto node = graph.getNode(i);
            if (node.getOutputCount() > 1 && node.getOutput(0).isEmpty()) {
                node.getOutputList().stream().filter(name -> !name.isEmpty()).findFirst().map(name -> name + " every step").filter(wanted::contains)
                        .ifPresent(name -> graph.setNode(place, node.toBuilder().setOutput(0, name)));
            }
        }
    }

    /** With numbers that lie in a file beside the model brought in. */
    private TensorProto inside(TensorProto tensor) throws IOException {
        if (tensor.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
            return tensor;
        }
        try {
            Tensor numbers = tensors.tensor(tensor, tensor.getName());
            ByteString raw = numbers.size() == 0 ? ByteString.EMPTY : UnsafeByteOperations.unsafeWrap(numbers.data().asByteBuffer());
            return tensor.toBuilder().clearExternalData().setDataLocation(TensorProto.DataLocation.DEFAULT).setRawData(raw).build();
        } catch (ModelFormatException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void output(String name, Set<String> given, GraphProto.Builder graph) {
        boolean input = graph.getInputList().stream().anyMatch(one -> one.getName().equals(name));
        if (!input && given.add(name)) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
    }

    /** Samples come as float32 with the batch first; what the model takes is made of them. */
    private static void take(Operator.Input input, GraphProto.Builder graph) {
        for (int i = 0; i < graph.getInputCount(); i++) {
            ValueInfoProto taken = graph.getInput(i);
            if (!taken.getName().equals(input.output())) {
                continue;
            }
            int type = taken.getType().getTensorType().getElemType();
            List<Dimension> dimensions = dimensions(taken);
            int batch = batchAxis(input, dimensions);
            boolean plain = (type == TensorProto.DataType.FLOAT_VALUE || type == 0) && batch == 0;
            if (plain) {
                return;
            }
            TensorShapeProto.Builder shape = TensorShapeProto.newBuilder().addDim(batch < 0 ? Dimension.newBuilder().setDimValue(1).build() : dimensions.get(batch));
            for (int axis = 0; axis < dimensions.size(); axis++) {
                if (axis != batch) {
                    shape.addDim(dimensions.get(axis));
                }
            }
            graph.setInput(i, ValueInfoProto.newBuilder().setName(taken.getName() + GIVEN).setType(TypeProto.newBuilder().setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(TensorProto.DataType.FLOAT_VALUE).setShape(shape))));
            List<NodeProto> nodes = new ArrayList<>();
            NodeProto.Builder cast = NodeProto.newBuilder().setOpType("Cast").addInput(taken.getName() + GIVEN)
                    .addAttribute(AttributeProto.newBuilder().setName("to").setType(AttributeProto.AttributeType.INT).setI(type == 0 ? 1 : type));
            if (batch == 0) {
                nodes.add(cast.addOutput(taken.getName()).build());
            } else {
                nodes.add(cast.addOutput(taken.getName() + GIVEN + " number").build());
                NodeProto.Builder turn = NodeProto.newBuilder().addInput(taken.getName() + GIVEN + " number").addOutput(taken.getName());
                if (batch == 1) {
                    turn.setOpType("Transpose").addAttribute(AttributeProto.newBuilder().setName("perm").setType(AttributeProto.AttributeType.INTS).addInts(1)
                            .addInts(0).addInts(2));
                } else {
                    graph.addInitializer(TensorProto.newBuilder().setName(taken.getName() + GIVEN + " extents").setDataType(TensorProto.DataType.INT64_VALUE)
                            .addDims(1).addInt64Data(-1));
                    turn.setOpType("Reshape").addInput(taken.getName() + GIVEN + " extents");
                }
                nodes.add(turn.build());
            }
            nodes.addAll(graph.getNodeList());
            graph.clearNode().addAllNode(nodes);
            return;
        }
    }
}
