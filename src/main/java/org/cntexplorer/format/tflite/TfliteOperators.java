package org.cntexplorer.format.tflite;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cntexplorer.format.MappedFile;
import org.cntexplorer.format.ModelFormatException;
import org.cntexplorer.format.lowering.Extents;
import org.cntexplorer.format.operator.Formula;
import org.cntexplorer.format.operator.Formulas;
import org.cntexplorer.format.operator.Operator;

/** Nodes of a graph → operators: those that the model's outputs hang on, each by the family that knows it. */
final class TfliteOperators {
    /** What the compilers for Edge TPU and Ethos-U leave of a model. */
    private static final Set<String> COMPILED = Set.of("edgetpu-custom-op", "ethos-u");
    private static final Set<String> SUMS = Set.of("CONV_2D", "DEPTHWISE_CONV_2D", "TRANSPOSE_CONV", "CONV_3D", "FULLY_CONNECTED", "ADD", "SUB", "MUL");
    private static final long MOST_NUMBERS = 1L << 28;
    private static final Set<String> PASSING = Set.of("QUANTIZE", "DEQUANTIZE", "CAST", "FAKE_QUANT");

    private final MappedFile file;
    private final List<String> warnings;
    private final Translation translation;
    private final WeightNodes weighted;
    private final PoolingNodes pooling;
    private final ArithmeticNodes arithmetic;
    private final MoveNodes moves;
    private final SliceNodes slices;
    private final RecurrentNodes recurrent;

    TfliteOperators(MappedFile file, TfliteGraph graph, Weights weights, List<String> warnings) {
        this.file = file;
        this.warnings = warnings;
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
        boolean whole = false;
        for (TfliteNode node : needed) {
            translate(node);
            whole |= node.output() >= 0 && SUMS.contains(node.type()) && quantisation(node).isPresent();
        }
        if (whole) {
            warnings.add("The model computes in whole numbers, and here in what they stand for: its values differ by what is rounded there.");
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
        Optional<Formula> range = Functions.fused(node).isEmpty() ? range(node) : Optional.empty();
        Optional<String> fused = range.isPresent() ? Optional.of("relu") : Functions.fused(node);
        String sums = fused.isPresent() ? output + " sums" : output;
        if (weighted.translate(node, name, sums) || pooling.translate(node, name, sums) || arithmetic.translate(node, name, sums)) {
            fused.ifPresent(end -> translation.add(new Operator.Activation(name, sums, output, end, range.or(() -> Functions.fused(end)))));
        } else if (moves.translate(node, name, output) || slices.translate(node, name, output)) {
            arithmetic.passed(input, output);
        } else if (!recurrent.translate(node, name, output)) {
            translation.block(node);
        }
    }

    /** Sums of whole numbers that stand for none below zero, and for none above a largest: as good as a function, and written in the place of one. */
    private Optional<Formula> range(TfliteNode node) throws ModelFormatException {
        TensorType type = translation.graph().tensor(node.output()).type();
        long least = type == TensorType.UINT8 ? 0 : -128;
        return SUMS.contains(node.type()) && type.bits() == 8
                ? quantisation(node).filter(all -> all.scales().length == 1 && all.zeros()[0] == least).map(all -> Formulas.clip(0, 255.0 * all.scales()[0]))
                : Optional.empty();
    }

    /** What the whole numbers stand for that a node gives, where it gives such. */
    private Optional<Quantisation> quantisation(TfliteNode node) throws ModelFormatException {
        TfliteTensor tensor = translation.graph().tensor(node.output());
        return tensor.type().isWhole() ? Quantisation.of(file, tensor) : Optional.empty();
    }
}
