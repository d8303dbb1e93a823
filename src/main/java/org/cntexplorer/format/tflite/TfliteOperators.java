package org.cntexplorer.format.tflite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Operator;

/** Nodes of a graph → operators: those that the model's outputs hang on. */
final class TfliteOperators {
    /** What the compilers for Edge TPU and Ethos-U leave of a model. */
    private static final Set<String> COMPILED = Set.of("edgetpu-custom-op", "ethos-u");

    private final MappedFile file;
    private final TfliteGraph graph;
    private final Weights weights;
    private final WeightNodes weighted;
    private final List<String> warnings;
    private final List<Operator> operators = new ArrayList<>();

    TfliteOperators(MappedFile file, TfliteGraph graph, Weights weights, List<String> warnings) {
        this.file = file;
        this.graph = graph;
        this.weights = weights;
        this.weighted = new WeightNodes(file, graph, weights);
        this.warnings = warnings;
    }

    List<Operator> operators() throws ModelFormatException {
        List<TfliteNode> needed = needed();
        Set<Integer> taken = new HashSet<>();
        for (TfliteNode node : needed) {
            taken.addAll(data(node));
        }
        for (int index : graph.inputs()) {
            if (taken.contains(index)) {
                operators.add(input(graph.tensor(index)));
            }
        }
        for (TfliteNode node : needed) {
            translate(node);
        }
        return operators;
    }

    private static Operator input(TfliteTensor tensor) {
        List<Integer> shape = tensor.shape();
        List<Integer> extents = new ArrayList<>(shape);
        if (extents.size() > 1 && extents.getFirst() < 0) {
            extents.set(0, 1);
        }
        boolean known = extents.stream().allMatch(extent -> extent > 0);
        return new Operator.Input(Names.of("input", List.of(tensor.name())), tensor.value(), known ? extents : List.of(), true);
    }

    /** The values that a node computes with, constants left out. */
    private List<Integer> data(TfliteNode node) throws ModelFormatException {
        List<Integer> candidates = switch (node.type()) {
            case "RESHAPE", "SQUEEZE", "EXPAND_DIMS", "FULLY_CONNECTED", "CONV_2D", "DEPTHWISE_CONV_2D" -> node.inputs().subList(0, Math.min(1, node.inputs().size()));
            case "TRANSPOSE_CONV", "CONV_3D_TRANSPOSE" -> node.inputs().subList(Math.min(2, node.inputs().size()), Math.min(3, node.inputs().size()));
            default -> node.inputs();
        };
        List<Integer> data = new ArrayList<>();
        for (int index : candidates) {
            if (index >= 0 && !weights.has(index)) {
                data.add(index);
            }
        }
        return data;
    }

    /** The nodes that the outputs hang on; the file has each behind those that it hangs on itself. */
    private List<TfliteNode> needed() throws ModelFormatException {
        Set<Integer> wanted = new HashSet<>(graph.outputs());
        List<TfliteNode> needed = new ArrayList<>();
        for (TfliteNode node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(wanted::contains)) {
                needed.addFirst(node);
                wanted.addAll(data(node));
            }
        }
        return needed;
    }

    private void translate(TfliteNode node) throws ModelFormatException {
        if (COMPILED.contains(node.type())) {
            throw new ModelFormatException(file.name() + " was compiled for a chip: its operator \"" + node.type()
                    + "\" hides the layers and their weights; open the .tflite file that it was compiled from.");
        }
        List<Integer> data = data(node);
        if (data.isEmpty() || node.output() < 0) {
            unsupported(node, data);
            return;
        }
        String input = graph.tensor(data.getFirst()).value();
        String output = graph.tensor(node.output()).value();
        String name = name(node);
        Optional<String> function = Functions.of(node.type());
        if (function.isPresent()) {
            operators.add(new Operator.Activation(name, input, output, function.get()));
            return;
        }
        Optional<String> fused = Functions.fused(node);
        String sums = fused.isPresent() ? output + " sums" : output;
        Optional<Operator> operator = switch (node.type()) {
            case "FULLY_CONNECTED" -> weighted.dense(node, name, flat(node, data.getFirst(), name), sums);
            case "CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "CONV_3D", "CONV_3D_TRANSPOSE" -> weighted.convolution(node, name, input, sums);
            case "QUANTIZE", "DEQUANTIZE", "CAST" -> Optional.of(new Operator.Pass(name, input, output));
            case "RESHAPE", "SQUEEZE", "EXPAND_DIMS" -> Optional.of(reshape(node, name, input, output));
            default -> Optional.empty();
        };
        if (operator.isEmpty()) {
            unsupported(node, data);
            return;
        }
        operators.add(operator.get());
        if (fused.isPresent()) {
            operators.add(new Operator.Activation(name, sums, output, fused.get()));
        }
    }

    /** A dense layer takes all numbers of a sample, however they are arranged, unless it is told to keep their extents. */
    private String flat(TfliteNode node, int value, String name) throws ModelFormatException {
        TfliteTensor tensor = graph.tensor(value);
        if (tensor.rank() <= 2 || node.options().isPresent() && node.options().get().flag(2)) {
            return tensor.value();
        }
        String flat = tensor.value() + " flat for " + node.output();
        operators.add(new Operator.Reshape(name, tensor.value(), flat, List.of()));
        return flat;
    }

    private Operator reshape(TfliteNode node, String name, String input, String output) {
        List<Integer> extents = new ArrayList<>(graph.tensor(node.output()).shape());
        if (extents.size() > 1 && extents.getFirst() < 0) {
            extents.set(0, 1);
        }
        return new Operator.Reshape(name, input, output, extents);
    }

    private String name(TfliteNode node) {
        List<String> candidates = new ArrayList<>();
        candidates.add(graph.tensor(node.output()).name());
        if (node.input(1) >= 0) {
            candidates.add(graph.tensor(node.input(1)).name());
        }
        return Names.of(node.type(), candidates);
    }

    private void unsupported(TfliteNode node, List<Integer> data) {
        List<String> taken = data.stream().map(i -> graph.tensor(i).value()).toList();
        for (int output : node.outputs()) {
            List<Integer> shape = graph.tensor(output).shape();
            operators.add(new Operator.Block(name(node), node.type(), taken, List.of(graph.tensor(output).value()),
                    shape.stream().allMatch(extent -> extent > 0) ? shape : List.of(), OptionalInt.empty()));
        }
    }
}
