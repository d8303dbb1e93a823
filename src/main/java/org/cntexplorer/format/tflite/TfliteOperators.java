package org.cntexplorer.format.tflite;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.operator.Operator;

/** Nodes of a graph → operators: those that the model's outputs hang on, each by the family that knows it. */
final class TfliteOperators {
    /** What the compilers for Edge TPU and Ethos-U leave of a model. */
    private static final Set<String> COMPILED = Set.of("edgetpu-custom-op", "ethos-u");
    private static final long MOST_NUMBERS = 1L << 28;
    private static final Set<String> PASSING = Set.of("QUANTIZE", "DEQUANTIZE", "CAST", "FAKE_QUANT");

    private final MappedFile file;
    private final Translation translation;
    private final WeightNodes weighted;
    private final PoolingNodes pooling;
    private final ArithmeticNodes arithmetic;
    private final MoveNodes moves;
    private final SliceNodes slices;
    private final RecurrentNodes recurrent;

    TfliteOperators(MappedFile file, TfliteGraph graph, Weights weights, List<String> warnings) {
        this.file = file;
        this.translation = new Translation(graph, weights);
        this.weighted = new WeightNodes(file, translation);
        this.pooling = new PoolingNodes(translation, warnings);
        this.arithmetic = new ArithmeticNodes(translation);
        this.moves = new MoveNodes(translation);
        this.slices = new SliceNodes(translation);
        this.recurrent = new RecurrentNodes(translation);
    }

    List<Operator> operators() throws ModelFormatException {
        List<TfliteNode> needed = translation.needed();
        long size = translation.size(needed);
        if (size > MOST_NUMBERS) {
            throw new ModelFormatException(file.name() + ": its " + needed.size() + " operators give " + size + " numbers, and up to " + MOST_NUMBERS
                    + " are followed through a network; convert the model for a smaller input.");
        }
        Set<Integer> taken = new HashSet<>();
        for (TfliteNode node : needed) {
            taken.addAll(translation.data(node));
        }
        for (int index : new LinkedHashSet<>(translation.graph().inputs())) {
            if (taken.contains(index)) {
                TfliteTensor tensor = translation.graph().tensor(index);
                if (translation.extents(index).isEmpty() && tensor.elements() > 0) {
                    throw new ModelFormatException(file.name() + ": its input \"" + tensor.name() + "\" has the extents " + Extents.of(tensor.shape())
                            + ", and so many neurons are not drawn; convert the model for a smaller input.");
                }
                translation.add(new Operator.Input(Names.of("input", List.of(tensor.name())), tensor.value(), translation.extents(index), true));
            }
        }
        for (TfliteNode node : needed) {
            translate(node);
        }
        return translation.operators();
    }

    private void translate(TfliteNode node) throws ModelFormatException {
        if (COMPILED.contains(node.type())) {
            throw new ModelFormatException(file.name() + " was compiled for a chip: its operator \"" + node.type()
                    + "\" hides the layers and their weights; open the .tflite file that it was compiled from.");
        }
        List<Integer> data = translation.data(node);
        if (data.isEmpty()) {
            translation.block(node);
            return;
        }
        String input = translation.value(data.getFirst());
        String output = translation.value(node.output());
        String name = translation.name(node);
        Optional<String> function = Functions.of(node.type(), data.size());
        if (function.isPresent()) {
            translation.add(new Operator.Activation(name, input, output, function.get(), Functions.formula(node, translation.weights())));
            return;
        }
        if (PASSING.contains(node.type())) {
            translation.add(new Operator.Pass(name, input, output));
            arithmetic.passed(input, output);
            return;
        }
        Optional<String> fused = Functions.fused(node);
        String sums = fused.isPresent() ? output + " sums" : output;
        if (weighted.translate(node, name, sums) || pooling.translate(node, name, sums) || arithmetic.translate(node, name, sums)) {
            fused.ifPresent(end -> translation.add(new Operator.Activation(name, sums, output, end, Functions.fused(end))));
        } else if (moves.translate(node, name, output) || slices.translate(node, name, output)) {
            arithmetic.passed(input, output);
        } else if (!recurrent.translate(node, name, output)) {
            translation.block(node);
        }
    }
}
