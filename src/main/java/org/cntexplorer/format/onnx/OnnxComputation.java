package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.file.Path;
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
import org.cntexplorer.model.Feed;
import org.cntexplorer.model.LayerValues;
import org.cntexplorer.model.ModelInput;
import org.cntexplorer.model.Tensor;
import org.cntexplorer.progress.Progress;

/** An ONNX file, run as it is: the values of its layers are outputs beside its own. */
final class OnnxComputation implements Computation {
    private static final int FIRST_SUMMING = 13;

    private final ModelProto model;
    private final OnnxTensors tensors;
    private final List<OnnxInput> inputs;
    private final List<RecurrentSums> recurrent;
    private final Supplier<List<LayerValues>> places;
    private final Optional<Feed> fed;

    /**
     * @param inputs what the model is given, as the network was read
     * @param wholes those of whole numbers
     * @param recurrent what gives the sums of its recurrent nodes
     * @param places where its layers are found, among the values of the model's graph
     */
    OnnxComputation(ModelProto model, OnnxTensors tensors, List<Operator.Input> inputs, Set<String> wholes, List<RecurrentSums> recurrent,
            Supplier<List<LayerValues>> places) {
        this(model, tensors, inputs.stream().map(input -> OnnxInput.of(model.getGraph(), input, wholes.contains(input.output()))).toList(), List.copyOf(recurrent), places,
                Optional.empty());
    }

    private OnnxComputation(ModelProto model, OnnxTensors tensors, List<OnnxInput> inputs, List<RecurrentSums> recurrent, Supplier<List<LayerValues>> places,
            Optional<Feed> fed) {
        this.model = model;
        this.tensors = tensors;
        this.inputs = inputs;
        this.recurrent = recurrent;
        this.places = places;
        this.fed = fed;
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
        Optional<String> none = Hindrances.ofInputs(inputs);
        if (none.isPresent()) {
            return none;
        }
        Optional<OnnxInput> words = inputs.stream().filter(input -> !input.takesNumbers()).findFirst();
        if (words.isPresent()) {
            return Optional.of("The network cannot be run, because its input \"" + ModelFormatException.shown(words.get().name())
                    + "\" takes no numbers; its links are right all the same. Export it with inputs that are numbers.");
        }
        if (model.getGraph().getOutputCount() == 0) {
            return Optional.of("The network cannot be run, because the file names no output; its links are right all the same. Export the model again.");
        }
        return Optional.empty();
    }

    @Override
    public List<ModelInput> inputs() {
        return inputs.stream().map(OnnxInput::asModelInput).toList();
    }

    @Override
    public Feed feed() {
        return fed.orElseGet(() -> Feed.proposed(inputs()));
    }

    @Override
    public Computation with(Feed feed) {
        return new OnnxComputation(model, tensors, inputs, recurrent, places, Optional.of(feed.requireFit(inputs())));
    }

    private OnnxInput samples() {
        String name = feed().samples();
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public Optional<Integer> batch() {
        Optional<Integer> own = samples().batch();
        // a state of one sample, say, is no state of many
        boolean ofOne = inputs.stream().anyMatch(input -> input.batchAxis() >= 0 && input.batch().equals(Optional.of(1)));
        return own.isEmpty() && ofOne ? Optional.of(1) : own;
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
        feed(graph);
        ModelOutput.write(model.toBuilder(), graph, onnx, progress);
    }

    /** Samples come as float32 with the batch first, and nothing else comes: what the model takes is made of them. */
    private void feed(GraphProto.Builder graph) {
        Feed feed = feed();
        OnnxInput samples = samples();
        GraphProto.Builder first = GraphProto.newBuilder();
        samples.take(first);
        inputs.stream().filter(input -> input != samples).forEach(input -> input.fill(feed.constants().get(input.name()), samples, first));
        List<ValueInfoProto> others = graph.getInputList().stream().filter(value -> inputs.stream().noneMatch(input -> input.name().equals(value.getName()))).toList();
        first.addAllNode(graph.getNodeList());
        graph.clearInput().addAllInput(first.getInputList()).addAllInput(others).clearNode().addAllNode(first.getNodeList());
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
        if (!name.equals(feed().samples()) && given.add(name)) {
            graph.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
    }
}
