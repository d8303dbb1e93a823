package org.cntexplorer.format.onnx;

import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.OpenOptions;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.lowering.Operator;
import org.cntexplorer.format.onnx.ComposedFunctions.Composed;
import org.cntexplorer.format.onnx.Constants.Constant;
import org.cntexplorer.model.DenseConnection.Orientation;
import org.cntexplorer.model.Shape;

/** Nodes of a graph → operators: those that the model's outputs hang on. */
final class OnnxOperators {
    /** What makes a label or a table of a network's outputs. */
    private static final Set<String> CONCLUSIONS = Set.of("ArgMax", "ArgMin", "TopK", "ai.onnx.ml.ZipMap", "ai.onnx.ml.ArrayFeatureExtractor",
            "ai.onnx.ml.LabelEncoder", "ai.onnx.ml.Normalizer");
    private static final Set<String> TELLING = Set.of("Conv", "ConvTranspose", "LSTM", "GRU", "RNN", "BatchNormalization", "LayerNormalization",
            "MatMulInteger", "QLinearMatMul", "DequantizeLinear", "Attention", "Einsum", "If", "Loop", "Scan");
    private static final int MOST_CHANNELS = 4;

    private final OnnxGraph graph;
    private final Constants constants;
    private final DenseNodes dense;
    private final ConvolutionNodes convolutions;
    private final List<String> warnings;
    private final OpenOptions options;
    private final List<Operator> operators = new ArrayList<>();
    private final Map<String, Dims> dims = new HashMap<>();
    /** Values that are the sums of a layer which has no bias yet → where its operator stands. */
    private final Map<String, Integer> unbiased = new HashMap<>();
    private final Map<String, Integer> takers = new HashMap<>();
    private final Set<String> concluded = new HashSet<>();

    OnnxOperators(OnnxGraph graph, Constants constants, OnnxTensors tensors, List<String> warnings, OpenOptions options) {
        this.graph = graph;
        this.constants = constants;
        this.dense = new DenseNodes(constants, tensors);
        this.convolutions = new ConvolutionNodes(constants);
        this.options = options;
        this.warnings = warnings;
    }

    List<Operator> operators() throws ModelFormatException {
        List<OnnxNode> needed = needed();
        for (OnnxNode node : needed) {
            node.inputs().forEach(value -> takers.merge(value, 1, Integer::sum));
        }
        Map<OnnxNode, Composed> composed = new ComposedFunctions(graph, constants).among(needed);
        Set<OnnxNode> parts = new HashSet<>();
        composed.values().forEach(function -> parts.addAll(function.parts()));
        Set<String> given = new HashSet<>();
        for (OnnxNode node : needed) {
            for (String value : data(node)) {
                if (graph.input(value).isPresent() && given.add(value)) {
                    operators.add(input(graph.input(value).get()));
                }
            }
            if (composed.containsKey(node)) {
                function(node, composed.get(node).input(), composed.get(node).name());
            } else if (!parts.contains(node)) {
                translate(node);
            }
        }
        return operators;
    }

    /** Of several operators that cannot be drawn, one with weights says more of the model than the arithmetic of shapes around it. */
    private static boolean isTelling(Operator operator) {
        return operator instanceof Operator.Block other && TELLING.contains(other.type());
    }

    /** The values that a node computes with, constants left out: for most nodes all, for the shape of a Reshape none. */
    private List<String> data(OnnxNode node) throws ModelFormatException {
        List<String> candidates = switch (node.type()) {
            case "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Dropout", "Clip", "PRelu", "Slice", "Pad", "Expand", "Tile", "Resize" -> List.of(node.input(0));
            default -> node.inputs();
        };
        List<String> data = new ArrayList<>();
        for (String value : candidates) {
            if (!value.isEmpty() && !constants.contain(value)) {
                data.add(value);
            }
        }
        return data;
    }

    private record Visit(OnnxNode node, boolean done) {}

    /** The nodes that the outputs hang on, each behind those that it hangs on itself. */
    private List<OnnxNode> needed() throws ModelFormatException {
        Deque<Visit> open = new ArrayDeque<>();
        List<String> wanted = graph.outputs();
        for (int i = wanted.size() - 1; i >= 0; i--) {
            graph.giver(wanted.get(i)).ifPresent(node -> open.push(new Visit(node, false)));
        }
        Set<OnnxNode> seen = new HashSet<>();
        List<OnnxNode> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            Visit visit = open.pop();
            if (visit.done()) {
                ordered.add(visit.node());
            } else if (seen.add(visit.node()) && !constants.contain(visit.node().output())) {
                open.push(new Visit(visit.node(), true));
                for (String value : data(visit.node()).reversed()) {
                    graph.giver(value).filter(node -> !seen.contains(node)).ifPresent(node -> open.push(new Visit(node, false)));
                }
            }
        }
        return ordered;
    }

    private Operator input(ValueInfoProto value) {
        TensorShapeProto shape = value.getType().getTensorType().getShape();
        long[] extents = new long[shape.getDimCount()];
        for (int axis = 0; axis < extents.length; axis++) {
            long extent = shape.getDim(axis).getDimValue();
            extents[axis] = extent > 0 ? extent : -1;
        }
        Dims known = value.getType().getTensorType().hasShape() ? Dims.known(extents) : Dims.UNKNOWN;
        List<Integer> told = options.inputShape().map(Shape::extents).orElse(List.of());
        if (!known.sampleIsKnown() && told.size() == extents.length - 1) {
            known = Dims.known(LongStream.concat(LongStream.of(-1), told.stream().mapToLong(Integer::longValue)).toArray());
        }
        dims.put(value.getName(), known);
        List<Integer> sample = known.sampleIsKnown() ? known.ofSample() : List.of();
        boolean channelLast = sample.size() == 3 && sample.getLast() <= MOST_CHANNELS && sample.getFirst() > MOST_CHANNELS;
        if (channelLast) {
            warnings.add("The input \"" + value.getName() + "\" is taken for an image with its channels last.");
        }
        return new Operator.Input(value.getName(), value.getName(), sample.isEmpty() ? List.of() : batched(sample), channelLast);
    }

    private void translate(OnnxNode node) throws ModelFormatException {
        List<String> data = data(node);
        if (CONCLUSIONS.contains(node.type()) || data.stream().anyMatch(concluded::contains) && !hasWeights(node)) {
            concluded.addAll(node.outputs());
            if (CONCLUSIONS.contains(node.type())) {
                warnings.add("The operator " + node.type() + " behind the last layer is left out.");
            }
            return;
        }
        Optional<String> function = Functions.name(node, constants);
        if (function.isPresent() && data.size() == 1) {
            function(node, data.getFirst(), function.get());
            return;
        }
        switch (node.type()) {
            case "Gemm" -> layer(dense.gemm(node));
            case "Conv", "ConvTranspose" -> convolution(node);
            case "BatchNormalization" -> {
                operators.add(convolutions.normalisation(node));
                dims.put(node.output(), dims(node.input(0)));
            }
            case "MatMul" -> layer(dense.matMul(node, dims(node.input(1)).isOneVector()));
            case "Add" -> add(node, data);
            case "Dropout", "Identity", "Cast" -> pass(node);
            case "Reshape", "Flatten", "Squeeze", "Unsqueeze" -> arrange(node);
            case "Transpose" -> transpose(node);
            default -> unsupported(node, node.type(), data);
        }
    }

    private void convolution(OnnxNode node) throws ModelFormatException {
        Operator operator = convolutions.operator(node);
        operators.add(operator);
        if (operator instanceof Operator.Convolution convolution) {
            dims.put(node.output(), ConvolutionNodes.after(convolution, dims(node.input(0))));
        }
    }

    private void function(OnnxNode node, String value, String name) {
        operators.add(new Operator.Activation(label(node), value, node.output(), name));
        dims.put(node.output(), dims(value));
    }

    private static boolean hasWeights(OnnxNode node) {
        return node.type().equals("Gemm") || node.type().equals("MatMul") || node.type().equals("Conv");
    }

    private static String label(OnnxNode node) {
        return node.name().isEmpty() ? node.type() : node.name();
    }

    private Dims dims(String value) {
        return dims.getOrDefault(value, Dims.UNKNOWN);
    }

    private void layer(Operator operator) {
        if (operator instanceof Operator.Dense layer) {
            if (layer.bias().isEmpty()) {
                unbiased.put(layer.output(), operators.size());
            }
            if (layer.matrix().rank() == 2) {
                boolean sourceRows = layer.orientation() == Orientation.SOURCE_ROWS;
                long targets = layer.matrix().extent(sourceRows ? 1 : 0);
                dims.put(layer.output(), dims(layer.input()).isOneVector() ? Dims.known(targets) : Dims.vectors(targets));
            }
        }
        operators.add(operator);
    }

    /** A constant added to the sums of a layer without bias is its bias. */
    private void add(OnnxNode node, List<String> data) throws ModelFormatException {
        Integer place = data.size() == 1 && takers.get(data.getFirst()) == 1 ? unbiased.remove(data.getFirst()) : null;
        Optional<Constant> constant = constants.of(node.input(constants.contain(node.input(0)) ? 0 : 1));
        if (place == null || constant.isEmpty()) {
            unsupported(node, node.type(), data);
            return;
        }
        Optional<Operator.Dense> biased = dense.withBias((Operator.Dense) operators.get(place), constant.get());
        if (biased.isEmpty()) {
            unsupported(node, "Add of " + Extents.of(constant.get().tensor()) + " constants", data);
            return;
        }
        operators.set(place, biased.get());
        operators.add(new Operator.Pass(label(node), data.getFirst(), node.output()));
        dims.put(node.output(), dims(data.getFirst()));
    }

    private void pass(OnnxNode node) {
        String value = node.input(0);
        Integer place = unbiased.get(value);
        if (place != null && takers.get(value) == 1 && !node.type().equals("Dropout")) {
            unbiased.put(node.output(), place);
        }
        operators.add(new Operator.Pass(label(node), value, node.output()));
        dims.put(node.output(), dims(value));
    }

    private void arrange(OnnxNode node) throws ModelFormatException {
        String value = node.input(0);
        Dims before = dims(value);
        Dims after = node.type().equals("Reshape") ? new ShapeValues(constants, graph, dims).reshaped(node, before) : before.after(node, constants);
        dims.put(node.output(), after);
        if (after.extents().isEmpty() && (node.type().equals("Squeeze") || node.type().equals("Unsqueeze"))) {
            operators.add(new Operator.Pass(label(node), value, node.output()));
            return;
        }
        boolean batch = after.extents().isPresent() && keepsBatch(before, after.extents().get());
        List<Integer> sample = after.ofSample();
        if (!batch || sample.stream().filter(extent -> extent < 0).count() > 1) {
            unsupported(node, node.type() + " across the samples of a batch", List.of(value));
            return;
        }
        operators.add(new Operator.Reshape(label(node), value, node.output(), sample.size() == 1 ? List.of() : batched(sample)));
    }

    /** Whether the first extent is the number of samples before and after. */
    private static boolean keepsBatch(Dims before, long[] after) {
        if (after.length == 0) {
            return false;
        }
        long first = before.extents().isPresent() && before.extents().get().length > 0 ? before.extents().get()[0] : -1;
        return after[0] < 0 || first < 0 || after[0] == first || after.length == 1;
    }

    /** Drawable where it moves extents of 1 only. */
    private void transpose(OnnxNode node) {
        Dims before = dims(node.input(0));
        Optional<long[]> order = node.wholes("perm");
        if (before.extents().isPresent() && order.isPresent() && order.get().length == before.extents().get().length
                && order.get().length > 0 && order.get()[0] == 0) {
            long[] from = before.extents().get();
            long[] to = new long[from.length];
            long last = -1;
            boolean kept = true;
            for (int axis = 0; axis < to.length; axis++) {
                long source = Math.clamp(order.get()[axis], 0, from.length - 1);
                to[axis] = from[(int) source];
                kept &= to[axis] == 1 || source > last;
                last = to[axis] == 1 ? last : source;
            }
            if (kept) {
                dims.put(node.output(), Dims.known(to));
                operators.add(new Operator.Reshape(label(node), node.input(0), node.output(), batched(Dims.known(to).ofSample())));
                return;
            }
        }
        unsupported(node, node.type(), List.of(node.input(0)));
    }

    private static List<Integer> batched(List<Integer> sample) {
        List<Integer> all = new ArrayList<>(sample);
        all.addFirst(1);
        return all;
    }

    private void unsupported(OnnxNode node, String type, List<String> data) {
        for (String output : node.outputs()) {
            if (!output.isEmpty()) {
                operators.add(new Operator.Block(node.name(), type, data, List.of(output), List.of(), OptionalInt.empty()));
            }
        }
    }
}
